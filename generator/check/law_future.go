package check

import "fazhi/generator/finding"

// lawFuture finds laws cited that came into force only after the report's
// period: they cannot have governed what is reported. Where the sentence says
// itself that the law is to come, or the section is about next year, nothing is
// told.
func lawFuture() Check {
	return Check{ID: "law-future", Group: Wording, Severity: finding.Info, Waivable: true, Run: func(s *Subject) {
		_, to := s.Report.Form.PeriodOf(s.Report.Year)
		for _, p := range s.Prose {
			if p.Plan {
				continue
			}
			for _, c := range p.citations() {
				one := s.laws.find(c.name)
				if one == nil || one.from.IsZero() || !to.Before(one.from) {
					continue
				}
				before, behind := p.around(c.start, c.end)
				if containsAny(before, s.words.toCome...) || containsAny(behind, s.words.toCome...) {
					continue
				}
				s.tell("future", p.Pos(c.start, c.end), "name", one.name, "day", chinese(one.from), "end", chinese(to))
			}
		}
	}}
}
