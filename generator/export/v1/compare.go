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
	Gone     int       `json:"gone"`
	Rows     []TextRow `json:"rows"`
}

// TextRow is a paragraph of one or both years.
type TextRow struct {
	Kind   string  `json:"kind"` // kept, reworded, new, gone; away: the old place of one that was moved
	Moved  bool    `json:"moved,omitempty"`
	Old    string  `json:"old,omitempty"`
	New    string  `json:"new,omitempty"`
	Pieces []Piece `json:"pieces,omitempty"` // of reworded
}

// Piece is a run of text: "=" of both years, "-" of the older, "+" of the newer.
type Piece struct {
	Op   string `json:"op"`
	Text string `json:"text"`
}

// PlanMeasure is a paragraph of last year's plan and what this year's measures
// say of it; an empty Measure is none that was found.
type PlanMeasure struct {
	Plan    string `json:"plan"`
	Measure string `json:"measure,omitempty"`
}
