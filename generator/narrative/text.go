package narrative

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	ghtml "github.com/yuin/goldmark/renderer/html"
)

// Text gives the plain text of the narrative: what a reader reads, one block a
// line. Items of numbered lists carry their number, table cells are parted by
// tabs, footnotes stand at the end. References print what was bound to them.
func (d *Doc) Text() string {
	var b plain
	d.writeBlocks(&b, d.Root)
	return strings.TrimRight(b.String(), "\n")
}

// BlockText gives the plain text of one block or inline of the tree.
func (d *Doc) BlockText(n ast.Node) string {
	var b plain
	d.writeBlock(&b, n)
	return strings.TrimRight(b.String(), "\n")
}

// plain is plain text in the making. With marks it remembers which part of the
// source each piece was written from.
type plain struct {
	strings.Builder
	marking bool
	marks   []mark
	quotes  []Quoted
}

// mark says that the text from at on was written from source[start:end]; exact
// where it is so byte for byte.
type mark struct {
	at, start, end int
	exact          bool
}

// from notes where the next piece of text comes from.
func (b *plain) from(start, end int, exact bool) {
	if b.marking {
		b.marks = append(b.marks, mark{b.Len(), start, end, exact})
	}
}

func (d *Doc) writeBlocks(b *plain, parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		d.writeBlock(b, n)
	}
}

func (d *Doc) writeBlock(b *plain, n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
		d.writeInlines(b, n)
		if n.Kind() != east.KindTableCell {
			b.WriteByte('\n')
		}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		b.Write(n.Lines().Value(d.Source))
	case *ast.List:
		number := n.Start
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			if n.IsOrdered() {
				b.WriteString(itoa(number))
				b.WriteByte(n.Marker)
				b.WriteByte(' ')
			}
			number++
			d.writeBlocks(b, item)
		}
	case *east.TableHeader, *east.TableRow:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if c != n.FirstChild() {
				b.WriteByte('\t')
			}
			d.writeBlock(b, c)
		}
		b.WriteByte('\n')
	case *east.Footnote:
		b.WriteString("[" + itoa(n.Index) + "] ")
		d.writeBlocks(b, n)
	case *ast.ThematicBreak, *ast.HTMLBlock:
	default:
		if n.Type() == ast.TypeInline {
			d.writeInline(b, n)
			return
		}
		d.writeBlocks(b, n)
	}
}

func (d *Doc) writeInlines(b *plain, parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		d.writeInline(b, n)
	}
}

func (d *Doc) writeInline(b *plain, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		value := n.Segment.Value(d.Source)
		if parent := n.Parent(); escapes(value) && !n.IsRaw() && (parent == nil || parent.Kind() != ast.KindCodeSpan) {
			text := unescape(value)
			b.from(n.Segment.Start, n.Segment.Stop, len(text) == len(value))
			b.WriteString(text)
		} else {
			b.from(n.Segment.Start, n.Segment.Stop, true)
			b.Write(value)
		}
		switch {
		case n.HardLineBreak():
			b.WriteByte('\n')
		case n.SoftLineBreak() && !d.JoinsLines(n):
			b.WriteByte(' ')
		}
	case *ast.String:
		b.Write(n.Value)
	case *Reference:
		b.from(n.start, n.end, false)
		at := b.Len()
		b.WriteString(n.Printed)
		if b.marking {
			b.quotes = append(b.quotes, Quoted{n, at, b.Len()})
		}
	case *east.FootnoteLink:
		b.WriteString("[" + itoa(n.Index) + "]")
	case *east.FootnoteBacklink, *ast.RawHTML:
	default:
		d.writeInlines(b, n)
	}
}

// JoinsLines reports whether the line break behind a text disappears: it does
// where Chinese stands on one of its sides, since Chinese has no blanks between
// words; between two Latin words it is a blank.
func (d *Doc) JoinsLines(n *ast.Text) bool {
	before, _ := utf8.DecodeLastRune(bytes.TrimRight(n.Segment.Value(d.Source), " \t"))
	after := ' '
	switch next := n.NextSibling().(type) {
	case *ast.Text:
		after, _ = utf8.DecodeRune(next.Segment.Value(d.Source))
	case *Reference:
		after, _ = utf8.DecodeRuneInString(next.Printed)
	case nil:
	default:
		if s := d.BlockText(next); s != "" {
			after, _ = utf8.DecodeRuneInString(s)
		}
	}
	return isWide(before) || isWide(after)
}

// unescape resolves backslashes and entities as goldmark does when it renders.
func unescape(value []byte) string {
	if !escapes(value) {
		return string(value)
	}
	var out bytes.Buffer
	w := writer{&out}
	ghtml.DefaultWriter.Write(w, value)
	return html.UnescapeString(out.String())
}

// escapes reports whether a text may have backslashes or entities to resolve.
func escapes(value []byte) bool {
	return bytes.IndexByte(value, '\\') >= 0 || bytes.IndexByte(value, '&') >= 0
}

// writer gives bytes.Buffer the methods that goldmark's writer asks for.
type writer struct{ *bytes.Buffer }

func (writer) Available() int { return 0 }
func (writer) Buffered() int  { return 0 }
func (writer) Flush() error   { return nil }
