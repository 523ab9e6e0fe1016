package narrative

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/text/width"
)

// emphasisParser makes ** and * work in Chinese, which has no blanks between
// words: CommonMark's rule refuses to open before “ or to close behind %, where
// a letter stands on the other side. It stands before goldmark's own parser and
// only widens what that one would find.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, emphasisProcessor{})
	if d == nil {
		return nil
	}
	after := ' '
	if d.OriginalLength < len(line) {
		after, _ = utf8.DecodeRune(line[d.OriginalLength:])
	}
	if isWide(before) || isWide(after) {
		d.CanOpen = d.CanOpen || !unicode.IsSpace(after) && !closes(after)
		d.CanClose = d.CanClose || !unicode.IsSpace(before) && !opens(before)
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

type emphasisProcessor struct{}

func (emphasisProcessor) IsDelimiter(b byte) bool { return b == '*' }

func (emphasisProcessor) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasisProcessor) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// isWide reports whether a character belongs to Chinese text: wide ones, and
// the quotation marks, dashes and dots that Chinese shares with other scripts.
func isWide(r rune) bool {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return true
	}
	return strings.ContainsRune("“”‘’…—·", r)
}

func opens(r rune) bool { return strings.ContainsRune("“‘（《〈「『【〔([{", r) }
func closes(r rune) bool {
	return strings.ContainsRune("”’）》〉」』】〕)]}，。、；：！？…%‰", r)
}
