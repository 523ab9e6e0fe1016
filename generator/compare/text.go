package compare

import "unicode/utf8"

// Kind says what became of a paragraph.
type Kind string

// The kinds of rows.
const (
	Kept     Kind = "kept"     // word for word, but perhaps elsewhere
	Reworded Kind = "reworded" // the same paragraph in other words
	New      Kind = "new"
	Gone     Kind = "gone"
	Away     Kind = "away" // the old place of a paragraph that stands elsewhere now
)

// Row is a paragraph of one or both years, in the order of the newer one.
type Row struct {
	Kind       Kind
	Old, New   *Block  // nil for New and Gone, and New is nil for Away
	Moved      bool    // it stands in another place than last year
	Pieces     []Piece // of Reworded: what both have and what only one; of New and Gone, where a part stands elsewhere in the other year
	Twin       int     // of a moved paragraph: the row of its other place
	Beside     int     // of New and Gone: the row of the other year that tells of the same matter in other words and stands next to it, or -1
	Akin       int     // the same, of a row that stands elsewhere
	old, fresh int
}

// Text is the comparison of two narratives.
type Text struct {
	Rows   []Row
	Reuses []*Reuse // in the order of the newer narrative
	// How many characters of the newer narrative are kept, of reworded
	// paragraphs, new, and in new paragraphs taken over from elsewhere; and of the
	// older one, gone for good.
	Kept, Reworded, New, Reused, Gone int
	Moved                             int // paragraphs, without headings
}

// Align pairs the paragraphs of two narratives.
func Align(older, newer []Block) *Text {
	from, to := recognise(older), recognise(newer)
	return align(older, newer, &from, &to)
}

func align(older, newer []Block, from, to *recognised) *Text {
	olds, news := from.sketches, to.sketches
	match := pairs(older, newer, olds, news)
	stay := unmoved(match, newer, len(older))
	near, away := matters(older, newer, olds, news, match, stay)
	t := &Text{}
	at := 0
	taken := make([]bool, len(older))
	for _, o := range match {
		if o >= 0 {
			taken[o] = true
		}
	}
	leave := func(end int) {
		for ; at < end; at++ {
			kind := Gone
			if taken[at] {
				kind = Away
			}
			t.Rows = append(t.Rows, Row{Kind: kind, Old: &older[at], Moved: taken[at], old: at, fresh: -1, Twin: -1, Beside: -1, Akin: -1})
		}
	}
	for i := range newer {
		o := match[i]
		if o >= 0 && stay[i] {
			leave(o)
			at = o + 1
		}
		if o := near[i]; o >= 0 {
			leave(o + 1)
			t.Rows[len(t.Rows)-1].Beside = len(t.Rows)
		}
		t.Rows = append(t.Rows, row(older, newer, o, i, o >= 0 && !stay[i]))
		if near[i] >= 0 {
			t.Rows[len(t.Rows)-1].Beside = len(t.Rows) - 2
		}
	}
	leave(len(older))
	t.tie(away)
	t.reuse(older, newer, from, to)
	t.finish()
	return t
}

// tie sets what is akin to what.
func (t *Text) tie(away []int) {
	rows := map[int]int{}
	for i, r := range t.Rows {
		if r.Kind == Gone {
			rows[r.old] = i
		}
	}
	for i := range t.Rows {
		if r := &t.Rows[i]; r.Kind == New && away[r.fresh] >= 0 {
			o := rows[away[r.fresh]]
			r.Akin, t.Rows[o].Akin = o, i
		}
	}
}

// row makes the row of a paragraph of the newer year.
func row(older, newer []Block, o, i int, moved bool) Row {
	r := Row{Kind: New, New: &newer[i], old: o, fresh: i, Twin: -1, Beside: -1, Akin: -1}
	if o < 0 {
		return r
	}
	r.Kind, r.Old, r.Moved = Kept, &older[o], moved
	if older[o].Text != newer[i].Text {
		r.Kind, r.Pieces = Reworded, words(&older[o], &newer[i])
	}
	return r
}

// finish counts, and ties both places of moved paragraphs.
func (t *Text) finish() {
	away := map[int]int{}
	for i, r := range t.Rows {
		if r.Kind == Away {
			away[r.old] = i
		}
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		switch r.Kind {
		case Kept:
			t.Kept += utf8.RuneCountInString(r.New.Text)
		case Reworded:
			t.Reworded += utf8.RuneCountInString(r.New.Text)
		case New:
			n := r.count(Reused)
			t.Reused += n
			t.New += utf8.RuneCountInString(r.New.Text) - n
		case Gone:
			t.Gone += utf8.RuneCountInString(r.Old.Text) - r.count(Left)
		}
		if other, ok := away[r.old]; ok && r.Moved && r.Kind != Away {
			r.Twin, t.Rows[other].Twin = other, i
			if r.New.Heading == 0 {
				t.Moved++
			}
		}
	}
}

// Share gives the percentages of the newer narrative that are new, reworded and
// kept, in place or from elsewhere; they add up to 100.
func (t *Text) Share() (fresh, reworded, kept int) {
	same := t.Kept + t.Reused
	all := t.New + t.Reworded + same
	if all == 0 {
		return 0, 0, 0
	}
	fresh, kept = (200*t.New+all)/(2*all), (200*same+all)/(2*all)
	if t.Reworded == 0 {
		return fresh, 0, 100 - fresh
	}
	return fresh, max(0, 100-fresh-kept), kept
}

// unmoved reports of each paragraph whether it stays in place: those of the
// heaviest run of pairs that are in one order in both years do. Headings weigh
// more than what stands under them, long paragraphs more than short ones.
func unmoved(match []int, newer []Block, olds int) []bool {
	type link struct{ weight, last int } // the best run that ends here
	best := make([]link, olds+1)         // a Fenwick tree over places in the older narrative
	for i := range best {
		best[i].last = -1
	}
	before := make([]int, len(match))
	end := link{last: -1}
	for i, o := range match {
		if o < 0 {
			continue
		}
		run := link{last: -1}
		for k := o; k > 0; k -= k & -k {
			if best[k].weight > run.weight {
				run = best[k]
			}
		}
		before[i] = run.last
		run = link{run.weight + weight(&newer[i]), i}
		for k := o + 1; k <= olds; k += k & -k {
			if run.weight > best[k].weight {
				best[k] = run
			}
		}
		if run.weight > end.weight {
			end = run
		}
	}
	stay := make([]bool, len(match))
	for i := end.last; i >= 0; i = before[i] {
		stay[i] = true
	}
	return stay
}

// weight says how much a block holds the order of a text.
func weight(b *Block) int {
	if b.Heading > 0 {
		return 1000
	}
	return 10 + len(b.Text)
}

// minFold is how many kept paragraphs in a row are folded: a single heading or
// paragraph between two changes is what tells the reader where they stand.
const minFold = 2

// Fold gives how many rows from i on are kept in place and so may be folded
// into one line, 0 where none are. The headings right before what changed stay
// outside: they say where it is.
func (t *Text) Fold(i int) int {
	n := 0
	for i+n < len(t.Rows) && t.Rows[i+n].Kind == Kept && !t.Rows[i+n].Moved {
		n++
	}
	if i+n < len(t.Rows) {
		for n > 0 && t.Rows[i+n-1].New.Heading > 0 {
			n--
		}
	}
	if n < minFold && (n == 0 || t.Rows[i].New.Heading > 0) {
		return 0
	}
	return n
}
