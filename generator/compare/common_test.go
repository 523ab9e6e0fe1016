package compare

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// TestDifferences holds what is found against both texts, and how much is kept
// against the table of all beginnings.
func TestDifferences(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	text := func(letters, n int) []rune {
		out := make([]rune, n)
		for i := range out {
			out[i] = rune('一' + r.IntN(letters))
		}
		return out
	}
	for i := range 20000 {
		size := 1 + i%60
		if i%50 == 0 {
			size = 300 // several words of bits
		}
		older, newer := text(1+r.IntN(12), r.IntN(size)), text(1+r.IntN(12), r.IntN(size))
		if r.IntN(2) == 0 { // the older one with changes
			newer = slices.Clone(older)
			for range r.IntN(6) {
				at := r.IntN(len(newer) + 1)
				end := min(len(newer), at+r.IntN(4))
				newer = slices.Replace(newer, at, end, text(12, r.IntN(4))...)
			}
		}
		var from, to []rune
		kept, last := 0, diffmatchpatch.Diff{}
		all := differences(older, newer)
		for k, d := range all {
			switch d.Type {
			case diffmatchpatch.DiffEqual:
				from, to = append(from, []rune(d.Text)...), append(to, []rune(d.Text)...)
				kept += len([]rune(d.Text))
			case diffmatchpatch.DiffDelete:
				from = append(from, []rune(d.Text)...)
			case diffmatchpatch.DiffInsert:
				to = append(to, []rune(d.Text)...)
			}
			if d.Text == "" || k > 0 && (last.Type == d.Type || last.Type == diffmatchpatch.DiffInsert && d.Type == diffmatchpatch.DiffDelete) {
				t.Fatalf("%q, %q: pieces in no good order: %v", string(older), string(newer), all)
			}
			last = d
		}
		if !slices.Equal(from, older) || !slices.Equal(to, newer) {
			t.Fatalf("%q, %q: the pieces make other texts: %v", string(older), string(newer), all)
		}
		if want := longest(older, newer); kept != want {
			t.Fatalf("%q, %q: %d kept of %d: %v", string(older), string(newer), kept, want, all)
		}
	}
}

// longest is the length of a longest common subsequence, by the textbook.
func longest(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		left := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = left + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			left = up
		}
	}
	return row[len(b)]
}
