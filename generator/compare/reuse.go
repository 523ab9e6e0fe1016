package compare

import (
	"cmp"
	"slices"
	"sort"
)

// Likeness says how like a sentence is to the one that it was taken from.
type Likeness string

// The likenesses. All but the last say what the older year said.
const (
	Verbatim Likeness = "verbatim" // character by character
	Numbers  Likeness = "numbers"  // with other numbers or marks, the words are the same
	Near     Likeness = "near"     // with a few other words
)

// Place is a stretch of a paragraph, of the older year or of the newer.
type Place struct {
	Row        int // whose Old or New it is a stretch of
	Start, End int // bytes
}

// Reuse is a stretch of the newer narrative that the alignment of paragraphs
// shows as new, though the older one has it in another place: a sentence or
// more, or a run of clauses. A paragraph that was split or merged shows as such.
type Reuse struct {
	Kind Likeness
	New  Place
	Old  Place
	// Left reports that the old place is shown as gone, so the stretch moved.
	// Otherwise it stands there still, or was taken twice.
	Left bool
}

const (
	// leastReuse is how many characters, without numbers and marks, are taken over
	// at least. Shorter ones meet by chance.
	leastReuse = 12
	// leastNear is how many a sentence has that is found in other words.
	leastNear = 16
	// setPhrase is below how many characters a single clause or sentence is taken
	// for a phrase of the field, where a year says it more than once.
	setPhrase = 20
	// nearly is how much of their runs two sentences share, in thousandths.
	nearly = 600
	// maxPlaces is in how many places something may stand before it is a phrase
	// whatever its length. With it, looking stays near-linear.
	maxPlaces = 8
	// mostly is how much of a stretch the alignment must show as of one year only,
	// in thousandths, before it is looked for elsewhere.
	mostly = 800
)

// side is a narrative with what the alignment shows as of this year only.
type side struct {
	blocks []Block
	stretches
	loose [][]gap // of each block, in order
	keys  map[uint64]int
	taken map[int][]bool // bytes of blocks that were taken over already
}

// gap is a stretch of a block in bytes.
type gap struct{ start, end int }

func newSide(blocks []Block, known *recognised, loose [][]gap) *side {
	s := &side{blocks: blocks, stretches: known.stretches, loose: loose, keys: map[uint64]int{}, taken: map[int][]bool{}}
	for _, one := range s.clauses {
		s.keys[one.key]++
	}
	return s
}

// free reports whether a stretch is shown as of this year only.
func (s *side) free(block, start, end int) bool {
	gaps, n := s.loose[block], 0
	i := sort.Search(len(gaps), func(i int) bool { return gaps[i].end > start })
	for ; i < len(gaps) && gaps[i].start < end; i++ {
		n += min(end, gaps[i].end) - max(start, gaps[i].start)
	}
	return 1000*n >= mostly*(end-start)
}

// leave reports whether a stretch of the older year is shown as gone, and not
// yet taken over by another; it is then.
func (s *side) leave(l link) bool {
	bytes := s.taken[l.old]
	if bytes == nil {
		bytes = make([]bool, len(s.blocks[l.old].Text))
		s.taken[l.old] = bytes
	}
	if bytes = bytes[l.oldStart:l.oldEnd]; slices.Contains(bytes, true) || !s.free(l.old, l.oldStart, l.oldEnd) {
		return false
	}
	for i := range bytes {
		bytes[i] = true
	}
	return true
}

func (s *side) text(block, start, end int) string { return s.blocks[block].Text[start:end] }

// link is a reuse by the numbers of blocks.
type link struct {
	fresh, freshStart, freshEnd int
	old, oldStart, oldEnd       int
}

// finder looks for what the newer narrative took from the older.
type finder struct {
	older, newer *side
	links        []link
	found        []bool // of each sentence of the newer narrative
}

// reuses finds stretches of the newer narrative that stand elsewhere in the
// older: whole sentences first, then runs of clauses.
func reuses(older, newer *side) []link {
	f := &finder{older: older, newer: newer, found: make([]bool, len(newer.sentences))}
	f.sentences()
	f.clauses()
	slices.SortFunc(f.links, func(a, b link) int {
		return cmp.Or(cmp.Compare(a.fresh, b.fresh), cmp.Compare(a.freshStart, b.freshStart))
	})
	var out []link
	for _, one := range f.links {
		if n := len(out) - 1; n >= 0 && out[n].fresh == one.fresh && out[n].freshEnd == one.freshStart && out[n].old == one.old && out[n].oldEnd == one.oldStart {
			out[n].freshEnd, out[n].oldEnd = one.freshEnd, one.oldEnd
			continue
		}
		out = append(out, one)
	}
	return out
}

// rank orders the places that a stretch may have been taken from: how like, then
// whether it is gone from there, then how near.
type rank struct {
	like int
	left bool
	far  int
}

func (a rank) before(b rank) bool {
	switch {
	case a.like != b.like:
		return a.like > b.like
	case a.left != b.left:
		return a.left
	}
	return a.far < b.far
}

func (f *finder) rank(like int, s, o *stretch, end int) rank {
	far := s.block*len(f.older.blocks) - o.block*len(f.newer.blocks)
	return rank{like, f.older.free(o.block, o.start, end), max(far, -far)}
}

// sentences finds whole sentences that are the same or nearly so.
func (f *finder) sentences() {
	x := newIndex(maxPlaces, len(f.older.sentences)*16)
	keys, twice := map[uint64]int{}, map[uint64]int{}
	for i, s := range f.older.sentences {
		keys[s.key]++
		if s.letters < leastReuse {
			continue
		}
		for _, run := range s.runs {
			x.add(run, i)
		}
	}
	for _, s := range f.newer.sentences {
		twice[s.key]++
	}
	hits := make([]int, len(f.older.sentences))
	var seen []int
	for i := range f.newer.sentences {
		s := &f.newer.sentences[i]
		if s.letters < leastReuse || s.letters < setPhrase && (keys[s.key] > 1 || twice[s.key] > 1) || !f.newer.free(s.block, s.start, s.end) {
			continue
		}
		seen = x.shared(s.runs, hits, seen)
		f.bestSentence(i, seen, hits)
	}
}

// bestSentence links a sentence to the likest of those that share runs with it.
func (f *finder) bestSentence(i int, seen, hits []int) {
	s := &f.newer.sentences[i]
	best, at := rank{}, -1
	for _, k := range seen {
		o := &f.older.sentences[k]
		like := 2000 * hits[k] / (len(s.runs) + len(o.runs))
		switch {
		case f.older.text(o.block, o.start, o.end) == f.newer.text(s.block, s.start, s.end):
			like = 2000
		case o.key == s.key:
			like = 1000
		case like < nearly || s.letters < leastNear || o.letters < leastNear:
			continue
		}
		if r := f.rank(like, s, o, o.end); at < 0 || r.before(best) {
			best, at = r, k
		}
	}
	if at >= 0 {
		o := &f.older.sentences[at]
		f.links = append(f.links, link{s.block, s.start, s.end, o.block, o.start, o.end})
		f.found[i] = true
	}
}

// clauses finds runs of clauses that are the same but for numbers, in sentences
// that are otherwise new.
func (f *finder) clauses() {
	x := newIndex(maxPlaces, len(f.older.clauses))
	for i, c := range f.older.clauses {
		if f.older.keys[c.key] <= maxPlaces {
			x.add(c.key, i)
		}
	}
	all := f.newer.clauses
	done := 0 // clauses before are linked or looked at
	for i := range all {
		if i < done || !f.open(i) {
			continue
		}
		best, from, end, at := rank{}, 0, 0, -1
		for e := x.head(all[i].key); e >= 0; e = x.next[e] {
			o := int(x.at[e])
			a, b, letters := f.run(i, o, done)
			if letters < leastReuse || b-a == 1 && f.phrase(&all[a]) {
				continue
			}
			if r := f.rank(letters, &all[a], &f.older.clauses[o], f.older.clauses[o].end); at < 0 || r.before(best) {
				best, from, end, at = r, a, b, o-(i-a)
			}
		}
		if at >= 0 {
			first, last := &f.older.clauses[at], &f.older.clauses[at+end-from-1]
			f.links = append(f.links, link{all[from].block, all[from].start, all[end-1].end, first.block, first.start, last.end})
			done = end
		}
	}
}

// open reports whether a clause may have been taken over.
func (f *finder) open(i int) bool {
	c := &f.newer.clauses[i]
	return !f.found[c.whole] && f.newer.free(c.block, c.start, c.end)
}

// run gives the clauses around i that stand in the same order around o, not
// before those that are done, and how many characters they have.
func (f *finder) run(i, o, done int) (from, end, letters int) {
	all, olds := f.newer.clauses, f.older.clauses
	at, block := i, olds[o].block
	same := func(i, o int) bool {
		return all[i].block == all[at].block && olds[o].block == block && all[i].key == olds[o].key && f.open(i)
	}
	from, end = i, i
	for ; end < len(all) && o+end-i < len(olds) && same(end, o+end-i); end++ {
		letters += all[end].letters
	}
	for from > done && o-(i-from) > 0 && same(from-1, o-(i-from)-1) {
		from--
		letters += all[from].letters
	}
	return from, end, letters
}

// phrase reports whether a clause is short and said more than once in a year.
func (f *finder) phrase(c *stretch) bool {
	return c.letters < setPhrase && (f.older.keys[c.key] > 1 || f.newer.keys[c.key] > 1)
}
