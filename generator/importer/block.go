package importer

import (
	"strings"
	"unicode"
)

// blockKind says what a block of the imported text is.
type blockKind uint8

const (
	prose   blockKind = iota // one line of text: a paragraph
	heading                  // a line that is a heading
	table                    // rows of cells
	code                     // a line of a code block of Markdown: nothing in it is read
)

// block is one line of the imported text, or one table.
type block struct {
	kind  blockKind
	text  string
	rows  [][]string // of a table
	hint  int        // level that the source gives a heading (h2, ##), 0 for none
	level int        // level of a heading in the narrative, 2 to 6
	run   int        // bytes of text that are a heading run in with its text
	depth int        // of a heading, run in or not: 0 for the first level
	roles []string
	in    section // where it stands
	plain bool    // to be written without bold
	raw   bool    // text is Markdown, kept as it is
	tight bool    // no blank line stands before it in the Markdown
}

// isHeading reports whether a block is a heading or starts with one.
func (b *block) isHeading() bool { return b.level > 0 || b.run > 0 }

// line gives a prose block, or none for a line without any character to see.
func line(blocks []block, text string) []block {
	if text = tidy(text); text != "" {
		blocks = append(blocks, block{text: text})
	}
	return blocks
}

// tidy takes the blanks off both ends of a line and what cannot be seen out of
// it: characters of control and direction, and invisible hyphens.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\ufffd':
			return -1
		}
		return r
	}, s)
	return strings.TrimFunc(s, unicode.IsSpace)
}

// splitLines parts a text at every kind of line end.
func splitLines(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(s, "\n", "\n "), func(r rune) bool {
		return r == '\n' || r == '\f' || r == '\v' || r == '\u0085' || r == '\u2028' || r == '\u2029'
	})
}
