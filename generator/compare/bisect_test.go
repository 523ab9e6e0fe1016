package compare

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// TestBisect holds the differences against those of the library.
func TestBisect(t *testing.T) {
	d := diffmatchpatch.New()
	d.DiffTimeout = 0
	b := &bisector{DiffMatchPatch: d}
	r := rand.New(rand.NewPCG(5, 5))
	text := func(letters, n int) []rune {
		out := make([]rune, n)
		for i := range out {
			out[i] = rune('一' + r.IntN(letters))
		}
		return out
	}
	for i := range 20000 {
		older := text(1+r.IntN(12), r.IntN(1+i%60))
		newer := text(1+r.IntN(12), r.IntN(1+i%60))
		if r.IntN(2) == 0 { // the older one with changes
			newer = slices.Clone(older)
			for range r.IntN(6) {
				at := r.IntN(len(newer) + 1)
				end := min(len(newer), at+r.IntN(4))
				newer = slices.Replace(newer, at, end, text(12, r.IntN(4))...)
			}
		}
		// Whatever is said to be merged stays as it is.
		var pieces []diffmatchpatch.Diff
		for range r.IntN(5) {
			pieces = append(pieces, diffmatchpatch.Diff{Type: diffmatchpatch.Operation(r.IntN(3) - 1), Text: string(text(2, r.IntN(3)))})
		}
		if merged(pieces) && !slices.Equal(pieces, d.DiffCleanupMerge(slices.Clone(pieces))) {
			t.Fatalf("%v is merged to %v", pieces, d.DiffCleanupMerge(slices.Clone(pieces)))
		}
		want, got := d.DiffMainRunes(older, newer, false), b.diff(older, newer)
		if !slices.Equal(want, got) {
			t.Fatalf("%q, %q: the library finds\n%v\nthe bisector\n%v", string(older), string(newer), want, got)
		}
	}
}
