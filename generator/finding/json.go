package finding

import (
	"bufio"
	"encoding/json"
	"io"
)

// jsonFinding is a line of WriteJSON. It is a promise to those who read it:
// fields may come, and none changes its meaning.
type jsonFinding struct {
	ID       string        `json:"id"`
	Severity string        `json:"severity"` // error, warning, info
	Message  string        `json:"message"`
	Expected string        `json:"expected,omitempty"`
	Cure     string        `json:"cure,omitempty"`
	File     string        `json:"file"`
	Line     int           `json:"line"`   // from 1; 0 for the file as a whole
	Column   int           `json:"column"` // in characters, from 1; 0 where none is known
	Related  []jsonRelated `json:"related"`
	Figures  []string      `json:"figures"`
	Waived   bool          `json:"waived"`
	Reason   string        `json:"reason,omitempty"` // of the waiver
}

type jsonRelated struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// WriteJSON writes the findings for programs, one JSON object a line, waived
// ones too.
func (l List) WriteJSON(w io.Writer, lang string) error {
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	for _, f := range l {
		j := jsonFinding{
			ID: f.ID, Severity: f.Severity.String(),
			Message: f.Message.In(lang), Expected: f.Expected.In(lang), Cure: f.Cure.In(lang),
			File: f.Pos.File, Line: f.Pos.Line, Column: f.Pos.Column,
			Related: []jsonRelated{}, Figures: append([]string{}, f.Figures...),
			Waived: f.Waived != "", Reason: f.Waived,
		}
		for _, r := range f.Related {
			j.Related = append(j.Related, jsonRelated{r.Pos.File, r.Pos.Line, r.Pos.Column, r.Note.In(lang)})
		}
		if err := enc.Encode(j); err != nil {
			return err
		}
	}
	return b.Flush()
}
