// Package check looks at reports as an auditor would, before anybody outside
// sees them, and says what is wrong, where, what was expected and how to mend
// it.
//
// A check is one value in one file: what it is called, how grave it is, whether
// it may be waived, and the function that runs it over one report. Titles,
// documentation and every message stand in templates/checks/catalogue.toml, in
// Chinese and English; what the checks know of the world (laws, holidays,
// confusable words, set phrases, thresholds) stands beside it as dated data.
// The command line, the public page of checks and docs/checks.md are made from
// these values.
//
// To add a check: a file with a function that returns the Check, a line in
// table, an entry in catalogue.toml, and under testdata/<id>/ a case that fires
// and a near miss that stays silent.
//
// Severity. An error must not be published, a warning wants an answer first, an
// info is worth knowing. A fact is judged at the report's own period: laws made
// later blame nobody. A report that was imported stays as it was published
// then, so what is wrong with it is a warning at most, unless the check says
// that it holds always (privacy, secrecy, slips in the data of today). What
// rests on general knowledge is an info at most.
//
// The checks of a report run year by year with Rules.Agency, those of commitments
// file by file with Rules.Pledges: a promise belongs to the agency and is judged
// as of a day, whatever reports there are.
//
// Checks run agency by agency and never look at another agency; Across compares
// agencies by the sketches that their agency.json carries.
package check

import (
	"slices"

	"fazhi/generator/finding"
)

// Group is a part of the table of checks.
type Group string

// The groups, in the order in which they are shown.
const (
	Law     Group = "law"     // what the law asks
	Figures Group = "figures" // figures and words
	Years   Group = "years"   // one year against others
	Pledges Group = "pledges" // what was promised
	Wording Group = "wording" // how official documents are written
	Privacy Group = "privacy" // what must not be public
	Waivers Group = "waivers" // accepted findings
)

// Groups lists the groups in order.
func Groups() []Group { return []Group{Law, Figures, Years, Pledges, Wording, Privacy, Waivers} }

// Label gives the name of a group.
func (g Group) Label() finding.Text {
	return map[Group]finding.Text{
		Law:     {ZH: "法定要求", EN: "What the law asks"},
		Figures: {ZH: "数据与文字", EN: "Figures and words"},
		Years:   {ZH: "年度之间", EN: "Between years"},
		Pledges: {ZH: "公开承诺", EN: "Commitments"},
		Wording: {ZH: "文字规范", EN: "Wording"},
		Privacy: {ZH: "隐私与保密", EN: "Privacy and secrecy"},
		Waivers: {ZH: "豁免", EN: "Waivers"},
	}[g]
}

// Check is one rule over one report, over one year's commitments, or over both.
type Check struct {
	ID       string // stable, lower case with hyphens
	Group    Group
	Severity finding.Severity // the gravest that it tells
	Waivable bool             // a finding may be accepted with a reason; not where it makes a build wrong
	Always   bool             // an imported report is judged like any other
	Run      func(*Subject)   // over a report; nil where the findings come from Across or from reading waivers
	Pledged  func(*Subject)   // over a year's commitments; nil where it does not look at them

	// From the catalogue.
	Title finding.Text
	Doc   finding.Text // what it looks for and why, for those who draft
	Basis finding.Text // the rule that it enforces, or that it is a rule of this program
}

// table has every check, sorted by id.
func table() []Check {
	all := []Check{
		// law
		deadlinePublish(), deadlineSubmit(), headingNumber(), metadataMissing(), publishDelay(),
		reviewMissing(), sectionMissing(), sectionThin(), shortcomingsNoCause(), textUnwritten(), titleForm(),
		// figures
		absenceInSum(), figureRequired(), figureUnbound(), figureUnused(), identityBroken(),
		partExceedsWhole(), percentOver100(), ratioNoBase(), ratioUntrue(), sameFigureTwice(), sumUntrue(), unitMismatch(), wordingUntrue(),
		// years
		carryOverBroken(), changeUntrue(), copiedFigures(), copiedText(), directionUntrue(),
		jump(), planUnanswered(), relativeTime(), staleYear(), unitChanged(),
		// pledges
		commitmentDue(), commitmentEvidence(), commitmentLegalLimit(), commitmentPhone(),
		commitmentStale(), commitmentSum(), commitmentUntrue(), commitmentVague(),
		// wording
		approxDoubled(), confusableWord(), cutOffDate(), documentNumber(), lawFuture(), lawName(), lawRepealed(),
		lostDigits(), percentRange(), punctuationDouble(), punctuationPair(), punctuationWidth(), rangeDash(),
		redundantWording(), repeatedWord(), setPhrase(), titleMark(),
		// privacy
		bankCard(), documentMetadata(), personalID(), personalMobile(), secrecyMark(),
		// waivers
		waiverIdle(), waiverReason(),
	}
	slices.SortFunc(all, func(a, b Check) int { return compareText(a.ID, b.ID) })
	return all
}
