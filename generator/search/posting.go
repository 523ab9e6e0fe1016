package search

import (
	"errors"
	"strings"
)

// alphabet holds six bits a letter, all of which stand in a script as they are.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// Marks of a posting list that is not given by its own numbers.
const (
	every  = "*" // all documents
	except = "!" // before the numbers of those that are not in it
)

// encodePosting writes the ascending numbers of documents, of which there are n,
// in the shorter of two ways: those in it, or those that are not.
func encodePosting(docs []int, n int) string {
	if len(docs) == n {
		return every
	}
	plain := encodeNumbers(docs)
	if len(docs)*2 <= n {
		return plain
	}
	if rest := except + encodeNumbers(complement(docs, n)); len(rest) < len(plain) {
		return rest
	}
	return plain
}

// encodeNumbers writes ascending numbers as their differences less one, five bits
// a letter, the lowest first; the sixth bit says that more follow.
func encodeNumbers(docs []int) string {
	var b strings.Builder
	last := -1
	for _, d := range docs {
		gap := d - last - 1
		last = d
		for ; gap >= 32; gap >>= 5 {
			b.WriteByte(alphabet[gap&31|32])
		}
		b.WriteByte(alphabet[gap])
	}
	return b.String()
}

// decodePosting reads what encodePosting wrote for n documents. The error says
// that it is no posting list of so many.
func decodePosting(s string, n int) ([]int, error) {
	if s == every {
		return sequence(n), nil
	}
	rest, inverse := strings.CutPrefix(s, except)
	docs, err := decodeNumbers(rest, n)
	if err != nil || !inverse {
		return docs, err
	}
	return complement(docs, n), nil
}

// complement gives the documents of n that are not among ascending ones.
func complement(docs []int, n int) []int {
	var out []int
	i := 0
	for d := range n {
		if i < len(docs) && docs[i] == d {
			i++
			continue
		}
		out = append(out, d)
	}
	return out
}

func sequence(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

var errPosting = errors.New("search: not a list of documents")

func decodeNumbers(s string, n int) ([]int, error) {
	var out []int
	last, gap, shift := -1, 0, 0
	for i := range len(s) {
		v := strings.IndexByte(alphabet, s[i])
		if v < 0 || shift > 25 {
			return nil, errPosting
		}
		gap |= v & 31 << shift
		if v >= 32 {
			shift += 5
			continue
		}
		last += gap + 1
		if last >= n {
			return nil, errPosting
		}
		out = append(out, last)
		gap, shift = 0, 0
	}
	if shift > 0 {
		return nil, errPosting
	}
	return out, nil
}
