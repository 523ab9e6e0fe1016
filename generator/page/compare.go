package page

// Compare is two years of a form beside each other: figures, last year's plan
// and this year's measures, and the texts.
type Compare struct {
	Frame
	From, To   CompareYear
	Gap        string // years in between that are not there, in words
	Counts     []CompareCount
	Shares     CompareShares
	Groups     []CompareGroup
	Plan       []ComparePlan
	Blocks     []CompareBlock
	NoText     bool   // one of the years has no narrative
	Unmarked   bool   // the texts stand side by side as they are: Blocks has one block
	Matrix     Link   // all years
	Neighbours []Link // the pages of other years
}

func (Compare) pageType() string { return "compare" }

// CompareYear is one of the two years.
type CompareYear struct {
	Year int
	Href string // its report, or empty
}

// CompareCount is how many figures rose, fell and so on.
type CompareCount struct {
	Label string
	N     int
}

// CompareShares is what the newer text is made of, in percent, how many
// paragraphs moved, and how many stretches of others were taken from elsewhere.
// All is zero without texts.
type CompareShares struct{ New, Reworded, Kept, Moved, Reused int }

// CompareGroup is a run of figures under one heading.
type CompareGroup struct {
	Title string
	Rows  []CompareRow
}

// CompareRow is one indicator in both years.
type CompareRow struct {
	Label         string
	Href          string
	Before, After Value
	Change        Change
	Span          string // the difference in numbers, where Change is none: +52件, −1万件至+1万件
	Why           string // why it cannot be compared, or what is to be known
	Break         bool   // the series breaks in between
}

// ComparePlan is a paragraph of the older year's plan, and one of the newer
// year's measures that speaks of the same; it may be empty.
type ComparePlan struct{ Plan, Measure string }

// CompareBlock is a piece of both texts: either unchanged and folded, or the
// older beside the newer.
type CompareBlock struct {
	Folded int // how many paragraphs; Old has them, New is empty
	Old    []ComparePart
	New    []ComparePart
}

// ComparePart is a paragraph of one year.
type ComparePart struct {
	ID      string
	Heading bool
	Kind    string // kept, reworded, new, gone, away, plain: a class
	Moved   Link   // where it stood or stands in the other year
	Pieces  []ComparePiece
}

// ComparePiece is a run of text that both years have, or only this one; or,
// with Reuse, what stands elsewhere in the other year, which has pieces itself.
type ComparePiece struct {
	Changed bool
	Text    string
	Reuse   *CompareReuse
}

// CompareReuse is a sentence or more that stands in another place of the other
// year.
type CompareReuse struct {
	ID     string
	Kind   string // verbatim, numbers, near; empty at the older place
	Place  Link   // the other place, in words
	Pieces []ComparePiece
}

// Matrix is all years of a form by indicator, from which any two are chosen.
type Matrix struct {
	Frame
	Years   []MatrixYear // oldest first
	Pairs   []MatrixPair // years that have a page of their own, newest first
	Changes []MatrixBreak
	Groups  []MatrixGroup
	Breaks  bool // a break is marked somewhere
	Texts   bool // there is a script with the text of each year
}

// MatrixPair is two years that stand beside each other on a page.
type MatrixPair struct {
	From, To int
	Href     string
	Title    string // 2022年与2023年比较
}

// MatrixBreak is a break of some indicators: what is counted changed, and why.
type MatrixBreak struct {
	Year       int    // the first of the new definition
	What       string // 口径调整
	Note       string
	Indicators []Link
}

func (Matrix) pageType() string { return "matrix" }

// Choice reports whether there are years that have no page together, so that a
// script has to put them beside each other.
func (m Matrix) Choice() bool { return len(m.Pairs) > 1 }

// MatrixYear is a column.
type MatrixYear struct {
	Year    int
	Href    string
	Missing bool // there is nothing of this year
}

// MatrixGroup is a run of indicators under one heading.
type MatrixGroup struct {
	Title string
	Rows  []MatrixRow
}

// MatrixRow is an indicator with a cell for every year.
type MatrixRow struct {
	Key   string
	Label string
	Href  string
	Unit  string
	Cells []MatrixCell
}

// MatrixCell is a value; Break says that the series breaks before it, and why.
type MatrixCell struct {
	Value
	Break string
}

// Across is one year of a form in several agencies.
type Across struct {
	Frame
	Agencies []Link
	Groups   []MatrixGroup // cells in the order of Agencies
	Others   []Link        // other years
}

func (Across) pageType() string { return "across" }
