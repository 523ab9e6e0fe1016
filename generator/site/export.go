package site

import (
	"slices"
	"time"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/report"
)

// export makes agency.json: what the portal and other programs learn.
func (g *agencyBuild) export() *v1.Agency {
	out := *g.figures()
	out.Forms = slices.Clone(out.Forms)
	out.Log, out.Sitemaps = g.exportLog(), g.sitemaps
	for i, v := range g.series {
		f := &out.Forms[i]
		f.Years = slices.Clone(f.Years)
		for j := range f.Years {
			r := v.reports[len(v.reports)-1-j]
			f.Years[j].Waivers = g.exportWaivers(r)
			f.Years[j].Paragraphs = g.exportParagraphs(r)
		}
	}
	return &out
}

// exportFigures makes the part of it that data files are made from: it costs
// little, and a preview asks for it often.
func (g *agencyBuild) exportFigures() *v1.Agency {
	out := g.exportHead()
	for _, v := range g.series {
		f := v.head()
		for _, r := range slices.Backward(v.reports) {
			f.Years = append(f.Years, g.exportYear(v, r))
		}
		out.Forms = append(out.Forms, f)
	}
	return out
}

// exportHead gives the agency without its forms.
func (g *agencyBuild) exportHead() *v1.Agency {
	a := g.agency
	out := &v1.Agency{
		Schema: v1.Schema, ID: a.ID, Name: a.Name, Short: a.Short, Region: a.Region, Level: a.Level, Demo: a.Demo,
		Forms: []v1.Form{},
	}
	for _, n := range a.Names {
		out.Names = append(out.Names, v1.Name{Name: n.Name, From: n.From.String(), To: n.To.String()})
	}
	license, sources := a.License, a.Sources
	if license == (report.License{}) {
		license = g.site.License
	}
	if len(sources) == 0 {
		sources = g.site.Sources
	}
	if license != (report.License{}) {
		out.License = &v1.License{Name: license.Name, Title: license.Title, Path: license.Address}
	}
	for _, s := range sources {
		out.Sources = append(out.Sources, v1.Source{Title: s.Title, Path: s.Address})
	}
	out.Commitments = g.promise()
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

// exportForm gives a form without its years.
func (g *agencyBuild) exportForm(v *seriesView) v1.Form {
	f := v1.Form{ID: v.Form.ID, Title: v.Form.Title, Short: v.Form.ShortTitle, Path: rel(g.home(), v.column())}
	f.Indicators, f.Breaks = g.exportIndicators(v), exportBreaks(v)
	return f
}

func (g *agencyBuild) exportYear(v *seriesView, r *report.Report) v1.Year {
	y := v1.Year{
		Year: r.Year, Status: string(status(r)), Title: r.Title, Number: r.Number, Index: r.Index,
		Signed: r.Signed.String(), Submitted: r.Submitted.String(), Figures: []v1.Figure{},
	}
	if r.HasPage() {
		y.Path = rel(g.home(), v.report(r.Year))
		y.Summary, y.Keys = r.Summary, g.exportKeys(v, r)
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
	return y
}

// exportKeys gives the indicators whose figures the page shows first, as it was
// sealed where it is.
func (g *agencyBuild) exportKeys(v *seriesView, r *report.Report) []string {
	if rec := g.sealed(v, r); rec != nil {
		return rec.Report.KeyFigures()
	}
	var out []string
	for _, f := range chosenFigures(r) {
		out = append(out, f.Indicator.Key)
	}
	return out
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
