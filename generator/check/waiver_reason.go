package check

import (
	"strings"

	"fazhi/generator/finding"
)

// waiverReason asks every waiver for its reason.
func waiverReason() Check {
	return Check{ID: "waiver-reason", Group: Waivers, Severity: finding.Error, Always: true, Run: func(s *Subject) {
		for _, w := range s.Report.Waivers {
			if strings.TrimSpace(w.Reason) == "" && !s.Report.Torn { // it may stand in what cannot be read
				s.tell("none", w.Pos, "check", w.Check)
			}
		}
	}}
}
