package check

import (
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// approxDoubled finds numbers that are approximate twice: 约300余人, 超过100人以上.
func approxDoubled() Check {
	return Check{ID: "approx-doubled", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			for _, q := range p.Quantities {
				if !q.Kind.IsQuantity() || !strings.Contains(q.Approx, " ") || q.Kind == quantity.Duration && strings.HasPrefix(q.Text, "近") {
					continue // 近三年多 is the span of three years and more
				}
				if front, back, ok := s.sameTwice(strings.Fields(q.Approx)); ok {
					s.tell("twice", p.Pos(q.Start, q.End), "text", q.Text, "front", front, "back", back)
				}
			}
		}
	}}
}

// sameTwice finds two words of approximation that do not go together.
func (s *Subject) sameTwice(approx []string) (front, back string, ok bool) {
	for i, a := range approx {
		for _, b := range approx[i+1:] {
			for _, d := range s.words.doubled {
				if slices.Contains(d.front, a) && slices.Contains(d.back, b) {
					return a, b, true
				}
			}
		}
	}
	return "", "", false
}
