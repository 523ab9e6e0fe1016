package check

import (
	"fmt"
	"strings"

	"fazhi/generator/finding"
)

// staleYear finds last year's number where this year's belongs: at the head of
// a paragraph on the year's work, in a heading, in the plan. Forms that ask for
// nothing are of no fixed year and are left alone.
func staleYear() Check {
	return Check{ID: "stale-year", Group: Years, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		if !s.demands() {
			return
		}
		year := s.Report.Year
		for _, p := range s.Prose {
			want := year
			if p.Plan && !(p.Has("measures") || p.Has("shortcomings")) {
				want = year + 1
			}
			old := fmt.Sprint(want - 1)
			at := yearAtHead(p.Text, old)
			if at < 0 || strings.Contains(p.Text, fmt.Sprint(want)) {
				continue
			}
			behind := strings.TrimPrefix(p.Text[at+len(old)+len("年"):], "度")
			switch {
			case p.Heading != nil && containsAny(behind, "工作", "情况", "安排", "计划", "打算", "举措", "成效", "主要"):
			case p.Heading == nil && want > year && containsAny(behind, "将", "继续", "计划", "力争", "重点", "进一步"):
			case p.Heading == nil && want == year && startsClause(behind):
			default:
				continue
			}
			s.tell("old", p.Pos(at, at+len(old)+len("年")), "old", old+"年", "want", fmt.Sprintf("%d年", want))
		}
	}}
}

// yearAtHead gives the place of a year that begins a text, behind its number
// and 在; -1 where none does.
func yearAtHead(text, year string) int {
	rest := text
	if n, ok := numberOf(rest); ok {
		rest = rest[n.length:]
	}
	rest = strings.TrimLeft(rest, " \u3000")
	rest = strings.TrimPrefix(rest, "在")
	if !strings.HasPrefix(rest, year+"年") {
		return -1
	}
	return len(text) - len(rest)
}

// startsClause reports whether what stands behind a year makes it the time of
// the whole paragraph: 2022年，… or 2022年我局…, not 2022年底 or 2022年考核结果.
func startsClause(behind string) bool {
	for _, w := range []string{"，", "我", "全局", "全区", "全县", "全市", "全镇", "本局", "区", "县", "市", "以来", "，在", "在区", "在县", "在市", "坚持", "全面", "深入"} {
		if strings.HasPrefix(behind, w) {
			return true
		}
	}
	return false
}
