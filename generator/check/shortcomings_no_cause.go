package check

import (
	"strings"

	"fazhi/generator/finding"
)

// shortcomingsNoCause asks the section on shortcomings for a cause: the law
// wants both.
func shortcomingsNoCause() Check {
	return Check{ID: "shortcomings-no-cause", Group: Law, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		role := s.Report.Form.Role("shortcomings")
		if role == nil || !role.RequiredIn(s.Report.Year) {
			return
		}
		var first *Passage
		for _, p := range s.Prose {
			if !p.Has("shortcomings") {
				continue
			}
			if first == nil {
				first = p
			}
			for _, word := range s.limits.causes {
				if p.Heading == nil && strings.Contains(p.Text, word) {
					return
				}
			}
		}
		if first != nil {
			s.tell("none", first.Pos(0, len(first.Text)))
		}
	}}
}
