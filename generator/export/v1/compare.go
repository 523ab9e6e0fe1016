package v1

// ComparisonSchema names the type and version of what `fazhi compare --format
// json` prints.
const ComparisonSchema = "fazhi.compare/1"

// Comparison is two years of a form held against each other.
type Comparison struct {
	Schema  string        `json:"schema"`
	Agency  string        `json:"agency"`
	Form    string        `json:"form"`
	From    int           `json:"from"`
	To      int           `json:"to"`
	Figures []Difference  `json:"figures"`
	Text    *TextChanges  `json:"text,omitempty"` // where both years have a narrative
	Plan    []PlanMeasure `json:"plan,omitempty"`
}

// Difference is one indicator in two years. State is up, down, even or
// uncertain for a comparison; break, unit, absent or missing say why there is
// none.
type Difference struct {
	Key        string    `json:"key"`
	Label      string    `json:"label"`
	Group      string    `json:"group"`
	State      string    `json:"state"`
	Before     string    `json:"before,omitempty"` // the wordings
	After      string    `json:"after,omitempty"`
	Difference *Interval `json:"difference,omitempty"` // after − before, in full scale of Unit
	Unit       string    `json:"unit,omitempty"`
	Growth     *Interval `json:"growth,omitempty"` // in percent of before
	Text       string    `json:"text,omitempty"`   // 增长12.3%
	Better     bool      `json:"better,omitempty"`
	Break      *Break    `json:"break,omitempty"`
}

// Interval is where a number lies; a missing end is open-ended.
type Interval struct {
	Lo     string `json:"lo,omitempty"`
	Hi     string `json:"hi,omitempty"`
	LoOpen bool   `json:"loOpen,omitempty"` // Lo itself is excluded
	HiOpen bool   `json:"hiOpen,omitempty"`
}

// TextChanges is what became of the narrative, in characters and row by row.
type TextChanges struct {
	Kept     int       `json:"kept"`
	Reworded int       `json:"reworded"`
	New      int       `json:"new"`
	Reused   int       `json:"reused"` // in paragraphs that are new, of sentences that stood elsewhere
	Gone     int       `json:"gone"`
	Rows     []TextRow `json:"rows"`
	Reuses   []Reuse   `json:"reuses,omitempty"`
}

// TextRow is a paragraph of one or both years.
type TextRow struct {
	Kind   string  `json:"kind"` // kept, reworded, new, gone; away: the old place of one that was moved
	Moved  bool    `json:"moved,omitempty"`
	Beside *int    `json:"beside,omitempty"` // of new and gone: the row, from 0, of the other year that tells of the same matter
	Akin   *int    `json:"akin,omitempty"`   // the same, where that row stands elsewhere
	Old    string  `json:"old,omitempty"`
	New    string  `json:"new,omitempty"`
	Pieces []Piece `json:"pieces,omitempty"` // of reworded; of new and gone where a part stands elsewhere in the other year
}

// Piece is a run of text: "=" of both years, "-" of the older, "+" of the newer,
// ">" of the newer that stood elsewhere in the older, "<" where it stood.
type Piece struct {
	Op    string `json:"op"`
	Text  string `json:"text"`
	Reuse int    `json:"reuse,omitempty"` // what it is part of: a place in reuses, from 1
}

// Reuse is a sentence or more of the newer year that stood in another place of
// the older one.
type Reuse struct {
	Kind   string `json:"kind"`             // verbatim; numbers: other numbers, the same words; near: a few other words
	OldRow int    `json:"oldRow"`           // where it stood, from 0
	NewRow int    `json:"newRow"`           // where it stands
	Copied bool   `json:"copied,omitempty"` // it stands at the old place too, or was taken over more than once
	Old    string `json:"old"`
	New    string `json:"new"`
}

// PlanMeasure is a paragraph of last year's plan and what this year's measures
// say of it; an empty Measure is none that was found.
type PlanMeasure struct {
	Plan    string `json:"plan"`
	Measure string `json:"measure,omitempty"`
}
