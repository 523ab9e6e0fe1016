package check

import "fazhi/generator/finding"

// personalMobile finds numbers of mobile telephones. One that an agency wants to publish
// as its own is a fixed line.
func personalMobile() Check {
	return Check{ID: "personal-mobile", Group: Privacy, Severity: finding.Error, Always: true, Run: numbersOf(mobile), Pledged: numbersOf(mobile)}
}
