package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// rangeDash finds spans of years whose dash was lost, and hyphens in spans of
// time, where a dash belongs. Document numbers, telephone numbers and codes are
// no spans of time.
func rangeDash() Check {
	return Check{ID: "range-dash", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		var hyphens []spot
		for _, p := range s.Prose {
			for _, q := range p.Quantities {
				if q.Kind == quantity.Impossible && twoYears(q.Text) {
					right := q.Text[:4] + "—" + q.Text[4:]
					s.tell("lost", p.Pos(q.Start, q.End), "text", q.Text, "right", right)
				}
				if (q.Kind == quantity.Year || q.Kind == quantity.Date) && strings.Count(q.Text, "-") == 1 && p.typed(q.Start, q.End) {
					if i := strings.IndexByte(q.Text, '-'); timeSpan(q.Text, i) {
						hyphens = append(hyphens, spot{p.Pos, q.Start, q.End, []any{"text", q.Text, "right", strings.Replace(q.Text, "-", "—", 1)}})
					}
				}
			}
		}
		s.each("hyphen", hyphens)
	}}
}

// twoYears reports whether digits are two years that ran together: 20212025年.
func twoYears(text string) bool {
	const one = "1900"
	digits := strings.TrimRight(text, " 年")
	if len(digits) != 8 || strings.Trim(digits, "0123456789") != "" {
		return false
	}
	a, b := digits[:4], digits[4:]
	return a > one && a < "2100" && b > a && b < "2100"
}

// timeSpan reports whether a hyphen parts two ends of a span of time: digits or
// 年, 月, 日 before it, digits behind it, and 年, 月 or 日 at the end.
func timeSpan(text string, hyphen int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:hyphen])
	behind, _ := utf8.DecodeRuneInString(text[hyphen+1:])
	return strings.ContainsRune("0123456789年月日", before) && behind >= '0' && behind <= '9' && strings.ContainsAny(text[hyphen:], "年月日")
}
