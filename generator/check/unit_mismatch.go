package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/quantity"
)

// unitMismatch finds figures given in a unit that is not their indicator's, and
// numbers of figures that the prose gives another unit.
func unitMismatch() Check {
	return Check{ID: "unit-mismatch", Group: Figures, Severity: finding.Error, Always: true, Run: func(s *Subject) {
		for _, m := range s.Report.Misfits {
			units := append([]string{m.Indicator.Unit}, m.Indicator.Units...)
			f := s.tell("data", m.Pos, "text", m.Text, "unit", m.Unit, "label", finding.Text{ZH: m.Indicator.Label, EN: m.Indicator.Key},
				"units", finding.Text{ZH: strings.Join(units, "”或“"), EN: strings.Join(units, " or ")})
			f.Figures = []string{m.Indicator.Key}
		}
		for _, p := range s.Prose {
			for _, q := range p.Quotes {
				s.unitBehind(p, q)
			}
		}
	}}
}

// unitBehind looks at the unit that stands behind {{key:number}}.
func (s *Subject) unitBehind(p *Passage, q narrative.Quoted) {
	f := s.Report.Figure(q.Ref.Target)
	if f == nil || q.Ref.Verb != narrative.Number || q.Ref.Year != 0 || f.Absent != "" {
		return
	}
	for _, n := range p.Quantities {
		if n.Start >= q.End || n.End <= q.End || !n.Kind.IsQuantity() || n.Unit == "" {
			continue
		}
		if quantity.SameUnit(n.Unit, f.Unit) || f.Indicator.Accepts(n.Unit) || strings.HasPrefix(p.Text[q.End:], f.Indicator.Unit) {
			continue
		}
		about(s.tell("prose", p.Pos(q.Start, n.End), "text", p.Text[q.Start:n.End], "unit", n.Unit,
			"label", finding.Text{ZH: f.Indicator.Label, EN: f.Indicator.Key}, "units", f.Indicator.Unit), f)
	}
}
