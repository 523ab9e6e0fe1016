package compare

import (
	"cmp"
	"slices"
)

// Paragraphs that are not the same, but tell of the same matter, share this much
// of their runs, in thousandths; headings, whose runs are shorter, more. They
// stand beside each other, and nothing more is said of them.
const (
	sameMatter        = 45
	sameMatterHeading = 150
)

// beside gives for each block of the newer narrative that has no match the one
// of the older that it may stand beside, or -1: the likest that has no match
// either, between the same two paragraphs that stay, in one order.
func beside(older, newer []Block, olds, news []sketch, match []int, stay []bool) []int {
	out := make([]int, len(newer))
	gapOfOld, taken := make([]int, len(older)), make([]bool, len(older))
	at, n := 0, 0
	for i, o := range match {
		out[i] = -1
		if o < 0 {
			continue
		}
		taken[o] = true
		if stay[i] {
			for ; at <= o; at++ {
				gapOfOld[at] = n
			}
			n++
		}
	}
	for ; at < len(older); at++ {
		gapOfOld[at] = n
	}
	left := slices.Clone(olds)
	for o := range left {
		if taken[o] {
			left[o].runs = nil // not to be found
		}
	}
	x, hits := indexOf(left), make([]int, len(older))
	var all []candidate
	var seen []int
	n = 0
	for i, o := range match {
		if o >= 0 {
			if stay[i] {
				n++
			}
			continue
		}
		s, least := news[i], sameMatter
		if newer[i].Heading > 0 {
			least = sameMatterHeading
		}
		seen = x.shared(s.runs, hits, seen)
		for _, o := range seen {
			like := 2000 * hits[o] / (len(s.runs) + len(olds[o].runs))
			if gapOfOld[o] == n && like >= least && !taken[o] {
				all = append(all, candidate{o, i, like * min(len(newer[i].Text), len(older[o].Text))})
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.fresh, b.fresh), cmp.Compare(a.old, b.old))
	})
	for _, c := range all {
		if out[c.fresh] < 0 && !taken[c.old] {
			out[c.fresh], taken[c.old] = c.old, true
		}
	}
	for i, in := range unmoved(out, newer, len(older)) {
		if !in {
			out[i] = -1
		}
	}
	return out
}
