package compare

import (
	"cmp"
	"slices"
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
	signs []sign
	runs  []uint64 // sorted, each once
}

// headingRun is how many characters stand in a run of a heading: it is too short
// for longer ones to be shared.
const headingRun = 2

// sketchOf reads a block. A heading is found among headings only.
func sketchOf(b *Block) sketch {
	all := signs(b.Text, b.quantities())
	letters := lettersOf(make([]rune, 0, len(all)), all)
	if b.Heading > 0 {
		return sketch{all, runs(0x9e3779b97f4a7c15, letters, headingRun)}
	}
	return sketch{all, runs(0, letters, runLength)}
}

// recognised is a narrative by what its paragraphs, sentences and clauses are
// recognised by. It is not changed by comparing.
type recognised struct {
	sketches []sketch
	stretches
}

func recognise(blocks []Block) recognised {
	all := make([]sketch, len(blocks))
	for i := range blocks {
		all[i] = sketchOf(&blocks[i])
	}
	return recognised{all, cut(blocks, all)}
}

// indexOf has the runs of blocks.
func indexOf(all []sketch) *index {
	n := 0
	for _, s := range all {
		n += len(s.runs)
	}
	x := newIndex(maxPosted, n)
	for i, s := range all {
		for _, run := range s.runs {
			x.add(run, i)
		}
	}
	return x
}

// candidate is a pair that may be one paragraph.
type candidate struct {
	old, fresh int
	score      int // in thousandths, with what is added for the place
}

// pairs gives for each block of the newer narrative the one of the older that
// it is, or -1. The likest pairs are made first, so a paragraph that was moved
// is found wherever it stands; between equals the nearer place decides.
func pairs(older, newer []Block, olds, news []sketch) []int {
	x := indexOf(olds)
	hits := make([]int, len(older))
	var all []candidate
	var seen []int
	for i, s := range news {
		seen = x.shared(s.runs, hits, seen)
		for _, o := range seen {
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
	pairRoles(older, newer, match, taken)
	return match
}

// pairRoles pairs the outermost headings that are left and are for the same by
// law, whatever they say, in their order.
func pairRoles(older, newer []Block, match []int, taken []bool) {
	for i := range newer {
		h := &newer[i]
		if match[i] >= 0 || !h.outermost() {
			continue
		}
		o := slices.IndexFunc(older, func(b Block) bool { return b.outermost() && slices.Equal(b.Roles, h.Roles) })
		for ; o >= 0 && o < len(older) && match[i] < 0; o++ {
			if b := &older[o]; !taken[o] && b.outermost() && slices.Equal(b.Roles, h.Roles) {
				match[i], taken[o] = o, true
			}
		}
	}
}

// outermost reports whether a block is the heading of a section that has a role.
func (b *Block) outermost() bool {
	return b.Heading > 0 && len(b.Roles) > 0 && (b.Section == "" || b.Section == b.Text)
}

// sameRole reports whether two blocks are for the same by law; those without a
// role are, where they stand under headings of one wording.
func sameRole(a, b *Block) bool {
	if len(a.Roles) == 0 && len(b.Roles) == 0 {
		return a.Section == b.Section
	}
	return slices.ContainsFunc(a.Roles, func(r string) bool { return slices.Contains(b.Roles, r) })
}
