package compare

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"fazhi/generator/quantity"
)

// mark says what a stretch of a paragraph is, in place of only new or only gone.
type mark struct {
	gap
	op    Op
	reuse *Reuse
}

// reuse finds what was taken over into paragraphs that are new or reworded, and
// marks both places. Rows must be in their order.
func (t *Text) reuse(older, newer []Block, olds, news *recognised) {
	rowOfOld, rowOfNew := make([]int, len(older)), make([]int, len(newer))
	looseOld, looseNew := make([][]gap, len(older)), make([][]gap, len(newer))
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Kind == Away {
			continue
		}
		old, fresh := r.loose()
		if r.Old != nil {
			rowOfOld[r.old], looseOld[r.old] = i, old
		}
		if r.New != nil {
			rowOfNew[r.fresh], looseNew[r.fresh] = i, fresh
		}
	}
	from, to := newSide(older, olds, looseOld), newSide(newer, news, looseNew)
	oldMarks, newMarks := map[int][]mark{}, map[int][]mark{}
	for _, l := range reuses(from, to) {
		l.trim(from, to)
		a, b := from.text(l.old, l.oldStart, l.oldEnd), to.text(l.fresh, l.freshStart, l.freshEnd)
		one := &Reuse{
			Kind: likenessOf(a, b),
			New:  Place{rowOfNew[l.fresh], l.freshStart, l.freshEnd},
			Old:  Place{rowOfOld[l.old], l.oldStart, l.oldEnd},
		}
		t.Reuses = append(t.Reuses, one)
		there, here := marks(a, b, l, one)
		newMarks[one.New.Row] = append(newMarks[one.New.Row], here...)
		if from.leave(l) {
			one.Left = true
			oldMarks[one.Old.Row] = append(oldMarks[one.Old.Row], there...)
		}
	}
	for i := range t.Rows {
		if len(oldMarks[i])+len(newMarks[i]) > 0 {
			t.Rows[i].weave(oldMarks[i], newMarks[i])
		}
	}
}

// loose gives what of both sides only one year has.
func (r *Row) loose() (old, fresh []gap) {
	switch r.Kind {
	case Gone:
		old = []gap{{0, len(r.Old.Text)}}
	case New:
		fresh = []gap{{0, len(r.New.Text)}}
	case Reworded:
		a, b := 0, 0
		for _, p := range r.Pieces {
			n := len(p.Text)
			switch p.Op {
			case Deleted:
				old = append(old, gap{a, a + n})
				a += n
			case Inserted:
				fresh = append(fresh, gap{b, b + n})
				b += n
			default:
				a, b = a+n, b+n
			}
		}
	}
	return old, fresh
}

// trim leaves out the last marks where they differ: that a clause is followed by
// another now is no change of it.
func (l *link) trim(from, to *side) {
	a, m := utf8.DecodeLastRuneInString(from.text(l.old, l.oldStart, l.oldEnd))
	b, n := utf8.DecodeLastRuneInString(to.text(l.fresh, l.freshStart, l.freshEnd))
	if a == b {
		return
	}
	if cuts(a) != nowhere {
		l.oldEnd -= m
	}
	if cuts(b) != nowhere {
		l.freshEnd -= n
	}
}

// likenessOf says how like two stretches are.
func likenessOf(a, b string) Likeness {
	if a == b {
		return Verbatim
	}
	letters := func(text string) []rune { return lettersOf(nil, signs(text, slices.Collect(quantity.Scan(text)))) }
	if slices.Equal(letters(a), letters(b)) {
		return Numbers
	}
	return Near
}

// marks gives the marks of both places of a reuse: what is the same is of both,
// other numbers and words are of one year.
func marks(a, b string, l link, of *Reuse) (olds, news []mark) {
	i, k := l.oldStart, l.freshStart
	for _, p := range Words(a, b) {
		n := len(p.Text)
		switch p.Op {
		case Deleted:
			olds = append(olds, mark{gap{i, i + n}, Deleted, of})
			i += n
		case Inserted:
			news = append(news, mark{gap{k, k + n}, Inserted, of})
			k += n
		default:
			olds = append(olds, mark{gap{i, i + n}, Left, of})
			news = append(news, mark{gap{k, k + n}, Reused, of})
			i, k = i+n, k+n
		}
	}
	return olds, news
}

// weave sets the marks into the pieces of a row.
func (r *Row) weave(olds, news []mark) {
	byStart := func(a, b mark) int { return cmp.Compare(a.start, b.start) }
	slices.SortFunc(olds, byStart)
	slices.SortFunc(news, byStart)
	pieces := r.Pieces
	switch r.Kind {
	case New:
		pieces = []Piece{{Op: Inserted, Text: r.New.Text}}
	case Gone:
		pieces = []Piece{{Op: Deleted, Text: r.Old.Text}}
	}
	var out []Piece
	i, k := 0, 0
	for _, p := range pieces {
		n := len(p.Text)
		switch p.Op {
		case Deleted:
			out, olds = split(out, p, i, olds)
			i += n
		case Inserted:
			out, news = split(out, p, k, news)
			k += n
		default:
			out = append(out, p)
			i, k = i+n, k+n
		}
	}
	r.Pieces = out
}

// split cuts a piece that begins at a byte of its paragraph where marks begin
// and end, and gives the marks that reach behind it.
func split(out []Piece, p Piece, at int, marks []mark) ([]Piece, []mark) {
	end := at + len(p.Text)
	for at < end {
		for len(marks) > 0 && marks[0].end <= at {
			marks = marks[1:]
		}
		next, one := end, Piece{Op: p.Op}
		if len(marks) > 0 && marks[0].start <= at {
			next, one = min(end, marks[0].end), Piece{Op: marks[0].op, Reuse: marks[0].reuse}
		} else if len(marks) > 0 {
			next = min(end, marks[0].start)
		}
		one.Text = p.Text[len(p.Text)-(end-at) : len(p.Text)-(end-next)]
		out, at = append(out, one), next
	}
	return out, marks
}

// count gives how many characters of a row's pieces have an operation.
func (r *Row) count(op Op) int {
	n := 0
	for _, p := range r.Pieces {
		if p.Op == op {
			n += utf8.RuneCountInString(p.Text)
		}
	}
	return n
}
