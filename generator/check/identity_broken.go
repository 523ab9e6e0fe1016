package check

import (
	"slices"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// identityBroken finds figures of one year that do not tie: a total that is not
// the sum of its parts, a share that is not its quotient, within a section,
// across sections and in tables. Approximate figures break an identity only
// where no values within their intervals could tie.
func identityBroken() Check {
	return Check{ID: "identity-broken", Group: Figures, Severity: finding.Error, Waivable: true, Run: func(s *Subject) {
		for _, v := range s.verdicts() {
			if v.Outcome != form.Broken || v.Rule.Op != form.Equal || v.other() {
				continue
			}
			if v.Rule.Over != nil {
				s.tellIdentity("share", &v)
			} else {
				s.tellIdentity("sum", &v)
			}
		}
	}}
}

// partExceedsWhole finds parts that are larger than what they are a part of.
func partExceedsWhole() Check {
	return Check{ID: "part-exceeds-whole", Group: Figures, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, v := range s.verdicts() {
			if v.Outcome == form.Broken && v.Rule.Op != form.Equal && !v.other() {
				s.tellIdentity("more", &v)
			}
		}
	}}
}

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

// isSum reports whether an identity says that one figure of this year is the
// sum of others.
func (v *verdict) isSum() bool {
	if v.Rule.Op != form.Equal || v.Rule.Over != nil || v.other() || len(v.Rule.Left) != 1 || v.Rule.Left[0].Factor != 1 {
		return false
	}
	return !slices.ContainsFunc(v.Rule.Right, func(t form.Term) bool { return t.Factor < 0 })
}

// restMakes reports whether the total can be the sum of the parts that apply.
// One of which nothing is said leaves it open.
func (s *Subject) restMakes(v *verdict) bool {
	verdict := v.Hold(func(key string, _ int) (quantity.Interval, form.State) {
		f := s.Report.Figure(key)
		switch {
		case f == nil:
			return quantity.Interval{LoInf: true, HiInf: true}, form.Known
		case f.Absent != "":
			return quantity.Point(quantity.Number{}), form.Known
		}
		return rounded(exactOf(f)), form.Known
	})
	return verdict.Outcome == form.Holds
}
