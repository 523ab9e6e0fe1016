package site

import (
	"cmp"
	"fmt"
	"slices"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/page"
	"fazhi/generator/quantity"
)

// acrossKey is one year of one form.
type acrossKey struct {
	form string
	year int
}

// acrossPart is what one agency has of it.
type acrossPart struct {
	agency *v1.Agency
	form   *v1.Form
	year   *v1.Year
}

func acrossPath(k acrossKey) string { return fmt.Sprintf("compare/%s-%d.html", k.form, k.year) }

// across finds the years that two agencies or more have figures of, newest
// first.
func across(agencies []*v1.Agency) ([]acrossKey, map[acrossKey][]acrossPart) {
	parts := map[acrossKey][]acrossPart{}
	for _, a := range agencies {
		for i := range a.Forms {
			f := &a.Forms[i]
			for j := range f.Years {
				if y := &f.Years[j]; len(y.Figures) > 0 {
					k := acrossKey{f.ID, y.Year}
					parts[k] = append(parts[k], acrossPart{a, f, y})
				}
			}
		}
	}
	var keys []acrossKey
	for k, p := range parts {
		if len(p) > 1 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b acrossKey) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(b.year, a.year))
	})
	return keys, parts
}

// addAcross adds a page for each year that several agencies have.
func (b *Builder) addAcross(files *Files, agencies []*v1.Agency, demo bool) error {
	keys, parts := across(agencies)
	for _, k := range keys {
		if err := b.addTo(files, acrossPath(k), b.acrossPage(k, keys, parts[k], demo)); err != nil {
			return err
		}
	}
	return nil
}

// acrossLinks lead from the home page to those years; the form is named where
// there are several.
func (b *Builder) acrossLinks(agencies []*v1.Agency) []page.Link {
	keys, parts := across(agencies)
	var out []page.Link
	for _, k := range keys {
		label := b.word("site.year", itoa(k.year))
		if k.form != keys[0].form || k.form != keys[len(keys)-1].form {
			label = parts[k][0].form.Title + " " + label
		}
		out = append(out, page.Link{Label: label, Href: acrossPath(k)})
	}
	return out
}

func (b *Builder) acrossPage(k acrossKey, keys []acrossKey, parts []acrossPart, demo bool) page.Across {
	name := acrossPath(k)
	title := parts[0].form.Title + "：" + b.word("site.across", k.year)
	f := b.base(name, title)
	f.Demo = demo
	f.Crumbs = []page.Link{{Label: b.word("site.home"), Href: rel(name, "index.html")}, {Label: title}}
	p := page.Across{Frame: f}
	for _, part := range parts {
		to := part.form.Path
		if part.year.Path != "" {
			to = part.year.Path
		}
		p.Agencies = append(p.Agencies, page.Link{Label: cmp.Or(first(part.agency.Short), part.agency.Name), Href: rel(name, part.agency.ID+"/"+to)})
	}
	for _, other := range keys {
		if other.form == k.form && other.year != k.year {
			p.Others = append(p.Others, page.Link{Label: b.word("site.year", itoa(other.year)), Href: rel(name, acrossPath(other))})
		}
	}
	p.Groups = acrossGroups(name, parts)
	return p
}

// acrossGroups puts the indicators of one key and name into one row where they
// are counted in one unit; an agency's own key may mean something else elsewhere.
func acrossGroups(name string, parts []acrossPart) []page.MatrixGroup {
	type rowKey struct{ key, label, unit string }
	var groups []page.MatrixGroup
	at := map[rowKey][2]int{}
	of := map[string]int{}
	for i, part := range parts {
		figures := map[string]*v1.Figure{}
		for j := range part.year.Figures {
			figures[part.year.Figures[j].Key] = &part.year.Figures[j]
		}
		for _, ind := range part.form.Indicators {
			fig := figures[ind.Key]
			if fig == nil {
				continue
			}
			k := rowKey{ind.Key, ind.Label, ind.Unit}
			if !fig.Absent {
				k.unit = fig.Unit
			}
			for other := range at {
				if other.key == k.key && other.label == k.label && quantity.SameUnit(other.unit, k.unit) {
					k.unit = other.unit // 家 and 个 are one
				}
			}
			place, ok := at[k]
			if !ok {
				g, known := of[ind.Group]
				if !known {
					g = len(groups)
					of[ind.Group] = g
					groups = append(groups, page.MatrixGroup{Title: ind.Group})
				}
				place = [2]int{g, len(groups[g].Rows)}
				at[k] = place
				groups[g].Rows = append(groups[g].Rows, page.MatrixRow{Key: ind.Key, Label: ind.Label, Unit: k.unit, Cells: make([]page.MatrixCell, len(parts))})
			}
			cell := &groups[place[0]].Rows[place[1]].Cells[i]
			cell.Value = page.Value{Text: fig.Text, Absent: fig.Absent}
			if part.year.Path != "" {
				cell.Href = rel(name, part.agency.ID+"/"+part.year.Path+"#"+row(ind.Key))
			}
		}
	}
	return shared(groups)
}

// shared leaves out the rows that only one agency has.
func shared(groups []page.MatrixGroup) []page.MatrixGroup {
	var out []page.MatrixGroup
	for _, g := range groups {
		g.Rows = slices.DeleteFunc(g.Rows, func(r page.MatrixRow) bool {
			n := 0
			for _, c := range r.Cells {
				if c.Text != "" {
					n++
				}
			}
			return n < 2
		})
		if len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	return out
}
