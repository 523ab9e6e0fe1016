package quantity

// trie finds the longest word that begins, or ends, at a place of a text. Most
// places begin no word at all, so the first characters also stand in a table
// of bits, which answers without a look-up.
type trie[T any] struct {
	first [1 << 16 / 64]uint64 // the characters of the root's branches
	roots map[rune]int32
	nodes []node[T]
	back  bool // words are matched from their end
}

// node is a place in the trie; beyond the root few branches leave one.
type node[T any] struct {
	next  []branch
	value T
	word  bool
}

type branch struct {
	r  rune
	to int32
}

func newTrie[T any](back bool) *trie[T] {
	return &trie[T]{roots: map[rune]int32{}, nodes: make([]node[T], 1), back: back}
}

// add enters word with its value; a later one replaces an earlier.
func (t *trie[T]) add(word string, v T) {
	runes := []rune(word)
	at := int32(0)
	for i := range runes {
		r := runes[i]
		if t.back {
			r = runes[len(runes)-1-i]
		}
		next := t.step(at, r)
		if next == 0 {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, node[T]{})
			if at == 0 {
				t.roots[r] = next
				t.first[r/64&(1<<10-1)] |= 1 << (r % 64)
			} else {
				t.nodes[at].next = append(t.nodes[at].next, branch{r, next})
			}
		}
		at = next
	}
	t.nodes[at].value, t.nodes[at].word = v, true
}

// step follows the branch r from a node; 0 is none, for none leads to the root.
func (t *trie[T]) step(at int32, r rune) int32 {
	if at == 0 {
		if t.first[r/64&(1<<10-1)]>>(r%64)&1 == 0 {
			return 0
		}
		return t.roots[r]
	}
	for _, b := range t.nodes[at].next {
		if b.r == r {
			return b.to
		}
	}
	return 0
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
	at, last := int32(0), int32(0)
	for p := i; p < len(text); {
		r, size := runeAt(text, p)
		if at = t.step(at, r); at == 0 {
			break
		}
		p += size
		if t.nodes[at].word {
			n, last = p-i, at
		}
	}
	if n > 0 {
		v = t.nodes[last].value
	}
	return n, v
}

// before is at for the longest word that ends at i, of a trie built with back.
func (t *trie[T]) before(text string, i int) (n int, v T) {
	at, last := int32(0), int32(0)
	for p := i; p > 0; {
		r, size := runeBefore(text, p)
		if at = t.step(at, r); at == 0 {
			break
		}
		p -= size
		if t.nodes[at].word {
			n, last = i-p, at
		}
	}
	if n > 0 {
		v = t.nodes[last].value
	}
	return n, v
}
