package check

import (
	"fazhi/generator/finding"
)

// deadlineSubmit holds the day of submission against the one that the form
// names. Being late cannot be mended, only faked: it is shown and never blocks.
func deadlineSubmit() Check {
	return Check{ID: "deadline-submit", Group: Law, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		s.deadline("submit", "submitted", s.Report.Submitted)
	}}
}
