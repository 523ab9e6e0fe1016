package search

import (
	"maps"
	"slices"
	"strings"
)

// shardSize is how many bytes the terms of a shard take at most, before they are
// compressed: so no shard is ever larger than 3.5 KB, whatever is in it.
const shardSize = 3300

// term is a gram with its encoded posting list.
type term struct {
	gram
	posting string
}

// shard is the terms from one gram up to the next shard's first, in the order of
// code points.
type shard struct {
	from  gram
	terms []term
	size  int
	known map[posted]bool // the groups that it has
}

// posted is the group of a first code point that has one posting list.
type posted struct {
	first   rune
	posting string
}

// cost is how many bytes a shard grows by with a term.
func (s *shard) cost(t term) int {
	n := 0
	if len(s.terms) == 0 || s.terms[len(s.terms)-1].first != t.first {
		n += len("{") + len(string(t.first))
	}
	if t.second == 0 {
		return n + len(t.posting)
	}
	n += len(string(t.second))
	if !s.known[posted{t.first, t.posting}] {
		n += len("[]") + len(t.posting)
	}
	return n
}

func (s *shard) add(t term) {
	s.size += s.cost(t)
	if t.second != 0 {
		s.known[posted{t.first, t.posting}] = true
	}
	s.terms = append(s.terms, t)
}

// pack puts terms into shards: neighbours share one until it is full, and the
// pairs of one first code point are parted only where they alone fill one.
func pack(terms []term) []shard {
	var out []shard
	open := func(t term) *shard {
		out = append(out, shard{from: t.gram, known: map[posted]bool{}})
		return &out[len(out)-1]
	}
	var now *shard
	for _, run := range byFirst(terms) {
		alone := shard{known: map[posted]bool{}}
		for _, t := range run {
			alone.add(t)
		}
		if now == nil || now.size+alone.size > shardSize {
			now = open(run[0])
		}
		for _, t := range run {
			if now.size+now.cost(t) > shardSize && len(now.terms) > 0 {
				now = open(t)
			}
			now.add(t)
		}
	}
	return out
}

// byFirst parts terms by their first code point.
func byFirst(terms []term) [][]term {
	var out [][]term
	for i := 0; i < len(terms); {
		j := i
		for j < len(terms) && terms[j].first == terms[i].first {
			j++
		}
		out = append(out, terms[i:j])
		i = j
	}
	return out
}

// shardFile is a shard as it is written. Terms gives one first code point after
// the other, a brace between them: itself, its own posting list (nothing where
// another shard has it), a bracket and the second code points of its pairs that
// have the same; then each other posting list of its pairs in brackets, and the
// second code points that have that. No folded text has a brace or a square
// bracket.
//
//	法AC]治[A]规律{院C]长
type shardFile struct {
	Number int    `json:"n"`
	Terms  string `json:"terms"`
}

func (s *shard) content(number int) shardFile {
	var b strings.Builder
	for i, run := range byFirst(s.terms) {
		if i > 0 {
			b.WriteByte('{')
		}
		b.WriteRune(run[0].first)
		single, seconds := "", map[string]string{}
		for _, t := range run {
			if t.second == 0 {
				single = t.posting
			} else {
				seconds[t.posting] += string(t.second)
			}
		}
		b.WriteString(single)
		if same := seconds[single]; same != "" {
			b.WriteString("]" + same)
			delete(seconds, single)
		}
		for _, p := range slices.Sorted(maps.Keys(seconds)) {
			b.WriteString("[" + p + "]" + seconds[p])
		}
	}
	return shardFile{number, b.String()}
}

// posting finds the encoded posting list of a gram, "" where there is none.
func (f *shardFile) posting(g gram) string {
	for _, run := range strings.Split(f.Terms, "{") {
		rest, ok := strings.CutPrefix(run, string(g.first))
		if !ok {
			continue
		}
		for i, group := range strings.Split(rest, "[") {
			p, seconds, _ := strings.Cut(group, "]")
			if i == 0 && g.second == 0 || g.second != 0 && strings.ContainsRune(seconds, g.second) {
				return p
			}
		}
	}
	return ""
}
