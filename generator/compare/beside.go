package compare

import (
	"cmp"
	"slices"
)

// Paragraphs that are not the same, but tell of the same matter, share this much
// of their runs, in thousandths; headings, whose runs are shorter, more, and so
// do those that stand in other places.
const (
	sameMatter        = 45
	sameMatterHeading = 150
	sameMatterAway    = 90
)

// matters finds for the blocks of the newer narrative that have no match the
// ones of the older that tell of the same matter, or -1: near has those that may
// stand beside each other, which lie between the same two paragraphs that stay
// and are in one order; away has those of other places.
func matters(older, newer []Block, olds, news []sketch, match []int, stay []bool) (near, away []int) {
	gapOfOld, gapOfNew := make([]int, len(older)), make([]int, len(newer))
	free := make([]bool, len(older))
	for o := range free {
		free[o] = true
	}
	at, n := 0, 0
	for i, o := range match {
		gapOfNew[i] = n
		if o < 0 {
			continue
		}
		free[o] = false
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
	near = loosely(older, newer, olds, news, free, match, func(o, i, like int) bool {
		return gapOfOld[o] == gapOfNew[i] && (like >= sameMatterHeading || like >= sameMatter && newer[i].Heading == 0)
	})
	for i, in := range unmoved(near, newer, len(older)) {
		if !in {
			near[i] = -1
		}
	}
	found := slices.Clone(match)
	for i, o := range near {
		if o >= 0 {
			found[i], free[o] = o, false
		}
	}
	away = loosely(older, newer, olds, news, free, found, func(_, i, like int) bool {
		return newer[i].Heading == 0 && like >= sameMatterAway
	})
	return near, away
}

// loosely pairs blocks without a match with free ones of the older narrative,
// the likest and longest first.
func loosely(older, newer []Block, olds, news []sketch, free []bool, match []int, accept func(o, i, like int) bool) []int {
	left := slices.Clone(olds)
	for o := range left {
		if !free[o] {
			left[o].runs = nil // not to be found
		}
	}
	x, hits := indexOf(left), make([]int, len(older))
	var all []candidate
	var seen []int
	for i, s := range news {
		if match[i] >= 0 {
			continue
		}
		seen = x.shared(s.runs, hits, seen)
		for _, o := range seen {
			if like := 2000 * hits[o] / (len(s.runs) + len(olds[o].runs)); accept(o, i, like) {
				all = append(all, candidate{o, i, like * min(len(newer[i].Text), len(older[o].Text))})
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.fresh, b.fresh), cmp.Compare(a.old, b.old))
	})
	out, taken := make([]int, len(newer)), make([]bool, len(older))
	for i := range out {
		out[i] = -1
	}
	for _, c := range all {
		if out[c.fresh] < 0 && !taken[c.old] {
			out[c.fresh], taken[c.old] = c.old, true
		}
	}
	return out
}
