package check

import (
	"strings"

	"fazhi/generator/quantity"
)

// growthNamed reads as a growth what the words around it make one: 较2024年的
// 987件增加37件, and 压缩率66.7% behind a change. Others stay as they are.
func growthNamed(sen sentence, before []quantity.Quantity, q quantity.Quantity) quantity.Quantity {
	if q.Shape != quantity.Single || !q.Bounds.IsPoint() || len(before) == 0 || sen.Quote(q.Start, q.End) != nil {
		return q
	}
	last := before[len(before)-1]
	if last.End > q.Start {
		return q
	}
	between := sen.Text[last.End:q.Start]
	sign := 0
	switch {
	case q.Kind == quantity.Percent && last.Kind == quantity.Change && last.Shape == quantity.FromTo:
		word := trimAll(strings.TrimPrefix(between, "，"), strings.CutSuffix, "达到", "达", "为", "约")
		switch word {
		case "压缩率", "压减率", "压缩比例", "压减比例", "压缩比", "压减比", "提速", "提速率":
			sign = -1
		}
	case q.Kind == quantity.Count || q.Kind == quantity.Money:
		switch strings.TrimSuffix(strings.TrimPrefix(between, "，"), "了") {
		case "增加", "多":
			sign = 1
		case "减少", "少":
			sign = -1
		}
	}
	if sign == 0 {
		return q
	}
	q.Kind = quantity.Growth
	q.Start = last.End + len(between) - len(strings.TrimPrefix(between, "，"))
	q.Text = sen.Text[q.Start:q.End]
	if sign < 0 {
		q.Value = quantity.NewInt(0).Sub(q.Value)
		q.Bounds = quantity.Point(q.Value)
	}
	return q
}

// changeAround finds the two values of a growth where one of them stands behind
// it (98件，同比增加8件，上年为95件), or is told by the growth before it
// (580万元，比上年增加80万元，增长16%).
func (s *Subject) changeAround(sen sentence, before, behind []quantity.Quantity, g quantity.Quantity) (c stated, ok bool) {
	before = lastTwo(before)
	if len(before) == 0 || containsAny(sen.text(), s.limits.realTerms...) || strings.Contains(g.Text, "环比") {
		return c, false
	}
	last := before[len(before)-1]
	if !onlyComparison(sen.Text[last.End:g.Start]) {
		return c, false
	}
	c = stated{sen: sen, start: g.Start, end: g.End, said: growthClaim(g), sign: g.Value.Sign(), unit: g.Unit}
	if last.Kind == quantity.Growth && len(before) > 1 {
		now := before[len(before)-2]
		if g.Unit != "%" || last.Unit == "%" || !level(now) || now.Unit == "%" || !quantity.SameUnit(now.Unit, last.Unit) ||
			!onlyComparison(sen.Text[now.End:last.Start]) || !containsAny(last.Text, "上年", "去年", "同比", "同期") {
			return c, false
		}
		c.now, c.nowText, c.nowSaid = claimed(now), now.Text, now.Bounds
		c.before, c.beforeSaid = c.now.Sub(claimed(last)), now.Bounds.Sub(last.Bounds)
		if !c.beforeSaid.IsPoint() || !now.Bounds.IsPoint() {
			return c, false
		}
		c.beforeText = quantity.Print(c.beforeSaid.Lo, now.Unit)
		return c, true
	}
	if behind = stating(behind[:min(len(behind), 8)]); len(behind) == 0 || !level(last) || s.isLastYear(sen, last) {
		return c, false
	}
	next := behind[0]
	if !level(next) || !quantity.SameUnit(next.Unit, last.Unit) || !onlyLastYear(sen.Text[g.End:next.Start]) {
		return c, false
	}
	c.now, c.nowText, c.nowSaid, c.share = claimed(last), last.Text, last.Bounds, last.Unit == "%"
	c.before, c.beforeText, c.beforeSaid = claimed(next), next.Text, next.Bounds
	return c, c.comparable(last.Unit)
}

// onlyLastYear reports whether what stands before a value says that it is last
// year's and no more: ，上年为.
func onlyLastYear(between string) bool {
	rest := trimAll(between, strings.CutPrefix, "，", "（", "；", " ")
	word := trimAll(rest, strings.CutSuffix, "为", "是", "有")
	return word == "上年" || word == "去年" || word == "上年同期" || word == "去年同期" || word == "上一年"
}
