package v1

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// FiguresSchema names the type and version of figures.json.
const FiguresSchema = "fazhi.figures/1"

// FiguresVersion is the version of the columns of figures.csv and of the data
// package. Its first number changes when a reader could break, the second when
// columns come.
const FiguresVersion = "1.0.0"

// Figures is figures.json: the rows of figures.csv under the names of its
// columns.
type Figures struct {
	Schema  string `json:"schema"`
	Figures []Row  `json:"figures"`
}

// Row is one figure of one year with all that is needed to read it alone: a row
// of figures.csv, described column by column in Columns. A bound that is "" is
// open-ended; an exact figure has itself on both sides, so that sums of bounds
// are bounds of sums.
type Row struct {
	Agency     string `json:"agency"`
	AgencyName string `json:"agency_name"`
	Form       string `json:"form"`
	Year       int    `json:"year"`
	Status     string `json:"status"`
	Demo       bool   `json:"demo"`
	Key        string `json:"key"`
	Label      string `json:"label"`
	Group      string `json:"group"`
	Unit       string `json:"unit"`
	Kind       string `json:"kind"`
	Direction  string `json:"direction"`
	Text       string `json:"text"`
	Value      string `json:"value"`
	Lo         string `json:"lo"`
	LoOpen     bool   `json:"lo_open"`
	Hi         string `json:"hi"`
	HiOpen     bool   `json:"hi_open"`
	Approx     bool   `json:"approx"`
	Absent     string `json:"absent"`
	Before     string `json:"before"`
	Note       string `json:"note"`
	Definition string `json:"definition"`
}

// Cells gives the row in the order of Columns.
func (r *Row) Cells() []string {
	return []string{
		r.Agency, r.AgencyName, r.Form, strconv.Itoa(r.Year), r.Status, truth(r.Demo),
		r.Key, r.Label, r.Group, r.Unit, r.Kind, r.Direction,
		r.Text, r.Value, r.Lo, truth(r.LoOpen), r.Hi, truth(r.HiOpen), truth(r.Approx),
		r.Absent, r.Before, r.Note, r.Definition,
	}
}

func truth(b bool) string { return strconv.FormatBool(b) }

// Rows gives the figures of some years of a form, in the order of both.
func (a *Agency) Rows(f *Form, years ...Year) []Row {
	indicators := make(map[string]*Indicator, len(f.Indicators))
	for i := range f.Indicators {
		indicators[f.Indicators[i].Key] = &f.Indicators[i]
	}
	n := 0
	for i := range years {
		n += len(years[i].Figures)
	}
	rows := make([]Row, 0, n)
	for i := range years {
		for j := range years[i].Figures {
			row := Row{Agency: a.ID, AgencyName: a.Name, Form: f.ID, Year: years[i].Year, Status: years[i].Status, Demo: a.Demo}
			figure := &years[i].Figures[j]
			row.define(indicators[figure.Key])
			row.fill(figure)
			rows = append(rows, row)
		}
	}
	return rows
}

func (r *Row) define(ind *Indicator) {
	if ind == nil { // an agency.json that somebody else made may lack it
		return
	}
	r.Label, r.Group, r.Unit, r.Kind, r.Direction, r.Definition = ind.Label, ind.Group, ind.Unit, ind.Kind, ind.Direction, ind.Definition
}

func (r *Row) fill(f *Figure) {
	r.Key, r.Text, r.Before, r.Note = f.Key, f.Text, f.Before, f.Note
	if f.Absent {
		r.Absent = f.Text
		return
	}
	if f.Unit != "" {
		r.Unit = f.Unit
	}
	r.Value, r.Lo, r.Hi = f.Value, f.Lo, f.Hi
	r.Approx, r.LoOpen, r.HiOpen = f.Approx, f.LoOpen, f.HiOpen
	if !f.Approx {
		r.Lo, r.Hi = f.Value, f.Value
	}
}

// EncodeFigures gives the bytes of figures.json, one figure a line.
func EncodeFigures(rows []Row) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"schema":"` + FiguresSchema + `","figures":[`)
	encoder := json.NewEncoder(&b) // ends each row with a line break
	encoder.SetEscapeHTML(false)
	for i := range rows {
		if i > 0 {
			b.WriteByte(',')
		} else {
			b.WriteByte('\n')
		}
		if err := encoder.Encode(&rows[i]); err != nil {
			return nil, fmt.Errorf("figures.json: %w", err)
		}
	}
	b.WriteString("]}\n")
	return b.Bytes(), nil
}

// DecodeFigures reads figures.json. A file of another schema is an error;
// fields that came later than this program are passed over.
func DecodeFigures(data []byte) (*Figures, error) {
	var f Figures
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("figures.json: %w", err)
	}
	if f.Schema != FiguresSchema {
		return nil, fmt.Errorf("figures.json: schema %q, want %q", f.Schema, FiguresSchema)
	}
	return &f, nil
}
