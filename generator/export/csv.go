package export

import (
	"bytes"
	"strings"
	"unicode/utf8"

	v1 "fazhi/generator/export/v1"
)

// table is a CSV file in the making, as RFC 4180 has it: lines end in CRLF. It
// quotes more than it must: LibreOffice takes semicolons and tabs for separators
// beside the commas unless it is told otherwise.
type table struct{ bytes.Buffer }

func (t *table) row(cells []string) {
	for i, cell := range cells {
		if i > 0 {
			t.WriteByte(',')
		}
		if strings.ContainsAny(cell, "\",;\t\r\n") || strings.HasPrefix(cell, " ") {
			cell = `"` + strings.NewReplacer(`"`, `""`, "\r", "", "\n", "\r\n").Replace(cell) + `"`
		}
		t.WriteString(cell)
	}
	t.WriteString("\r\n")
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

func makeFigures(s *Source) ([]byte, error) { return Figures(s.rows()), nil }

// Figures gives the bytes of figures.csv.
func Figures(rows []v1.Row) []byte {
	t := &table{}
	t.row(head(v1.Columns(), names))
	for i := range rows {
		t.row(rows[i].Cells())
	}
	return t.Bytes()
}

// makeExcel makes the file that people open: Excel takes UTF-8 for the local
// encoding unless a byte order mark stands in front, which would spoil the name
// of the first column for programs. So there are two files.
func makeExcel(s *Source) ([]byte, error) { return Excel(s.rows()), nil }

// Excel gives the bytes of figures-excel.csv.
func Excel(rows []v1.Row) []byte {
	t := &table{}
	t.WriteString("\ufeff")
	columns := v1.Columns()
	t.row(head(columns, titles))
	for j := range rows {
		cells := rows[j].Cells()
		for i := range cells {
			if columns[i].Type == "string" || columns[i].Type == "boolean" {
				cells[i] = harmless(columns[i].Word(cells[i]))
			}
		}
		t.row(cells)
	}
	return t.Bytes()
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
	t := &table{}
	t.row(head(v1.IndicatorColumns(), names))
	for i := range s.Agency.Forms {
		f := &s.Agency.Forms[i]
		for j := range f.Indicators {
			t.row(f.Indicators[j].Cells(f))
		}
	}
	return t.Bytes(), nil
}

func makeJSON(s *Source) ([]byte, error) {
	return v1.EncodeFigures(s.rows())
}
