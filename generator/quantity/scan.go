package quantity

import "iter"

// Scan yields every expression of text, quantities and what only looks like
// one, in the order of their places; they never overlap. A text without
// numerals costs no allocation. Any bytes are allowed: what is no UTF-8 is
// passed over.
func Scan(text string) iter.Seq[Quantity] {
	return func(yield func(Quantity) bool) {
		r := newReader(text)
		var q Quantity
		for i := 0; i < len(text); {
			width, trigger := r.step(i)
			if !trigger {
				i += width
				continue
			}
			found, next := r.at(i, &q)
			if found {
				r.done, r.last = q.End, q
				if !yield(q) {
					return
				}
			}
			i = next
		}
	}
}

// step looks at the character at i: its width, and whether reading begins
// there. It keeps account of quotation marks on the way.
func (r *reader) step(i int) (width int, trigger bool) {
	c := r.text[i]
	switch {
	case c < 0x80:
		if c == '\n' {
			r.quote, r.title = span{open: -1, seen: true}, span{open: -1, seen: true}
		}
		return 1, c >= '0' && c <= '9'
	case c < 0xE0:
		return 1, false
	case c >= 0xF0 || i+2 >= len(r.text):
		return 1, false
	}
	p := rune(c&0x0F)<<12 | rune(r.text[i+1]&0x3F)<<6 | rune(r.text[i+2]&0x3F)
	if r.text[i+1]&0xC0 != 0x80 || r.text[i+2]&0xC0 != 0x80 {
		return 1, false
	}
	switch p {
	case '“':
		r.quote = span{open: i + 3, seen: true}
	case '”':
		r.quote = span{open: -1, seen: true}
	case '《':
		r.title = span{open: i + 3, seen: true}
	case '》':
		r.title = span{open: -1, seen: true}
	}
	return 3, r.v.starts[p/64]>>(p%64)&1 == 1
}
