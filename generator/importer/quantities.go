package importer

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/quantity"
)

// passage is a text in which quantities are looked for: a block, or a cell of a
// table.
type passage struct {
	row, col int // of a table, -1 otherwise
	in       section
	text     string
	mentions []*mention
	lost     []quantity.Quantity // digits of which something was lost
	left     []quantity.Quantity // quantities that data cannot hold
}

// mention is one place where the text states a quantity.
type mention struct {
	passage    *passage
	at, end    int // the wording, which a reference to the figure replaces
	wording    string
	read       quantity.Quantity // the wording, read for itself
	verb       string            // 同比增长: the prose before the wording of a growth
	from       string            // of a change, the wording of the earlier value
	fromAt     int
	whole      int // where the whole expression begins
	around     context
	names      []string // labels that fit, the best first
	subject    string   // what a growth that follows is a growth of
	guessed    bool     // the name is not from the mention's own clause
	figure     *figure
	lex        *lexicon
	bare       bool // a number in a cell, whose unit only the table tells
	columnUnit string
	cell       string // key of the form's table cell that it stands in
}

// unit is what the figure is counted in; a number without a unit is a pure one,
// unless the head of its column has the unit.
func (m *mention) unit() string {
	switch {
	case m.read.Unit == "" && m.columnUnit != "":
		return m.columnUnit
	case m.read.Unit == "":
		return "1"
	}
	return m.read.Unit
}

// findMentions reads the quantities of a passage.
func findMentions(p *passage) {
	for q := range quantity.Scan(p.text) {
		switch {
		case q.Kind == quantity.Impossible:
			p.lost = append(p.lost, q)
		case q.Kind.IsQuantity():
			m := &mention{passage: p, at: q.Start, end: q.End, whole: q.Start}
			if !m.take(q) {
				p.left = append(p.left, q)
				continue
			}
			p.mentions = append(p.mentions, m)
		}
	}
}

// take decides which part of an expression is the figure's wording. The rest
// stays prose: 同比增长|70.3%, 由|63个工作日|缩短至|30个工作日以内.
func (m *mention) take(q quantity.Quantity) bool {
	switch {
	case q.Shape == quantity.FromTo:
		return m.takeChange(q)
	case q.Kind == quantity.Growth:
		for i := range q.Text {
			if withinNumber(q.Text, i) {
				continue
			}
			if read, ok := plain(q.Text[i:]); ok {
				m.read, m.wording, m.at, m.verb = read, q.Text[i:], q.Start+i, q.Text[:i]
				return true
			}
		}
	}
	read, err := quantity.Parse(q.Text)
	if err != nil || read.Shape != quantity.Single && read.Shape != quantity.Range {
		return false
	}
	m.read, m.wording = read, q.Text
	return true
}

// withinNumber reports whether a place lies between two characters of one
// number, where no wording may begin.
func withinNumber(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	return i > 0 && strings.ContainsRune("0123456789０１２３４５６７８９.．,一二三四五六七八九十百千万亿两〇零几", before)
}

// plain reads a wording that is a single value and no growth.
func plain(s string) (quantity.Quantity, bool) {
	q, err := quantity.Parse(s)
	return q, err == nil && q.Kind.IsQuantity() && q.Kind != quantity.Growth && q.Kind != quantity.Change &&
		(q.Shape == quantity.Single || q.Shape == quantity.Range)
}

// takeChange parts 由A缩短至B. The longest A and the longest B that can be read
// are taken; both must have one unit.
func (m *mention) takeChange(q quantity.Quantity) bool {
	text := q.Text
	for i, r := range text {
		if !strings.ContainsRune("至到为成", r) {
			continue
		}
		behind := i + utf8.RuneLen(r)
		to, ok := plain(text[behind:])
		if !ok {
			continue
		}
		for start := range text[:i] {
			if withinNumber(text, start) {
				continue
			}
			for end := i; end > start; {
				if from, ok := plain(text[start:end]); ok && (from.Unit == "" || quantity.SameUnit(from.Unit, to.Unit)) {
					m.read, m.wording, m.at = to, text[behind:], q.Start+behind
					m.from, m.fromAt = text[start:end], q.Start+start
					return true
				}
				_, n := utf8.DecodeLastRuneInString(text[:end])
				end -= n
			}
		}
	}
	return false
}
