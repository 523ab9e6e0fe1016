package check

import "fazhi/generator/finding"

// bankCard finds numbers of bank cards, by length and check digit.
func bankCard() Check {
	return Check{ID: "bank-card", Group: Privacy, Severity: finding.Error, Always: true, Run: numbersOf(card), Pledged: numbersOf(card)}
}
