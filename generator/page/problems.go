package page

// Problems stands in the place of a page that cannot be made, for those who
// draft: what is wrong and how to mend it. No build has such a page.
type Problems struct {
	Frame
	Explain  string
	Problems []Problem
	Links    []Link // where else to go
}

func (Problems) pageType() string { return "problems" }

// Problem is one thing to be mended.
type Problem struct {
	ID       string // its check
	Severity string // in words
	Answer   bool   // it must be mended before the page can be
	Place    string // data/a/fzzf/2023.toml:12
	Line     int
	Message  string
	Before   string // the source line: before the mark, the mark, behind it
	Marked   string
	After    string
	Expected string
	Cure     string
}
