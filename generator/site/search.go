package site

import (
	"fmt"
	"slices"
	"strings"

	"fazhi/generator/feed"
	"fazhi/generator/narrative"
	"fazhi/generator/page"
	"fazhi/generator/report"
	"fazhi/generator/search"
)

// searchPath is the search over all agencies.
const searchPath = "search/index.html"

// searchPath is the search of an agency.
func (g *agencyBuild) searchPath() string { return g.agency.ID + "/" + searchPath }

// Ids of kinds of documents that are of no form.
const (
	commitmentKind = "commitments"
	pageKind       = "page"
)

// searchFiles are the files of an index, made together: what they are called
// depends on what is in them.
type searchFiles struct {
	dir     string // below the folder of the page
	entries []entry
}

// indexed makes the files of an index in the folder of a search's page, with
// others that stand among them.
func indexed(page string, x *search.Index, more ...search.File) (*searchFiles, error) {
	dir, files, err := x.Files()
	if err != nil {
		return nil, err
	}
	out := &searchFiles{dir: dir}
	for _, f := range append(files, more...) {
		out.entries = append(out.entries, entry{strings.TrimSuffix(page, "index.html") + dir + "/" + f.Name, func() ([]byte, error) { return f.Data, nil }})
	}
	return out, nil
}

// planSearch plans the page of the search and its file of figures. The index is
// made when the first of its files, or the page, is asked for.
func (g *agencyBuild) planSearch() {
	if !g.site.Has(report.SearchPart) {
		return
	}
	name := g.searchPath()
	g.entries = append(g.entries, entry{name, func() ([]byte, error) {
		files, err := g.index()
		if err != nil {
			return nil, err
		}
		return g.render(g.searchPage(files.dir))
	}}, entry{g.agency.ID + "/search/figures.js", func() ([]byte, error) {
		f, err := g.searchedFigures().File()
		return f.Data, err
	}})
}

func (g *agencyBuild) makeIndex() (*searchFiles, error) {
	if !g.site.Has(report.SearchPart) {
		return &searchFiles{}, nil
	}
	var forms, roles []search.Choice
	for _, v := range g.series {
		forms = append(forms, search.Choice{ID: v.Form.ID, Title: v.Form.ShortTitle})
		for _, r := range v.Form.Roles {
			title := r.Title
			if g.site.Language == "en" {
				title = r.EN
			}
			if !slices.ContainsFunc(roles, func(c search.Choice) bool { return c.ID == r.ID }) {
				roles = append(roles, search.Choice{ID: r.ID, Title: title})
			}
		}
	}
	forms = append(forms,
		search.Choice{ID: commitmentKind, Title: g.word("promise.title")}, search.Choice{ID: pageKind, Title: g.word("index.page")})
	return indexed(g.searchPath(), search.New(g.documents(), forms, roles))
}

// documents are what is searched: the reports that are public and stand, the
// commitments that are public, and the pages of text. Plans repeat reports, and
// what was superseded or withdrawn is not to be found.
func (g *agencyBuild) documents() []search.Document {
	var out []search.Document
	for _, v := range g.series {
		for _, r := range v.reports {
			if r.HasPage() && r.Status.Public() {
				out = append(out, g.searchedReport(v, r))
			}
		}
	}
	for _, y := range g.pledged {
		if d := g.searchedPromises(y); len(d.Parts) > 0 {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b search.Document) int { return b.Years[0] - a.Years[0] })
	for _, p := range g.agency.Pages {
		d := search.Document{
			Name: "page-" + p.Slug, Title: p.Title, Path: rel(g.searchPath(), g.agency.ID+"/"+p.Slug+".html"), Form: pageKind,
			Lines: []string{p.Title}, Parts: searchedParts(p.Narrative),
		}
		out = append(out, d)
	}
	return out
}

func (g *agencyBuild) searchedReport(v *seriesView, r *report.Report) search.Document {
	d := search.Document{
		Name: v.Form.ID + "-" + itoa(r.Year), Title: r.Title, Path: rel(g.searchPath(), v.report(r.Year)),
		Years: []int{r.Year}, Form: v.Form.ID, Parts: searchedParts(r.Narrative),
	}
	d.Lines = lines(r.Title, r.Number, r.Index)
	for _, f := range r.Files {
		if f.Attachment {
			d.Lines = append(d.Lines, lines(f.Title)...)
		}
	}
	if r.Note != "" {
		d.Parts = append(d.Parts, search.Part{Href: "#data", Name: g.word("report.data"), Lines: lines(r.Note)})
	}
	for _, f := range r.Figures {
		if f.Note != "" {
			d.Parts = append(d.Parts, search.Part{Href: "#" + row(f.Indicator.Key), Name: f.Indicator.Label, Lines: lines(f.Note)})
		}
	}
	return d
}

// lines leaves out those without text.
func lines(all ...string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return strings.TrimSpace(s) == "" })
}

// searchedParts gives a narrative under its headings.
func searchedParts(doc *narrative.Doc) []search.Part {
	var out []search.Part
	var under *narrative.Heading
	for i, p := range doc.Pieces() {
		if i == 0 || p.Heading != under || !slices.Equal(out[len(out)-1].Roles, p.Roles) {
			part := search.Part{Roles: p.Roles}
			if under = p.Heading; under != nil {
				part.Href, part.Name = "#"+under.ID, doc.BlockText(under.Node)
			}
			out = append(out, part)
		}
		last := &out[len(out)-1]
		last.Lines = append(last.Lines, p.Text)
	}
	return out
}

// searchedPromises are the promises of a year that are public.
func (g *agencyBuild) searchedPromises(y promiseYear) search.Document {
	title := g.word("index.promises", y.Year)
	d := search.Document{
		Name: commitmentKind + "-" + itoa(y.Year), Title: title, Path: rel(g.searchPath(), commitmentsPath(g.agency)+"#y"+itoa(y.Year)),
		Years: []int{y.Year}, Form: commitmentKind, Lines: []string{title},
	}
	for _, c := range y.shown {
		if g.asOf.Before(c.Published) {
			continue // in builds with drafts
		}
		said := append([]string{c.Matter, c.Content, c.Legal.Text, c.Promised.Text, c.Unit, c.Post, c.Phone}, c.Basis...)
		for _, i := range c.Items {
			said = append(said, i.Name)
		}
		for _, e := range g.timeline(g.searchPath(), c) {
			said = append(said, e.Text)
		}
		if o := c.OutcomeOn(g.asOf); o != nil {
			said = append(said, o.Reason, o.Remedy)
		}
		d.Parts = append(d.Parts, search.Part{Href: rel(g.searchPath(), commitmentPath(c)), Name: c.Matter, Lines: lines(said...)})
	}
	return d
}

// searchedFigures are the agency's indicators with the values of the years that
// are public.
func (g *agencyBuild) searchedFigures() *search.Figures {
	name := g.searchPath()
	out := &search.Figures{Agency: g.agency.ID, Forms: []search.FigureForm{}}
	for _, v := range g.series {
		var reports []*report.Report
		for _, r := range slices.Backward(v.reports) {
			if r.Status.Public() && len(r.Figures) > 0 {
				reports = append(reports, r)
			}
		}
		if len(reports) == 0 {
			continue
		}
		form := search.FigureForm{ID: v.Form.ID, Title: v.Form.Title}
		for _, r := range reports {
			year := search.FigureYear{Year: r.Year}
			if r.HasPage() {
				year.Path = rel(name, v.report(r.Year))
			}
			form.Years = append(form.Years, year)
		}
		for _, ind := range collect(v).indicators {
			one := search.FigureIndicator{Key: ind.Key, Label: ind.Label, Aliases: ind.Aliases, Unit: ind.Unit, Path: rel(name, v.indicator(ind.Key))}
			some := false
			for _, r := range reports {
				text := ""
				if f := r.Figure(ind.Key); f != nil {
					text, some = f.Text, true
				}
				one.Values = append(one.Values, text)
			}
			if some {
				form.Indicators = append(form.Indicators, one)
			}
		}
		out.Forms = append(out.Forms, form)
	}
	return out
}

func (g *agencyBuild) searchPage(index string) page.Search {
	name := g.searchPath()
	title := g.word("index.title")
	f := g.frame(name, nil, title, page.Link{Label: title})
	f.Find, f.JS = "", append(f.JS, g.scripts(name, "search.js")...)
	f.Meta.ColumnName, f.Meta.ColumnType = title, "信息公开目录"
	f.Meta.ColumnDescription, f.Meta.ColumnKeywords = g.agency.Name+title, g.agency.ShortName()+","+title
	p := page.Search{
		Frame: f, ID: g.agency.ID, Scope: g.word("index.scope", g.agency.ShortName()), Index: index + "/", Figures: "figures.js",
		Documents: g.word("index.docs"), Found: g.word("index.found"),
	}
	years := map[int][]page.Link{}
	var entries []search.Entry
	for _, d := range g.documents() {
		note := g.word("index.page")
		for _, y := range d.Years {
			years[y] = append(years[y], page.Link{Label: d.Title, Href: d.Path})
			note = g.word("site.year", itoa(y))
		}
		entries = append(entries, search.Entry{Label: d.Title, Href: d.Path, Note: note})
	}
	figures := g.searchedFigures()
	for _, form := range figures.Forms {
		for _, y := range form.Years {
			if y.Path == "" {
				years[y.Year] = append(years[y.Year], page.Link{Label: form.Title + "：" + g.word("status.data"), Href: rel(name, g.viewOfForm(form.ID).indicators())})
			}
		}
		entries = append(entries, g.indicatorEntries(form)...)
	}
	p.Years, p.Pinyin, p.Stroke = linkedYears(years), g.letters("py", search.ByPinyin(entries)), g.letters("st", search.ByStroke(entries))
	return p
}

// indicatorEntries are the names of indicators, each also under its other names.
func (b *Builder) indicatorEntries(form search.FigureForm) []search.Entry {
	var out []search.Entry
	for _, ind := range form.Indicators {
		out = append(out, search.Entry{Label: ind.Label, Href: ind.Path, Note: b.word("index.indicator")})
		for _, alias := range ind.Aliases {
			out = append(out, search.Entry{Label: alias, Href: ind.Path, Note: b.word("index.alias", ind.Label)})
		}
	}
	return out
}

// linkedYears lists years, newest first.
func linkedYears(years map[int][]page.Link) []page.LinkedYear {
	var out []page.LinkedYear
	for y, links := range years {
		out = append(out, page.LinkedYear{Year: y, Links: links})
	}
	slices.SortFunc(out, func(a, b page.LinkedYear) int { return b.Year - a.Year })
	return out
}

// letters makes a list for a page, its headings in the words of the interface.
func (b *Builder) letters(prefix string, list []search.Letter) []page.Letter {
	var out []page.Letter
	for i, l := range list {
		one := page.Letter{ID: fmt.Sprintf("%s-%d", prefix, i+1), Name: l.Name}
		switch {
		case l.Strokes > 0:
			one.Name = b.word("index.count", l.Strokes)
		case l.Name == "":
			one.Name = b.word("index.other")
		}
		for _, e := range l.Entries {
			one.Entries = append(one.Entries, page.LetterEntry{Link: page.Link{Label: e.Label, Href: e.Href, Away: feed.Elsewhere(e.Href)}, Note: e.Note})
		}
		out = append(out, one)
	}
	return out
}
