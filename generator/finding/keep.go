package finding

import (
	"strings"
	"unicode/utf8"
)

// Detach gives the findings with source lines of their own, cut to what is ever
// shown. A finding otherwise holds the whole file that its line stands in.
func (l List) Detach() List {
	for i := range l {
		l[i].Pos.Source, l[i].Pos.Offset = l[i].Pos.part()
		for j := range l[i].Related {
			l[i].Related[j].Pos.Source, l[i].Related[j].Pos.Offset = l[i].Related[j].Pos.part()
		}
	}
	return l
}

// part copies the part of the line that window looks at, and a character more
// on each side by which it sees that the line goes on.
func (p Pos) part() (source string, offset int) {
	const most = 4*4*excerptWidth + utf8.UTFMax
	at := min(p.Offset, len(p.Source))
	from, to := max(0, at-most), min(len(p.Source), at+most)
	for from > 0 && !utf8.RuneStart(p.Source[from]) {
		from--
	}
	for to < len(p.Source) && !utf8.RuneStart(p.Source[to]) {
		to++
	}
	return strings.Clone(p.Source[from:to]), at - from
}
