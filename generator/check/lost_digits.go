package check

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// lostDigits finds what is left where digits were lost in copying: 2023年月日,
// 〔2023〕号, 202111日, 满意率达到%.
func lostDigits() Check {
	return Check{ID: "lost-digits", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			for _, q := range p.Quantities {
				if q.Kind == quantity.Impossible && !twoYears(q.Text) && !monthsOld(p.Text[q.End:]) {
					s.tell("date", p.Pos(q.Start, q.End), "text", q.Text)
				}
				if q.Kind == quantity.Date {
					s.noSuchDay(p, q)
				}
			}
			for _, h := range s.words.lost.in(p.Text) {
				s.tell("gap", p.Pos(h.start, h.end), "text", h.word)
			}
			if !p.Cell {
				for _, h := range s.words.lostProse.in(p.Text) {
					s.tell("gap", p.Pos(h.start, h.end), "text", h.word)
				}
			}
			s.emptyDate(p)
			s.emptyNumber(p)
		}
	}}
}

// noSuchDay tells 9月31日 and 2月30日.
func (s *Subject) noSuchDay(p *Passage, q quantity.Quantity) {
	before, rest, found := strings.Cut(q.Text, "月")
	year, month, dated := strings.Cut(before, "年")
	if !dated {
		year, month = "", before
	}
	number, _, isDay := strings.Cut(rest, "日")
	m, noMonth := strconv.Atoi(strings.TrimSpace(month))
	d, noDay := strconv.Atoi(strings.TrimSpace(number))
	if !found || !isDay || noMonth != nil || noDay != nil || m < 1 || m > 12 {
		return
	}
	y, noYear := strconv.Atoi(strings.TrimSpace(year))
	if noYear != nil {
		y = 2000 // February may have 29 days
	}
	if last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day(); d > last || d < 1 {
		end := q.Start + strings.Index(q.Text, "日") + len("日")
		s.tell("day", p.Pos(q.Start, end), "text", p.Text[q.Start:end], "month", m, "last", last)
	}
}

// monthsOld reports whether 18月 is an age: 18月龄.
func monthsOld(behind string) bool { return strings.HasPrefix(behind, "龄") }

// emptyDate tells a year with a month and a day without digits. 写明年月日 names
// what is to be written.
func (s *Subject) emptyDate(p *Passage) {
	for at := 0; ; {
		i := strings.Index(p.Text[at:], "年")
		if i < 0 {
			return
		}
		i += at
		at = i + len("年")
		rest := strings.TrimLeft(p.Text[at:], " \u3000")
		month := strings.TrimPrefix(rest, "月")
		if month == rest {
			continue
		}
		day := strings.TrimLeft(month, " \u3000")
		if !strings.HasPrefix(day, "日") {
			continue
		}
		end := len(p.Text) - len(day) + len("日")
		front := strings.TrimRight(p.Text[:i], " \u3000")
		digits := len(front) - len(strings.TrimRight(front, "0123456789"))
		if digits == 0 && !(front == "" && end == len(p.Text)) {
			continue
		}
		s.tell("gap", p.Pos(len(front)-digits, end), "text", p.Text[len(front)-digits:end])
	}
}

// emptyNumber tells 〔2023〕号.
func (s *Subject) emptyNumber(p *Passage) {
	for at := 0; ; {
		i := strings.Index(p.Text[at:], "〕")
		if i < 0 {
			return
		}
		i += at
		at = i + len("〕")
		if rest := strings.TrimLeft(p.Text[at:], " \u3000"); !strings.HasPrefix(rest, "号") {
			continue
		}
		start := strings.LastIndex(p.Text[:i], "〔")
		if start < 0 || utf8.RuneCountInString(p.Text[start:i]) != 5 {
			continue
		}
		end := at + strings.Index(p.Text[at:], "号") + len("号")
		s.tell("gap", p.Pos(start, end), "text", p.Text[start:end])
	}
}
