package site_test

import (
	"math"
	"math/big"
)

// change is what two amounts allow to say: in words, and the difference in
// numbers. why is set where nothing can be said.
type change struct{ text, span, why string }

func difference(a, b *amount) *amount {
	d := &amount{unit: b.unit, loOpen: b.loOpen || a.hiOpen, hiOpen: b.hiOpen || a.loOpen}
	if b.lo != nil && a.hi != nil {
		d.lo = new(big.Rat).Sub(b.lo, a.hi)
	}
	if b.hi != nil && a.lo != nil {
		d.hi = new(big.Rat).Sub(b.hi, a.lo)
	}
	return d
}

func (a *amount) negative() *amount {
	out := &amount{unit: a.unit, loOpen: a.hiOpen, hiOpen: a.loOpen}
	if a.hi != nil {
		out.lo = new(big.Rat).Neg(a.hi)
	}
	if a.lo != nil {
		out.hi = new(big.Rat).Neg(a.lo)
	}
	return out
}

// sign says which way a difference surely goes; sure is false where it may go
// either way.
func (a *amount) sign() (sign int, sure bool) {
	switch {
	case a.point():
		return a.lo.Sign(), true
	case a.lo != nil && (a.lo.Sign() > 0 || a.lo.Sign() == 0 && a.loOpen):
		return 1, true
	case a.hi != nil && (a.hi.Sign() < 0 || a.hi.Sign() == 0 && a.hiOpen):
		return -1, true
	}
	return 0, false
}

// changed works out the change from a to b of an indicator of a kind.
func changed(a, b *amount, kind string) change {
	switch {
	case !a.known() || !b.known():
		return change{why: "absent"}
	case a.unit != b.unit && a.unit+b.unit != "宗件" && a.unit+b.unit != "件宗": // one under two names
		return change{why: "unit"}
	}
	d := difference(a, b)
	unit := b.unit
	if kind == "share" {
		unit = "百分点"
	}
	out := change{span: spread(d, unit)}
	sign, sure := d.sign()
	if !sure {
		out.why = "open"
		return out
	}
	if sign == 0 {
		return change{text: "与上年持平"}
	}
	size := d
	if sign < 0 {
		size = d.negative()
	}
	verb := map[string][2]string{"share": {"下降", "提高"}, "duration": {"缩短", "延长"}, "count": {"下降", "增长"}, "zero": {"减少", "增加"}}
	up := (sign + 1) / 2
	switch {
	case kind == "share" || kind == "duration":
		out.text, out.span = verb[kind][up]+sized(size, unit, 2), "" // the words are the difference
	case a.lo == nil || a.lo.Sign() <= 0:
		out.text, out.span = verb["zero"][up]+sized(size, unit, 2), ""
		if a.point() {
			out.why = "zero"
		}
	default:
		out.text = verb["count"][up] + sized(grown(a, b, sign), "%", 1)
	}
	return out
}

// grown is the growth in percent, or the decline.
func grown(a, b *amount, sign int) *amount {
	ratio := func(now, before *big.Rat) *big.Rat {
		if now == nil || before == nil {
			return nil
		}
		x := new(big.Rat).Sub(now, before)
		return x.Quo(x.Mul(x, big.NewRat(100, 1)), before)
	}
	g := &amount{lo: ratio(b.lo, a.hi), hi: ratio(b.hi, a.lo), loOpen: b.loOpen || a.hiOpen, hiOpen: b.hiOpen || a.loOpen}
	if sign < 0 {
		return g.negative()
	}
	return g
}

// sized puts an interval into words.
func sized(a *amount, unit string, decimals int) string {
	if a.point() {
		if n := rounded(a.lo, decimals, ""); n.Sign() != 0 {
			return inWords(n, unit)
		}
		return "不足" + inWords(new(big.Rat).SetFrac64(1, int64(math.Pow10(decimals))), unit) // it did change
	}
	var lo, hi *big.Rat
	if a.lo != nil {
		lo = rounded(a.lo, decimals, "down")
	}
	if a.hi == nil {
		if a.loOpen && lo.Cmp(a.lo) == 0 {
			return "超过" + inWords(lo, unit)
		}
		return inWords(lo, unit) + "以上"
	}
	hi = rounded(a.hi, decimals, "up")
	if lo == nil || lo.Sign() <= 0 {
		return "不超过" + inWords(hi, unit)
	}
	if lo.Cmp(hi) == 0 {
		return "约" + inWords(lo, unit)
	}
	return inWords(lo, unit) + "至" + inWords(hi, unit)
}

// spread is a difference in numbers, with its sign.
func spread(d *amount, unit string) string {
	signed := func(n *big.Rat) string {
		switch n.Sign() {
		case 0:
			return "0" + behind(unit)
		case 1:
			return "+" + inWords(n, unit)
		}
		return "−" + inWords(new(big.Rat).Neg(n), unit)
	}
	or := func(open bool, yes, no string) string {
		if open {
			return yes
		}
		return no
	}
	switch {
	case d.lo == nil && d.hi == nil:
		return ""
	case d.point():
		return signed(d.lo)
	case d.lo == nil:
		return or(d.hiOpen, "小于", "至多") + signed(d.hi)
	case d.hi == nil:
		return or(d.loOpen, "大于", "至少") + signed(d.lo)
	}
	return signed(d.lo) + "至" + signed(d.hi)
}
