package page

// Correction is a revision of a published report or its withdrawal, with all
// that it changed.
type Correction struct {
	ID       string // its place on a page of several
	Report   Link   // the report, with its revision
	Kind     string // 实质性更正, 非实质性更正, 撤回
	Date     Date
	Reason   string
	Earlier  Link // the revision before, where it can be read
	Figures  []Pair
	Facts    []Pair
	Texts    []Pair
	Files    []Pair
	Touched  []Touched
	Withdraw bool
}

// Pair is something before and after; an empty side was not there.
type Pair struct {
	Label    string
	Href     string
	Old, New string
}

// Touched is a sentence that stands elsewhere and rests on a figure that changed.
type Touched struct {
	Label string // of the figure
	Place Link   // the report
	Text  string
}

// Corrections is all corrections and withdrawals of an agency.
type Corrections struct {
	Frame
	Intro string
	Items []Correction
}

func (Corrections) pageType() string { return "corrections" }

// Tombstone is what stands in the place of a report that was withdrawn.
type Tombstone struct {
	Frame
	Report Correction
	First  Date // when it was sealed first
	Facts  []Fact
	Others Link // the page of corrections
}

func (Tombstone) pageType() string { return "tombstone" }

// Moved stands at an address that a page had before and leads to where it is.
type Moved struct {
	Title string
	Href  string
	Meta  Meta
}

func (Moved) pageType() string { return "moved" }
