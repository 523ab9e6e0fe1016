// Package narrative parses the Markdown of a report: sections by role,
// references to figures, and the plain text that a reader reads.
//
// The Markdown is CommonMark with tables and footnotes, and three things more:
// {{key}} quotes a figure, {role=measures} at the end of a heading or paragraph
// says what the part is for by law ({item=…} and {answers=…} what it promises for
// the next year and answers of the last), and emphasis works beside Chinese
// punctuation, where CommonMark leaves the stars standing. HTML in a narrative
// would not be shown, so it is told as an error; so is a link that could run a
// script.
//
// A Doc is made by a Parser, then bound: whoever knows the figures sets what
// each Reference prints. Only after that are Text and the rendered page whole.
package narrative

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
)

// Doc is one parsed narrative.
type Doc struct {
	Source     []byte   // the Markdown, to which the tree's segments refer
	Root       ast.Node // goldmark's tree, with Reference nodes in it
	References []*Reference
	Headings   []*Heading
	Links      []Link // links and images that lead to files beside the narrative
	Places     []Link // links to a place of the narrative's own page
	Web        []Web  // links to addresses with http or https, in order
	Tagged     []Tag  // every role said, in order
	Braced     []Braced
	Items      []Item   // what the plan promises, in order
	Answers    []Answer // what the narrative answers, in order

	file *textfile.File
	base int // offset of Source in the file

	read     sync.Once
	passages []*Passage
}

// Heading is a heading with its address.
type Heading struct {
	Node  *ast.Heading
	ID    string // s1, s1-2: by position, so that a changed wording keeps the address
	Roles []string
}

// Tag is a role given to a heading or a paragraph.
type Tag struct {
	Role  string
	Pos   finding.Pos
	Block ast.Node
}

// Parser parses narratives. It keeps nothing of them and may be used by several
// goroutines.
type Parser struct{ markdown parser.Parser }

// NewParser makes a Parser.
func NewParser() *Parser {
	inline := append(parser.DefaultInlineParsers(),
		util.Prioritized(referenceParser{}, 90),
		util.Prioritized(emphasisParser{}, 450),
		util.Prioritized(extension.NewFootnoteParser(), 101),
	)
	block := append(blockParsers(), util.Prioritized(extension.NewFootnoteBlockParser(), 999))
	paragraph := append(parser.DefaultParagraphTransformers(), util.Prioritized(extension.NewTableParagraphTransformer(), 200))
	return &Parser{parser.NewParser(
		parser.WithBlockParsers(block...),
		parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(paragraph...),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)}
}

// blockParsers are CommonMark's without indented code: people indent paragraphs
// as they do in Word, and no report has code.
func blockParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(indentedParagraph{parser.NewParagraphParser()}, 1000),
	}
}

// indentedParagraph takes a line that starts with four blanks or a tab as a
// paragraph; goldmark's own would leave it to indented code.
type indentedParagraph struct{ parser.BlockParser }

// CanAcceptIndentedLine implements parser.BlockParser.
func (indentedParagraph) CanAcceptIndentedLine() bool { return true }

// Parse reads the Markdown of a file from byte offset start to its end. roles
// are the ids that {role=…} may name. What is wrong with it is added to log.
func (p *Parser) Parse(f *textfile.File, start int, roles []string, log *finding.List) *Doc {
	d := &Doc{Source: []byte(f.Text[start:]), file: f, base: start}
	if TooMuch(f, start, log) {
		d.Source = nil
	}
	pc := parser.NewContext()
	d.Root = p.markdown.Parse(text.NewReader(d.Source), parser.WithContext(pc))
	if deep(d.Root) {
		d.tellDepth(log)
		d.Source = nil
		d.Root = ast.NewDocument()
	}
	d.collect(roles, log)
	return d
}

func (d *Doc) tellDepth(log *finding.List) {
	log.Add(finding.Finding{
		ID: "file-limit", Severity: finding.Error, Pos: finding.Pos{File: d.file.Name},
		Message: finding.Text{ZH: "正文层层嵌套太深（超过 100 层），不予处理", EN: "the narrative nests too deep (more than 100 levels)"},
		Cure:    finding.Text{ZH: "检查是否有成片的 >、* 或方括号，多半是粘贴时带进来的", EN: "look for runs of >, * or brackets, probably pasted in"},
	})
}

// deep walks without recursion.
func deep(root ast.Node) bool {
	depth := 0
	for n := root; n != nil; {
		switch {
		case n.FirstChild() != nil:
			if depth++; depth > maxDepth {
				return true
			}
			n = n.FirstChild()
			continue
		}
		for n != nil && n != root && n.NextSibling() == nil {
			n = n.Parent()
			depth--
		}
		if n == nil || n == root {
			return false
		}
		n = n.NextSibling()
	}
	return false
}

// Pos names a place by offsets into Source.
func (d *Doc) Pos(start, end int) finding.Pos { return d.file.Pos(d.base+start, d.base+end) }

// collect walks the tree once: addresses for headings, references, links, and
// what must be told.
func (d *Doc) collect(roles []string, log *finding.List) {
	ids := headingIDs{}
	var auto []*ast.AutoLink
	html := 0
	_ = ast.Walk(d.Root, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if !enter {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			h := &Heading{Node: n, ID: ids.next(n.Level)}
			h.Roles = d.readAttributes(n, roles, log)
			d.Headings = append(d.Headings, h)
		case *ast.Paragraph:
			d.readAttributes(n, roles, log)
			d.lookAtParagraph(n, log)
		case *ast.TextBlock:
			d.readAttributes(n, roles, log)
		case *Reference:
			d.addReference(n, log)
		case *ast.Text:
			d.tellOpenReference(n, log)
			d.tellBraces(n, log)
		case *ast.Link:
			d.addLink(n, &n.Destination, false, log)
		case *ast.Image:
			d.addLink(n, &n.Destination, true, log)
		case *ast.AutoLink:
			auto = append(auto, n) // the walk would lose its way if replaced now
		case *ast.RawHTML, *ast.HTMLBlock:
			if html++; html <= maxHTML {
				d.tellHTML(n, log)
			}
		}
		return ast.WalkContinue, nil
	})
	d.replaceAutoLinks(auto, log)
}

// headingIDs numbers headings by level: s1, s1-1, s2.
type headingIDs struct{ levels, counts []int }

func (h *headingIDs) next(level int) string {
	for len(h.levels) > 0 && h.levels[len(h.levels)-1] > level {
		h.levels = h.levels[:len(h.levels)-1]
		h.counts = h.counts[:len(h.counts)-1]
	}
	if len(h.levels) == 0 || h.levels[len(h.levels)-1] < level {
		h.levels = append(h.levels, level)
		h.counts = append(h.counts, 0)
	}
	h.counts[len(h.counts)-1]++
	parts := make([]string, len(h.counts))
	for i, c := range h.counts {
		parts[i] = itoa(c)
	}
	return "s" + strings.Join(parts, "-")
}

// span gives the part of the source that a node covers, as well as it is known.
func span(n ast.Node) (start, end int) {
	switch n := n.(type) {
	case *Reference:
		return n.start, n.end
	case *ast.Text:
		return n.Segment.Start, n.Segment.Stop
	case *ast.RawHTML:
		if n.Segments.Len() > 0 {
			return n.Segments.At(0).Start, n.Segments.At(0).Stop
		}
	}
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		s := n.Lines().At(0)
		return s.Start, s.Stop
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if s, e := span(c); e > 0 {
			return s, e
		}
	}
	if p := n.Pos(); p >= 0 {
		return p, p + 1
	}
	return 0, 0
}

// maxHTML is how many tags are told: a pasted page may have very many, and none
// of them may stay.
const maxHTML = 100

func (d *Doc) tellHTML(n ast.Node, log *finding.List) {
	log.Add(finding.Finding{
		ID: "html-in-narrative", Severity: finding.Error, Pos: d.Pos(span(n)),
		Message:  finding.Text{ZH: "正文里有 HTML 标记，它不会显示在页面上", EN: "there is HTML in the narrative; it would not be shown"},
		Expected: finding.Text{ZH: "只用 Markdown：空行分段，# 表示标题，** ** 表示加粗，| 表示表格", EN: "Markdown only: blank lines between paragraphs, # for headings, ** ** for bold, | for tables"},
		Cure:     finding.Text{ZH: "删去尖括号和里面的标记；要显示尖括号本身时写 \\<", EN: "delete the tag; write \\< to show the character itself"},
	})
}
