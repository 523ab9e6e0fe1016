// Package v1 holds the published types: what the program gives to other
// programs, and what the portal is built from. They are a promise. A field is
// never renamed or given another meaning; new ones may come. What would break
// a reader makes a package v2 beside this one.
//
// Numbers are decimal strings in full scale, so that no reader loses a digit.
// Paths are relative to the agency's folder on the site.
package v1

import (
	"encoding/json"
	"fmt"
)

// Schema names the type and version in every file.
const Schema = "fazhi.agency/1"

// Agency is agency.json: all that the portal and other readers need to know of
// an agency, small in the size of it. It carries no full text.
type Agency struct {
	Schema string   `json:"schema"`
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Short  []string `json:"short,omitempty"`
	Region string   `json:"region,omitempty"`
	Level  string   `json:"level,omitempty"`
	Demo   bool     `json:"demo,omitempty"` // a demonstration, not a publication of that body
	Forms  []Form   `json:"forms"`

	Names []Name `json:"names,omitempty"` // former and later names

	License  *License  `json:"license,omitempty"`  // only where the agency or the site states one
	Sources  []Source  `json:"sources,omitempty"`  // where the figures come from, as stated
	Log      *Log      `json:"log,omitempty"`      // what it has sealed
	Sitemaps []Sitemap `json:"sitemaps,omitempty"` // of its pages, where the site has an address
	// What the agency promised, newest year first.
	Commitments []Commitment `json:"commitments,omitempty"`
}

// Sitemap is a sitemap of the agency's pages.
type Sitemap struct {
	Path     string `json:"path"`
	Modified string `json:"modified,omitempty"` // the newest day that it tells of
}

// Name is a name of the agency and when it held; a missing day is open.
type Name struct {
	Name string `json:"name"`
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"` // its last day
}

// Log is the agency's log of sealed reports, whose files stand in ledger/.
type Log struct {
	Key     string   `json:"key"` // public
	Size    int64    `json:"size"`
	Root    string   `json:"root"`
	Last    string   `json:"last"` // the day of the newest entry
	Reports []Sealed `json:"reports"`

	Corrections []Correction `json:"corrections,omitempty"` // and withdrawals, newest first
}

// Correction is a revision of a sealed report, or its withdrawal. Revisions of a
// report that was withdrawn are not told.
type Correction struct {
	Form      string            `json:"form"`
	Year      int               `json:"year"`
	Revision  int               `json:"revision"`
	Date      string            `json:"date"`
	Title     string            `json:"title"` // of the report
	Path      string            `json:"path"`  // where it is told
	Withdrawn bool              `json:"withdrawn,omitempty"`
	Material  bool              `json:"material,omitempty"` // 实质性更正
	Reason    string            `json:"reason"`
	Figures   []CorrectedFigure `json:"figures,omitempty"`
}

// CorrectedFigure is the wording of a figure before and after a correction, ""
// where there is none.
type CorrectedFigure struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Old   string `json:"old,omitempty"`
	New   string `json:"new,omitempty"`
}

// Sealed is the revision of a report that holds, or its withdrawal.
type Sealed struct {
	Form      string `json:"form"`
	Year      int    `json:"year"`
	Revision  int    `json:"revision"`
	Date      string `json:"date"`
	First     string `json:"first,omitempty"` // the day that it was sealed first
	Title     string `json:"title"`
	Path      string `json:"path"`
	Withdrawn bool   `json:"withdrawn,omitempty"`
	SHA256    string `json:"sha256"` // of the record
	Record    string `json:"record"` // its path
}

// Commitment is a public promise, and how it stood on the day of the build. Only
// what the agency itself promised has a state.
type Commitment struct {
	Year      int     `json:"year"`
	ID        string  `json:"id"` // unique within its year
	Path      string  `json:"path"`
	Kind      string  `json:"kind"`
	Promisor  string  `json:"promisor"` // agency, applicant, enterprise
	Matter    string  `json:"matter"`
	Content   string  `json:"content"`
	Target    *Target `json:"target,omitempty"`
	Made      string  `json:"made,omitempty"`
	Published string  `json:"published,omitempty"`
	Due       string  `json:"due,omitempty"`   // as changed by then
	State     string  `json:"state,omitempty"` // kept, partly, running, remedying, overdue, changed, ended
	Late      bool    `json:"late,omitempty"`  // kept after its day
	AsOf      string  `json:"asOf,omitempty"`  // the day that State is of

	Answers []Answer `json:"answers,omitempty"` // what reports say of it
}

// Answer is a place of a report that answers a commitment.
type Answer struct {
	Form   string `json:"form"`
	Year   int    `json:"year"`   // of the report
	Result string `json:"result"` // done, partly, not
	Path   string `json:"path"`
}

// Target is the figure that a promise is bound to.
type Target struct {
	Form     string `json:"form"`
	Key      string `json:"key"`
	Year     int    `json:"year"`
	Baseline string `json:"baseline,omitempty"`
	Goal     string `json:"goal"`
}

// License says on what terms the data may be used.
type License struct {
	Name  string `json:"name,omitempty"` // a code such as CC-BY-4.0
	Title string `json:"title,omitempty"`
	Path  string `json:"path,omitempty"` // address of its text
}

// Source says where figures come from.
type Source struct {
	Title string `json:"title"`
	Path  string `json:"path,omitempty"` // an address
}

// Form is all public years of one kind of report.
type Form struct {
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	Short      string      `json:"short"`
	Path       string      `json:"path"`
	Indicators []Indicator `json:"indicators"` // those with figures
	Years      []Year      `json:"years"`      // newest first
	Breaks     []Break     `json:"breaks,omitempty"`
}

// Break says that indicators count something else from a year on: figures
// before and after are not compared.
type Break struct {
	Figures []string `json:"figures"` // keys
	Year    int      `json:"year"`    // the first of the new definition
	What    string   `json:"what"`    // definition, unit, scope
	Note    string   `json:"note"`
}

// Indicator is a definition, as the newest year has it.
type Indicator struct {
	Key        string `json:"key"`
	Label      string `json:"label"`
	Unit       string `json:"unit"`
	Kind       string `json:"kind"`      // count, share, money, duration
	Direction  string `json:"direction"` // none, higher, lower, target100
	Definition string `json:"definition,omitempty"`
	Formula    string `json:"formula,omitempty"` // in words, of an indicator that is computed from others
	Group      string `json:"group"`             // label of its group
	Path       string `json:"path"`
}

// Year is one year of a form.
type Year struct {
	Year      int      `json:"year"`
	Status    string   `json:"status"` // published, imported, or data: figures without a narrative; draft only in builds with drafts
	Title     string   `json:"title,omitempty"`
	Path      string   `json:"path,omitempty"` // of the report's page
	Number    string   `json:"number,omitempty"`
	Index     string   `json:"index,omitempty"`
	Signed    string   `json:"signed,omitempty"`    // 2024-01-12
	Submitted string   `json:"submitted,omitempty"` // 2024-02-20
	Published string   `json:"published,omitempty"` // RFC 3339, or a date where no time is known
	Figures   []Figure `json:"figures"`

	Summary string   `json:"summary,omitempty"` // what the report says in short, as authored
	Keys    []string `json:"keys,omitempty"`    // the indicators whose figures its page shows first

	// What the checks found and the agency accepted, each with its reason; the
	// report's page prints them too.
	Waivers []Waiver `json:"waivers,omitempty"`
	// Sketches of the narrative's longer paragraphs: a few numbers from which an
	// equal text can be recognised, no text itself. They let the checks compare
	// agencies that never see each other's sources.
	Paragraphs []Paragraph `json:"paragraphs,omitempty"`
}

// Waiver is a finding of a check that the agency accepted with a reason. One
// without Figures and Text accepts what the check says of the whole year.
type Waiver struct {
	Check   string   `json:"check"`             // id, as on the page of checks
	Figures []string `json:"figures,omitempty"` // keys of the indicators that it is about
	Text    string   `json:"text,omitempty"`    // words of the line that it is about
	Reason  string   `json:"reason"`
	By      string   `json:"by,omitempty"`    // who decided
	Until   string   `json:"until,omitempty"` // 2024-12-31: its last day
}

// Paragraph is a sketch of one paragraph of a narrative.
type Paragraph struct {
	Line   int    `json:"line"`   // of the narrative's source, counted from 1
	Start  string `json:"start"`  // its first 16 characters, to name it by
	Length int    `json:"length"` // in characters, without marks, numbers and set phrases
	Hashes string `json:"hashes"` // up to 16 numbers of 8 hexadecimal digits, ascending: what two paragraphs share of them, they share of their text
}

// Figure is an indicator's value in one year.
type Figure struct {
	Key    string `json:"key"`
	Text   string `json:"text"`             // the wording as published
	Absent bool   `json:"absent,omitempty"` // Text says why there is no number
	Value  string `json:"value,omitempty"`  // the number as stated
	Unit   string `json:"unit,omitempty"`
	// Where the true value lies when the wording is approximate; a missing end
	// is open-ended, and an exact figure has neither.
	Lo      string `json:"lo,omitempty"`
	Hi      string `json:"hi,omitempty"`
	Approx  bool   `json:"approx,omitempty"`
	LoOpen  bool   `json:"loOpen,omitempty"` // Lo itself is excluded
	HiOpen  bool   `json:"hiOpen,omitempty"`
	Before  string `json:"before,omitempty"` // last year's value as this report states it
	Note    string `json:"note,omitempty"`
	Derived bool   `json:"derived,omitempty"` // computed by the indicator's formula
}

// Encode gives the file's bytes.
func (a *Agency) Encode() ([]byte, error) {
	b, err := json.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("agency.json of %s: %w", a.ID, err)
	}
	return append(b, '\n'), nil
}

// Decode reads agency.json. A file of another schema is an error; fields that
// came later than this program are passed over.
func Decode(data []byte) (*Agency, error) {
	var a Agency
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, fmt.Errorf("agency.json: %w", err)
	}
	if a.Schema != Schema {
		return nil, fmt.Errorf("agency.json: schema %q, want %q", a.Schema, Schema)
	}
	return &a, nil
}
