package site

import (
	"cmp"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/page"
	"fazhi/generator/report"
	"fazhi/generator/search"
)

// addSearch adds the search over all agencies: their names and titles, and which
// of them has which indicator. It is made from agency.json alone, and keeps no
// value of it: those are asked of the agencies' own files.
func (b *Builder) addSearch(files *Files, agencies []*v1.Agency, demo bool) error {
	if !b.site.Has(report.SearchPart) {
		return nil
	}
	var docs []search.Document
	shared := newShared()
	for i, a := range agencies {
		docs = append(docs, b.searchedAgency(a))
		shared.add(i, a)
	}
	list := shared.list(agencies)
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
	return b.addTo(files, searchPath, b.portalSearchPage(made.dir, agencies, list, demo))
}

// searchedAgency is an agency as the portal finds it: by its names, by where it
// is, and by its titles, each with its year.
func (b *Builder) searchedAgency(a *v1.Agency) search.Document {
	d := search.Document{Name: a.ID, Title: a.Name, Path: rel(searchPath, a.ID+"/index.html"), Lines: []string{a.Name}}
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
			d.Parts = append(d.Parts, search.Part{Href: rel(searchPath, a.ID+"/"+y.Path), Name: b.word("site.year", itoa(y.Year)), Lines: lines(y.Title, y.Number)})
		}
	}
	return d
}

// sharedKey is what makes two agencies' indicators one: an agency's own key may
// mean something else elsewhere.
type sharedKey struct{ form, key, label string }

// sharedIndicators collects them agency by agency.
type sharedIndicators struct {
	titles map[string]string // of forms
	units  map[sharedKey]string
	having map[sharedKey][]int
}

func newShared() *sharedIndicators {
	return &sharedIndicators{map[string]string{}, map[sharedKey]string{}, map[sharedKey][]int{}}
}

func (s *sharedIndicators) add(number int, a *v1.Agency) {
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
			if len(s.having[k]) == 0 {
				s.units[k] = ind.Unit
			}
			s.titles[f.ID] = f.Title
			s.having[k] = append(s.having[k], number)
		}
	}
}

// list gives them by form, with the pages that compare agencies.
func (s *sharedIndicators) list(agencies []*v1.Agency) *search.Indicators {
	compared, _ := across(agencies)
	out := &search.Indicators{Forms: []search.IndicatorForm{}}
	at := map[string]int{}
	var keys []sharedKey
	for k := range s.having {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b sharedKey) int {
		return cmp.Or(strings.Compare(a.form, b.form), strings.Compare(a.key, b.key), strings.Compare(a.label, b.label))
	})
	for _, k := range keys {
		i, ok := at[k.form]
		if !ok {
			i = len(out.Forms)
			at[k.form] = i
			f := search.IndicatorForm{ID: k.form, Title: s.titles[k.form]}
			for _, c := range compared {
				if c.form == k.form {
					f.Across = append(f.Across, search.FigureYear{Year: c.year, Path: rel(searchPath, acrossPath(c))})
				}
			}
			out.Forms = append(out.Forms, f)
		}
		out.Forms[i].Indicators = append(out.Forms[i].Indicators, search.SharedIndicator{Key: k.key, Label: k.label, Unit: s.units[k], Agencies: s.having[k]})
	}
	return out
}

func (b *Builder) portalSearchPage(index string, agencies []*v1.Agency, list *search.Indicators, demo bool) page.Search {
	title := b.word("index.title")
	f := b.base(searchPath, title)
	f.Demo, f.Find = demo, ""
	f.JS = append(f.JS, b.scripts(searchPath, "search.js")...)
	f.Crumbs = []page.Link{{Label: b.word("site.home"), Href: rel(searchPath, "index.html")}, {Label: title}}
	f.Meta.ColumnName, f.Meta.ColumnType = title, "信息公开目录"
	f.Meta.ColumnDescription, f.Meta.ColumnKeywords = b.site.Title+title, b.site.Title+","+title
	p := page.Search{
		Frame: f, Scope: b.word("index.scope_portal"), Index: index + "/",
		Documents: b.word("index.docs_portal"), Found: b.word("index.found_portal"),
	}
	var entries []search.Entry
	for _, a := range agencies {
		to := rel(searchPath, a.ID+"/index.html")
		entries = append(entries, search.Entry{Label: a.Name, Href: to, Note: b.word("index.agency")})
		for _, short := range a.Short {
			entries = append(entries, search.Entry{Label: short, Href: to, Note: b.word("index.alias", a.Name)})
		}
	}
	for _, form := range list.Forms {
		for _, ind := range form.Indicators {
			to := rel(searchPath, indicatorOf(agencies[ind.Agencies[0]], form.ID, ind.Key))
			if len(ind.Agencies) > 1 && len(form.Across) > 0 {
				to = form.Across[0].Path
			}
			entries = append(entries, search.Entry{Label: ind.Label, Href: to, Note: b.word("index.indicator")})
		}
	}
	years := map[int][]page.Link{}
	for _, a := range agencies {
		for _, form := range a.Forms {
			for _, y := range form.Years {
				if y.Path != "" && y.Status != string(page.Draft) {
					years[y.Year] = append(years[y.Year], page.Link{Label: y.Title, Href: rel(searchPath, a.ID+"/"+y.Path)})
				}
			}
		}
	}
	p.Years, p.Pinyin, p.Stroke = linkedYears(years), b.letters("py", search.ByPinyin(entries)), b.letters("st", search.ByStroke(entries))
	return p
}
