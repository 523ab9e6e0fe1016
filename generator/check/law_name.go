package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// lawName finds names of laws that are nearly right, and articles that a law
// does not have.
func lawName() Check {
	return Check{ID: "law-name", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			for _, c := range p.citations() {
				if near, kind := s.laws.near(c.name); near != nil {
					f := s.tell("near", p.Pos(c.start, c.end), "name", plainName(c.name), "near", near.name)
					if kind || !near.sure {
						f.Severity = finding.Info
					}
				}
			}
			for _, q := range p.Quantities {
				if q.Kind == quantity.LegalRef {
					s.article(p, q)
				}
			}
		}
	}}
}

// article compares an article's number with the last one of the law before it.
func (s *Subject) article(p *Passage, q quantity.Quantity) {
	word, _, found := strings.Cut(strings.TrimPrefix(q.Text, "第"), "条")
	n := articleNumber(strings.TrimSpace(word))
	if !found || n == 0 {
		return
	}
	one, start := s.laws.before(p.Text, q.Start)
	if one == nil {
		return
	}
	_, to := s.Report.Form.PeriodOf(s.Report.Year)
	v, ok := one.inForce(to)
	if !ok || n <= v.articles {
		return
	}
	before, behind := p.around(start, q.End)
	for _, other := range one.versions { // an earlier or later text that has it
		if other.articles >= n && (p.Plan || containsAny(before, "修订", "修正", "修改", "原", "旧") || containsAny(behind, "修订", "修正", "修改")) {
			return
		}
	}
	f := s.tell("article", p.Pos(q.Start, q.End), "name", one.name, "article", q.Text, "last", v.articles, "from", chinese(v.from))
	if !one.sure {
		f.Severity = finding.Info
	}
}

// articleNumber reads 95, 九十五 and 一百零二; 0 where it is none of them.
func articleNumber(word string) int {
	if word == "" || len(word) > 30 {
		return 0
	}
	hundreds, rest, ok := strings.Cut(word, "百")
	if !ok {
		return chineseNumber(word)
	}
	n := 100 * chineseNumber(hundreds)
	if hundreds == "" || n == 0 || n > 900 {
		return 0
	}
	switch rest = strings.TrimLeft(rest, "零〇"); {
	case rest == "":
		return n
	default:
		if m := chineseNumber(rest); m > 0 {
			return n + m
		}
	}
	return 0
}

// kinds are the words with which names of rules end, longest first.
func kinds() []string {
	return []string{"实施条例", "暂行条例", "实施办法", "暂行办法", "实施细则", "暂行规定", "若干规定", "法典", "条例", "办法", "细则", "规定", "规则", "准则", "章程", "纲要", "规划", "决定", "意见", "方案", "通知", "解释", "标准", "目录", "法"}
}

// splitName parts a name into what it is about and what kind of rule it is.
func splitName(name string) (stem, kind string) {
	for _, k := range kinds() {
		if cut, ok := strings.CutSuffix(name, k); ok && cut != "" {
			return cut, k
		}
	}
	return name, ""
}

// near gives the law whose name a title seems to miss by a character or two;
// kind says that only the kind of rule differs. A right name, a rule of a
// region and a title of another kind are near none.
func (l *laws) near(title string) (one *law, kind bool) {
	name := plainName(title)
	n := utf8.RuneCountInString(name)
	if n < 4 || n > 40 || l.find(title) != nil || l.known[name] {
		return nil, false
	}
	stem, own := splitName(name)
	runes := []rune(name)
	best := 3
	for _, c := range l.all {
		if d := len(c.runes) - n; d > 2 || d < -2 {
			continue
		}
		their, k := c.stem, c.kind
		if own != "" && k != own {
			if stem == their && (own == "条例" && k == "法" || own == "法" && k == "条例") && utf8.RuneCountInString(stem) >= 4 && best > 2 {
				one, kind, best = c, true, 2
			}
			continue
		}
		limit := 1
		if utf8.RuneCountInString(their) >= 7 {
			limit = 2
		}
		if utf8.RuneCountInString(their) < 4 && !(own == "" && strings.HasPrefix(name, their)) || local(name, c.name) {
			continue
		}
		if d := finding.Distance(runes, c.runes, limit+1); d <= limit && d < best {
			one, kind, best = c, false, d
		}
	}
	return one, kind
}

// local reports whether a name has the word of a region that another lacks.
func local(name, other string) bool {
	for _, r := range name {
		if strings.ContainsRune("省市县区州旗镇乡盟", r) && !strings.ContainsRune(other, r) {
			return true
		}
	}
	return false
}
