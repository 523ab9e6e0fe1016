package compare

// index says where runs of characters stand: in which blocks, sentences or
// clauses, the first few of each.
type index struct {
	most  int32 // places of one run; what stands in more is a phrase of the field
	first map[uint64]posting
	at    []int32 // places
	next  []int32 // the next place of the same run, or -1
}

// posting is the places of one run, by their numbers in index.at.
type posting struct{ head, last, n int32 }

func newIndex(most, size int) *index {
	return &index{most: int32(most), first: make(map[uint64]posting, size), at: make([]int32, 0, size), next: make([]int32, 0, size)}
}

func (x *index) add(run uint64, at int) {
	p, ok := x.first[run]
	n := int32(len(x.at))
	switch {
	case !ok:
		p.head = n
	case p.n == x.most:
		return
	default:
		x.next[p.last] = n
	}
	x.first[run] = posting{p.head, n, p.n + 1}
	x.at, x.next = append(x.at, int32(at)), append(x.next, -1)
}

// head gives the first place of a run, as a number in at and next; -1 is none.
func (x *index) head(run uint64) int32 {
	if p, ok := x.first[run]; ok {
		return p.head
	}
	return -1
}

// shared counts in hits how many of the runs stand in each place, and gives the
// places in which any does. The caller gives seen back to have hits cleared.
func (x *index) shared(runs []uint64, hits, seen []int) []int {
	for _, o := range seen {
		hits[o] = 0
	}
	seen = seen[:0]
	for _, run := range runs {
		for e := x.head(run); e >= 0; e = x.next[e] {
			o := int(x.at[e])
			if hits[o]++; hits[o] == 1 {
				seen = append(seen, o)
			}
		}
	}
	return seen
}
