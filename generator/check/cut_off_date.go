package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// cutOffDate finds 截止 before a date, where 截至 belongs, and days up to which
// something was counted that name no day.
func cutOffDate() Check {
	return Check{ID: "cut-off-date", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			for i := strings.Index(p.Text, "截"); i >= 0 && i < len(p.Text); {
				rest := p.Text[i:]
				switch {
				case strings.HasPrefix(rest, "截止"):
					s.cutOff(p, i)
				case strings.HasPrefix(rest, "截至"):
					s.monthOnly(p, i)
				}
				next := strings.Index(rest[len("截"):], "截")
				if next < 0 {
					break
				}
				i += len("截") + next
			}
		}
	}}
}

// cutOff tells 截止12月31日 and 截止目前. 12月31日截止 is right.
func (s *Subject) cutOff(p *Passage, at int) {
	end := at + len("截止")
	for _, word := range []string{"到", "至"} {
		if strings.HasPrefix(p.Text[end:], word) {
			end += len(word)
		}
	}
	rest := strings.TrimLeft(p.Text[end:], " \u3000")
	start := len(p.Text) - len(rest)
	for _, word := range []string{"目前", "年底", "本年底", "今年", "去年", "上年", "当前", "现在", "月底"} {
		if strings.HasPrefix(rest, word) {
			s.tell("word", p.Pos(at, end), "text", p.Text[at:end], "date", word)
			return
		}
	}
	if q, ok := p.dateAt(start); ok {
		s.tell("word", p.Pos(at, end), "text", p.Text[at:end], "date", q.Text)
	}
}

// monthOnly tells 截至12月: the last day of the month, or its first?
func (s *Subject) monthOnly(p *Passage, at int) {
	start := at + len("截至")
	q, ok := p.dateAt(start)
	if !ok || !strings.HasSuffix(strings.TrimSuffix(q.Text, "份"), "月") {
		return
	}
	if r, _ := utf8.DecodeRuneInString(p.Text[q.End:]); strings.ContainsRune("底末初中上下0123456789", r) && q.End < len(p.Text) {
		return
	}
	s.tell("month", p.Pos(at, q.End), "text", p.Text[at:q.End])
}

// dateAt gives the date that starts at a byte of the passage.
func (p *Passage) dateAt(start int) (quantity.Quantity, bool) {
	for _, q := range p.Quantities {
		if q.Start == start && (q.Kind == quantity.Date || q.Kind == quantity.Year) {
			return q, true
		}
		if q.Start > start {
			break
		}
	}
	return quantity.Quantity{}, false
}
