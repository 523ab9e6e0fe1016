package finding

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// excerptWidth is the widest part of a source line that is shown, in terminal
// cells; paragraphs of a report run to thousands of characters.
const excerptWidth = 76

// WriteText prints the findings for people, in their order, one block each:
// place, severity and id, the source line with a caret under the marked part,
// what was expected and how to mend it.
func (l List) WriteText(w io.Writer, lang string) error {
	b := bufio.NewWriter(w)
	for i, f := range l {
		if i > 0 {
			fmt.Fprintln(b)
		}
		f.writeText(b, lang)
	}
	return b.Flush()
}

func (f Finding) writeText(b *bufio.Writer, lang string) {
	fmt.Fprintf(b, "%s  %s  %s\n", f.Pos, f.Severity.Label().In(lang), f.ID)
	fmt.Fprintf(b, "  %s\n", f.Message.In(lang))
	writeExcerpt(b, f.Pos)
	writeLabelled(b, Text{"应为：", "expected: "}, f.Expected, lang)
	writeLabelled(b, Text{"改法：", "to mend: "}, f.Cure, lang)
	for _, r := range f.Related {
		fmt.Fprintf(b, "  %s%s  %s\n", Text{"参见：", "see: "}.In(lang), r.Pos, r.Note.In(lang))
		writeExcerpt(b, r.Pos)
	}
}

func writeLabelled(b *bufio.Writer, label, text Text, lang string) {
	if s := text.In(lang); s != "" {
		fmt.Fprintf(b, "  %s%s\n", label.In(lang), strings.ReplaceAll(s, "\n", "\n      "))
	}
}

// String gives file:line:column, or what of it is known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// writeExcerpt shows the source line and marks the place. Characters of double
// width take two cells, so that the caret stands right in a terminal; a long
// line is cut around the mark.
func writeExcerpt(b *bufio.Writer, p Pos) {
	if p.Line == 0 || strings.TrimSpace(p.Source) == "" {
		return
	}
	runes := []rune(printable(p.Source))
	start := min(max(p.Column-1, 0), len(runes))
	end := min(start+max(p.Length, 1), len(runes))
	from, to := window(runes, start, end)
	line, lead := string(runes[from:to]), cells(runes[from:start])
	if from > 0 {
		line, lead = "… "+line, lead+2
	}
	if to < len(runes) {
		line += " …"
	}
	gutter := fmt.Sprintf("%5d | ", p.Line)
	fmt.Fprintf(b, "%s%s\n", gutter, line)
	mark := max(1, cells(runes[start:min(end, to)]))
	fmt.Fprintf(b, "%s| %s%s\n", strings.Repeat(" ", len(gutter)-2), strings.Repeat(" ", lead), strings.Repeat("^", mark))
}

// window chooses the part of a long line that shows the mark with some text on
// both sides.
func window(runes []rune, start, end int) (from, to int) {
	if cells(runes) <= excerptWidth {
		return 0, len(runes)
	}
	from, to = start, start
	used := 0
	for to < end && used < excerptWidth {
		used += cell(runes[to])
		to++
	}
	for used < excerptWidth && (from > 0 || to < len(runes)) {
		if from > 0 {
			from--
			used += cell(runes[from])
		}
		if to < len(runes) && used < excerptWidth {
			used += cell(runes[to])
			to++
		}
	}
	return from, to
}

// printable keeps control characters out of the terminal; a tab becomes one
// blank so that columns stay columns.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '�'
		}
		return r
	}, s)
}

func cells(runes []rune) int {
	n := 0
	for _, r := range runes {
		n += cell(r)
	}
	return n
}

// cell is the number of terminal cells of a character. Quotation marks and the
// like are of ambiguous width; most terminals show them narrow.
func cell(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

type jsonPos struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Note   string `json:"note,omitempty"`
}

type jsonFinding struct {
	ID       string    `json:"id"`
	Severity string    `json:"severity"`
	Message  string    `json:"message"`
	Expected string    `json:"expected,omitempty"`
	Cure     string    `json:"cure,omitempty"`
	File     string    `json:"file"`
	Line     int       `json:"line,omitempty"`
	Column   int       `json:"column,omitempty"`
	Related  []jsonPos `json:"related,omitempty"`
}

// WriteJSON prints one object a line: id, severity, message, expected, cure,
// file, line, column, related.
func (l List) WriteJSON(w io.Writer, lang string) error {
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	for _, f := range l {
		j := jsonFinding{
			ID: f.ID, Severity: f.Severity.String(), Message: f.Message.In(lang),
			Expected: f.Expected.In(lang), Cure: f.Cure.In(lang),
			File: f.Pos.File, Line: f.Pos.Line, Column: f.Pos.Column,
		}
		for _, r := range f.Related {
			j.Related = append(j.Related, jsonPos{r.Pos.File, r.Pos.Line, r.Pos.Column, r.Note.In(lang)})
		}
		if err := enc.Encode(j); err != nil {
			return err
		}
	}
	return b.Flush()
}
