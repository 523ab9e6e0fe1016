package report

import (
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// Commitments are the promises of one year's file.
type Commitments struct {
	Agency   *Agency
	Year     int
	Path     string // of the file in the workspace
	All      []*Commitment
	Waivers  []Waiver
	Torn     bool // the file is not TOML, so that keys may be missing that somebody wrote
	Findings finding.List
}

// Promisor says who promises. Only what the agency itself promises is followed
// up: what applicants and enterprises promise is theirs to keep.
type Promisor string

// The promisors, as they are written.
const (
	ByAgency     Promisor = "agency"
	ByApplicant  Promisor = "applicant"
	ByEnterprise Promisor = "enterprise"
)

// Commitment is what an agency promised, to be answered by a day.
type Commitment struct {
	Agency   *Agency
	Year     int // of the file that it stands in
	ID       string
	Kind     form.PromiseKind
	Promisor Promisor
	Matter   string
	Content  string
	Target   *Target // what is to be reached, nil where no figure is promised
	Legal    Limit   // the limit that the law sets
	Promised Limit   // the limit that is promised
	Basis    []string
	Unit     string // responsible unit
	Post     string // responsible post, no person's name
	Phone    string

	Made      civil.Date
	Published civil.Date
	Due       civil.Date // as it was first promised

	Items       []Item // the things that are promised one by one
	Count       int    // how many the promise says there are, 0 where it does not
	Compression Limit  // by how much it says that they are shortened together, in percent

	Milestones []Milestone
	Progress   []Progress
	Changes    []Alteration
	Outcome    *Outcome
	Files      []File // of the evidence

	Unread map[string]bool // what was given but could not be read, by key: that it is missing is no second problem

	Pos   finding.Pos
	Place func(key string) finding.Pos // of a key, or of the commitment where it is not given
}

// Own reports whether the agency itself promised it.
func (c *Commitment) Own() bool { return c.Promisor == ByAgency }

// Ref names the commitment within its agency: 2023/filing-limit.
func (c *Commitment) Ref() string { return yearText(c.Year) + "/" + c.ID }

// Limit is a limit or rate with its wording; Known is false where the wording is
// no quantity, such as 即时办结.
type Limit struct {
	Text   string
	Known  bool
	Bounds quantity.Interval
	Unit   string
	Pos    finding.Pos
}

// Target binds a promise to a figure of a year.
type Target struct {
	Form      string // id of the kind of report that has the figure
	Indicator *form.Indicator
	Year      int
	Baseline  *Value // nil where none is given
	Goal      *Value
	Pos       finding.Pos
}

// Item is one thing that is promised: from how long to how long it is shortened.
type Item struct {
	Name     string
	From, To Limit
	Pos      finding.Pos
}

// Milestone is a step on the way.
type Milestone struct {
	Date civil.Date
	Text string
	Done civil.Date // zero while it is not done
	Pos  finding.Pos
}

// Progress is what was done by a day.
type Progress struct {
	Date     civil.Date
	Text     string
	Part     bool // a part of the promise is kept with it
	Evidence []Evidence
	Pos      finding.Pos
}

// Alteration is a lawful change of the promise. Without basis and procedure there is
// none: a promise is not changed by whoever made it.
type Alteration struct {
	Date      civil.Date
	Basis     string
	Procedure string
	Text      string
	Due       civil.Date // the new day, zero where it stays
	Pos       finding.Pos
}

// Result is what became of a promise, as the agency says.
type Result string

// The results, as they are written.
const (
	Met       Result = "met"
	MetPartly Result = "partly"
	NotMet    Result = "unmet"
	GivenUp   Result = "ended"
)

// Results lists them.
func Results() []string {
	return []string{string(Met), string(MetPartly), string(NotMet), string(GivenUp)}
}

// Outcome is how a promise ended.
type Outcome struct {
	Date      civil.Date
	Result    Result
	Text      string
	Evidence  []Evidence
	Reason    string // why it was not kept
	Remedy    string // what is done about it
	RemedyDue civil.Date
	Pos       finding.Pos
}

// Evidence is what shows that something was done: a file, an address, or a place
// of a report.
type Evidence struct {
	Text string // as it is written
	URL  string // of another site
	File string // from the agency's folder of commitments
	Form string // with Year, a report
	Year int
	Key  string // of the figure in that report; "" for the report as a whole
	Pos  finding.Pos
}

// Commitment gives a promise by its reference, nil where there is none.
func (a *Agency) Commitment(ref string) *Commitment {
	for _, y := range a.Commitments {
		for _, c := range y.All {
			if c.Ref() == ref {
				return c
			}
		}
	}
	return nil
}
