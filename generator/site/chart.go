package site

import (
	"strconv"

	"fazhi/generator/form"
	"fazhi/generator/page"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// draw gives an indicator's page its breaks and its chart, from the rows that
// its table has.
func (g *agencyBuild) draw(v *seriesView, ind *form.Indicator, p *page.Indicator) {
	p.Breaks = g.breaks(v, ind.Key)
	for _, b := range p.Breaks {
		p.Notes = append(p.Notes, page.Note{Label: g.word("site.break_year", b.Year, b.What), Text: b.Note})
		for i := range p.Years {
			if p.Years[i].Year == b.Year {
				p.Years[i].Break = b.What
			}
		}
	}
	p.Chart = p.Draw(g.word("site.chart", ind.Label), ind.Kind == form.Share || ind.Kind == form.Duration)
}

// breaks gives the years from which on numbers cannot be compared with those
// before: the form says so, or the unit changes.
func (g *agencyBuild) breaks(v *seriesView, key string) []page.Break {
	var out []page.Break
	var last *report.Figure
	for _, r := range v.reports {
		f := r.Figure(key)
		if f == nil || f.Absent != "" {
			continue
		}
		if last != nil {
			switch b := r.Form.BreakBetween(key, last.Report.Year, r.Year); {
			case b != nil:
				out = append(out, page.Break{Year: b.Year, What: g.word("site.break_" + string(b.What)), Note: b.Note})
			case !quantity.SameUnit(last.Unit, f.Unit):
				out = append(out, page.Break{Year: r.Year, What: g.word("site.unit_break", last.Unit, f.Unit)})
			}
		}
		last = f
	}
	return out
}

// plot says where a value lies, for drawing; nil where there is none.
func plot(v *report.Value) *page.Plot {
	if v.Absent != "" {
		return nil
	}
	p := &page.Plot{NoLo: v.Bounds.LoInf, NoHi: v.Bounds.HiInf}
	if !p.NoLo {
		p.Lo, _ = strconv.ParseFloat(v.Bounds.Lo.String(), 64)
	}
	if !p.NoHi {
		p.Hi, _ = strconv.ParseFloat(v.Bounds.Hi.String(), 64)
	}
	return p
}
