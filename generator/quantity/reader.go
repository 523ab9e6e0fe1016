package quantity

import (
	"strings"
	"unicode"
)

// reader goes through one text from left to right.
type reader struct {
	v    *vocabulary
	text string
	done int      // what lies before belongs to an expression already told
	last Quantity // the one told last

	whole bool // the text is one quantity: nothing is taken for a name

	quote, title span // the quotation marks and book-title marks around the place
}

// span is a pair of marks that may be open.
type span struct {
	open int  // byte behind the opening mark, or -1
	seen bool // a mark of this pair came before
}

// newReader starts at the head of text.
func newReader(text string) reader {
	return reader{v: core(), text: text, quote: span{open: -1}, title: span{open: -1}}
}

// at reads the expression at i, where one of the triggers stands, into q, and
// says where to go on.
func (r *reader) at(i int, q *Quantity) (found bool, next int) {
	first, size := runeAt(r.text, i)
	if m, ok := r.phrase(i); ok && !r.whole {
		r.tell(m, q)
		return true, m.end
	}
	switch first {
	case '翻':
		*q, found = r.doubling(i)
	case '首':
		var m token
		if m, found = r.first(i); found {
			r.tell(m, q)
		}
	case '每':
		*q, found = r.every(i)
	case '第':
		var m token
		if m, found = r.ordinal(i); found {
			r.tell(m, q)
		}
	case '半':
		*q, found = r.halfAt(i)
	default:
		return r.number(i, size, q)
	}
	if !found {
		return false, i + size
	}
	return true, q.End
}

// number reads the expression whose first numeral stands at i.
func (r *reader) number(i, size int, q *Quantity) (found bool, next int) {
	n, ok := r.v.lex(r.text, i)
	if !ok {
		if n.end > i+size { // more digits than any number has
			r.tell(token{ID, i, n.end}, q)
			return true, n.end
		}
		return false, i + size
	}
	a := r.complete(n)
	for p := asChange; p <= asClaim; p++ {
		if r.whole && p.makesName() {
			continue
		}
		if r.produce(p, &n, &a, q) {
			return true, max(q.End, n.end)
		}
	}
	return false, n.end
}

// production is a way to understand a number. They are tried in this order,
// and the first that knows the number has it.
type production int

const (
	asChange production = iota
	asTitle
	asEnumerator
	asDocumentNumber
	asIdentifier
	asFormula
	asRatio
	asDate
	asShares
	asZero
	asName
	asCell
	asClaim
)

// makesName tells whether p takes numbers for parts of names, which a wording
// that is one quantity has none of.
func (p production) makesName() bool {
	return p >= asTitle && p <= asFormula || p == asName || p == asCell
}

// produce tries one production on a number and the amount that it makes with
// what follows, and puts what it finds into q. (A table of functions here would
// move every number to the heap; returning q would copy it thirteen times.)
func (r *reader) produce(p production, n *numeral, a *amount, q *Quantity) bool {
	var m token
	var ok bool
	switch p {
	case asChange:
		return r.change(n, a, q)
	case asTitle:
		m, ok = r.inTitle(n)
	case asEnumerator:
		m, ok = r.enumerator(n)
	case asDocumentNumber:
		m, ok = r.documentNumber(n)
	case asIdentifier:
		m, ok = r.identifier(n, a)
	case asFormula:
		m, ok = r.formula(n)
	case asRatio:
		return r.clockOrRatio(n, q)
	case asDate:
		m, ok = r.date(n)
	case asShares:
		return r.manyShares(n, q)
	case asZero:
		return r.nothing(n, q)
	case asName:
		m, ok = r.name(n)
	case asCell:
		return r.cell(n, q)
	case asClaim:
		return r.claim(n, a, q)
	}
	if ok {
		r.tell(m, q)
	}
	return ok
}

// token is the place of an expression that is no quantity.
type token struct {
	kind       Kind
	start, end int
}

// other makes an expression that is no quantity.
func (r *reader) other(kind Kind, start, end int) (token, bool) {
	return token{kind, start, end}, true
}

// tell makes q the expression of m.
func (r *reader) tell(m token, q *Quantity) bool {
	*q = Quantity{Start: m.start, End: m.end, Text: r.text[m.start:m.end], Kind: m.kind}
	return true
}

// prev is the character before i, 0 at the head.
func (r *reader) prev(i int) rune {
	if i <= 0 {
		return 0
	}
	c, _ := runeBefore(r.text, i)
	return c
}

// next is the character at i, 0 at the end.
func (r *reader) next(i int) rune {
	if i >= len(r.text) {
		return 0
	}
	c, _ := runeAt(r.text, i)
	return c
}

// has tells whether word stands at i.
func (r *reader) has(i int, word string) bool {
	return i <= len(r.text) && strings.HasPrefix(r.text[i:], word)
}

// hasAny gives the length of the first of words that stands at i.
func (r *reader) hasAny(i int, words ...string) int {
	for _, w := range words {
		if r.has(i, w) {
			return len(w)
		}
	}
	return 0
}

// back gives where the longest word of t that ends at i begins, or i. Words
// never reach into the expression told before.
func back[T any](r *reader, t *trie[T], i int) (int, T) {
	w, v := t.before(r.text[r.done:], i-r.done)
	return i - w, v
}

// skipBlanksBack gives the place before the blanks that end at i.
func (r *reader) skipBlanksBack(i int) int {
	for i > r.done {
		c, size := runeBefore(r.text, i)
		if !unicode.IsSpace(c) {
			break
		}
		i -= size
	}
	return i
}

// skipBlanks gives the place behind the blanks at i.
func (r *reader) skipBlanks(i int) int {
	for i < len(r.text) {
		c, size := runeAt(r.text, i)
		if !unicode.IsSpace(c) {
			break
		}
		i += size
	}
	return i
}
