package check

import "fazhi/generator/finding"

// personalID finds identity numbers of citizens, in the report and in what is published
// beside it. A masked number is none.
func personalID() Check {
	return Check{ID: "personal-id", Group: Privacy, Severity: finding.Error, Always: true, Run: numbersOf(idNumber), Pledged: numbersOf(idNumber)}
}
