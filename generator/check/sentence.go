package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/quantity"
)

// sentence is a part of a passage up to a full stop, with the quantities in it.
type sentence struct {
	*Passage
	start, end int // bytes in the passage's text
	from, to   int // its expressions among the passage's
}

// sentences parts a passage at 。；！？ and line ends, once.
func (p *Passage) sentences() []sentence {
	if p.parts == nil {
		p.parts = p.part()
	}
	return p.parts
}

func (p *Passage) part() []sentence {
	out := []sentence{}
	start, from := 0, 0
	add := func(end int) {
		if start < end {
			s := sentence{Passage: p, start: start, end: end, from: from, to: from}
			for s.to < len(p.Quantities) && p.Quantities[s.to].Start < end {
				s.to++
			}
			from = s.to
			out = append(out, s)
		}
		start = end
	}
	next := 0 // the first expression that does not end before i
	for i, r := range p.Text {
		for next < len(p.Quantities) && p.Quantities[next].End <= i {
			next++
		}
		switch {
		case r == '。' || r == '；' || r == '！' || r == '？' || r == '\n':
			add(i + utf8.RuneLen(r))
		case i-start >= longestSentence && (next == len(p.Quantities) || p.Quantities[next].Start >= i):
			add(i)
		}
	}
	add(len(p.Text))
	return out
}

// longestSentence is where a sentence is cut that has no end, in bytes: the
// checks hold all that stands in a sentence against the rest of it.
const longestSentence = 2 << 10

// near gives what stands on both sides of a part of a passage, as far as any
// sentence reaches.
func (p *Passage) near(start, end int) (before, behind string) {
	from, to := max(0, start-longestSentence), min(len(p.Text), end+longestSentence)
	for from < start && !utf8.RuneStart(p.Text[from]) {
		from++
	}
	for to > end && to < len(p.Text) && !utf8.RuneStart(p.Text[to]) {
		to--
	}
	return p.Text[from:start], p.Text[end:to]
}

func (s sentence) text() string { return s.Text[s.start:s.end] }

// stated gives the expressions of the sentence, in order.
func (s sentence) stated() []quantity.Quantity { return s.Quantities[s.from:s.to] }

// clause gives the part between commas in which a byte of the passage lies.
func (p *Passage) clause(at int) (start, end int) {
	marks := func(r rune) bool { // much faster than a set of characters
		switch r {
		case '，', '。', '；', '：', '！', '？', '、', '\n':
			return true
		}
		return false
	}
	before, behind := p.near(at, at)
	start, end = at-len(before), at+len(behind)
	if i := strings.LastIndexFunc(before, marks); i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		start += i + size
	}
	if i := strings.IndexFunc(behind, marks); i >= 0 {
		end = at + i
	}
	return start, end
}

// containsAny reports whether a text has one of the words.
func containsAny(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// disjoint reports whether two intervals have no number in common.
func disjoint(a, b quantity.Interval) bool {
	below := func(x, y quantity.Interval) bool { // all of x below all of y
		if x.HiInf || y.LoInf {
			return false
		}
		c := x.Hi.Cmp(y.Lo)
		return c < 0 || c == 0 && (x.HiOpen || y.LoOpen)
	}
	return below(a, b) || below(b, a)
}
