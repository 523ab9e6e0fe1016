// Package record is what is fixed when a report is published: everything that it
// states, and the sources that it was made from, in one file of JSON.
//
// A record is data of its own: it is read, compared and proved without the
// workspace, the forms or the templates that the report was made with. Its hash
// is over the bytes of its file, so no two programs need to agree on how JSON is
// written; [Record.Encode] always writes it the same way.
package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	v1 "fazhi/generator/export/v1"
)

// Schema names the type and version of a record. The number rises when a reader
// of today's records could misread a later one; older versions stay readable.
const Schema = "fazhi.record/1"

// Record is one revision of a published report, or its withdrawal.
type Record struct {
	Schema   string `json:"schema"`
	Act      string `json:"act"` // seal, revise or withdraw, as the log's entry says
	Agency   string `json:"agency"`
	Form     string `json:"form"`
	Year     int    `json:"year"`
	Revision int    `json:"revision"`           // counted from 1
	Date     string `json:"date"`               // the day it was sealed
	Previous string `json:"previous,omitempty"` // SHA-256 of the record that this one follows
	Reason   string `json:"reason,omitempty"`   // of a revision or withdrawal
	Material bool   `json:"material,omitempty"` // of a revision: 实质性更正
	Program  string `json:"program"`            // version of the program that sealed it
	Address  string `json:"address"`            // of the report's page below the site's root

	Report  *Report  `json:"report,omitempty"`  // nil for a withdrawal
	Changes *Changes `json:"changes,omitempty"` // of a revision

	hash string // of the file that it was decoded from
}

// Report is what a revision states.
type Report struct {
	AgencyName  string       `json:"agency_name"`
	FormTitle   string       `json:"form_title"`
	FormVersion string       `json:"form_version"`
	Status      string       `json:"status"`
	Title       string       `json:"title"`
	Facts       []Fact       `json:"facts"`      // 文号, 索引号, 成文日期 … those that are given
	Figures     []v1.Row     `json:"figures"`    // as in figures.csv
	Paragraphs  []string     `json:"paragraphs"` // the plain text, a block each: headings, paragraphs, cells
	Keys        []Shown      `json:"keys"`       // the figures that the page shows first
	Table       []Shown      `json:"table"`      // the page's table of figures, row by row
	Printed     []string     `json:"printed"`    // what each reference of the narrative prints, in order
	Attachments []Attachment `json:"attachments"`
	Sources     []Source     `json:"sources"`
	Findings    []Finding    `json:"findings"` // of the checks on the day, with those waived
}

// Fact is a particular of a report, as the head of its page states it.
type Fact struct {
	Name  string `json:"name"` // issuer, number, index, signed, submitted, published, period
	Value string `json:"value"`
}

// Shown is a figure as a page shows it, beside that of the year before.
type Shown struct {
	Key    string   `json:"key,omitempty"`
	Label  string   `json:"label"`
	Value  string   `json:"value"`
	Before string   `json:"before,omitempty"`
	Change string   `json:"change,omitempty"`
	Why    []string `json:"why,omitempty"` // definition and note
}

// Attachment is a file that is published with the report.
type Attachment struct {
	Path       string `json:"path"` // below the site's root
	Title      string `json:"title,omitempty"`
	Attachment bool   `json:"attachment"` // listed as one; otherwise the narrative links to it
	Size       int    `json:"size"`
	SHA256     string `json:"sha256"`
}

// Source is a file that the report was made from: the data, the narrative, the
// agency's own form.
type Source struct {
	Path   string `json:"path"` // in the workspace
	SHA256 string `json:"sha256"`
	Shared bool   `json:"shared,omitempty"` // other years are made from it too, so it may change for their sake
	Text   string `json:"text"`
}

// Finding is what a check found.
type Finding struct {
	Check    string `json:"check"`
	Severity string `json:"severity"`
	Place    string `json:"place"`
	Message  string `json:"message"`
	Waived   string `json:"waived,omitempty"` // the reason with which it was accepted
}

// Encode gives the bytes of a record's file: JSON with one blank of indent and a
// line feed at its end.
func (r *Record) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(r); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

var (
	errSchema = errors.New("not a record of this version")
	errBehind = errors.New("something stands behind the record")
)

// Decode reads what Encode wrote. Unknown keys and anything behind it are
// errors: nothing may stand in a record that nobody looks at.
func Decode(data []byte) (*Record, error) {
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	if head.Schema != Schema {
		return nil, fmt.Errorf("record: %w: %q", errSchema, head.Schema)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var r Record
	if err := d.Decode(&r); err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errBehind
	}
	r.hash = Hash(data)
	return &r, nil
}

// Hash is the SHA-256 of a file, in hexadecimal.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Figure gives a figure by its key, nil where there is none.
func (r *Report) Figure(key string) *v1.Row {
	for i := range r.Figures {
		if r.Figures[i].Key == key {
			return &r.Figures[i]
		}
	}
	return nil
}
