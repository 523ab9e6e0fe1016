package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// maxPlaces is how many further places of one matter are listed.
const maxPlaces = 5

// relativeTime finds words that depend on the day of reading in what will be
// read years later: 今年, 目前, 近日. Each word is told once, with its places.
func relativeTime() Check {
	return Check{ID: "relative-time", Group: Years, Severity: finding.Info, Waivable: true, Run: func(s *Subject) {
		if s.Report.Status != report.Published && s.Report.Status != report.Approved {
			return
		}
		taken := make([][]bool, len(s.Prose))
		for _, word := range s.limits.relative {
			var places []finding.Pos
			for i, p := range s.Prose {
				for at := 0; ; {
					j := strings.Index(p.Text[at:], word)
					if j < 0 {
						break
					}
					at += j
					if taken[i] == nil {
						taken[i] = make([]bool, len(p.Text))
					}
					if !taken[i][at] { // 今年 within 今年以来 is told once
						places = append(places, p.Pos(at, at+len(word)))
					}
					for k := range len(word) {
						taken[i][at+k] = true
					}
					at += len(word)
				}
			}
			s.grouped("word", places, "word", word)
		}
	}}
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
