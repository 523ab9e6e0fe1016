package page

import "slices"

// Checks is the page of checks: what each report is checked for, what is done
// about what is found, and how figures are to be read.
type Checks struct {
	Frame
	Contents []Heading // the groups, each with its checks
	Levels   []CheckLevel
	Readings []Reading
	Absences []Term
	Groups   []CheckGroup
}

func (Checks) pageType() string { return "checks" }

// CheckLevel is a severity, gravest first.
type CheckLevel struct {
	ID    string // error, warning, info
	Label string // 错误
	Text  string // what a build does with it
}

// Reading is a wording and where the true value lies.
type Reading struct {
	Wording string
	Meaning string
}

// Term is a word and what it says.
type Term struct {
	Word    string
	Text    string
	Content bool // Word stands in data, and so is Chinese
}

// CheckGroup is a run of checks under one heading.
type CheckGroup struct {
	ID     string // of the heading
	Title  string
	Checks []Check
}

// Check is one rule.
type Check struct {
	ID       string // its stable name and its place on the page
	Title    string
	Level    CheckLevel // the gravest that it tells
	Waivable bool
	Always   bool   // imported reports are judged like others
	Doc      string // what it looks for
	Basis    string // the rule behind it
}

// Record says how a report was checked and which findings were accepted. It is
// left out where Rules is 0.
type Record struct {
	Rules   int  // how many there are
	Checks  Link // to the page of checks
	Waivers Waivers
}

// Waivers are findings that were accepted. What none of them states has no column.
type Waivers []Waiver

// Decided reports whether one says who decided.
func (w Waivers) Decided() bool {
	return slices.ContainsFunc(w, func(one Waiver) bool { return one.By != "" })
}

// Ending reports whether one has a last day.
func (w Waivers) Ending() bool {
	return slices.ContainsFunc(w, func(one Waiver) bool { return one.Until.Text != "" })
}

// Waiver is a finding that was accepted with a reason.
type Waiver struct {
	Check   Link   // the check's title
	Figures []Link // the figures that it is about, by their labels
	Text    string // the words that it is about
	Reason  string
	By      string // who decided
	Until   Date   // its last day
}
