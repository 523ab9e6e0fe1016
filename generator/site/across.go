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
	agency     *portalRow
	title      string // of the form
	path       string // of the year, else that of the form
	page       string // of the year, "" for none
	indicators []v1.Indicator
	figures    []v1.Figure
}

func acrossPath(k acrossKey) string { return fmt.Sprintf("compare/%s-%d.html", k.form, k.year) }

// mostAcross is how many agencies one page compares. Each is a column: more of them
// fit on no screen and no paper, a table of 60 is one to scroll through already.
// Whoever wants all of them takes agency.json or the files of data.
const mostAcross = 60

// acrossYears gathers the years that two agencies or more have figures of. Of a year
// that too many have nothing is kept.
type acrossYears struct {
	parts map[acrossKey][]acrossPart
	many  map[acrossKey]bool
}

func newAcrossYears() *acrossYears {
	return &acrossYears{map[acrossKey][]acrossPart{}, map[acrossKey]bool{}}
}

func (x *acrossYears) add(r *portalRow, a *v1.Agency) {
	for _, f := range a.Forms {
		for _, y := range f.Years {
			k := acrossKey{f.ID, y.Year}
			if len(y.Figures) == 0 || x.many[k] {
				continue
			}
			if len(x.parts[k]) == mostAcross {
				delete(x.parts, k)
				x.many[k] = true
				continue
			}
			x.parts[k] = append(x.parts[k], acrossPart{r, f.Title, cmp.Or(y.Path, f.Path), y.Path, f.Indicators, y.Figures})
		}
	}
}

// keys gives the years that are compared, newest first.
func (x *acrossYears) keys() []acrossKey {
	var keys []acrossKey
	for k, p := range x.parts {
		if len(p) > 1 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b acrossKey) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(b.year, a.year))
	})
	return keys
}

// of gives what agencies have of a year, in the order in which they are named.
func (x *acrossYears) of(k acrossKey) []acrossPart {
	slices.SortStableFunc(x.parts[k], func(a, b acrossPart) int { return cmp.Compare(a.agency.number, b.agency.number) })
	return x.parts[k]
}

// addAcross adds a page for each year that several agencies have.
func (p *Portal) addAcross(files *Files, demo bool) error {
	keys := p.across.keys()
	for _, k := range keys {
		if err := p.addTo(files, acrossPath(k), p.acrossPage(k, keys, p.across.of(k), demo)); err != nil {
			return err
		}
	}
	return nil
}

// acrossLinks lead from the home page to those years; the form is named where
// there are several.
func (p *Portal) acrossLinks() []page.Link {
	keys := p.across.keys()
	var out []page.Link
	for _, k := range keys {
		label := p.word("site.year", itoa(k.year))
		if k.form != keys[0].form || k.form != keys[len(keys)-1].form {
			label = p.across.of(k)[0].title + " " + label
		}
		out = append(out, page.Link{Label: label, Href: acrossPath(k)})
	}
	return out
}

func (b *Builder) acrossPage(k acrossKey, keys []acrossKey, parts []acrossPart, demo bool) page.Across {
	name := acrossPath(k)
	title := parts[0].title + "：" + b.word("site.across", k.year)
	f := b.base(name, title)
	f.Demo = demo
	f.Crumbs = []page.Link{{Label: b.word("site.home"), Href: rel(name, "index.html")}, {Label: title}}
	p := page.Across{Frame: f}
	for _, part := range parts {
		p.Agencies = append(p.Agencies, page.Link{Label: part.agency.short, Href: rel(name, part.agency.at+part.path), Away: part.agency.from != nil})
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
		for j := range part.figures {
			figures[part.figures[j].Key] = &part.figures[j]
		}
		for _, ind := range part.indicators {
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
			if part.page != "" {
				cell.Href = rel(name, part.agency.at+part.page+"#"+row(ind.Key))
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
