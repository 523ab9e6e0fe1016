package importer

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed words.txt
var wordList string

// longestWord is the length in characters that a word of the list may have.
const longestWord = 8

// words are the words of official prose that labels should not be cut inside.
// They need not be complete: what is not listed is cut only where it must be.
var words = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(wordList) {
		set[w] = true
	}
	for _, w := range labelWords().stop {
		if utf8.RuneCountInString(w) > 1 {
			set[w] = true
		}
	}
	return set
})

// lexicon knows the words that labels should not be cut inside: those of the
// list, and those that the imported text itself shows to be words.
type lexicon struct{ own map[string]bool }

// newLexicon learns words of two characters from a text: names of places and
// the like, whose one character hardly stands without the other.
func newLexicon(text string) *lexicon {
	single, double := map[rune]int{}, map[[2]rune]int{}
	last := rune(0)
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) {
			last = 0
			continue
		}
		single[r]++
		if last != 0 {
			double[[2]rune{last, r}]++
		}
		last = r
	}
	l := &lexicon{own: map[string]bool{}}
	for pair, n := range double {
		if n >= 4 && n*10 >= 6*min(single[pair[0]], single[pair[1]]) && n*5 >= max(single[pair[0]], single[pair[1]])/4 {
			l.own[string(pair[:])] = true
		}
	}
	return l
}

func (l *lexicon) has(word string) bool { return l.own[word] || words()[word] }

// cut is a place between two characters where a phrase may be parted.
type cut struct {
	at   int // byte offset
	good bool
}

// cuts gives the places where a phrase may be parted, by the split into the
// fewest words; a place is good where a known word stands on both sides of it.
func (l *lexicon) cuts(s string) []cut {
	runes := []rune(s)
	cost, from := make([]int, len(runes)+1), make([]int, len(runes)+1)
	for i := 1; i <= len(runes); i++ {
		cost[i], from[i] = cost[i-1]+4, i-1
		for n := 2; n <= min(longestWord, i); n++ {
			if l.has(string(runes[i-n:i])) && cost[i-n]+3 < cost[i] {
				cost[i], from[i] = cost[i-n]+3, i-n
			}
		}
		// Latin letters and numbers stay together: PM2.5.
		if n := latinRun(runes[:i]); n > 1 && cost[i-n]+3 < cost[i] {
			cost[i], from[i] = cost[i-n]+3, i-n
		}
	}
	var places []cut
	known := func(a, b int) bool {
		return b-a > 1 || unicode.IsPunct(runes[a]) || strings.ContainsRune("的和与及类率数项", runes[a])
	}
	for end := len(runes); end > 0; {
		start := from[end]
		if start > 0 {
			good := known(start, end) && known(from[start], start)
			places = append(places, cut{at: len(string(runes[:start])), good: good})
		}
		end = start
	}
	for i, j := 0, len(places)-1; i < j; i, j = i+1, j-1 {
		places[i], places[j] = places[j], places[i]
	}
	return places
}

func latinRun(runes []rune) int {
	n := 0
	for n < len(runes) {
		r := runes[len(runes)-1-n]
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '+' {
			break
		}
		n++
	}
	return n
}

// lastPart gives the end of a phrase, at most limit characters, from a place
// where it may be parted; firstPart its start. Good places win over near ones.
func (l *lexicon) lastPart(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	best := ""
	for _, c := range l.cuts(s) {
		part := s[c.at:]
		if n := utf8.RuneCountInString(part); n > limit || n < 2 {
			continue
		}
		if c.good {
			return part
		}
		if best == "" {
			best = part
		}
	}
	if best == "" {
		best = lastRunes(s, limit)
	}
	return best
}

func (l *lexicon) firstPart(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	best, good := "", false
	for _, c := range l.cuts(s) {
		part := s[:c.at]
		if n := utf8.RuneCountInString(part); n > limit || n < 2 {
			continue
		}
		if c.good || !good {
			best, good = part, c.good
		}
	}
	if best == "" {
		best = string([]rune(s)[:limit])
	}
	return best
}
