package site

import (
	"strings"

	"fazhi/generator/narrative"
	"fazhi/generator/page"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// maxKeyFigures is how many figures stand under the title when nobody chose
// them: one row on a wide screen.
const maxKeyFigures = 5

// reportPage is the page of a report, in the words of its record where it is
// sealed.
func (g *agencyBuild) reportPage(v *seriesView, r *report.Report) page.Report {
	p := g.drawnReport(v, r)
	if rec := g.sealed(v, r); rec != nil {
		g.showSeal(&p, v, rec)
		restoreWords(&p, rec.Report)
		if p.Corrections = g.correctionsOf(v.report(r.Year), rec); len(p.Corrections) > 0 {
			c := p.Corrections[0]
			p.Notes = append(p.Notes, page.Note{Label: g.word("seal.note"), Text: g.word("seal.see", c.Date.Text, c.Reason), Href: "#corrections", Answer: true})
		}
	}
	return p
}

func (g *agencyBuild) drawnReport(v *seriesView, r *report.Report) page.Report {
	name := v.report(r.Year)
	f := g.frame(name, v, r.Title, page.Link{Label: v.Form.Title, Href: rel(name, v.column())}, page.Link{Label: g.word("site.year", itoa(r.Year))})
	f.Imported = r.Status == report.Imported
	g.articleMeta(&f.Meta, r, name)
	p := page.Report{
		Frame: f, Year: r.Year, Facts: g.facts(r),
		Keys: g.keyFigures(r, "", v),
	}
	p.Sections, p.Contents = g.proseOf(v, r)
	g.roles(r, p.Sections)
	if t, ok := g.figureTable(v, r); ok {
		p.Tables = []page.Table{t}
		p.Contents = append(p.Contents, page.Heading{Label: g.word("report.data"), Href: "#data"})
	}
	if p.Record = g.record(v, r); p.Record.Rules > 0 {
		p.Contents = append(p.Contents, page.Heading{Label: g.word("record.title"), Href: "#record"})
	}
	for _, v := range r.Reviews {
		p.Reviews = append(p.Reviews, page.Review{Kind: v.Kind, By: v.By, Date: day(v.Date)})
	}
	for _, file := range r.Files {
		if file.Attachment {
			p.Attachments = append(p.Attachments, page.File{Label: file.Title, Href: narrative.Href(file.Link), Note: g.fileNote(file.Path)})
		}
	}
	p.Downloads, p.Terms = g.reportDownloads(v, r), g.terms()
	p.Earlier, p.Later = g.neighbours(v, r)
	p.Compare = g.compareLink(name, v, r)
	return p
}

func (g *agencyBuild) facts(r *report.Report) page.Facts {
	from, to := r.Form.PeriodOf(r.Year)
	return page.Facts{
		Issuer: g.agency.Name, Number: r.Number, Index: r.Index,
		Signed: day(r.Signed), Submitted: day(r.Submitted), Published: published(r),
		Period: from.Chinese() + "至" + strings.TrimPrefix(to.Chinese(), itoa(r.Year)+"年"),
		Span:   from.String() + "/" + to.String(),
	}
}

// roles says what a section is for by law where its heading does not.
func (g *agencyBuild) roles(r *report.Report, sections []page.Section) {
	at := map[string]int{}
	for i := range sections {
		at[sections[i].ID] = i
	}
	for _, h := range r.Narrative.Headings {
		if i, ok := at[h.ID]; ok {
			var titles []string
			named := r.Form.RoleOf(r.Narrative.BlockText(h.Node))
			for _, id := range h.Roles {
				if role := r.Form.Role(id); role != nil && !contains(named, id) {
					titles = append(titles, role.Title)
				}
			}
			sections[i].Role = strings.Join(titles, "、")
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// quoteTarget is where a quoted figure leads: its row on this page or on the
// page of the year that it is of, or its indicator where that year has none.
func (g *agencyBuild) quoteTarget(v *seriesView, r *report.Report, ref *narrative.Reference) string {
	if ref.Target == "" {
		return ""
	}
	name := v.report(r.Year)
	year := r.Year
	if ref.Year != 0 {
		year = ref.Year
	}
	switch other := v.Year(year); {
	case year == r.Year:
		return "#" + row(ref.Target)
	case other != nil && g.shown(other) && other.HasPage():
		return rel(name, v.report(year)+"#"+row(ref.Target))
	}
	return rel(name, v.indicator(ref.Target))
}

// chosenFigures are the few figures that a report shows first: those that the data
// names, else those that the form marks, else the first that the narrative quotes.
func chosenFigures(r *report.Report) []*report.Figure {
	chosen := r.Highlights
	if len(chosen) == 0 {
		for _, f := range r.Figures {
			if f.Indicator.Highlight {
				chosen = append(chosen, f)
			}
		}
		for _, f := range r.Figures {
			if len(chosen) < maxKeyFigures && len(f.Quotes) > 0 && f.Absent == "" && !f.Indicator.Highlight {
				chosen = append(chosen, f)
			}
		}
		chosen = chosen[:min(len(chosen), maxKeyFigures)]
	}
	return chosen
}

// keyFigures are the figures under the title. on is the page that they are linked
// from, "" for the report's own.
func (g *agencyBuild) keyFigures(r *report.Report, on string, v *seriesView) []page.KeyFigure {
	var out []page.KeyFigure
	for _, f := range chosenFigures(r) {
		k := page.KeyFigure{Label: f.Indicator.Label, Absent: f.Absent != "", Href: "#" + row(f.Indicator.Key)}
		k.Number, k.Unit = f.Split()
		k.Change = change(f)
		if k.Change.Absent {
			k.Change = page.Change{}
		}
		if k.Change.Text == "" {
			if before, _ := f.Before(); before != nil {
				k.Note = g.word("site.before", before.Text)
			} else if v.shownYear(r.Year-1) != nil {
				k.Note = g.word("site.no_before")
			}
		}
		if on != "" {
			k.Href = rel(on, v.report(r.Year)+"#"+row(f.Indicator.Key))
		}
		out = append(out, k)
	}
	return out
}

func change(f *report.Figure) page.Change {
	c, why, ok := f.Change()
	if !ok {
		return page.Change{Text: why, Absent: why != ""}
	}
	return page.Change{Text: c.Text, Better: c.Better}
}

// value is a figure as a cell shows it.
func value(v *report.Value) page.Value {
	out := page.Value{Text: v.Text, Absent: v.Absent != ""}
	if v.Bounds.LoInf || v.Bounds.HiInf {
		return out // 30个工作日以内 says itself where the value lies
	}
	if exact := v.Meaning(); exact != "" && !strings.Contains(v.Text, exact) && !sameNumber(v) && !saysEnds(v) {
		out.Exact = exact + unitBehind(v.Unit)
	}
	return out
}

// saysEnds reports whether a wording names both ends of its interval: 0.3%至0.4%,
// 不超过0.1%.
func saysEnds(v *report.Value) bool {
	says := func(n quantity.Number) bool { return n.Sign() == 0 || strings.Contains(v.Text, n.String()) }
	return v.Bounds.Lo.Cmp(v.Bounds.Hi) < 0 && says(v.Bounds.Lo) && says(v.Bounds.Hi)
}

// unitBehind is a unit as it stands behind a number: 个工作日, 件.
func unitBehind(unit string) string {
	return strings.TrimPrefix(quantity.Print(quantity.NewInt(1), unit), "1")
}

// sameNumber reports whether the wording says the exact number in full, if
// with separators.
func sameNumber(v *report.Value) bool {
	n, ok := v.Exact()
	if !ok {
		return false
	}
	number, _ := v.Split()
	said, err := quantity.ParseNumber(strings.NewReplacer(",", "", "，", "", " ", "").Replace(number))
	return err == nil && said.Equal(n)
}

// figureTable is the full table of a report's figures, in groups, in the order
// of the data.
func (g *agencyBuild) figureTable(v *seriesView, r *report.Report) (page.Table, bool) {
	if len(r.Figures) == 0 {
		return page.Table{}, false
	}
	t := page.Table{ID: "figures", Caption: g.word("site.figures", r.Year), Note: r.Note, Year: r.Year}
	at := map[string]int{}
	for _, f := range r.Figures {
		id := f.Indicator.Group()
		i, ok := at[id]
		if !ok {
			i = len(t.Groups)
			at[id] = i
			title := id
			if group := r.Form.Group(id); group != nil {
				title = group.Label
			}
			t.Groups = append(t.Groups, page.Group{Title: title})
		}
		row := g.figureRow(v, r, f)
		if row.Before.Text != "" {
			t.Before = r.Year - 1
		}
		t.Groups[i].Rows = append(t.Groups[i].Rows, row)
	}
	if t.Before != 0 {
		t.Caption = g.word("site.figures_before", r.Year, t.Before)
		g.sayUnknown(&t, v.shownYear(t.Before) != nil)
	}
	return t, true
}

// sayUnknown fills the column of the year before where nothing is known: a
// blank would leave the reader to guess. It is another thing that last year's
// report does not have the figure than that this site does not have the report.
func (g *agencyBuild) sayUnknown(t *page.Table, held bool) {
	word := g.word("status.missing")
	if held {
		word = g.word("site.unpublished")
	}
	for i := range t.Groups {
		for j := range t.Groups[i].Rows {
			if b := &t.Groups[i].Rows[j].Before; b.Text == "" {
				b.Value = page.Value{Text: word, Absent: true}
			}
		}
	}
}

func (g *agencyBuild) figureRow(v *seriesView, r *report.Report, f *report.Figure) page.Row {
	name := v.report(r.Year)
	out := page.Row{
		ID: row(f.Indicator.Key), Label: f.Indicator.Label, Href: v.indicatorFrom(name, f.Indicator.Key),
		Value: value(&f.Value), Change: change(f),
		Definition: f.Indicator.Definition, Note: f.Note,
	}
	if g.opts.Preview {
		out.Line = f.Pos.Line
	}
	if f.Derived {
		out.Note = join(g.word("site.computed", r.Form.FormulaWords(f.Indicator, g.site.Language)), f.Note)
	}
	if f.Source != "" {
		out.Sources = []page.Link{{Label: f.Source}}
	}
	if before, stated := f.Before(); before != nil {
		out.Before.Value = value(before)
		if stated {
			out.Before.Source = g.word("site.stated")
		} else if last := v.Year(r.Year - 1); last.HasPage() && g.shown(last) {
			out.Before.Href = rel(name, v.report(last.Year)+"#"+row(f.Indicator.Key))
		}
	}
	n := 0
	for _, q := range f.Quotes {
		if q.Report == r {
			n++
			out.Quotes = append(out.Quotes, page.Link{Label: g.word("site.quote", circled(n)), Href: "#" + q.Ref.ID})
		}
	}
	return out
}

// circled writes small numbers as ①, as official prose does.
func circled(n int) string {
	if n >= 1 && n <= 20 {
		return string(rune('①' + n - 1))
	}
	return "(" + itoa(n) + ")"
}

func (g *agencyBuild) neighbours(v *seriesView, r *report.Report) (earlier, later page.Link) {
	name := v.report(r.Year)
	for _, other := range v.reports {
		switch l := (page.Link{Label: other.Title, Href: rel(name, v.report(other.Year))}); {
		case !other.HasPage() || other == r:
		case other.Year < r.Year:
			earlier = l
		case later.Href == "":
			later = l
		}
	}
	return earlier, later
}
