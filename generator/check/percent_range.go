package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// percentRange finds ranges of percentages with one % only. 5～95% may be read as
// from the number 5 on, so a wide one is a warning; 3～5% is understood.
func percentRange() Check {
	return Check{ID: "percent-range", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			for _, q := range p.Quantities {
				if q.Shape != quantity.Range || q.Unit != "%" || !p.typed(q.Start, q.End) {
					continue
				}
				from, right := halfRange(q.Text)
				if right == "" {
					continue
				}
				say := "narrow"
				if lo, hi := q.Lo.Abs(), q.Hi.Abs(); lo.Mul(quantity.NewInt(wide)).Cmp(hi) <= 0 || hi.Mul(quantity.NewInt(wide)).Cmp(lo) <= 0 { // a fall has its larger end first
					say = "wide"
				}
				s.tell(say, p.Pos(q.Start+from, q.End), "text", q.Text[from:], "right", right)
			}
		}
	}}
}

// wide is how many times its start the end of a range must be to be told as a
// warning.
const wide = 5

// halfRange finds digits, a mark of a range and digits with %, and gives where
// it starts and how it should be; "" where the first number has its %.
func halfRange(text string) (from int, right string) {
	i := strings.IndexAny(text, "～~—–-至")
	if i <= 0 {
		return 0, ""
	}
	front := strings.TrimRight(text[:i], "0123456789.")
	_, size := utf8.DecodeRuneInString(text[i:])
	mark := text[i : i+size]
	if mark == "-" || mark == "~" || mark == "—" || mark == "–" {
		mark = "～"
	}
	rest := strings.TrimLeft(text[i+size:], "—-～~")
	if len(front) == i || rest == "" || rest[0] < '0' || rest[0] > '9' {
		return 0, ""
	}
	sign := "%"
	if strings.Contains(rest, "％") {
		sign = "％"
	}
	if !strings.Contains(rest, sign) {
		return 0, ""
	}
	return len(front), text[len(front):i] + sign + mark + rest
}
