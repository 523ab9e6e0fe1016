package search

import (
	"encoding/json"
	"strconv"
)

// Figures are the indicators of an agency with their values: what a search of
// them shows. Paths are as seen from the folder of the agency's search.
type Figures struct {
	Agency string       `json:"agency"` // its id
	Forms  []FigureForm `json:"forms"`
}

// FigureForm is the indicators of one kind of report.
type FigureForm struct {
	ID         string            `json:"id"`
	Title      string            `json:"title"`
	Years      []FigureYear      `json:"years"` // newest first
	Indicators []FigureIndicator `json:"indicators"`
}

// FigureYear is a year with the page that has a row for each of its figures, ""
// where there is none.
type FigureYear struct {
	Year int    `json:"year"`
	Path string `json:"path,omitempty"`
}

// FigureIndicator is an indicator and its wordings in the order of the years, ""
// where a year has none.
type FigureIndicator struct {
	Key     string   `json:"key"`
	Label   string   `json:"label"`
	Aliases []string `json:"aliases,omitempty"`
	Unit    string   `json:"unit,omitempty"`
	Path    string   `json:"path"`
	Values  []string `json:"values"`
}

// File gives them as a file called figures.js.
func (f *Figures) File() (File, error) { return script("figures.js", "figures", f) }

// ReadFigures reads a file of figures.
func ReadFigures(data []byte) (*Figures, error) {
	f := &Figures{}
	return f, unscript(data, "figures", f)
}

// Indicators are the indicators of all agencies: which of them has which. What
// their values are stands in the agencies' own figures.
type Indicators struct {
	Forms []IndicatorForm `json:"forms"`
}

// IndicatorForm is those of one kind of report.
type IndicatorForm struct {
	ID         string            `json:"id"`
	Title      string            `json:"title"`
	Across     []FigureYear      `json:"across,omitempty"` // pages that compare agencies, newest first
	Indicators []SharedIndicator `json:"indicators"`
}

// SharedIndicator is an indicator that agencies have under one key and one name.
type SharedIndicator struct {
	Key      string `json:"key"`
	Label    string `json:"label"`
	Unit     string `json:"unit,omitempty"`
	Agencies Runs   `json:"agencies"` // their numbers in the index
}

// Runs are ascending numbers. In JSON they are runs of neighbours, each the first and how
// many: most agencies have most indicators, and a country has very many agencies.
type Runs []int

// MarshalJSON implements json.Marshaler.
func (r Runs) MarshalJSON() ([]byte, error) {
	out := []byte{'['}
	for i := 0; i < len(r); {
		n := 1
		for i+n < len(r) && r[i+n] == r[i]+n {
			n++
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, int64(r[i]), 10)
		out = append(out, ',')
		out = strconv.AppendInt(out, int64(n), 10)
		i += n
	}
	return append(out, ']'), nil
}

// UnmarshalJSON implements json.Unmarshaler.
func (r *Runs) UnmarshalJSON(data []byte) error {
	var pairs []int
	if err := json.Unmarshal(data, &pairs); err != nil {
		return err
	}
	*r = Runs{}
	for ; len(pairs) > 1; pairs = pairs[2:] {
		for i := range pairs[1] {
			*r = append(*r, pairs[0]+i)
		}
	}
	return nil
}

// File gives them as a file called indicators.js.
func (x *Indicators) File() (File, error) { return script("indicators.js", "indicators", x) }
