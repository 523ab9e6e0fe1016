package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/form"
)

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
