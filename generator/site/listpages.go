package site

import (
	"slices"

	"fazhi/generator/form"
	"fazhi/generator/page"
	"fazhi/generator/report"
)

func status(r *report.Report) page.Status {
	switch r.Status {
	case report.DataOnly:
		return page.DataOnly
	case report.Imported:
		return page.Imported
	case report.Draft, report.Approved:
		return page.Draft
	}
	return page.Published
}

// span gives every year from the newest to the oldest of a series, whether
// there is a report of it or not: what is missing must be seen.
func span(v *seriesView) []int {
	var years []int
	for y := v.reports[len(v.reports)-1].Year; y >= v.reports[0].Year; y-- {
		years = append(years, y)
	}
	return years
}

// calendar is span with the years whose reports were withdrawn: a page at their
// address says why.
func (g *agencyBuild) calendar(v *seriesView) []int {
	years := span(v)
	hi, lo := years[0], years[len(years)-1]
	for _, all := range g.archive.Reports(v.Form.ID) {
		if year := all[0].Year; g.withdrawn(v.Form.ID, year) {
			hi, lo = max(hi, year), min(lo, year)
		}
	}
	years = years[:0]
	for y := hi; y >= lo; y-- {
		years = append(years, y)
	}
	return years
}

func (v *seriesView) shownYear(year int) *report.Report {
	for _, r := range v.reports {
		if r.Year == year {
			return r
		}
	}
	return nil
}

// newest gives the newest report that has a page, nil where none has.
func (v *seriesView) newest() *report.Report {
	for _, r := range slices.Backward(v.reports) {
		if r.HasPage() {
			return r
		}
	}
	return nil
}

func (g *agencyBuild) agencyPage() page.Agency {
	name := g.home()
	f := g.frame(name, nil, g.agency.Name)
	f.Crumbs[len(f.Crumbs)-1].Href = "" // this page
	p := page.Agency{Frame: f, Name: g.agency.Name, Short: g.agency.Short, Region: g.agency.Region, Level: g.agency.Level}
	for _, n := range g.agency.Names {
		if n.Name != g.agency.Name {
			p.Former = append(p.Former, page.FormerName{Name: n.Name, Until: day(n.To)})
		}
	}
	for _, v := range g.series {
		p.Columns = append(p.Columns, g.agencyColumn(name, v))
	}
	if len(g.pledged) > 0 {
		p.Columns = append(p.Columns, g.promiseColumn(name))
	}
	p.DataTitle, p.Downloads, p.Terms = g.word("site.all_figures"), g.agencyDownloads(), g.terms()
	if g.opts.BaseURL != "" {
		p.Meta.Url = g.opts.BaseURL + name
	}
	for _, t := range g.agency.Pages {
		p.Pages = append(p.Pages, page.Link{Label: t.Title, Href: t.Slug + ".html"})
	}
	return p
}

func (g *agencyBuild) agencyColumn(name string, v *seriesView) page.AgencyColumn {
	c := page.AgencyColumn{Label: v.Form.Title, Href: rel(name, v.column()), Links: g.columnLinks(name, v)}
	if r := v.newest(); r != nil {
		c.Newest = page.Link{Label: r.Title, Href: rel(name, v.report(r.Year))}
		c.Date = published(r)
		c.Keys = g.keyFigures(r, name, v)
	}
	for _, year := range g.calendar(v) {
		mark := page.YearMark{Year: year, Status: page.Missing}
		if r := v.shownYear(year); r != nil {
			mark.Status = status(r)
			mark.Href = g.yearLink(name, v, r)
		} else if g.withdrawn(v.Form.ID, year) {
			mark.Status, mark.Href = page.Withdrawn, rel(name, v.report(year))
		}
		c.Years = append(c.Years, mark)
	}
	return c
}

// yearLink is where a year leads: its report, or the table of all years where
// it has only figures.
func (g *agencyBuild) yearLink(name string, v *seriesView, r *report.Report) string {
	switch {
	case r.HasPage():
		return rel(name, v.report(r.Year))
	case len(r.Figures) > 0:
		return rel(name, v.indicators())
	}
	return ""
}

// columnLinks lead to the pages over all years of a form.
func (g *agencyBuild) columnLinks(name string, v *seriesView) []page.Link {
	var out []page.Link
	if g.hasFigures(v) && !v.bare {
		out = append(out, page.Link{Label: g.word("site.all_figures"), Href: rel(name, v.indicators())})
	}
	if v.comparisons() {
		out = append(out, page.Link{Label: g.word("site.compare"), Href: rel(name, v.matrix())})
		if len(g.changes(name, v, collect(v))) > 0 {
			out = append(out, page.Link{Label: g.word("site.changes"), Href: rel(name, v.matrix()+"#breaks")})
		}
	}
	return out
}

func (g *agencyBuild) columnPage(v *seriesView) page.Column {
	name := v.column()
	f := g.frame(name, v, v.Form.Title, page.Link{Label: v.Form.Title})
	p := page.Column{Frame: f, Links: g.columnLinks(name, v)}
	for _, year := range g.calendar(v) {
		r := v.shownYear(year)
		if r == nil {
			p.Years = append(p.Years, g.yearWithout(name, v, year))
			continue
		}
		var links []page.Link
		if link := g.compareLink(name, v, r); link.Href != "" {
			links = []page.Link{link}
		}
		p.Years = append(p.Years, page.YearEntry{
			Links: links,
			Year:  year, Status: status(r), Title: r.Title, Href: g.yearLink(name, v, r),
			Signed: day(r.Signed), Published: published(r), Figures: len(r.Figures),
		})
	}
	return p
}

// yearWithout is a year of which there is no report, or none any more.
func (g *agencyBuild) yearWithout(name string, v *seriesView, year int) page.YearEntry {
	if !g.withdrawn(v.Form.ID, year) {
		return page.YearEntry{Year: year, Status: page.Missing}
	}
	out := page.YearEntry{Year: year, Status: page.Withdrawn, Href: rel(name, v.report(year))}
	if before := g.archive.Before(g.archive.Latest(v.Form.ID, year)); before != nil {
		out.Title = before.Report.Title
	}
	return out
}

// figures of a series, by indicator in the order of the newest year's data.
type seriesTable struct {
	indicators []*form.Indicator
	groups     []string // ids, in order
}

func collect(v *seriesView) seriesTable {
	var t seriesTable
	seen := map[string]bool{}
	for _, r := range slices.Backward(v.reports) {
		for _, f := range r.Figures {
			if seen[f.Indicator.Key] {
				continue
			}
			seen[f.Indicator.Key] = true
			ind := f.Indicator
			if now := v.Form.Indicator(ind.Key); now != nil {
				ind = now
			}
			t.indicators = append(t.indicators, ind)
			if group := ind.Group(); !slices.Contains(t.groups, group) {
				t.groups = append(t.groups, group)
			}
		}
	}
	return t
}

func (v *seriesView) groupLabel(id string) string {
	if group := v.Form.Group(id); group != nil {
		return group.Label
	}
	return id
}

func (g *agencyBuild) indicatorsPage(v *seriesView, t seriesTable) page.Indicators {
	name := v.indicators()
	title := g.word("site.all_figures")
	f := g.frame(name, v, title, page.Link{Label: v.Form.Title, Href: rel(name, v.column())}, page.Link{Label: g.word("site.indicators")})
	p := page.Indicators{Frame: f, Years: span(v)}
	for _, group := range t.groups {
		out := page.IndicatorGroup{Title: v.groupLabel(group)}
		for _, ind := range t.indicators {
			if ind.Group() != group {
				continue
			}
			line := page.IndicatorRow{Label: ind.Label, Href: rel(name, v.indicator(ind.Key)), Unit: ind.Unit}
			for _, year := range p.Years {
				line.Cells = append(line.Cells, g.cell(name, v, year, ind.Key))
			}
			out.Rows = append(out.Rows, line)
		}
		p.Groups = append(p.Groups, out)
	}
	return p
}

// cell is an indicator's value in one year, linked to its row.
func (g *agencyBuild) cell(name string, v *seriesView, year int, key string) page.Value {
	r := v.shownYear(year)
	if r == nil {
		return page.Value{}
	}
	f := r.Figure(key)
	if f == nil {
		return page.Value{Text: g.word("site.unpublished"), Absent: true}
	}
	out := value(&f.Value)
	if r.HasPage() {
		out.Href = rel(name, v.report(year)+"#"+row(key))
	}
	return out
}

func (g *agencyBuild) indicatorPage(v *seriesView, _ seriesTable, ind *form.Indicator) page.Indicator {
	name := v.indicator(ind.Key)
	f := g.frame(name, v, ind.Label,
		page.Link{Label: v.Form.Title, Href: rel(name, v.column())},
		page.Link{Label: g.word("site.indicators"), Href: rel(name, v.indicators())},
		page.Link{Label: ind.Label})
	f.Meta.Description = ind.Definition
	p := page.Indicator{
		Frame: f, Key: ind.Key, Aliases: ind.Aliases, Unit: ind.Unit, Definition: ind.Definition,
		Kind:  g.word("kind." + string(ind.Kind)),
		Basis: page.Link{Label: ind.Basis},
	}
	if ind.Direction != form.None {
		p.Direction = g.word("direction." + string(ind.Direction))
	}
	p.Identities = g.ties(name, v, ind)
	for _, year := range span(v) {
		p.Years = append(p.Years, g.indicatorYear(name, v, year, ind.Key))
	}
	if ind.Formula != nil {
		p.Formula = g.linked(name, v, v.Form.FormulaWords(ind, g.site.Language), ind.Formula.Refs(), ind.Key)
	}
	p.Notes = append(p.Notes, g.correctionNotes(name, v, ind.Key)...)
	g.draw(v, ind, &p)
	return p
}

func (g *agencyBuild) indicatorYear(name string, v *seriesView, year int, key string) page.IndicatorYear {
	out := page.IndicatorYear{Year: year, Value: page.Value{Text: g.word("status.missing"), Absent: true}}
	r := v.shownYear(year)
	if r == nil {
		return out
	}
	if r.Figure(key) == nil {
		out.Value.Text = g.word("site.unpublished")
		return out
	}
	f := r.Figure(key)
	out.Value, out.Change, out.Note, out.Plot = value(&f.Value), change(f), f.Note, plot(&f.Value)
	if before, stated := f.Before(); before != nil && stated {
		out.Note = join(out.Note, g.word("site.stated_before", before.Text))
	}
	if r.HasPage() {
		out.Href = rel(name, v.report(year)+"#"+row(key))
	}
	for i, q := range f.Quotes {
		if g.shown(q.Report) {
			out.Quotes = append(out.Quotes, page.Link{
				Label: g.word("site.quote", circled(i+1)), Href: rel(name, v.report(q.Report.Year)+"#"+q.Ref.ID),
			})
		}
	}
	return out
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "；" + b
}
