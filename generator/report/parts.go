package report

import "slices"

// Part is a part of the site that a site may do without: leave_out of site.toml.
// What the law asks for is none of them.
type Part string

// The parts that may be left out.
const (
	CommitmentPart Part = "commitments" // the commitments' pages, and what leads there
	DataPart       Part = "data"        // files of data to download; agency.json stays, the portal is made of it
	FeedPart       Part = "feeds"       // Atom and JSON Feed
	IndicatorPart  Part = "indicators"  // a page for each indicator; the tables of reports and of all years stay
	SearchPart     Part = "search"      // the search's pages and its index
	WordPart       Part = "words"       // what each year changed in the words of the other: the texts stand side by side as they are
)

// Parts lists them, sorted.
func Parts() []Part {
	return []Part{CommitmentPart, DataPart, FeedPart, IndicatorPart, SearchPart, WordPart}
}

// Has reports whether the site has a part: all but those that it leaves out.
func (s *Site) Has(p Part) bool { return !slices.Contains(s.LeaveOut, p) }
