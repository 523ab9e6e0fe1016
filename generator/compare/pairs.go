package compare

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"fazhi/generator/quantity"
)

// runLength is how many characters stand in a run. Shorter ones are shared by
// chance, longer ones are broken by every change.
const runLength = 4

// maxPosted is in how many paragraphs a run may stand before it is taken for a
// phrase of the field: that keeps looking near-linear.
const maxPosted = 32

// Two paragraphs are the same one in other words when they share this much of
// their runs, in thousandths; less is asked under the same role.
const (
	likeness     = 300
	likenessRole = 220
)

// sketch is what a block is recognised by.
type sketch struct {
	letters string
	runs    []uint64 // sorted, each once
}

// sketchOf reads a block. Numbers are one sign each, so last year's paragraph
// with this year's figures is the same paragraph.
func sketchOf(b *Block) sketch {
	var letters []rune
	at := 0
	take := func(text string) {
		for _, c := range text {
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				letters = append(letters, c)
			}
		}
	}
	for q := range quantity.Scan(b.Text) {
		if q.Kind.IsQuantity() || strings.ContainsAny(q.Text, "0123456789") {
			take(b.Text[at:q.Start])
			letters = append(letters, '#')
			at = q.End
		}
	}
	take(b.Text[at:])
	s := sketch{letters: string(letters)}
	salt := uint64(14695981039346656037)
	if b.Heading > 0 {
		salt ^= 0x9e3779b97f4a7c15 // a heading is found among headings only
	}
	for i := 0; i == 0 || i+runLength <= len(letters); i++ {
		h := salt
		for _, c := range letters[i:min(i+runLength, len(letters))] {
			h = (h ^ uint64(c)) * 1099511628211
		}
		s.runs = append(s.runs, h^h>>29)
	}
	slices.Sort(s.runs)
	s.runs = slices.Compact(s.runs)
	return s
}

func sketches(blocks []Block) []sketch {
	out := make([]sketch, len(blocks))
	for i := range blocks {
		out[i] = sketchOf(&blocks[i])
	}
	return out
}

// index has the runs of the older narrative.
type index map[uint64][]int

func indexOf(all []sketch) index {
	x := index{}
	for i, s := range all {
		for _, run := range s.runs {
			if len(x[run]) < maxPosted {
				x[run] = append(x[run], i)
			}
		}
	}
	return x
}

// shared counts the runs that each paragraph shares with s, in hits, and gives
// the paragraphs that share any.
func (x index) shared(s sketch, hits []int) []int {
	clear(hits)
	var found []int
	for _, run := range s.runs {
		for _, o := range x[run] {
			if hits[o] == 0 {
				found = append(found, o)
			}
			hits[o]++
		}
	}
	return found
}

// candidate is a pair that may be one paragraph.
type candidate struct {
	old, fresh int
	score      int // in thousandths, with what is added for the place
}

// pairs gives for each block of the newer narrative the one of the older that
// it is, or -1. The likest pairs are made first, so a paragraph that was moved
// is found wherever it stands; between equals the nearer place decides.
func pairs(older, newer []Block) []int {
	olds, news := sketches(older), sketches(newer)
	x := indexOf(olds)
	hits := make([]int, len(older))
	var all []candidate
	for i, s := range news {
		for _, o := range x.shared(s, hits) {
			like := 2000 * hits[o] / (len(s.runs) + len(olds[o].runs))
			least, bonus := likeness, 0
			if sameRole(&older[o], &newer[i]) {
				least, bonus = likenessRole, 100
			}
			if older[o].Text == newer[i].Text {
				bonus += 2000 // word for word goes before all else
			}
			if like >= least {
				all = append(all, candidate{o, i, like + bonus})
			}
		}
	}
	far := func(c candidate) int { // how far apart the two stand, whatever the lengths
		d := c.old*len(newer) - c.fresh*len(older)
		return max(d, -d)
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(far(a), far(b)), cmp.Compare(a.fresh, b.fresh), cmp.Compare(a.old, b.old))
	})
	match := make([]int, len(newer))
	for i := range match {
		match[i] = -1
	}
	taken := make([]bool, len(older))
	for _, c := range all {
		if match[c.fresh] < 0 && !taken[c.old] {
			match[c.fresh], taken[c.old] = c.old, true
		}
	}
	return match
}

// sameRole reports whether two blocks are for the same by law; those without a
// role are, where they stand under headings of one wording.
func sameRole(a, b *Block) bool {
	if len(a.Roles) == 0 && len(b.Roles) == 0 {
		return a.Section == b.Section
	}
	return slices.ContainsFunc(a.Roles, func(r string) bool { return slices.Contains(b.Roles, r) })
}
