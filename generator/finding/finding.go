// Package finding holds what the program has to say about a workspace: a
// problem, where it stands, what was expected and how to mend it, in Chinese
// and in English.
//
// Findings are data first. They are collected by whoever reads or checks, all
// at once, and become text only at the edge of the program. A finding
// carries the source line it is about, so that printing needs no file.
package finding

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity says what a finding does to a build.
type Severity uint8

// The severities, in rising order.
const (
	Info    Severity = iota // worth knowing; nothing is stopped
	Warning                 // ask before publishing
	Error                   // must not be published
)

// String gives the name: info, warning or error.
func (s Severity) String() string {
	return [...]string{"info", "warning", "error"}[s]
}

// Label gives the word shown to people.
func (s Severity) Label() Text {
	return [...]Text{
		{"提示", "info"},
		{"警告", "warning"},
		{"错误", "error"},
	}[s]
}

// Text is one message in the two languages of the interface.
type Text struct{ ZH, EN string }

// In gives the message in a language: "en", or Chinese for anything else.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.ZH
}

// Pos is a place in a file that people edit. Lines and columns count from 1,
// columns in characters. Line 0 means the file as a whole.
type Pos struct {
	File   string
	Line   int
	Column int
	Length int    // characters marked, at least 1 where Line is set
	Source string // the whole line, without its line end
	Offset int    // of the mark in Source, in bytes
}

// Related is a second place that a finding involves, and why.
type Related struct {
	Pos  Pos
	Note Text
}

// Finding is one problem.
type Finding struct {
	ID       string // stable, lower case with hyphens
	Severity Severity
	Pos      Pos
	Message  Text // what is wrong
	Expected Text // what was expected; may be empty
	Cure     Text // how to mend it; may be empty
	Related  []Related
	Figures  []string // keys of the indicators that it is about
	Waived   string   // the reason with which it was accepted; empty where it was not
}

// List is a collection of findings. The zero value is ready to use.
type List []Finding

// Add appends findings.
func (l *List) Add(f ...Finding) { *l = append(*l, f...) }

// Count gives the number of findings of one severity that nobody waived.
func (l List) Count(s Severity) int {
	n := 0
	for _, f := range l {
		if f.Severity == s && f.Waived == "" {
			n++
		}
	}
	return n
}

// HasErrors reports whether any finding is an error.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// Sort orders the findings by file, line, column, severity (worst first), id
// and message, so that output does not depend on the order of discovery, and
// drops exact repetitions.
func (l *List) Sort() {
	slices.SortStableFunc(*l, compare)
	*l = slices.CompactFunc(*l, func(a, b Finding) bool { return compare(a, b) == 0 })
}

func compare(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column),
		cmp.Compare(b.Severity, a.Severity),
		strings.Compare(a.ID, b.ID),
		strings.Compare(a.Message.EN, b.Message.EN),
	)
}

// Nearest gives the candidate most like a word, for "did you mean"; where
// several are equally near the first of them, and "" where none is.
func Nearest(word string, candidates []string) string {
	if near := Similar(word, candidates); len(near) > 0 {
		return near[0]
	}
	return ""
}

// maxAlike is the longest word that is compared, in characters: a longer one
// is no name, and comparing takes time in its square.
const maxAlike = 60

// maxSimilar is how many candidates are offered at the most.
const maxSimilar = 3

// Similar gives the candidates most like a word, all equally near, in their
// order. None is near where a third of the characters and more would change.
func Similar(word string, candidates []string) []string {
	if utf8.RuneCountInString(word) > maxAlike {
		return nil
	}
	var best []string
	bestDistance := len([]rune(word)) / 3
	for _, c := range candidates {
		if c == word || len(c) > 4*maxAlike {
			continue
		}
		switch d := Distance([]rune(word), []rune(c), bestDistance+1); {
		case d > bestDistance:
		case d < bestDistance:
			best, bestDistance = []string{c}, d
		case !slices.Contains(best, c):
			best = append(best, c)
		}
	}
	return best[:min(len(best), maxSimilar)]
}

// Distance is the Damerau–Levenshtein distance (neighbours swapped count once),
// cut off at limit.
func Distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, last, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return min(last[len(b)], limit)
}
