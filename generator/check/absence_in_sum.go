package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/form"
)

// absenceInSum finds sums of which some figures are given and others are said
// to be not counted: the total cannot be checked, or counts what was not
// counted as nothing. What does not apply to an agency adds nothing to a total
// that the rest makes.
func absenceInSum() Check {
	return Check{ID: "absence-in-sum", Group: Figures, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for i := range s.verdicts() {
			v := &s.ties[i]
			if v.Outcome != form.Unknown || !v.isSum() || v.Grade == form.Soft {
				continue
			}
			var absent form.Missing
			known, applies := len(v.Rule.Refs())-len(v.Missing), false
			for _, m := range v.Missing {
				if m.State != form.NotGiven && (absent.Key == "" || !applies) {
					absent, applies = m, m.State != form.NotApplicable
				}
			}
			total := s.Report.Figure(v.Rule.Left[0].Key)
			if absent.Key == "" || known < 2 || total == nil || total.Absent != "" || total.Note != "" || !applies && s.restMakes(v) {
				continue
			}
			f := s.tell("absent", s.Report.Figure(absent.Key).Pos, "label", s.Report.Form.Indicator(absent.Key).Label, "state", absent.State,
				"total", total.Indicator.Label, "words", finding.Text{ZH: s.Report.Form.Words(v.Identity, "zh"), EN: s.Report.Form.Words(v.Identity, "en")})
			f.Severity = min(f.Severity, v.Evidence.Cap(finding.Warning))
			about(f, v.figures...)
		}
	}}
}
