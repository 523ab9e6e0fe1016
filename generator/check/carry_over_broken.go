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
			if f.Stated == nil || own == nil {
				continue
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

// unitChanged finds figures whose unit is another one than last year's: 件 and
// 人次 make no series.
func unitChanged() Check {
	return Check{ID: "unit-changed", Group: Years, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		if s.Last == nil {
			return
		}
		for _, f := range s.Report.Figures {
			own := s.Last.Figure(f.Indicator.Key)
			if own == nil || own.Absent != "" || f.Absent != "" || f.Note != "" || quantity.SameUnit(own.Unit, f.Unit) {
				continue
			}
			about(s.tell("changed", f.Pos, "label", f.Indicator.Label, "now", f.Text, "last", own.Text, "unit", f.Unit, "was", own.Unit), own)
		}
	}}
}

// jump finds figures that are five times last year's or a fifth of it, without
// a note: most often a slip of a digit or of the unit.
func jump() Check {
	return Check{ID: "jump", Group: Years, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, f := range s.Report.Figures {
			before, stated := f.Before()
			if before == nil || before.Absent != "" || f.Absent != "" || f.Note != "" || !quantity.SameUnit(before.Unit, f.Unit) {
				continue
			}
			up, down := s.times(f.Bounds, before.Bounds), s.times(before.Bounds, f.Bounds)
			if !up && !down {
				continue
			}
			say := "up"
			switch {
			case before.Bounds.IsPoint() && before.Bounds.Lo.Sign() == 0:
				say = "from-zero"
			case f.Bounds.IsPoint() && f.Bounds.Lo.Sign() == 0:
				say = "to-zero"
			case down:
				say = "down"
			}
			told := s.tell(say, f.Pos, "label", f.Indicator.Label, "now", f.Text, "before", before.Text, "times", s.limits.jumpTimes)
			told.Figures = []string{f.Indicator.Key}
			if last := s.Last; !stated && last != nil && last.Figure(f.Indicator.Key) != nil {
				about(told, last.Figure(f.Indicator.Key))
			}
		}
	}}
}

// times reports whether all of a is at least so many times all of b, and large
// enough to count.
func (s *Subject) times(a, b quantity.Interval) bool {
	return !a.LoInf && !b.HiInf && a.Lo.Cmp(s.limits.jumpLeast) >= 0 && a.Lo.Cmp(b.Hi.Mul(s.limits.jumpTimes)) >= 0
}
