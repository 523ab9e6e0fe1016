package check

import (
	"fazhi/generator/finding"
)

// deadlinePublish holds the day of publication against the one that the form
// names.
func deadlinePublish() Check {
	return Check{ID: "deadline-publish", Group: Law, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		s.deadline("publish", "published", s.published())
	}}
}
