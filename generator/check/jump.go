package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// jump finds figures that are five times last year's or a fifth of it, without
// a note: most often a slip of a digit or of the unit.
func jump() Check {
	return Check{ID: "jump", Group: Years, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, f := range s.Report.Figures {
			before, stated := f.Before()
			if f.Derived || before == nil || before.Absent != "" || f.Absent != "" || f.Note != "" || !quantity.SameUnit(before.Unit, f.Unit) || s.breakOf(f.Indicator.Key, -1) != nil {
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
