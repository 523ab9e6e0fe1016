package page

// Commitments is all promises of an agency, by year and state.
type Commitments struct {
	Frame
	Rate    Rate
	Rates   []RateRow // newest first
	Years   []CommitmentYear
	Waivers Waivers
	Altered bool // some were changed by law, so that it is said how they count
}

func (Commitments) pageType() string { return "commitments" }

// Rate is the share of promises kept, with the numbers that it is made of.
type Rate struct {
	Percent                         string // empty where nothing is due yet
	Formula                         string // 3 ÷（7 − 2 − 1 − 1）= 100%
	All, Kept, Open, Changed, Ended int
	Unkept                          int // due, and not kept or only in part
}

// RateRow is the rate of the promises of one year.
type RateRow struct {
	Year int
	Href string
	Rate
}

// CommitmentYear is the promises of one year.
type CommitmentYear struct {
	Year   int
	ID     string
	Groups []CommitmentGroup
}

// CommitmentGroup is the promises of one state, or those of others.
type CommitmentGroup struct {
	Title string
	Alert bool // they were not kept
	Items []CommitmentEntry
}

// CommitmentEntry is one promise in a list.
type CommitmentEntry struct {
	Title string
	Href  string
	Kind  string
	Due   Date
	Unit  string
	Note  string
}

// Commitment is the page of one promise. On paper it is a formal letter of
// commitment with what became of it behind.
type Commitment struct {
	Frame
	Issuer   string
	Year     int
	Matter   string
	Content  string
	Kind     string
	By       string // who promises, where it is not the agency
	State    string // empty where it is not followed up
	Kept     bool
	Alert    bool
	Note     string
	Facts    []Fact
	Due      Date
	FirstDue Date // as it was promised: a later change is no part of the letter
	Phone    string
	Made     Date
	Target   *CommitmentTarget
	Items    []CommitmentItem
	Claims   []string // 共4项, 合计压缩60%
	Timeline []Event
	Outcome  []Fact
	Answers  []PlanAnswer
	Quotes   []Link // where reports quote the figure of the target
	Basis    []string
}

func (Commitment) pageType() string { return "commitment" }

// Fact is a particular with its label.
type Fact struct {
	Label string
	Text  string
}

// CommitmentTarget is the figure that a promise is bound to.
type CommitmentTarget struct {
	Indicator Link
	Year      int
	Baseline  string
	Goal      string
	Value     Value
	Verdict   string
	Missed    bool
}

// CommitmentItem is one thing that is promised.
type CommitmentItem struct{ Name, From, To string }

// Event is an entry of the timeline.
type Event struct {
	Date     Date
	Label    string
	Text     string
	Link     Link // where it is told
	Evidence []Link
	Ahead    bool // it has not come yet
}
