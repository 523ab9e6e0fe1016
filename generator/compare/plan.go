package compare

import "slices"

// Promise is a paragraph of the older year's plan, and the paragraph of the
// newer year's measures that speaks of the same.
type Promise struct {
	Plan    *Block
	Measure *Block // nil where none is like it
}

// told is how much of the runs of a plan its measure must share, in
// thousandths: what was done is told in other words than what was meant.
const told = 120

// promises holds the older year's plan beside the newer year's measures. Without
// either there is nothing to hold against the other.
func promises(older, newer []Block, from, to *recognised) []Promise {
	plan, planned := under(older, from, rolePlan)
	measures, done := under(newer, to, roleMeasures)
	if len(plan) == 0 || len(measures) == 0 {
		return nil
	}
	x := indexOf(done)
	hits := make([]int, len(measures))
	var out []Promise
	var seen []int
	for i := range plan {
		p := Promise{Plan: plan[i]}
		s := planned[i]
		best := 0
		seen = x.shared(s.runs, hits, seen)
		for _, m := range seen {
			if n := hits[m]; n > best || n == best && p.Measure != nil && len(measures[m].Text) < len(p.Measure.Text) {
				best, p.Measure = n, measures[m]
			}
		}
		if 1000*best < told*len(s.runs) {
			p.Measure = nil
		}
		out = append(out, p)
	}
	return out
}

// under gives the paragraphs of a role, with what they are recognised by.
func under(blocks []Block, known *recognised, role string) (out []*Block, by []sketch) {
	for i := range blocks {
		if b := &blocks[i]; b.Heading == 0 && slices.Contains(b.Roles, role) {
			out, by = append(out, b), append(by, known.sketches[i])
		}
	}
	return out, by
}
