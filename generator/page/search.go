package page

// Search is the page that searches an agency, or all of them. Where no script
// runs it is the list of what there is, by year, letter and stroke.
type Search struct {
	Frame
	ID      string // of the agency; empty on the portal
	Scope   string // what is searched, in a sentence
	Index   string // folder of the index
	Figures string // file of the agency's figures; empty on the portal

	Documents string // heading of what is found
	Found     string // how many, with {n} for the number

	Lists  []AgencyList // of a portal with a long list of agencies: they and their reports stand there
	Years  []LinkedYear
	Pinyin []Letter
	Stroke []Letter
}

func (Search) pageType() string { return "search" }

// LinkedYear is a year with the pages that are of it.
type LinkedYear struct {
	Year  int
	Links []Link
}

// Letter is the entries of a list under one heading.
type Letter struct {
	ID      string
	Name    string
	Entries []LetterEntry
}

// LetterEntry is one of them.
type LetterEntry struct {
	Link
	Note string // what it is
}
