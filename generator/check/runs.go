package check

import (
	"iter"
	"math/bits"
	"slices"
)

// runIndex finds the paragraphs that a run of characters stands in. It is a table with
// open addressing and lists within one slice: an agency has tens of thousands of runs,
// and a map of slices would spend its time on allocating them.
type runIndex struct {
	slots []runSlot // a power of two; a slot without last is free
	used  int
	posts []runPost
}

// runSlot is a run and the paragraphs that it stands in.
type runSlot struct {
	run    uint64
	last   int32 // the paragraph that it was seen in last, from 1
	newest int32 // of its posts, from 1; 0 for none
	count  int32 // of its posts, at most maxPosted
}

// runPost is a paragraph, and the post before it of the same run, from 1.
type runPost struct{ paragraph, before int32 }

// grow makes room for so many runs more; slots that were given before are void.
func (x *runIndex) grow(n int) {
	x.posts = slices.Grow(x.posts, n)
	if need := 2 * (x.used + n); need > len(x.slots) {
		old := x.slots
		x.slots = make([]runSlot, 1<<bits.Len(uint(max(need, 1<<12))))
		for _, s := range old {
			if s.last > 0 {
				*x.free(s.run) = s
			}
		}
	}
}

// free gives the slot of a run, or the free one where it belongs.
func (x *runIndex) free(run uint64) *runSlot {
	mask := uint64(len(x.slots) - 1)
	for i := run & mask; ; i = (i + 1) & mask {
		if s := &x.slots[i]; s.last == 0 || s.run == run {
			return s
		}
	}
}

// slot gives the slot of a run, for which there must be room.
func (x *runIndex) slot(run uint64) *runSlot {
	s := x.free(run)
	if s.last == 0 {
		s.run = run
		x.used++
	}
	return s
}

// posted gives the paragraphs of a run, the newest first.
func (x *runIndex) posted(s *runSlot) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for at := s.newest; at > 0; at = x.posts[at-1].before {
			if !yield(x.posts[at-1].paragraph) {
				return
			}
		}
	}
}

// post notes that a run stands in a paragraph. Of maxPosted that have it no more are noted.
func (x *runIndex) post(s *runSlot, paragraph int32) {
	s.last = paragraph + 1
	if s.count == maxPosted {
		return
	}
	x.posts = append(x.posts, runPost{paragraph, s.newest})
	s.newest = int32(len(x.posts))
	s.count++
}
