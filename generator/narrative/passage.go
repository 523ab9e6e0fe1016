package narrative

import (
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// Passage is one block of a narrative as a reader reads it: a heading, a
// paragraph, an item of a list, a cell of a table, a footnote. Places in its
// text lead back to the Markdown.
type Passage struct {
	Text     string
	Node     ast.Node
	Heading  *Heading   // the heading that this is, nil for others
	Under    []*Heading // the headings that it stands under, outermost first
	Roles    []string   // what it is for by law: its own roles, else those of the nearest heading with some
	Cell     bool       // of a table
	Footnote bool
	Quotes   []Quoted // the references in it, in order

	Quantities []quantity.Quantity // all expressions in its text, those that only look like a quantity too

	doc   *Doc
	marks []mark
}

// Quoted is a reference and the bytes of a passage's text that it printed.
type Quoted struct {
	Ref        *Reference
	Start, End int
}

// Passages gives the narrative block by block, in the order of reading. What
// references print must have been bound. It is read once, whoever asks.
func (d *Doc) Passages() []*Passage {
	d.read.Do(func() { d.passages = d.readPassages() })
	return d.passages
}

func (d *Doc) readPassages() []*Passage {
	w := &passages{doc: d, headings: map[ast.Node]*Heading{}, tagged: map[ast.Node][]string{}}
	for _, t := range d.Tagged {
		w.tagged[t.Block] = append(w.tagged[t.Block], t.Role)
	}
	for _, h := range d.Headings {
		w.headings[h.Node] = h
	}
	_ = ast.Walk(d.Root, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if !enter {
			return ast.WalkContinue, nil
		}
		switch n.(type) {
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
			w.add(n)
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			return ast.WalkSkipChildren, nil // no prose
		}
		return ast.WalkContinue, nil
	})
	return w.list
}

// passages is the list in the making, with the headings open at its end.
type passages struct {
	doc      *Doc
	headings map[ast.Node]*Heading
	tagged   map[ast.Node][]string // roles said of a block
	open     []*Heading
	list     []*Passage
	found    []quantity.Quantity // of the passage that is added
}

func (w *passages) add(n ast.Node) {
	p := &Passage{Node: n, doc: w.doc, Heading: w.headings[n], Cell: n.Kind() == east.KindTableCell}
	if h := p.Heading; h != nil {
		w.open = slices.DeleteFunc(w.open, func(o *Heading) bool { return o.Node.Level >= h.Node.Level })
		p.Roles = h.Roles
	}
	p.Under = slices.Clone(w.open)
	if p.Heading != nil {
		w.open = append(w.open, p.Heading)
	}
	for a := n.Parent(); a != nil; a = a.Parent() {
		p.Footnote = p.Footnote || a.Kind() == east.KindFootnote
	}
	if p.Heading == nil {
		p.Roles = w.tagged[n]
	}
	for i := len(p.Under) - 1; i >= 0 && len(p.Roles) == 0; i-- {
		p.Roles = p.Under[i].Roles
	}
	b := plain{marking: true}
	w.doc.writeInlines(&b, n)
	p.Text, p.marks, p.Quotes = strings.TrimRight(b.String(), "\n"), b.marks, b.quotes
	w.found = slices.AppendSeq(w.found[:0], quantity.Scan(p.Text))
	p.Quantities = slices.Clone(w.found)
	w.list = append(w.list, p)
}

// Has reports whether the passage is for a role.
func (p *Passage) Has(role string) bool { return slices.Contains(p.Roles, role) }

// Pos names the place in the Markdown of bytes of the text. What a reference
// printed stands where the reference is written.
func (p *Passage) Pos(start, end int) finding.Pos {
	from, to := p.source(start, false), p.source(end, true)
	return p.doc.Pos(from, max(from, to))
}

// source gives the offset in the source of a byte of the text; behind means
// the end of the byte before it.
func (p *Passage) source(at int, behind bool) int {
	if len(p.marks) == 0 {
		start, end := span(p.Node)
		if behind {
			return end
		}
		return start
	}
	i := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].at > at || behind && p.marks[i].at == at }) - 1
	m := p.marks[max(i, 0)]
	switch {
	case m.exact:
		return min(m.start+max(at-m.at, 0), m.end)
	case behind:
		return m.end
	}
	return m.start
}
