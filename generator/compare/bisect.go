package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// bisector finds the same differences as diffmatchpatch.DiffMainRunes does without a
// limit of time: by the middle of the shortest way (Myers 1986), again and again. It
// does so in memory that it has, which the library asks for anew at each step.
type bisector struct {
	*diffmatchpatch.DiffMatchPatch
	front, back []int32 // how far ways reach on each diagonal, from both ends
}

func (b *bisector) diff(older, newer []rune) []diffmatchpatch.Diff {
	if slices.Equal(older, newer) {
		return piece(nil, diffmatchpatch.DiffEqual, older)
	}
	n := 0
	for n < min(len(older), len(newer)) && older[n] == newer[n] {
		n++
	}
	out := piece(nil, diffmatchpatch.DiffEqual, older[:n])
	older, newer = older[n:], newer[n:]
	n = 0
	for n < min(len(older), len(newer)) && older[len(older)-1-n] == newer[len(newer)-1-n] {
		n++
	}
	end := older[len(older)-n:]
	out = append(out, b.middle(older[:len(older)-n], newer[:len(newer)-n])...)
	out = piece(out, diffmatchpatch.DiffEqual, end)
	if merged(out) {
		return out
	}
	return b.DiffCleanupMerge(out)
}

// merged reports whether DiffCleanupMerge, which writes all anew, would change nothing:
// between two runs in common there is one deletion or insertion, or one of both that
// neither begin nor end alike, and none could stand a little further along.
func merged(all []diffmatchpatch.Diff) bool {
	const equal = diffmatchpatch.DiffEqual
	for i, d := range all {
		last, next := i == 0, i == len(all)-1 // nothing is there, which is as good as a run in common
		switch {
		case d.Text == "" || !last && all[i-1].Type == d.Type:
			return false
		case d.Type == equal:
		case d.Type == diffmatchpatch.DiffDelete && !last && all[i-1].Type != equal:
			return false // behind the insertion
		case d.Type == diffmatchpatch.DiffInsert && !last && all[i-1].Type != equal:
			if !next && all[i+1].Type != equal || alike(all[i-1].Text, d.Text) {
				return false
			}
		case !last && !next && all[i+1].Type == equal && (strings.HasSuffix(d.Text, all[i-1].Text) || strings.HasPrefix(d.Text, all[i+1].Text)):
			return false
		}
	}
	return true
}

// alike reports whether two texts begin or end with the same character.
func alike(a, b string) bool {
	first, _ := utf8.DecodeRuneInString(a)
	last, _ := utf8.DecodeLastRuneInString(a)
	other, _ := utf8.DecodeRuneInString(b)
	end, _ := utf8.DecodeLastRuneInString(b)
	return first == other || last == end
}

// piece adds a run of text, if there is any.
func piece(out []diffmatchpatch.Diff, op diffmatchpatch.Operation, text []rune) []diffmatchpatch.Diff {
	if len(text) == 0 {
		return out
	}
	return append(out, diffmatchpatch.Diff{Type: op, Text: string(text)})
}

// middle compares texts that neither begin nor end alike.
func (b *bisector) middle(older, newer []rune) []diffmatchpatch.Diff {
	long, short, op := newer, older, diffmatchpatch.DiffInsert
	if len(older) > len(newer) {
		long, short, op = older, newer, diffmatchpatch.DiffDelete
	}
	if len(short) == 0 {
		return piece(nil, op, long)
	}
	if i := within(long, short); i >= 0 { // both pieces around it, even an empty one: the library merges them so
		return []diffmatchpatch.Diff{{Type: op, Text: string(long[:i])}, {Type: diffmatchpatch.DiffEqual, Text: string(short)}, {Type: op, Text: string(long[i+len(short):])}}
	}
	if len(short) > 1 {
		if x, y, ok := b.split(older, newer); ok {
			return append(b.diff(older[:x], newer[:y]), b.diff(older[x:], newer[y:])...)
		}
	}
	return []diffmatchpatch.Diff{{Type: diffmatchpatch.DiffDelete, Text: string(older)}, {Type: diffmatchpatch.DiffInsert, Text: string(newer)}}
}

// within finds a run in a longer one, -1 where it is not.
func within(long, short []rune) int {
	for i := 0; i+len(short) <= len(long); i++ {
		if long[i] == short[0] && slices.Equal(long[i:i+len(short)], short) {
			return i
		}
	}
	return -1
}

// split gives a point on the shortest way from one text to the other, where the ways
// from both ends meet; ok is false where they have nothing in common.
func (b *bisector) split(older, newer []rune) (x, y int, ok bool) {
	n, m := len(older), len(newer)
	most := (n + m + 1) / 2
	if size := 2*most + 2; len(b.front) < size {
		b.front, b.back = make([]int32, 2*size), make([]int32, 2*size)
	}
	front, back := b.front[:2*most+2], b.back[:2*most+2]
	for i := range front {
		front[i], back[i] = -1, -1
	}
	front[most+1], back[most+1] = 0, 0
	delta := n - m
	odd := delta%2 != 0
	var from, to, backFrom, backTo int // of diagonals, without those that have left the grid
	for d := range most {
		for k := -d + from; k <= d-to; k += 2 {
			x := step(front, most, k, d)
			y := x - k
			for x < n && y < m && older[x] == newer[y] {
				x, y = x+1, y+1
			}
			front[most+k] = int32(x)
			switch other := most + delta - k; {
			case x > n:
				to += 2
			case y > m:
				from += 2
			case odd && other >= 0 && other < 2*most && back[other] >= 0 && x >= n-int(back[other]):
				return x, y, true
			}
		}
		for k := -d + backFrom; k <= d-backTo; k += 2 {
			x := step(back, most, k, d)
			y := x - k
			for x < n && y < m && older[n-1-x] == newer[m-1-y] {
				x, y = x+1, y+1
			}
			back[most+k] = int32(x)
			switch other := most + delta - k; {
			case x > n:
				backTo += 2
			case y > m:
				backFrom += 2
			case !odd && other >= 0 && other < 2*most && front[other] >= 0 && int(front[other]) >= n-x:
				x = int(front[other])
				return x, most + x - other, true
			}
		}
	}
	return 0, 0, false
}

// step is how far a way reaches on a diagonal after one change more.
func step(reach []int32, middle, k, d int) int {
	if k == -d || k != d && reach[middle+k-1] < reach[middle+k+1] {
		return int(reach[middle+k+1])
	}
	return int(reach[middle+k-1]) + 1
}
