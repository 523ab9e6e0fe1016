package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode/utf8"

	v1 "fazhi/generator/export/v1"
)

// table is a CSV file in the making, as RFC 4180 has it: lines end in CRLF.
type table struct {
	bytes.Buffer
	csv *csv.Writer
	err error
}

func newTable() *table {
	t := &table{}
	t.csv = csv.NewWriter(&t.Buffer)
	t.csv.UseCRLF = true
	return t
}

func (t *table) row(cells []string) {
	if t.err == nil {
		t.err = t.csv.Write(cells)
	}
}

func (t *table) bytes() ([]byte, error) {
	t.csv.Flush()
	if t.err == nil {
		t.err = t.csv.Error()
	}
	return t.Buffer.Bytes(), t.err
}

func head(columns []v1.Column, cell func(*v1.Column) string) []string {
	out := make([]string, len(columns))
	for i := range columns {
		out[i] = cell(&columns[i])
	}
	return out
}

func names(c *v1.Column) string  { return c.Name }
func titles(c *v1.Column) string { return c.Title }

func makeFigures(s *Source) ([]byte, error) {
	t := newTable()
	t.row(head(v1.Columns(), names))
	for _, r := range s.Agency.Rows(s.Form, s.Years...) {
		t.row(r.Cells())
	}
	return t.bytes()
}

// makeExcel makes the file that people open: Excel takes UTF-8 for the local
// encoding unless a byte order mark stands in front, which would spoil the name
// of the first column for programs. So there are two files.
func makeExcel(s *Source) ([]byte, error) {
	t := newTable()
	t.WriteString("\ufeff")
	columns := v1.Columns()
	t.row(head(columns, titles))
	for _, r := range s.Agency.Rows(s.Form, s.Years...) {
		cells := r.Cells()
		for i := range cells {
			if columns[i].Type == "string" || columns[i].Type == "boolean" {
				cells[i] = harmless(columns[i].Word(cells[i]))
			}
		}
		t.row(cells)
	}
	return t.bytes()
}

// harmless keeps a cell of text from being taken for a formula, which could
// fetch or send things when the file is opened: an apostrophe in front makes it
// text. East Asian versions take the full-width signs too, and blanks in front
// change nothing.
func harmless(cell string) string {
	trimmed := strings.TrimLeft(cell, " \u3000\u00a0")
	switch r, _ := utf8.DecodeRuneInString(trimmed); r {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return "'" + cell
	}
	return cell
}

func makeIndicators(s *Source) ([]byte, error) {
	t := newTable()
	t.row(head(v1.IndicatorColumns(), names))
	for i := range s.Agency.Forms {
		f := &s.Agency.Forms[i]
		for j := range f.Indicators {
			t.row(f.Indicators[j].Cells(f))
		}
	}
	return t.bytes()
}

func makeJSON(s *Source) ([]byte, error) {
	return v1.EncodeFigures(s.Agency.Rows(s.Form, s.Years...))
}
