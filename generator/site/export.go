package site

import (
	"time"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/report"
)

// export makes agency.json: what the portal and other programs learn.
func (g *agencyBuild) export() *v1.Agency {
	a := g.agency
	out := &v1.Agency{
		Schema: v1.Schema, ID: a.ID, Name: a.Name, Short: a.Short, Region: a.Region, Level: a.Level, Demo: a.Demo,
		Forms: []v1.Form{},
	}
	for _, v := range g.series {
		f := v1.Form{ID: v.Form.ID, Title: v.Form.Title, Short: v.Form.ShortTitle, Path: rel(g.home(), v.column())}
		f.Indicators, f.Breaks = g.exportIndicators(v), exportBreaks(v)
		for i := len(v.reports) - 1; i >= 0; i-- {
			f.Years = append(f.Years, g.exportYear(v, v.reports[i]))
		}
		out.Forms = append(out.Forms, f)
	}
	out.Commitments = g.exportPromises()
	return out
}

func (g *agencyBuild) exportIndicators(v *seriesView) []v1.Indicator {
	out := []v1.Indicator{}
	for _, ind := range collect(v).indicators {
		out = append(out, v1.Indicator{
			Key: ind.Key, Label: ind.Label, Unit: ind.Unit, Kind: string(ind.Kind), Direction: string(ind.Direction),
			Definition: ind.Definition, Formula: v.Form.FormulaWords(ind, "zh"), Group: v.groupLabel(ind.Group()), Path: rel(g.home(), v.indicator(ind.Key)),
		})
	}
	return out
}

func exportBreaks(v *seriesView) []v1.Break {
	var out []v1.Break
	for _, b := range v.Form.Breaks {
		out = append(out, v1.Break{Figures: b.Figures, Year: b.Year, What: string(b.What), Note: b.Note})
	}
	return out
}

func (g *agencyBuild) exportYear(v *seriesView, r *report.Report) v1.Year {
	y := v1.Year{
		Year: r.Year, Status: string(status(r)), Title: r.Title, Number: r.Number, Index: r.Index,
		Signed: r.Signed.String(), Submitted: r.Submitted.String(), Figures: []v1.Figure{},
	}
	if r.HasPage() {
		y.Path = rel(g.home(), v.report(r.Year))
	}
	if !r.Published.IsZero() {
		y.Published = r.Published.Format(time.RFC3339)
		if !r.Clock {
			y.Published = r.Published.Format(time.DateOnly)
		}
	}
	for _, f := range r.Figures {
		y.Figures = append(y.Figures, exportFigure(f))
	}
	y.Waivers = g.exportWaivers(r)
	y.Paragraphs = g.exportParagraphs(r)
	return y
}

func exportFigure(f *report.Figure) v1.Figure {
	out := v1.Figure{Key: f.Indicator.Key, Text: f.Text, Unit: f.Unit, Note: f.Note, Absent: f.Absent != "", Derived: f.Derived}
	if f.Stated != nil {
		out.Before = f.Stated.Text
	}
	if f.Absent != "" {
		return out
	}
	out.Value = f.Value.Decimal()
	if b := f.Bounds; !b.IsPoint() {
		out.Approx = true
		if !b.LoInf {
			out.Lo, out.LoOpen = b.Lo.String(), b.LoOpen
		}
		if !b.HiInf {
			out.Hi, out.HiOpen = b.Hi.String(), b.HiOpen
		}
	}
	return out
}
