package record

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Page is what a report's page states, read back from its HTML. Words of the
// interface, links to other years and to what answers a plan are no statements of
// the report.
type Page struct {
	Title      string
	Facts      []string // the values in its head, in order: issuer, number, dates
	Paragraphs []string
	Keys       []Shown
	Table      []Shown

	Years []int // in the caption and the heads of the table

	Values []Shown // of figures in the text, as machines read them: Label

	Rest []Piece  // every other text within <main>, and what its attributes say
	Odd  []string // what no page of a report has: elements, attributes and places that could hide or add words
	Head Head
}

// ParsePage reads a report's page. It never fails: what a torn page does not state
// is missing from it.
func ParsePage(data []byte) *Page {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return &Page{}
	}
	p := &Page{}
	p.readRest(root)
	p.readHead(root)
	defer func() {
		for _, v := range p.Head.Linked {
			p.linkedWords("", v)
		}
	}()
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.H1 && p.Title == "":
			p.Title = text(n)
		case n.DataAtom == atom.Dl && has(n, "facts") && n.Parent != nil && has(n.Parent, "head"):
			for d := range n.Descendants() {
				if d.DataAtom == atom.Dd && !has(d, "absent") {
					p.Facts = append(p.Facts, text(d))
				}
			}
		case n.DataAtom == atom.Article && has(n, "prose"):
			p.Paragraphs = append(p.Paragraphs, blocks(n, map[string]bool{})...)
		case n.DataAtom == atom.Li && n.Parent != nil && has(n.Parent, "keys"):
			p.Keys = append(p.Keys, keyOf(n))
		case n.DataAtom == atom.Table && has(n, "figures"):
			p.Years = append(p.Years, yearsOf(n)...)
		case n.DataAtom == atom.Tr && strings.HasPrefix(attr(n, "id"), "f-"):
			p.Table = append(p.Table, rowOf(n))
		}
	}
	return p
}

// Text gives all that a page says, word by word.
func Text(data []byte) string {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return ""
	}
	return text(root)
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

// aside tells whether a node is no part of what is stated: links back, and to
// what became of a plan.
func aside(n *html.Node) bool {
	return n.DataAtom == atom.Small && has(n, "trace") || has(n, "footnote-backref") || has(n, "role") || has(n, "back") || has(n, "exact") || has(n, "word")
}

// text is the text of a node with its blanks drawn together. A note's number
// stands in brackets, an image is what is said in its place.
func text(n *html.Node) string {
	var b strings.Builder
	write(&b, n)
	return tidy(b.String())
}

// tidy draws blanks together and leaves out those that a page has for line breaks.
func tidy(s string) string {
	s = strings.NewReplacer("\u2060", "", "\u200b", "").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

func write(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && aside(n):
		return
	case n.DataAtom == atom.Br:
		b.WriteByte('\n')
	case n.DataAtom == atom.Img:
		b.WriteString(attr(n, "alt"))
	case has(n, "footnote-ref"):
		defer b.WriteByte(']')
		b.WriteByte('[')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		write(b, c)
	}
}

// blocks gives the texts of headings, paragraphs, items, cells and code, in the
// order of the page. A table's caption that repeats a heading before it is none.
func blocks(n *html.Node, headings map[string]bool) []string {
	var out []string
	var inline strings.Builder // text of an item or cell that stands in no paragraph of its own
	flush := func() {
		if s := tidy(inline.String()); s != "" {
			out = append(out, s)
		}
		inline.Reset()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.ElementNode && aside(c):
		case c.DataAtom == atom.Caption && headings[text(c)]:
		case isBlock(c):
			flush()
			out = append(out, blocks(c, headings)...)
			if isHeading(c) {
				headings[text(c)] = true
			}
		default:
			write(&inline, c)
		}
	}
	flush()
	return out
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Section, atom.Div, atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li,
		atom.Table, atom.Caption, atom.Thead, atom.Tbody, atom.Tr, atom.Th, atom.Td, atom.Blockquote, atom.Pre, atom.Hr, atom.Dl, atom.Dt, atom.Dd, atom.Figure:
		return true
	}
	return false
}

func keyOf(n *html.Node) Shown {
	var s Shown
	for d := range n.Descendants() {
		switch {
		case d.DataAtom == atom.A && s.Key == "":
			if _, key, ok := strings.Cut(attr(d, "href"), "#f-"); ok {
				s.Key = key
			}
		case has(d, "label"):
			add(&s.Label, d)
		case has(d, "value"):
			add(&s.Value, d)
		case has(d, "change"):
			add(&s.Change, d)
		}
	}
	return s
}

// add sets a field to the text of a node, behind what it has already: a second
// value beside the first must not be passed over.
func add(field *string, n *html.Node) {
	if *field != "" {
		*field += " | "
	}
	*field += text(n)
}

func rowOf(n *html.Node) Shown {
	s := Shown{Key: strings.TrimPrefix(attr(n, "id"), "f-")}
	for d := range n.Descendants() {
		switch {
		case d.DataAtom == atom.Th:
			add(&s.Label, d)
		case d.DataAtom != atom.Td:
		case has(d, "why"):
			for p := range d.Descendants() {
				if p.DataAtom == atom.P && !aside(p) {
					s.Why = append(s.Why, text(p))
				}
			}
		case has(d, "change"):
			add(&s.Change, d)
		case has(d, "before"):
			add(&s.Before, d)
		default:
			add(&s.Value, d)
		}
	}
	return s
}

// yearsOf gives the numbers in the caption of the table of figures, its note left
// out, and in the heads of its columns.
func yearsOf(table *html.Node) []int {
	var out []int
	for n := range table.Descendants() {
		switch {
		case n.Type == html.TextNode && n.Parent.DataAtom == atom.Caption:
			out = append(out, numbers(n.Data)...)
		case n.DataAtom == atom.Th && n.Parent.Parent.DataAtom == atom.Thead:
			out = append(out, numbers(text(n))...)
		}
	}
	return out
}

// years tells whether the table of figures is of the year and the one before.
func (r *Report) years(got []int) bool {
	if len(r.Figures) == 0 {
		return len(got) == 0
	}
	y := r.Figures[0].Year
	for _, want := range [][]int{{y, y}, {y, y - 1, y, y - 1}, {y, y, y - 1}} {
		if slices.Equal(got, want) {
			return true
		}
	}
	return false
}

// Mismatch is a place where a page states otherwise than its record.
type Mismatch struct {
	What   string // title, fact, paragraph, key, figure, markup, head, words
	Name   string // the figure's key, the number of a paragraph
	Page   string // what the page states, "" where it lacks it
	Sealed string // what the record states, "" where it has nothing there
}

// Holds lists where a page does not state what the record does.
func (r *Report) Holds(p *Page) []Mismatch {
	var out []Mismatch
	if want := tidy(r.Title); p.Title != want {
		out = append(out, Mismatch{"title", "", p.Title, want})
	}
	var facts []string
	for _, f := range r.Facts {
		facts = append(facts, f.Value)
	}
	stated := p.Facts
	if n := len(stated) - 1; n >= 0 && stated[n] == tidy(r.Title) {
		stated = stated[:n] // 名称: the title once more
	}
	for _, c := range paragraphs(tidied(facts), stated) {
		out = append(out, Mismatch{"fact", "", c.New, c.Old})
	}
	for _, c := range paragraphs(tidied(r.Paragraphs), p.Paragraphs) {
		out = append(out, Mismatch{"paragraph", "", c.New, c.Old})
	}
	out = append(out, rows("key", p.Keys, r.Keys)...)
	out = append(out, rows("figure", p.Table, r.Table)...)
	for _, v := range p.Values {
		if f := r.Figure(v.Key); f != nil && tidy(f.Text) == v.Value && f.Value != v.Label {
			out = append(out, Mismatch{"figure", v.Key, v.Label, f.Value})
		}
	}
	if !r.years(p.Years) {
		out = append(out, Mismatch{"figure", "", fmt.Sprint(p.Years), ""})
	}
	for _, odd := range p.Odd {
		out = append(out, Mismatch{"markup", "", odd, ""})
	}
	return append(out, r.holdsHead(&p.Head)...)
}

func tidied(all []string) []string {
	out := make([]string, 0, len(all))
	for _, s := range all {
		if s = tidy(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func rows(what string, page, sealed []Shown) []Mismatch {
	var out []Mismatch
	for i := range max(len(page), len(sealed)) {
		var a, b Shown
		if i < len(page) {
			a = page[i]
		}
		if i < len(sealed) {
			b = sealed[i].tidied()
		}
		if !a.same(b) {
			out = append(out, Mismatch{what, max(a.Key, b.Key), a.String(), b.String()})
		}
	}
	return out
}

func (s Shown) tidied() Shown {
	s.Label, s.Value, s.Before, s.Change, s.Why = tidy(s.Label), tidy(s.Value), tidy(s.Before), tidy(s.Change), tidied(s.Why)
	return s
}

func (s Shown) same(t Shown) bool {
	return s.Key == t.Key && s.Label == t.Label && s.Value == t.Value && s.Before == t.Before && s.Change == t.Change && slices.Equal(s.Why, t.Why)
}

// String is what a reader reads of it.
func (s Shown) String() string {
	return strings.Join(tidied(append([]string{s.Label, s.Value, s.Before, s.Change}, s.Why...)), " ")
}
