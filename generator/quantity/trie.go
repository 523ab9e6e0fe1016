package quantity

import "unicode/utf8"

// trie finds the longest word that begins, or ends, at a place of a text. One
// map holds all edges, so a miss costs one lookup.
type trie[T any] struct {
	edges map[edge]int32
	value []T
	word  []bool
	back  bool // words are matched from their end
}

type edge struct {
	node int32
	r    rune
}

func newTrie[T any](back bool) *trie[T] {
	return &trie[T]{edges: map[edge]int32{}, value: make([]T, 1), word: make([]bool, 1), back: back}
}

// add enters word with its value; a later one replaces an earlier.
func (t *trie[T]) add(word string, v T) {
	runes := []rune(word)
	node := int32(0)
	for i := range runes {
		r := runes[i]
		if t.back {
			r = runes[len(runes)-1-i]
		}
		next, ok := t.edges[edge{node, r}]
		if !ok {
			next = int32(len(t.value))
			t.edges[edge{node, r}] = next
			var zero T
			t.value = append(t.value, zero)
			t.word = append(t.word, false)
		}
		node = next
	}
	t.value[node], t.word[node] = v, true
}

// get gives the value of exactly this word.
func (t *trie[T]) get(word string) (v T, ok bool) {
	n, v := t.at(word, 0)
	if t.back {
		n, v = t.before(word, len(word))
	}
	return v, n == len(word) && n > 0
}

// at gives the length in bytes and the value of the longest word that begins
// at i; the length is 0 where there is none.
func (t *trie[T]) at(text string, i int) (n int, v T) {
	node := int32(0)
	for p := i; p < len(text); {
		r, size := utf8.DecodeRuneInString(text[p:])
		next, ok := t.edges[edge{node, r}]
		if !ok {
			break
		}
		p += size
		node = next
		if t.word[node] {
			n, v = p-i, t.value[node]
		}
	}
	return n, v
}

// before is at for the longest word that ends at i, of a trie built with back.
func (t *trie[T]) before(text string, i int) (n int, v T) {
	node := int32(0)
	for p := i; p > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:p])
		next, ok := t.edges[edge{node, r}]
		if !ok {
			break
		}
		p -= size
		node = next
		if t.word[node] {
			n, v = i-p, t.value[node]
		}
	}
	return n, v
}
