package main

import (
	"fazhi/generator/compare"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// exportComparison gives a comparison as other programs read it.
func exportComparison(c *compare.Comparison) *v1.Comparison {
	out := &v1.Comparison{
		Schema: v1.ComparisonSchema, Agency: c.To.Series.Agency.ID, Form: c.To.Series.Form.ID,
		From: c.From.Year, To: c.To.Year, Figures: []v1.Difference{},
	}
	for _, g := range c.Groups {
		for i := range g.Figures {
			out.Figures = append(out.Figures, exportDifference(g.Label, &g.Figures[i]))
		}
	}
	for _, p := range c.Plan {
		one := v1.PlanMeasure{Plan: p.Plan.Text}
		if p.Measure != nil {
			one.Measure = p.Measure.Text
		}
		out.Plan = append(out.Plan, one)
	}
	if t := c.Text; t != nil {
		out.Text = exportText(t)
	}
	return out
}

func exportText(t *compare.Text) *v1.TextChanges {
	out := &v1.TextChanges{Kept: t.Kept, Reworded: t.Reworded, New: t.New, Reused: t.Reused, Gone: t.Gone, Rows: []v1.TextRow{}}
	number := map[*compare.Reuse]int{}
	for i, u := range t.Reuses {
		number[u] = i + 1
		out.Reuses = append(out.Reuses, v1.Reuse{
			Kind: string(u.Kind), OldRow: u.Old.Row, NewRow: u.New.Row, Copied: !u.Left,
			Old: t.Rows[u.Old.Row].Old.Text[u.Old.Start:u.Old.End], New: t.Rows[u.New.Row].New.Text[u.New.Start:u.New.End],
		})
	}
	for i := range t.Rows {
		out.Rows = append(out.Rows, exportRow(&t.Rows[i], number))
	}
	return out
}

func exportDifference(group string, f *compare.Figure) v1.Difference {
	d := v1.Difference{Key: f.Indicator.Key, Label: f.Indicator.Label, Group: group, State: string(f.State), Text: f.Change.Text, Better: f.Change.Better}
	if f.Before != nil {
		d.Before = f.Before.Text
	}
	if f.After != nil {
		d.After = f.After.Text
	}
	if f.State.Compared() {
		d.Difference, d.Unit = exportInterval(f.Difference), f.After.Unit
		if f.Indicator.Kind == form.Share {
			d.Unit = "百分点"
		}
	}
	if f.HasGrowth {
		d.Growth = exportInterval(f.Growth)
	}
	if b := f.Break; b != nil {
		d.Break = &v1.Break{Figures: []string{f.Indicator.Key}, Year: b.Year, What: string(b.What), Note: b.Note}
	}
	return d
}

func exportInterval(i quantity.Interval) *v1.Interval {
	out := &v1.Interval{}
	if !i.LoInf {
		out.Lo, out.LoOpen = i.Lo.String(), i.LoOpen
	}
	if !i.HiInf {
		out.Hi, out.HiOpen = i.Hi.String(), i.HiOpen
	}
	return out
}

func exportRow(r *compare.Row, reuses map[*compare.Reuse]int) v1.TextRow {
	out := v1.TextRow{Kind: string(r.Kind), Moved: r.Moved}
	if r.Beside >= 0 {
		out.Beside = &r.Beside
	}
	if r.Akin >= 0 {
		out.Akin = &r.Akin
	}
	if r.Old != nil {
		out.Old = r.Old.Text
	}
	if r.New != nil {
		out.New = r.New.Text
	}
	for _, p := range r.Pieces {
		out.Pieces = append(out.Pieces, v1.Piece{Op: p.Op.Sign(), Text: p.Text, Reuse: reuses[p.Reuse]})
	}
	return out
}
