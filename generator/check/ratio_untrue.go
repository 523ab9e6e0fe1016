package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// ratioUntrue finds shares that are not their quotient: one that is given
// beside its part and whole, and one that the prose states of a derived
// indicator.
func ratioUntrue() Check {
	return Check{ID: "ratio-untrue", Group: Figures, Severity: finding.Error, Waivable: true, Run: func(s *Subject) {
		for _, v := range s.verdicts() {
			if v.Outcome == form.Broken && v.Rule.Over != nil && !v.other() {
				s.tellIdentity("share", &v)
			}
		}
		for _, p := range s.Prose {
			if p.Plan || p.Cell {
				continue
			}
			for _, sen := range p.sentences() {
				for _, q := range sen.stated() {
					if bindable(q) && q.Shape == quantity.Single {
						s.againstDerived(sen, q)
					}
				}
			}
		}
	}}
}

// againstDerived holds a quantity against the derived figure whose name stands
// right before it.
func (s *Subject) againstDerived(sen sentence, q quantity.Quantity) {
	before := strings.TrimRight(sen.Text[sen.start:q.Start], "达到为共了计约有是 ")
	ref := sen.Quote(q.Start, q.End)
	for _, f := range s.Report.Figures {
		name := nameAtEnd(before, f)
		if !f.Derived || name == "" || f.Absent != "" || !quantity.SameUnit(f.Unit, q.Unit) || ref != nil && (ref.Target == f.Indicator.Key || ref.Verb != "") {
			continue
		}
		rest := s.withoutWhole(strings.TrimSuffix(before, name))
		if rest != "" && !endsClause(rest) || sen.narrower() || otherTime(s.lead(sen, q), s.Report.Year) || !disjoint(s.recomputed(f, q), claimed(q)) {
			continue
		}
		about(s.tell("stated", sen.Pos(q.Start, q.End), "name", name, "text", q.Text, "value", f.Text, "key", f.Indicator.Key,
			"words", finding.Text{ZH: s.Report.Form.FormulaWords(f.Indicator, "zh"), EN: s.Report.Form.FormulaWords(f.Indicator, "en")}), f)
		return
	}
}

// recomputed gives a derived figure far beyond the places that a quantity is
// stated with, so that its own rounding does not count.
func (s *Subject) recomputed(f *report.Figure, q quantity.Quantity) quantity.Interval {
	const beyond = 8
	fine := *f.Indicator
	if fine.Places >= 0 {
		fine.Places = max(fine.Places, q.Value.Places()) + beyond
	}
	var used []*report.Figure
	c := fine.Compute(func(key string, years int) (quantity.Interval, form.State) {
		v := s.valueAt(key, years, &used)
		if v == nil {
			return quantity.Interval{}, form.NotGiven
		}
		if state, absent := form.Absence(string(v.Absent)); absent {
			return quantity.Interval{}, state
		}
		return rounded(v), form.Known
	})
	if c.Outcome != form.Holds {
		return f.Bounds
	}
	return c.Value
}
