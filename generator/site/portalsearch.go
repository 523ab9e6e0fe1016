package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/page"
	"fazhi/generator/report"
	"fazhi/generator/search"
)

// mostNamedIndicators is how many indicators a portal with a long list of agencies names
// where there are no scripts: agencies may have any number of their own.
const mostNamedIndicators = 1000

// addSearch adds the search over all agencies: their names and titles, and which
// of them has which indicator. It is made from agency.json alone, and keeps no
// value of it: those are asked of the agencies' own files.
func (p *Portal) addSearch(files *Files, d *directory, demo bool) error {
	if !p.site.Has(report.SearchPart) {
		return nil
	}
	var docs []search.Document
	for _, r := range p.rows {
		docs = append(docs, r.found)
	}
	list := p.sharedList()
	indicators, err := list.File()
	if err != nil {
		return err
	}
	made, err := indexed(searchPath, search.New(docs, nil, nil), indicators)
	if err != nil {
		return err
	}
	if err := files.addAll(made.entries); err != nil {
		return err
	}
	return p.addTo(files, searchPath, p.searchPage(made.dir, list, d, demo))
}

// searchedAgency is an agency as the portal finds it: by its names, by where it
// is, and by its titles, each with its year.
func (b *Builder) searchedAgency(r *portalRow, a *v1.Agency) search.Document {
	d := search.Document{Name: a.ID, Title: a.Name, Path: rel(searchPath, r.at+"index.html"), Lines: []string{a.Name}}
	facts := lines(a.Level, a.Region)
	d.Note = strings.Join(facts, " · ")
	d.Lines = append(d.Lines, slices.Concat(a.Short, facts)...)
	for _, f := range a.Forms {
		for _, y := range f.Years {
			if y.Status == string(page.Draft) {
				continue
			}
			if !slices.Contains(d.Years, y.Year) {
				d.Years = append(d.Years, y.Year)
			}
			if y.Path == "" {
				continue
			}
			d.Parts = append(d.Parts, search.Part{Href: rel(searchPath, r.at+y.Path), Name: b.word("site.year", itoa(y.Year)), Lines: lines(y.Title, y.Number)})
		}
	}
	return d
}

// sharedKey is what makes two agencies' indicators one: an agency's own key may
// mean something else elsewhere.
type sharedKey struct{ form, key, label string }

// sharedIndicators collects them agency by agency.
type sharedIndicators struct {
	titles map[string]*portalRow // of forms: who gives it
	title  map[string]string
	all    map[sharedKey]*sharedIndicator
}

// sharedIndicator is one of them. What agencies say of it differently is as the one
// says that is named first, and the title of a form as the last.
type sharedIndicator struct {
	unit   string
	path   string // where the first has it
	first  *portalRow
	having []*portalRow
}

func newShared() *sharedIndicators {
	return &sharedIndicators{map[string]*portalRow{}, map[string]string{}, map[sharedKey]*sharedIndicator{}}
}

func (p *Portal) share(r *portalRow, a *v1.Agency) {
	s := p.shared
	for _, f := range a.Forms {
		public := map[string]bool{}
		for _, y := range f.Years {
			if y.Status == string(page.Draft) {
				continue
			}
			for i := range y.Figures {
				public[y.Figures[i].Key] = true
			}
		}
		for _, ind := range f.Indicators {
			if !public[ind.Key] {
				continue
			}
			k := sharedKey{f.ID, ind.Key, ind.Label}
			one := s.all[k]
			if one == nil {
				one = &sharedIndicator{}
				s.all[k] = one
			}
			if one.first == nil || before(r, one.first) < 0 {
				one.first, one.unit, one.path = r, ind.Unit, r.at+ind.Path
			}
			one.having = append(one.having, r)
			if last := s.titles[f.ID]; last == nil || before(r, last) > 0 {
				s.titles[f.ID], s.title[f.ID] = r, f.Title
			}
		}
	}
}

// sharedList gives them by form, with the pages that compare agencies.
func (p *Portal) sharedList() *search.Indicators {
	s := p.shared
	compared := p.across.keys()
	out := &search.Indicators{Forms: []search.IndicatorForm{}}
	at := map[string]int{}
	keys := slices.SortedFunc(maps.Keys(s.all), func(a, b sharedKey) int {
		return cmp.Or(strings.Compare(a.form, b.form), strings.Compare(a.key, b.key), strings.Compare(a.label, b.label))
	})
	for _, k := range keys {
		i, ok := at[k.form]
		if !ok {
			i = len(out.Forms)
			at[k.form] = i
			f := search.IndicatorForm{ID: k.form, Title: s.title[k.form]}
			for _, c := range compared {
				if c.form == k.form {
					f.Across = append(f.Across, search.FigureYear{Year: c.year, Path: rel(searchPath, acrossPath(c))})
				}
			}
			out.Forms = append(out.Forms, f)
		}
		one := search.SharedIndicator{Key: k.key, Label: k.label, Unit: s.all[k].unit}
		for _, r := range s.all[k].having {
			one.Agencies = append(one.Agencies, r.number)
		}
		slices.Sort(one.Agencies)
		out.Forms[i].Indicators = append(out.Forms[i].Indicators, one)
	}
	return out
}

func (p *Portal) searchPage(index string, list *search.Indicators, d *directory, demo bool) page.Search {
	b := p.Builder
	title := b.word("index.title")
	f := b.base(searchPath, title)
	f.Demo, f.Find = demo, ""
	f.JS = append(f.JS, b.scripts(searchPath, "search.js")...)
	f.Crumbs = []page.Link{{Label: b.word("site.home"), Href: rel(searchPath, "index.html")}, {Label: title}}
	f.Meta.ColumnName, f.Meta.ColumnType = title, "信息公开目录"
	f.Meta.ColumnDescription, f.Meta.ColumnKeywords = b.site.Title+title, b.site.Title+","+title
	out := page.Search{
		Frame: f, Scope: b.word("index.scope_portal"), Index: index + "/",
		Documents: b.word("index.docs_portal"), Found: b.word("index.found_portal"),
	}
	out.Lists = d.lists(searchPath, -1)
	var entries []search.Entry
	for _, r := range p.rows {
		if out.Lists != nil {
			break // agencies and their reports stand on the pages of the list
		}
		to := rel(searchPath, r.at+"index.html")
		entries = append(entries, search.Entry{Label: r.name, Href: to, Note: b.word("index.agency")})
		for _, short := range r.aliases {
			entries = append(entries, search.Entry{Label: short, Href: to, Note: b.word("index.alias", r.name)})
		}
	}
	for _, form := range list.Forms {
		for _, ind := range form.Indicators {
			to := rel(searchPath, p.shared.all[sharedKey{form.ID, ind.Key, ind.Label}].path)
			if len(ind.Agencies) > 1 && len(form.Across) > 0 {
				to = form.Across[0].Path
			}
			entries = append(entries, search.Entry{Label: ind.Label, Href: to, Note: b.word("index.indicator")})
		}
	}
	if out.Lists != nil && len(entries) > mostNamedIndicators {
		entries = nil
	}
	years := map[int][]page.Link{}
	for _, r := range p.rows {
		if out.Lists != nil {
			break
		}
		for _, t := range r.titled {
			years[t.year] = append(years[t.year], page.Link{Label: t.title, Href: rel(searchPath, r.at+t.path), Away: r.from != nil})
		}
	}
	out.Years, out.Pinyin, out.Stroke = linkedYears(years), b.letters("py", search.ByPinyin(entries)), b.letters("st", search.ByStroke(entries))
	return out
}
