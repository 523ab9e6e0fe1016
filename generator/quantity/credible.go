package quantity

import "strings"

// credible decides whether an amount is a quantity or only looks like one: it
// has a unit, or the text says otherwise that it is a value, and it is not
// part of a name.
func (r *reader) credible(n *numeral, a *amount, q *Quantity, f front) bool {
	if v := n.value.Abs(); v.Cmp(scaled(1, 20)) >= 0 || a.unit.name == "" && a.kind != Money && v.Cmp(scaled(1, 15)) >= 0 {
		return false // nothing that is reported is so large; it is a number of something
	}
	if r.whole {
		return !n.leadZero && !n.code
	}
	if !a.stated && !r.unitless(n, a, q, f) {
		return false
	}
	if n.code && !a.stated {
		return false
	}
	if r.quoted(n.start, a.end) && !r.measured(n, a) {
		return false
	}
	if n.bare && !f.limited && !limits(a.behind) && a.inner == "" && n.indefinite == "" && !strings.HasPrefix(a.unit.name, "分") && a.kind != Percent && a.unit.name != "1" {
		return false // 百日, 千亿级, 万元GDP
	}
	if a.kind == Count && r.prev(n.start) == '每' {
		return false // 每三家, 每十万人: what a rate goes by
	}
	if n.arabic {
		return true
	}
	return r.spelled(n, a, q, f)
}

// limits tells whether the word behind an amount makes a bound of it, which
// names do not have: 亿元以上.
func limits(behind string) bool {
	return strings.HasSuffix(behind, "以上") || strings.HasSuffix(behind, "以下") || strings.HasSuffix(behind, "以内")
}

// measured tells whether a number in a quoted name states a measure all the
// same: “500米”, “3个95%”.
func (r *reader) measured(n *numeral, a *amount) bool {
	return a.unit.big && (n.arabic || a.kind == Percent)
}

// spelled decides for Chinese numerals, of which most are parts of words.
func (r *reader) spelled(n *numeral, a *amount, q *Quantity, f front) bool {
	exact := q.Shape == Single && !f.limited && a.inner == "" && a.behind == "" && n.indefinite == ""
	if a.unit.arabicOnly && exact && a.kind != Percent {
		return false
	}
	if n.lone == '一' && a.kind == Duration && r.determined(n) {
		return false
	}
	if !exact {
		return true
	}
	switch r.prev(n.start) {
	case '周', '第', '初', '之', '星', '唯', '统', '单', '专', '划', '万':
		return false
	case '期':
		if strings.HasSuffix(r.text[:n.start], "星期") {
			return false
		}
	}
	switch n.lone {
	case '零', '〇':
		return false
	case '一':
		return r.one(n, a)
	case '二':
		return a.kind != Count || (a.unit.name == "人" || a.unit.name == "名") && isBreak(r.next(a.end))
	}
	return true
}

// determined tells whether 一 stands behind a word that makes it name a time and
// not measure one: 下一年度, 同一年, 这一天.
func (r *reader) determined(n *numeral) bool {
	before := r.text[r.done:n.start]
	for _, word := range []string{"这", "那", "过去", "同", "某", "有", "每", "上", "下", "前", "后", "新", "又", "的", "重要", "关键", "这样"} {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return false
}

// one decides for 一: it mostly is an article. Lengths of time, money, measures
// and what there is one of 每年, 每个街道 or 至少 are counted.
func (r *reader) one(n *numeral, a *amount) bool {
	switch a.kind {
	case Money, Measure:
		return true
	case Multiple:
		return !strings.HasPrefix(r.text[a.end:], "倍")
	case Duration:
		return r.hasAny(a.end, "来", "里", "度", "天", "体", "夜", "流", "遍", "边", "级", "年") == 0 && a.unit.name != "天" && a.unit.name != "日"
	case Percent, Fraction:
		return true
	}
	switch a.unit.name {
	case "次", "名", "人", "个", "所", "座", "家", "处", "台", "支", "间", "辆", "套":
	default:
		return false
	}
	if c := r.prev(n.start); c == '每' || c == '有' { // 每一名, 有一个
		return false
	}
	if r.hasAny(a.end, "性", "办", "跑", "都", "员", "次", "一", "民") > 0 {
		return false
	}
	for p, k := n.start, 0; p > 0 && k < 10; k++ {
		c, size := runeBefore(r.text, p)
		if isBreak(c) {
			break
		}
		p -= size
		if c == '每' || r.has(p, "至少") {
			return true
		}
	}
	return false
}

// unitless decides for a number without a unit of the closed core. It reads an
// open unit, a short word before a break, where there is one.
func (r *reader) unitless(n *numeral, a *amount, q *Quantity, f front) bool {
	if n.scale > 0 {
		return !n.bare && !r.classMark(a.end) || f.limited && !r.classMark(a.end)
	}
	if !n.arabic || n.leadZero {
		return false
	}
	if s, _ := back(r, r.v.nameFront, n.start); s < n.start {
		return false
	}
	after := r.next(a.end)
	if isBreak(after) && (!n.plain || f.limited || q.Shape == Range && f.limited) {
		return after != '：' && after != ':' && after != '）' || f.limited
	}
	if isBreak(after) {
		s, _ := back(r, r.v.valueOf, f.start)
		return s < f.start
	}
	return false
}

// classMark tells whether what follows makes a class of the number: 千亿级.
func (r *reader) classMark(p int) bool {
	return r.hasAny(p, "级", "俱乐部", "企业", "产业", "园区", "集群", "工程") > 0
}
