package check

import (
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// sumUntrue holds what the text says of a whole against the parts that stand
// beside it: a total behind its parts, parts behind 其中, a share behind its
// part, the last row of a table. Parts may overlap, and a list may leave some
// out, so only what cannot be otherwise, or hardly, is told.
func sumUntrue() Check {
	return Check{ID: "sum-untrue", Group: Figures, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			if p.Cell || p.Plan || p.Heading != nil || p.Glossary {
				continue
			}
			for _, sen := range p.sentences() {
				qs := stating(sen.stated())
				for i := range qs {
					s.totalBehind(sen, qs[:i], qs[i])
					s.partsBehind(sen, qs[i], qs[i+1:])
					s.shareOf(sen, qs[:i], qs[i])
				}
				s.allShares(sen, qs)
			}
		}
		s.tableSums()
	}}
}

// counted reports whether a quantity is a number that adds up: exact, and no
// share or change.
func counted(q quantity.Quantity) bool {
	return q.Shape == quantity.Single && q.Bounds.IsPoint() && (q.Kind == quantity.Count || q.Kind == quantity.Money)
}

// like reports whether two quantities count the same things by their unit.
func like(a, b quantity.Quantity) bool {
	return counted(a) && counted(b) && quantity.SameUnit(a.Unit, b.Unit)
}

// rounding is how far a sum of quantities may be off by rounding.
func rounding(qs ...quantity.Quantity) quantity.Number {
	sum := quantity.NewInt(0)
	for _, q := range qs {
		i := claimed(q)
		sum = sum.Add(i.Hi.Sub(i.Lo))
	}
	return sum
}

func sumOf(qs []quantity.Quantity) quantity.Number {
	sum := quantity.NewInt(0)
	for _, q := range qs {
		sum = sum.Add(q.Value)
	}
	return sum
}

// off reports whether a total is not the sum of its parts, rounding set aside.
func off(total quantity.Quantity, parts []quantity.Quantity) bool {
	return sumOf(parts).Sub(total.Value).Abs().Cmp(rounding(append(slices.Clone(parts), total)...)) > 0
}

// mostParts is how many parts of a sum in prose are looked at.
const mostParts = 30

// totalBehind holds 建议68件、提案92件，合计160件 against its parts: all
// quantities of the unit right before it, or the last ones of them.
func (s *Subject) totalBehind(sen sentence, before []quantity.Quantity, total quantity.Quantity) {
	if len(before) < 2 || !counted(total) {
		return
	}
	last := before[len(before)-1]
	said := strings.Trim(sen.Text[last.End:total.Start], "，、 为")
	if said == "合计" && (strings.HasPrefix(last.Text, "两") || strings.ContainsAny(last.Text[:len("三")], "二三四五六七八九")) {
		before = before[:len(before)-1] // 三项合计 names the parts
	}
	if !slices.Contains([]string{"合计", "共计", "总计", "两项合计", "两者合计", "三项合计", "几项合计", "以上合计"}, said) {
		return
	}
	from := len(before)
	for from > 0 && len(before)-from < mostParts && like(before[from-1], total) {
		from--
	}
	run := before[from:]
	if len(run) < 2 {
		return
	}
	best := run
	for i := range len(run) - 1 {
		if !off(total, run[i:]) {
			return
		}
		if sumOf(run[i:]).Sub(total.Value).Abs().Cmp(sumOf(best).Sub(total.Value).Abs()) < 0 {
			best = run[i:]
		}
	}
	s.tellSum("total", sen, total, best)
}

// partsBehind holds 86人，其中专职71人、公职16人 against the whole before it.
// Parts may be less than the whole unless the last one is all others.
func (s *Subject) partsBehind(sen sentence, total quantity.Quantity, behind []quantity.Quantity) {
	if len(behind) == 0 || !counted(total) || containsAny(sen.Text[max(sen.start, total.Start-len("增加了")):total.Start], "增加", "减少", "多", "少") {
		return // 增加6件，其中新增9件
	}
	lead := strings.TrimLeft(sen.Text[total.End:behind[0].Start], "，（(：: ")
	if !strings.HasPrefix(lead, "其中") || strings.ContainsAny(lead, "，、。） ") && !strings.HasPrefix(lead, "其中，") {
		return
	}
	n := 0
	for n < len(behind) && n < mostParts && like(behind[n], total) {
		n++
	}
	parts := behind[:n]
	switch {
	case n == 1 && parts[0].Value.Cmp(total.Value) > 0 && off(total, parts):
		s.tellSum("part", sen, parts[0], []quantity.Quantity{total})
	case n < 2 || !off(total, parts):
	case s.lastIsRest(sen, parts):
		s.tellSum("parts", sen, total, parts)
	case sumOf(parts).Cmp(total.Value) > 0 && sumOf(parts).Mul(quantity.NewInt(4)).Cmp(total.Value.Mul(quantity.NewInt(5))) <= 0 && !overlapping(sen.Text[total.End:parts[n-1].End]):
		s.tellSum("over", sen, total, parts)
	}
}

// lastIsRest reports whether the last part is all others: 其他8件.
func (s *Subject) lastIsRest(sen sentence, parts []quantity.Quantity) bool {
	n := len(parts)
	name := sen.Text[parts[n-2].End:parts[n-1].Start]
	inner := strings.ContainsAny(sen.Text[parts[0].Start:parts[n-1].End], "（(") // a part of a part
	return !inner && containsAny(name, "其他", "其余", "其它")
}

// overlapping reports whether parts may be counted twice, or one is a part of
// another.
func overlapping(text string) bool {
	return containsAny(text, "（", "(", "女", "党员", "同时", "以上", "以下", "其中包括", "包含", "首次", "重点", "包括", "新增", "含") || strings.Count(text, "其中") > 1
}

// tellSum tells a total and its parts.
func (s *Subject) tellSum(say string, sen sentence, total quantity.Quantity, parts []quantity.Quantity) {
	var words []string
	for _, q := range parts {
		words = append(words, q.Text)
	}
	sum := sumOf(parts)
	s.tell(say, sen.Pos(total.Start, total.End), "total", total.Text, "parts", strings.Join(words, "＋"), "sum", quantity.Print(sum, total.Unit))
}

// shareOf holds 简易程序3100件，占73.6% against the wholes that stand before it
// in the sentence.
func (s *Subject) shareOf(sen sentence, before []quantity.Quantity, share quantity.Quantity) {
	if len(before) < 2 || share.Kind != quantity.Percent || share.Unit != "%" || share.Shape != quantity.Single || !share.Bounds.IsPoint() {
		return
	}
	before = before[max(0, len(before)-mostParts):]
	part := before[len(before)-1]
	name := strings.Trim(sen.Text[part.End:share.Start], "，（( ")
	name = trimAll(name, strings.CutSuffix, "为", "达到", "达", "是")
	say := ""
	switch {
	case !counted(part):
		return
	case slices.Contains([]string{"占", "占比", "占总数的", "占总量的", "占总数", "占全部案件的", "占案件总数的"}, name):
		say = "share"
	case rateOf(sen, part, name):
		say = "rate"
	default:
		return
	}
	var wholes []quantity.Quantity
	for _, q := range before[:len(before)-1] {
		if like(q, part) && q.Value.Cmp(part.Value) >= 0 && q.Value.Sign() > 0 {
			wholes = append(wholes, q)
		}
	}
	if len(wholes) == 0 || say == "share" && !strings.Contains(sen.text(), "其中") && len(wholes) > 1 || fits(sen.Passage, share, part) {
		return
	}
	whole := wholes[len(wholes)-1]
	actual, _ := part.Value.Mul(quantity.NewInt(100)).Quo(whole.Value, 2)
	s.tell(say, sen.Pos(share.Start, share.End), "text", share.Text, "part", part.Text, "whole", whole.Text, "actual", actual.String())
}

// fits reports whether a share is that of a part in any whole, or any two
// together, that the paragraph names before it.
func fits(p *Passage, share, part quantity.Quantity) bool {
	said := growthClaim(share)
	var all []quantity.Number
	for _, q := range p.Quantities {
		if q.Start < part.Start && q.Shape == quantity.Single && q.Kind.IsQuantity() && quantity.SameUnit(q.Unit, part.Unit) && q.Value.Sign() > 0 {
			all = append(all, q.Value)
		}
	}
	all = all[max(0, len(all)-mostParts):]
	for i, a := range all {
		for _, b := range append([]quantity.Number{quantity.NewInt(0)}, all[i+1:]...) {
			if actual, ok := part.Value.Mul(quantity.NewInt(100)).Quo(a.Add(b), 8); ok && said.Contains(actual) {
				return true
			}
		}
	}
	return false
}

// rateOf reports whether a rate is that of the part before it by its name:
// 败诉3件，败诉率.
func rateOf(sen sentence, part quantity.Quantity, name string) bool {
	stem, isRate := strings.CutSuffix(name, "率")
	start, _ := sen.clause(part.Start)
	return isRate && len(stem) >= len("办结") && strings.HasSuffix(sen.Text[start:part.Start], stem)
}

// allShares tells shares of one whole that make more than all of it.
func (s *Subject) allShares(sen sentence, qs []quantity.Quantity) {
	var shares []quantity.Quantity
	slack := quantity.NewInt(0)
	for _, q := range qs {
		before := strings.TrimRight(sen.Text[sen.start:q.Start], "为达到约 ")
		if q.Kind == quantity.Percent && q.Shape == quantity.Single && q.Bounds.IsPoint() && (strings.HasSuffix(before, "占") || strings.HasSuffix(before, "占比")) {
			shares = append(shares, q)
			i := growthClaim(q)
			slack = slack.Add(i.Hi.Sub(q.Value))
		}
	}
	const least = 3 // two may well overlap
	sum := sumOf(shares)
	if len(shares) < least || sum.Cmp(quantity.NewInt(100).Add(slack)) <= 0 || sum.Cmp(quantity.NewInt(115)) > 0 || overlapping(sen.text()) {
		return
	}
	s.tellSum("shares", sen, shares[len(shares)-1], shares)
}
