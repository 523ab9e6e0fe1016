package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// copiedFigures finds figures that are last year's: many equal values in the
// data, or sentences that repeat last year's with the same numbers.
func copiedFigures() Check {
	return Check{ID: "copied-figures", Group: Years, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		if s.Last == nil {
			return
		}
		s.sameValues()
		s.sameSentences()
	}}
}

// sameValues compares the data. Zeros, shares of 100 % and time limits stay the
// same for good reasons.
func (s *Subject) sameValues() {
	var same []*report.Figure
	compared := 0
	for _, f := range s.Report.Figures {
		own := s.Last.Figure(f.Indicator.Key)
		if own == nil || f.Derived || f.Absent != "" || own.Absent != "" || f.Indicator.Kind == form.Duration || f.Indicator.Kind == form.Share || f.Value.Stated.Sign() == 0 {
			continue
		}
		compared++
		if f.Value.Stated.Equal(own.Value.Stated) && f.Value.Stated.Cmp(quantity.NewInt(10)) >= 0 {
			same = append(same, f)
		}
	}
	if len(same) < s.limits.sameLeast || 100*len(same) < s.limits.sameFigures*compared {
		return
	}
	f := s.tell("data", same[0].Pos, "count", len(same), "compared", compared, "year", s.Last.Year)
	for i, one := range same {
		if i > 0 && i <= maxPlaces {
			f.Related = append(f.Related, finding.Related{Pos: one.Pos, Note: finding.Text{ZH: "“" + one.Indicator.Label + "”：" + one.Text, EN: one.Indicator.Key + ": " + one.Text}})
		}
		f.Figures = append(f.Figures, one.Indicator.Key)
	}
}

// leastSentence is the shortest sentence that is compared, in bytes.
const leastSentence = 45

// sameSentences compares sentences that state a number of two digits and more.
// From three on they are a warning, fewer may be facts that did not change.
func (s *Subject) sameSentences() {
	old := map[string]finding.Pos{}
	for _, one := range s.archive.passages[s.Last] {
		for _, sen := range one.sentences() {
			if telling(sen) {
				old[strings.TrimSpace(sen.text())] = one.Pos(sen.start, sen.end)
			}
		}
	}
	var places, sources []finding.Pos
	for _, p := range s.Prose {
		for _, sen := range p.sentences() {
			if !telling(sen) {
				continue
			}
			if at, ok := old[strings.TrimSpace(sen.text())]; ok {
				places, sources = append(places, p.Pos(sen.start, sen.end)), append(sources, at)
			}
		}
	}
	if len(places) == 0 {
		return
	}
	say := "sentences"
	if len(places) < 3 {
		say = "sentence"
	}
	f := s.tell(say, places[0], "count", len(places), "year", s.Last.Year)
	for i := range places[:min(len(places), maxPlaces)] {
		if i > 0 {
			f.Related = append(f.Related, finding.Related{Pos: places[i]})
		}
		f.Related = append(f.Related, finding.Related{Pos: sources[i], Note: finding.Text{ZH: "上年的这一句", EN: "last year's sentence"}})
	}
}

// telling reports whether a sentence states a number that would change from
// year to year: a count, money or growth of two digits and more.
func telling(s sentence) bool {
	if s.end-s.start < leastSentence {
		return false
	}
	for _, q := range s.stated() {
		switch q.Kind {
		case quantity.Count, quantity.Money, quantity.Growth:
			if q.Shape == quantity.Single && q.Value.Abs().Cmp(quantity.NewInt(10)) >= 0 {
				return true
			}
		}
	}
	return false
}
