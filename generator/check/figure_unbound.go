package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// figureUnbound finds quantities that were typed into the prose: nobody can
// trace them, compare them or notice when they go stale. In the plan they speak
// of next year and are an info.
func figureUnbound() Check {
	return Check{ID: "figure-unbound", Group: Figures, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		var old []finding.Pos
		defer func() { s.grouped("then", old) }()
		for _, p := range s.Prose {
			for _, q := range p.Quantities {
				if !bindable(q) || p.Quote(q.Start, q.End) != nil {
					continue
				}
				pos := p.Pos(q.Start, q.End)
				if s.Report.Status == report.Imported { // its text stays as it was
					old = append(old, pos)
					continue
				}
				switch f := s.figureOf(p, q); {
				case p.Plan:
					s.tell("plan", pos, "text", q.Text)
				case f != nil:
					about(s.tell("known", pos, "text", q.Text, "label", f.Indicator.Label, "key", f.Indicator.Key), f)
				default:
					s.tell("typed", pos, "text", q.Text)
				}
			}
		}
	}}
}

// bindable reports whether an expression states a quantity that data could
// hold: no idiom (零的突破), no scale of a map.
func bindable(q quantity.Quantity) bool {
	return q.Kind.IsQuantity() && q.Kind != quantity.Zero && q.Kind != quantity.Ratio
}

// figureOf gives the figure that a typed quantity most likely is: the one with
// its value and unit, if there is just one, or the one whose name stands before
// it among several.
func (s *Subject) figureOf(p *Passage, q quantity.Quantity) *report.Figure {
	if q.Shape != quantity.Single {
		return nil
	}
	var found *report.Figure
	n := 0
	for _, f := range s.Report.Figures {
		if f.Absent != "" || f.Ranged || !f.Value.Stated.Equal(q.Value) || q.Unit != "" && !quantity.SameUnit(f.Unit, q.Unit) {
			continue
		}
		if strings.HasSuffix(strings.TrimRight(p.Text[:q.Start], "达为共了计 "), f.Indicator.Label) {
			return f
		}
		found = f
		n++
	}
	if n == 1 {
		return found
	}
	return nil
}
