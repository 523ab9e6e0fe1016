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
			case p.Heading != nil && containsAny(behind, "整改", "反馈", "考核", "督察", "巡察", "巡视", "审计", "遗留", "结转", "问题", "对比"):
				continue // 2022年度法治督察反馈问题整改情况 is of this year
			case p.Heading != nil && containsAny(behind, "工作", "情况", "安排", "计划", "打算", "举措", "成效", "主要"):
			case p.Heading == nil && want > year && announces(behind):
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

// announces reports whether what stands behind a year speaks of what is to
// come: 2023年，我局将… and not 2023年虽有成效，下一步将….
func announces(behind string) bool {
	if strings.HasPrefix(behind, "是") && containsAny(behind, "开局之年", "起步之年") && strings.Contains(behind, "将") && !containsAny(behind, "下一步", "成效", "成绩") {
		return true // 2026年是“十五五”开局之年，我局将…
	}
	behind = strings.TrimPrefix(behind, "，")
	if i := strings.IndexAny(behind, "，。；"); i >= 0 {
		behind = behind[:i]
	}
	return containsAny(behind, "将", "继续", "计划", "力争", "重点", "进一步") && !containsAny(behind, "虽", "取得", "完成了", "已", "成效", "不足")
}

// startsClause reports whether what stands behind a year makes it the time of
// the whole paragraph: 2022年，… or 2022年我局…, not 2022年底 or 2022年考核结果.
func startsClause(behind string) bool {
	for _, w := range []string{"，", "我局", "我区", "我县", "我市", "我镇", "我办", "我委", "全局", "全区", "全县", "全市", "全镇", "本局", "在区", "在县", "在市", "坚持", "全面", "深入"} {
		if strings.HasPrefix(behind, w) {
			return true
		}
	}
	return false
}
