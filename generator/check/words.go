package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/tomlfile"
)

// words are the words of checks/wording.toml.
type words struct {
	confusable lexicon // wrong → right
	phrases    lexicon
	redundant  lexicon
	lost       lexicon // what is left of a wording whose digits were lost
	lostProse  lexicon // the same, where it is none in a table
	repeats    lexicon // repetitions that are right
	pairs      []pair  // redundant frames: 较…相比
	doubled    []doubled
	particles  map[rune]bool // never right twice
	pastBefore []string      // before a law's name: cited as one of the past
	pastBehind []string
	toCome     []string // cited as one to come
	secret     []string // notices of documents that are not for the public, letters only
	notNumber  []string // before a long number: it is a code
	card       []string // before a long number: it is an account
	nobody     []string // authors that are no person
}

// pair is a frame whose second word says the first one again.
type pair struct {
	front      []string
	back, cure string
	within     int // characters between, at most
}

// doubled are words of approximation that say the same on both sides of a
// number.
type doubled struct{ front, back []string }

func readWords(t *tomlfile.Table) words {
	w := words{
		confusable: readLexicon(t.Table("confusable")), phrases: readLexicon(t.Table("phrase")),
		redundant: readLexicon(t.Table("redundant")), particles: map[rune]bool{},
	}
	lost := t.Table("lost")
	right := lost.Strings("right")
	w.lost, w.lostProse = lexiconOf(lost.Strings("always"), right), lexiconOf(lost.Strings("prose"), right)
	lost.Close()
	repeated := t.Table("repeated")
	w.repeats = lexiconOf(repeated.Strings("right"), nil)
	for _, r := range strings.Join(repeated.Strings("single"), "") {
		w.particles[r] = true
	}
	repeated.Close()
	for _, e := range t.Tables("pair") {
		w.pairs = append(w.pairs, pair{e.Strings("front"), e.String("back"), e.String("cure"), e.Int("within")})
		e.Close()
	}
	for _, e := range t.Tables("doubled") {
		w.doubled = append(w.doubled, doubled{e.Strings("front"), e.Strings("back")})
		e.Close()
	}
	cite := t.Table("cite")
	w.pastBefore, w.pastBehind, w.toCome = cite.Strings("past_before"), cite.Strings("past_behind"), cite.Strings("to_come")
	cite.Close()
	private := t.Table("private")
	w.notNumber, w.card = private.Strings("codes"), private.Strings("accounts")
	for _, n := range private.Strings("notices") {
		w.secret = append(w.secret, compact(n))
	}
	w.nobody = private.Strings("nobody")
	private.Close()
	return w
}

// knownNames reads the names of laws that are right, though checks/laws.toml
// has no entry for them.
func knownNames(t *tomlfile.Table, known map[string]bool) {
	for _, name := range t.Strings("law_names") {
		known[name] = true
	}
}

// lexicon finds many words in a text at once. The zero value has none.
type lexicon struct {
	first  map[uint16][]entry // by the first character's hash
	starts [1 << 10]uint64    // for the first character, which the second may be
	right  []string           // what is no hit although a word stands in it
}

// entry is a word and what belongs in its place.
type entry struct{ word, cure string }

// hit is a word found in a text.
type hit struct {
	entry
	start, end int
}

// readLexicon reads a table of words = what they should be, beside them a list
// right.
func readLexicon(t *tomlfile.Table) lexicon {
	var entries []entry
	list := t.Table("words")
	for _, word := range list.Keys() {
		cure := list.String(word)
		if utf8.RuneCountInString(word) < 2 {
			list.Fail(word, finding.Finding{
				ID:      "check-data",
				Message: finding.Text{ZH: "“" + word + "”太短，会误报", EN: word + " is too short and would be found everywhere"},
				Cure:    finding.Text{ZH: "写成两个字以上的词", EN: "write a word of two characters or more"},
			})
			continue
		}
		entries = append(entries, entry{word, cure})
	}
	list.Close()
	l := newLexicon(entries, t.Strings("right"))
	t.Close()
	return l
}

func lexiconOf(list, right []string) lexicon {
	entries := make([]entry, len(list))
	for i, w := range list {
		entries[i].word = w
	}
	return newLexicon(entries, right)
}

func newLexicon(entries []entry, right []string) lexicon {
	l := lexicon{first: map[uint16][]entry{}, right: right}
	for _, e := range entries {
		r, _ := utf8.DecodeRuneInString(e.word)
		if next, size := second(e.word); size > 0 {
			l.starts[r%(1<<10)] |= 1 << (next % 64)
		} else {
			l.starts[r%(1<<10)] = ^uint64(0)
		}
		l.first[uint16(r)] = append(l.first[uint16(r)], e)
	}
	for _, list := range l.first { // the longest first
		slices.SortStableFunc(list, func(a, b entry) int { return len(b.word) - len(a.word) })
	}
	return l
}

// in gives the words that a text has, the longest at each place, none within
// another.
func (l *lexicon) in(text string) []hit {
	var out []hit
	for i := 0; i < len(text); {
		r, size := decode(text[i:])
		if e, ok := l.at(text, i, r); ok && !l.excused(text, i, i+len(e.word)) {
			out = append(out, hit{e, i, i + len(e.word)})
			size = len(e.word)
		}
		i += size
	}
	return out
}

// inAny reports whether a text has any of the words.
func (l *lexicon) inAny(text string) bool {
	for i := 0; i < len(text); {
		r, size := decode(text[i:])
		if _, ok := l.at(text, i, r); ok {
			return true
		}
		i += size
	}
	return false
}

// decode is utf8.DecodeRuneInString for texts most of whose characters are Chinese:
// three bytes, whose first is E4 to E9.
func decode(s string) (rune, int) {
	if len(s) > 2 && s[0] >= 0xE4 && s[0] <= 0xE9 {
		return rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// at gives the longest word that starts at a byte of a text, where its character r is.
func (l *lexicon) at(text string, i int, r rune) (entry, bool) {
	may := l.starts[r%(1<<10)]
	if may == 0 {
		return entry{}, false
	}
	if next, _ := second(text[i:]); may>>(next%64)&1 == 0 && may != ^uint64(0) {
		return entry{}, false
	}
	return l.listed(text, i, r)
}

// second gives the second character of a text; size 0 where there is none.
func second(text string) (r rune, size int) {
	if text == "" {
		return 0, 0
	}
	n := 1
	for n < len(text) && !utf8.RuneStart(text[n]) {
		n++
	}
	if n == len(text) {
		return 0, 0
	}
	return decode(text[n:])
}

func (l *lexicon) listed(text string, i int, r rune) (entry, bool) {
	for _, e := range l.first[uint16(r)] {
		if strings.HasPrefix(text[i:], e.word) {
			return e, true
		}
	}
	return entry{}, false
}

// excused reports whether a right wording overlaps text[start:end].
func (l *lexicon) excused(text string, start, end int) bool {
	for _, w := range l.right {
		from := max(0, start-len(w)+1)
		if strings.Contains(text[from:min(len(text), end+len(w)-1)], w) {
			return true
		}
	}
	return false
}

// spot is a place in a text where a check has something to say.
type spot struct {
	pos        func(start, end int) finding.Pos
	start, end int
	args       []any
}

// manyPlaces is how many places of one matter are told one by one; of more,
// which a damaged file has by the hundred, the first is told with the count.
const manyPlaces = 5

// each tells one matter at each of its places, or, where they are many, once as
// the message say-many.
func (s *Subject) each(say string, spots []spot) {
	if len(spots) <= manyPlaces {
		for _, at := range spots {
			s.tell(say, at.pos(at.start, at.end), at.args...)
		}
		return
	}
	var places []finding.Pos
	for _, at := range spots[:maxPlaces+1] {
		places = append(places, at.pos(at.start, at.end))
	}
	f := s.tell(say+"-many", places[0], append(slices.Clone(spots[0].args), "count", len(spots))...)
	for _, p := range places[1:] {
		f.Related = append(f.Related, finding.Related{Pos: p})
	}
}

// typed reports whether a part of a passage was typed, not printed by a
// reference.
func (p *Passage) typed(start, end int) bool { return p.Quote(start, end) == nil }
