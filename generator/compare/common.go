package compare

import (
	"math/bits"
	"slices"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// differences says what two texts of tokens have in common, as much as can be kept in
// order, and what only one of them has: where something was replaced, what is gone
// stands before what is new.
func differences(older, newer []rune) []diffmatchpatch.Diff {
	n := 0
	for n < min(len(older), len(newer)) && older[n] == newer[n] {
		n++
	}
	start := older[:n]
	older, newer = older[n:], newer[n:]
	n = 0
	for n < min(len(older), len(newer)) && older[len(older)-1-n] == newer[len(newer)-1-n] {
		n++
	}
	end := older[len(older)-n:]
	older, newer = older[:len(older)-n], newer[:len(newer)-n]

	out := piece(nil, diffmatchpatch.DiffEqual, start)
	i, j := 0, 0
	both := append(common(older, newer), [2]int{len(older), len(newer)})
	for k := 0; k < len(both); {
		out = piece(out, diffmatchpatch.DiffDelete, older[i:both[k][0]])
		out = piece(out, diffmatchpatch.DiffInsert, newer[j:both[k][1]])
		i, j = both[k][0], both[k][1]
		from := i
		for k < len(both) && both[k] == [2]int{i, j} && i < len(older) && j < len(newer) {
			i, j, k = i+1, j+1, k+1
		}
		if from == i {
			break // at the end of both
		}
		out = piece(out, diffmatchpatch.DiffEqual, older[from:i])
	}
	return piece(out, diffmatchpatch.DiffEqual, end)
}

// piece adds a run of text, if there is any, to the one before where that is of the same kind.
func piece(out []diffmatchpatch.Diff, op diffmatchpatch.Operation, text []rune) []diffmatchpatch.Diff {
	switch n := len(out) - 1; {
	case len(text) == 0:
		return out
	case n >= 0 && out[n].Type == op:
		out[n].Text += string(text)
		return out
	}
	return append(out, diffmatchpatch.Diff{Type: op, Text: string(text)})
}

// common gives the places, in both, of a longest common subsequence. It works on 64
// tokens of the older text at once: a row of bits for each token of the newer one, in
// which a zero stands where one token more of the older text adds one to what both
// have (Hyyrö 2004). That is what the rows are read back by.
func common(older, newer []rune) [][2]int {
	if len(older) == 0 || len(newer) == 0 {
		return nil
	}
	width := (len(older) + 63) / 64
	places := make(map[rune]int, len(older)) // of a token: where its bits begin
	where := make([]uint64, 0, width*len(older)/2)
	for i, c := range older {
		at, ok := places[c]
		if !ok {
			at = len(where)
			places[c] = at
			where = slices.Grow(where, width)[:at+width]
			clear(where[at:])
		}
		where[at+i/64] |= 1 << (i % 64)
	}
	rows := make([]uint64, width*(len(newer)+1)) // the first is of nothing: all ones
	for i := range width {
		rows[i] = ^uint64(0)
	}
	for j, c := range newer {
		last, row := rows[j*width:(j+1)*width], rows[(j+1)*width:(j+2)*width]
		at, ok := places[c]
		if !ok {
			copy(row, last)
			continue
		}
		var carry uint64
		for k, mask := range where[at : at+width] {
			match := last[k] & mask
			row[k], carry = bits.Add64(last[k], match, carry)
			row[k] |= last[k] &^ match
		}
	}
	return readBack(rows, width, len(older), len(newer))
}

// readBack follows a longest common subsequence from its end.
func readBack(rows []uint64, width, i, j int) [][2]int {
	adds := func(i, j int) bool { return rows[j*width+(i-1)/64]>>((i-1)%64)&1 == 0 }
	var out [][2]int
	for i > 0 && j > 0 {
		switch {
		case !adds(i, j):
			i--
		case adds(i, j-1):
			j--
		default:
			i, j = i-1, j-1
			out = append(out, [2]int{i, j})
		}
	}
	slices.Reverse(out)
	return out
}
