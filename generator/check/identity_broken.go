package check

import (
	"slices"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// identityBroken finds figures of one year that do not tie: a total that is not
// the sum of its parts, within a section, across sections and in tables. Shares
// are for ratioUntrue. Approximate figures break an identity only
// where no values within their intervals could tie.
func identityBroken() Check {
	return Check{ID: "identity-broken", Group: Figures, Severity: finding.Error, Waivable: true, Run: func(s *Subject) {
		for _, v := range s.verdicts() {
			if v.Outcome == form.Broken && v.Rule.Op == form.Equal && v.Rule.Over == nil && !v.other() {
				s.tellIdentity("sum", &v)
			}
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
