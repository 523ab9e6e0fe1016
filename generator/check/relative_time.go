package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// maxPlaces is how many further places of one matter are listed.
const maxPlaces = 5

// relativeTime finds words that depend on the day of reading in what will be
// read years later: 今年, 目前, 近日. Each word is told once, with its places.
// What was imported stays as it is.
func relativeTime() Check {
	return Check{ID: "relative-time", Group: Years, Severity: finding.Info, Waivable: true, Run: func(s *Subject) {
		if s.Report.Status == report.Imported || s.Report.Status == report.Unknown {
			return
		}
		var some []*Passage // that have any of the words: few do
		for _, p := range s.Prose {
			if s.limits.anyRelative.inAny(p.Text) {
				some = append(some, p)
			}
		}
		for _, word := range s.limits.relative {
			var places []finding.Pos
			for _, p := range some {
				for at := strings.Index(p.Text, word); at >= 0; at = indexFrom(p.Text, word, at+len(word)) {
					if !s.withinLonger(p.Text, at, word) {
						places = append(places, p.Pos(at, at+len(word)))
					}
				}
			}
			s.grouped("word", places, "word", word)
		}
	}}
}

// indexFrom is strings.Index behind a byte of the text.
func indexFrom(text, word string, from int) int {
	if i := strings.Index(text[from:], word); i >= 0 {
		return from + i
	}
	return -1
}

// withinLonger reports whether a word is only part of another: 目前 in 项目前期,
// 日前 in 3月20日前, 今年 in 今年以来, which is told itself.
func (s *Subject) withinLonger(text string, at int, word string) bool {
	if word == "日前" {
		if r, _ := utf8.DecodeLastRuneInString(text[:at]); strings.ContainsRune("0123456789一二三四五六七八九十", r) {
			return true
		}
	}
	return partOf(text, at, word, s.limits.notRelative) || partOf(text, at, word, s.limits.relative)
}

// partOf reports whether one of longer words stands around a word.
func partOf(text string, at int, word string, longer []string) bool {
	for _, l := range longer {
		if off := strings.Index(l, word); off >= 0 && len(l) > len(word) && at >= off && strings.HasPrefix(text[at-off:], l) {
			return true
		}
	}
	return false
}

// grouped tells one matter of several places once: at the first, with the count
// and the next few.
func (s *Subject) grouped(say string, places []finding.Pos, args ...any) {
	if len(places) == 0 {
		return
	}
	f := s.tell(say, places[0], append(args, "count", len(places))...)
	for _, p := range places[1:min(len(places), maxPlaces+1)] {
		f.Related = append(f.Related, finding.Related{Pos: p})
	}
}
