package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"
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

// at reads the expression at i, where one of the triggers stands, and says
// where to go on.
func (r *reader) at(i int) (q Quantity, found bool, next int) {
	first, size := utf8.DecodeRuneInString(r.text[i:])
	if q, ok := r.phrase(i); ok && !r.whole {
		return q, true, q.End
	}
	switch first {
	case '翻':
		q, found = r.doubling(i)
	case '首':
		q, found = r.first(i)
	case '每':
		q, found = r.every(i)
	case '第':
		q, found = r.ordinal(i)
	case '半':
		q, found = r.halfAt(i)
	default:
		return r.number(i, size)
	}
	if !found {
		return q, false, i + size
	}
	return q, true, q.End
}

// number reads the expression whose first numeral stands at i.
func (r *reader) number(i, size int) (Quantity, bool, int) {
	n, ok := r.v.lex(r.text, i)
	if !ok {
		if n.end > i+size { // more digits than any number has
			q, _ := r.other(ID, i, n.end)
			return q, true, n.end
		}
		return Quantity{}, false, i + size
	}
	a := r.complete(n)
	for p := asChange; p <= asClaim; p++ {
		if r.whole && p.makesName() {
			continue
		}
		if q, ok := r.produce(p, &n, &a); ok {
			return q, true, max(q.End, n.end)
		}
	}
	return Quantity{}, false, n.end
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
// what follows. (A table of functions here would move every number to the
// heap.)
func (r *reader) produce(p production, n *numeral, a *amount) (q Quantity, ok bool) {
	switch p {
	case asChange:
		q, ok = r.change(n, a)
	case asTitle:
		q, ok = r.inTitle(n)
	case asEnumerator:
		q, ok = r.enumerator(n)
	case asDocumentNumber:
		q, ok = r.documentNumber(n)
	case asIdentifier:
		q, ok = r.identifier(n, a)
	case asFormula:
		q, ok = r.formula(n)
	case asRatio:
		q, ok = r.clockOrRatio(n)
	case asDate:
		q, ok = r.date(n)
	case asShares:
		q, ok = r.manyShares(n)
	case asZero:
		q, ok = r.nothing(n)
	case asName:
		q, ok = r.name(n)
	case asCell:
		q, ok = r.cell(n)
	case asClaim:
		q, ok = r.claim(n, a)
	}
	return q, ok
}

// other makes an expression that is no quantity.
func (r *reader) other(kind Kind, start, end int) (Quantity, bool) {
	return Quantity{Start: start, End: end, Text: r.text[start:end], Kind: kind}, true
}

// prev is the character before i, 0 at the head.
func (r *reader) prev(i int) rune {
	if i <= 0 {
		return 0
	}
	c, _ := utf8.DecodeLastRuneInString(r.text[:i])
	return c
}

// next is the character at i, 0 at the end.
func (r *reader) next(i int) rune {
	if i >= len(r.text) {
		return 0
	}
	c, _ := utf8.DecodeRuneInString(r.text[i:])
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

func isHan(c rune) bool { return c >= 0x4E00 && c <= 0x9FFF || unicode.Is(unicode.Han, c) }

// isBreak tells whether c parts words: blanks, punctuation, the end of text.
func isBreak(c rune) bool {
	return c == 0 || unicode.IsSpace(c) || unicode.IsPunct(c) && c != '%' && c != '％' && c != '-' && c != '·'
}

// skipBlanksBack gives the place before the blanks that end at i.
func (r *reader) skipBlanksBack(i int) int {
	for i > r.done {
		c, size := utf8.DecodeLastRuneInString(r.text[:i])
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
		c, size := utf8.DecodeRuneInString(r.text[i:])
		if !unicode.IsSpace(c) {
			break
		}
		i += size
	}
	return i
}
