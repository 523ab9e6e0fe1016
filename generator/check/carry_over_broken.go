package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// carryOverBroken holds this year against the last: the opening figure is last
// year's closing one, and what this report states of last year is what last
// year's own report says.
func carryOverBroken() Check {
	return Check{ID: "carry-over-broken", Group: Years, Severity: finding.Error, Waivable: true, Run: func(s *Subject) {
		for _, v := range s.verdicts() {
			if v.Outcome == form.Broken && v.other() {
				s.tellIdentity("opening", &v)
			}
		}
		if s.Last == nil {
			return
		}
		for _, f := range s.Report.Figures {
			own := s.Last.Figure(f.Indicator.Key)
			if f.Stated == nil || own == nil || s.breakOf(f.Indicator.Key, -1) != nil {
				continue // across a break, before may be last year's value as it is counted now
			}
			switch {
			case f.Stated.Absent != "" || own.Absent != "":
				if f.Stated.Absent == own.Absent {
					continue
				}
			case !quantity.SameUnit(f.Stated.Unit, own.Unit):
			case !disjoint(rounded(f.Stated), rounded(exactOf(own))):
				continue
			}
			about(s.tell("before", f.Pos, "label", f.Indicator.Label, "before", f.Stated.Text, "last", own.Text, "year", s.Last.Year), own)
		}
	}}
}

// times reports whether all of a is at least so many times all of b, and large
// enough to count.
func (s *Subject) times(a, b quantity.Interval) bool {
	return !a.LoInf && !b.HiInf && a.Lo.Cmp(s.limits.jumpLeast) >= 0 && a.Lo.Cmp(b.Hi.Mul(s.limits.jumpTimes)) >= 0
}
