package check

import (
	"strings"

	"fazhi/generator/finding"
)

// waiverReason asks every waiver for its reason.
func waiverReason() Check {
	return Check{ID: "waiver-reason", Group: Waivers, Severity: finding.Error, Always: true, Run: waiversReason, Pledged: waiversReason}
}

func waiversReason(s *Subject) {
	waivers, torn := s.waivers()
	for _, w := range waivers {
		if strings.TrimSpace(w.Reason) == "" && !torn { // it may stand in what cannot be read
			s.tell("none", w.Pos, "check", w.Check)
		}
	}
}
