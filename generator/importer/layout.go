package importer

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"fazhi/generator/narrative"
)

// readText makes blocks of plain text. A text that was broken into lines of
// one width, as from the text layer of a PDF, is put together again; mended
// counts what was done.
func readText(text string) (blocks []block, mended layout) {
	lines := splitLines(text)
	width := brokenAt(lines)
	if width == 0 {
		for _, l := range lines {
			blocks = line(blocks, l)
		}
		return blocks, layout{}
	}
	l := layout{width: width}
	for _, text := range lines {
		l.add(text)
	}
	l.flush()
	l.flushTable()
	return l.blocks, l
}

// cells gives the width of a text as set: 2 for a Chinese character, 1 for
// others.
func cells(s string) int {
	n := 0
	for _, r := range s {
		if r >= 0x1100 && r != '—' || strings.ContainsRune("“”‘’…—", r) {
			n++
		}
		n++
	}
	return n
}

// brokenAt gives the width at which a text was broken into lines, 0 where it
// was not: then a line is a paragraph, whatever its length. Lines were broken
// where many of about the same length end within a sentence.
func brokenAt(lines []string) int {
	var open []int // widths of lines that end within a sentence
	total := 0
	for _, l := range lines {
		l = strings.TrimRightFunc(l, unicode.IsSpace)
		if strings.TrimSpace(l) == "" || columns(l) != nil {
			continue
		}
		total++
		if r, _ := utf8.DecodeLastRuneInString(l); !strings.ContainsRune("。！？；：.!?;:", r) {
			open = append(open, cells(l))
		}
	}
	if len(open) < 4 {
		return 0
	}
	slices.Sort(open)
	width := open[len(open)*9/10]
	full := 0
	for _, w := range open {
		if w >= width*85/100 && w <= width*115/100 {
			full++
		}
	}
	if width < 30 || width > 130 || full < 4 || full*10 < total*3 {
		return 0
	}
	return width
}

// layout puts a broken text together.
type layout struct {
	width          int
	blocks         []block
	paragraph      string
	last           string // the line that the paragraph ended with so far
	rows           [][]string
	joined, blanks int
	pages          int // numbers of pages that were left out
}

func (l *layout) add(raw string) {
	text := tidy(raw)
	switch {
	case text == "":
		return
	case pageNumber().MatchString(text):
		l.pages++
		return
	case columns(raw) != nil:
		l.flush()
		l.rows = append(l.rows, columns(raw))
		return
	}
	l.flushTable()
	raw = strings.TrimRightFunc(raw, unicode.IsSpace)
	if l.paragraph != "" && l.continues(raw) {
		l.paragraph += glue(l.paragraph, text) + text
		l.joined++
	} else {
		l.flush()
		l.paragraph = text
	}
	l.last = raw
}

// continues reports whether a line goes on with the paragraph: the line before
// is full, and this one is no new start.
func (l *layout) continues(raw string) bool {
	if n := cells(l.last); n < l.width*88/100 || n > l.width*120/100 || numberOf(tidy(raw)).kind != unnumbered {
		return false
	}
	end, _ := utf8.DecodeLastRuneInString(l.last)
	closed := strings.ContainsRune("。！？：", end)
	return !closed || indent(raw) <= indent(l.last)+1
}

func indent(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			break
		}
		if n++; r == '\u3000' {
			n++
		}
	}
	return n
}

// glue is what stands between two parts of a paragraph: a blank between Latin
// words, nothing beside Chinese.
func glue(before, after string) string {
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	if a < 0x80 && b < 0x80 && unicode.IsLetter(a) && unicode.IsLetter(b) {
		return " "
	}
	return ""
}

func (l *layout) flush() {
	if l.paragraph == "" {
		return
	}
	text, n := closeBlanks(l.paragraph)
	l.blanks += n
	l.blocks = line(l.blocks, text)
	l.paragraph, l.last = "", ""
}

func (l *layout) flushTable() {
	if len(l.rows) == 0 {
		return
	}
	for _, row := range l.rows {
		for i := range row {
			text, n := closeBlanks(row[i])
			row[i] = text
			l.blanks += n
		}
	}
	l.blocks = append(l.blocks, block{kind: table, rows: rectangular(l.rows)})
	l.rows = nil
}

// closeBlanks drops the blanks that a text layer puts between Chinese
// characters and digits, and counts them. Between Latin words one stays.
func closeBlanks(s string) (string, int) {
	runes := []rune(s)
	out := make([]rune, 0, len(runes))
	dropped := 0
	for i := 0; i < len(runes); {
		if !unicode.IsSpace(runes[i]) {
			out = append(out, runes[i])
			i++
			continue
		}
		start := i
		for i < len(runes) && unicode.IsSpace(runes[i]) {
			i++
		}
		dropped += i - start
		if len(out) > 0 && i < len(runes) && !closesUp(out[len(out)-1], runes[i]) {
			out = append(out, ' ')
			dropped--
		}
	}
	return string(out), dropped
}

func closesUp(a, b rune) bool {
	text := func(r rune) bool { return chinese(r) || strings.ContainsRune("“”‘’…—·", r) }
	return text(a) || text(b)
}

// columns gives the cells of a line that is set in columns: parts with wide
// gaps between them, of which none is a sentence; nil for any other line.
func columns(s string) []string {
	parts := gap().Split(strings.TrimFunc(s, unicode.IsSpace), -1)
	if len(parts) < 2 || numberOf(tidy(s)).kind >= chapter && len(parts) == 2 && utf8.RuneCountInString(parts[1]) > 12 {
		return nil
	}
	for _, p := range parts {
		if strings.ContainsAny(p, "。；") || utf8.RuneCountInString(p) > 30 {
			return nil
		}
	}
	return parts
}

// rectangular fills the rows up to one length, unless that is more than can be
// imported.
func rectangular(rows [][]string) [][]string {
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	if width > narrative.MaxColumns || width*len(rows) > narrative.MaxCells {
		return rows
	}
	for i, r := range rows {
		rows[i] = append(r, make([]string, width-len(r))...)
	}
	return rows
}

var gap = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[ \t\x{3000}\x{a0}]{3,}`) })

// pageNumber is a line that holds the number of a page and nothing else.
var pageNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?)$`)
})
