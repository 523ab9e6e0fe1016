package site

import (
	"fmt"
	"slices"
	"strings"

	"fazhi/generator/compare"
	"fazhi/generator/page"
	"fazhi/generator/report"
)

// comparisons reports whether there is anything to compare: two years that are
// shown.
func (v *seriesView) comparisons() bool { return len(v.reports) > 1 }

func (v *seriesView) matrix() string { return v.dir() + "/compare/index.html" }

func (v *seriesView) comparison(from, to int) string {
	return fmt.Sprintf("%s/compare/%d-%d.html", v.dir(), from, to)
}

// before gives the year that a year is compared with: the one before it that is
// shown, whether it is adjacent or not; nil for the first.
func (v *seriesView) before(r *report.Report) *report.Report {
	i := slices.Index(v.reports, r)
	if i < 1 {
		return nil
	}
	return v.reports[i-1]
}

// planComparisons adds the matrix of all years, its data, and the pages of
// adjacent years.
func (g *agencyBuild) planComparisons(v *seriesView, table seriesTable) {
	if !v.comparisons() {
		return
	}
	g.plan(v.matrix(), func() page.View { return g.matrixPage(v, table) })
	if len(table.indicators) > 0 {
		g.entries = append(g.entries, entry{v.dir() + "/compare/data.js", func() ([]byte, error) { return g.compareData(v) }})
		g.planTexts(v)
	}
	for i, to := range v.reports[1:] {
		from := v.reports[i]
		g.plan(v.comparison(from.Year, to.Year), func() page.View {
			if !g.site.Has(report.WordPart) {
				return g.unmarked(g.comparePage(v, compare.Figures(from, to)), from, to)
			}
			return g.comparePage(v, compare.Readings(v.reading(from), v.reading(to)))
		})
	}
}

// compareLink leads to the comparison of a year with the one before it.
func (g *agencyBuild) compareLink(on string, v *seriesView, r *report.Report) page.Link {
	last := v.before(r)
	if last == nil {
		return page.Link{}
	}
	return page.Link{Label: g.word("site.compare_two", last.Year, r.Year), Href: rel(on, v.comparison(last.Year, r.Year))}
}

func (g *agencyBuild) comparePage(v *seriesView, c *compare.Comparison) page.Compare {
	name := v.comparison(c.From.Year, c.To.Year)
	title := g.word("site.compare_two", c.From.Year, c.To.Year)
	f := g.frame(name, v, title,
		page.Link{Label: v.Form.Title, Href: rel(name, v.column())},
		page.Link{Label: g.word("site.compare"), Href: rel(name, v.matrix())},
		page.Link{Label: title})
	p := page.Compare{
		Frame: f, From: g.compareYear(name, v, c.From), To: g.compareYear(name, v, c.To),
		Counts: g.compareCounts(c), NoText: c.Text == nil,
		Matrix: page.Link{Label: g.word("site.compare"), Href: rel(name, v.matrix())},
	}
	var gap []string
	for y := c.From.Year + 1; y < c.To.Year; y++ {
		gap = append(gap, itoa(y))
	}
	if len(gap) > 0 {
		p.Gap = g.word("site.compare_gap", strings.Join(gap, "、"))
	}
	for _, r := range []*report.Report{c.From, v.after(c.To)} {
		if r != nil {
			if link := g.compareLink(name, v, r); link.Href != "" {
				p.Neighbours = append(p.Neighbours, link)
			}
		}
	}
	for _, group := range c.Groups {
		out := page.CompareGroup{Title: group.Label}
		for i := range group.Figures {
			out.Rows = append(out.Rows, g.compareRow(name, v, c, &group.Figures[i]))
		}
		p.Groups = append(p.Groups, out)
	}
	for _, one := range c.Plan {
		line := page.ComparePlan{Plan: one.Plan.Text}
		if one.Measure != nil {
			line.Measure = one.Measure.Text
		}
		p.Plan = append(p.Plan, line)
	}
	if c.Text != nil {
		p.Shares.New, p.Shares.Reworded, p.Shares.Kept = c.Text.Share()
		p.Shares.Moved, p.Shares.Reused = c.Text.Moved, len(c.Text.Reuses)
		p.Blocks = g.compareBlocks(c)
	}
	return p
}

// unmarked sets the texts of two years side by side as they are.
func (g *agencyBuild) unmarked(p page.Compare, from, to *report.Report) page.Compare {
	p.NoText = from.Narrative == nil || to.Narrative == nil
	if p.NoText {
		return p
	}
	sides := func(r *report.Report) (out []page.ComparePart) {
		for _, b := range compare.Blocks(r.Narrative.Passages()) {
			out = append(out, page.ComparePart{Heading: b.Heading > 0, Kind: "plain", Pieces: []page.ComparePiece{{Text: b.Text}}})
		}
		return out
	}
	p.Unmarked, p.Blocks = true, []page.CompareBlock{{Old: sides(from), New: sides(to)}}
	return p
}

// after gives the next year that is shown, nil for the last.
func (v *seriesView) after(r *report.Report) *report.Report {
	i := slices.Index(v.reports, r)
	if i < 0 || i+1 >= len(v.reports) {
		return nil
	}
	return v.reports[i+1]
}

func (g *agencyBuild) compareYear(name string, v *seriesView, r *report.Report) page.CompareYear {
	out := page.CompareYear{Year: r.Year}
	if r.HasPage() {
		out.Href = rel(name, v.report(r.Year))
	}
	return out
}

func (g *agencyBuild) compareCounts(c *compare.Comparison) []page.CompareCount {
	var out []page.CompareCount
	for _, one := range []struct {
		word   string
		states []compare.State
	}{
		{"site.compare_up", []compare.State{compare.Up}},
		{"site.compare_down", []compare.State{compare.Down}},
		{"site.compare_even", []compare.State{compare.Even}},
		{"site.compare_open", []compare.State{compare.Uncertain}},
		{"site.compare_break", []compare.State{compare.Broken}},
		{"site.compare_apart", []compare.State{compare.OtherUnit, compare.Absent, compare.Missing}},
	} {
		n := 0
		for _, s := range one.states {
			n += c.Count(s)
		}
		if n > 0 {
			out = append(out, page.CompareCount{Label: g.word(one.word), N: n})
		}
	}
	return out
}

func (g *agencyBuild) compareRow(name string, v *seriesView, c *compare.Comparison, f *compare.Figure) page.CompareRow {
	key := f.Indicator.Key
	out := page.CompareRow{
		Label: f.Indicator.Label, Href: rel(name, v.indicator(key)),
		Before: g.cell(name, v, c.From.Year, key), After: g.cell(name, v, c.To.Year, key),
		Change: page.Change{Text: f.Change.Text, Better: f.Change.Better},
		Span:   f.Span(), Why: strings.Join(f.Notes, "；"),
	}
	why := ""
	if f.Plain() {
		out.Span = ""
	}
	if f.State == compare.Even && c.From.Year+1 < c.To.Year {
		out.Change.Text = g.word("site.compare_even")
	}
	switch f.State {
	case compare.Uncertain:
		out.Change.Text = g.word("site.compare_open")
	case compare.Broken:
		out.Break = true
		why = g.since(f.Break.Year, f.Break.Note)
	case compare.OtherUnit:
		why = g.word("site.compare_unit", f.Before.Unit, f.After.Unit)
	case compare.Absent, compare.Missing:
		for _, side := range []struct {
			year  int
			value page.Value
		}{{c.From.Year, out.Before}, {c.To.Year, out.After}} {
			if side.value.Absent {
				why = join(why, g.word("site.compare_none", side.year, side.value.Text))
			}
		}
	}
	if !f.State.Compared() {
		out.Change = page.Change{Text: g.word("site.compare_apart"), Absent: true}
	} else if f.ZeroBase() {
		why = g.word("site.compare_zero")
		if f.Before.Bounds.Lo.Sign() < 0 {
			why = g.word("site.compare_negative")
		}
	}
	switch {
	case why != "" && out.Why != "":
		out.Why = why + "；" + out.Why
	case why != "":
		out.Why = why
	}
	return out
}
