package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// unitChanged finds figures whose unit is another one than last year's: 件 and
// 人次 make no series.
func unitChanged() Check {
	return Check{ID: "unit-changed", Group: Years, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		if s.Last == nil {
			return
		}
		for _, f := range s.Report.Figures {
			own := s.Last.Figure(f.Indicator.Key)
			if own == nil || own.Absent != "" || f.Absent != "" || f.Note != "" || quantity.SameUnit(own.Unit, f.Unit) || s.breakOf(f.Indicator.Key, -1) != nil {
				continue
			}
			about(s.tell("changed", f.Pos, "label", f.Indicator.Label, "now", f.Text, "last", own.Text, "unit", f.Unit, "was", own.Unit), own)
		}
	}}
}
