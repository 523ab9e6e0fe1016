package report

import (
	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// Change is a comparison with the year before, in words.
type Change struct {
	Text   string // 下降4.5%, 延长2个工作日以上, 提高0.8个百分点, 与上年持平
	Better bool   // the indicator has a better direction, and this is it
}

// Broken is what is said of two years between which an indicator changed.
const Broken = "口径有变化，不可比"

// Change says how a figure changed from the year before, as [Compare] does. A
// break in the series stands in the way of any number.
func (f *Figure) Change() (c Change, why string, ok bool) {
	before, _ := f.Before()
	if before != nil && f.Absent == "" && before.Absent == "" &&
		f.Report.Form.BreakBetween(f.Indicator.Key, f.Report.Year-1, f.Report.Year) != nil {
		return c, Broken, false
	}
	return Compare(f.Indicator, &f.Value, before)
}

// Compare says how a figure changed. ok is false where nothing can be said:
// a value is absent, the units differ, or a wording is so approximate that not
// even the direction is certain; why says which, in a word for the page.
//
// Shares change by percentage points, durations by their own unit, all else in
// percent of the year before (同比 = (cur − prev) / prev), undefined at zero:
// then the change is told in numbers. Bounds are carried through.
func Compare(ind *form.Indicator, now, before *Value) (c Change, why string, ok bool) {
	switch {
	case before == nil:
		return c, "", false
	case now.Absent != "" || before.Absent != "":
		return c, "", false
	case !quantity.SameUnit(now.Unit, before.Unit):
		return c, "单位不同，不可比", false
	}
	difference := now.Bounds.Sub(before.Bounds)
	sign, certain := Direction(difference)
	if !certain {
		return c, "含约数，增减不能确定", false
	}
	if sign == 0 {
		return Change{Text: "与上年持平"}, "", true
	}
	c.Better = sign > 0 && (ind.Direction == form.Higher || ind.Direction == form.Target100) ||
		sign < 0 && ind.Direction == form.Lower
	size := difference
	if sign < 0 {
		size = difference.Neg()
	}
	switch ind.Kind {
	case form.Share:
		c.Text = span(verb(sign, "提高", "下降"), size, "百分点", 2)
	case form.Duration:
		c.Text = span(verb(sign, "延长", "缩短"), size, now.Unit, 2)
	default:
		growth, ok := Growth(now.Bounds, before.Bounds)
		if !ok {
			c.Text = span(verb(sign, "增加", "减少"), size, now.Unit, 2)
			break
		}
		if sign < 0 {
			growth = growth.Neg()
		}
		c.Text = span(verb(sign, "增长", "下降"), growth, "%", percentPlaces)
	}
	return c, "", true
}

func verb(sign int, up, down string) string {
	if sign < 0 {
		return down
	}
	return up
}

// Direction gives the sign that every value of an interval has. An interval that
// holds zero and more has none: it may be that nothing changed.
func Direction(i quantity.Interval) (sign int, certain bool) {
	switch {
	case i.IsPoint():
		return i.Lo.Sign(), true
	case !i.LoInf && (i.Lo.Sign() > 0 || i.Lo.Sign() == 0 && i.LoOpen):
		return 1, true
	case !i.HiInf && (i.Hi.Sign() < 0 || i.Hi.Sign() == 0 && i.HiOpen):
		return -1, true
	}
	return 0, false
}

// Growth gives (now − before) / before in percent as an interval, divided once
// and rounded once, to the places that are printed. ok is false where before may
// be zero or negative.
func Growth(now, before quantity.Interval) (quantity.Interval, bool) {
	if before.LoInf || before.Lo.Sign() <= 0 {
		return quantity.Interval{}, false
	}
	hundred := quantity.NewInt(100)
	percent := func(a, b quantity.Number, places int) quantity.Number {
		q, _ := a.Sub(b).Mul(hundred).Quo(b, places)
		return q
	}
	if now.IsPoint() && before.IsPoint() {
		return quantity.Point(percent(now.Lo, before.Lo, percentPlaces)), true
	}
	const fine = percentPlaces + 6 // bounds are rounded outward when they are printed
	out := quantity.Interval{LoInf: now.LoInf || before.HiInf, HiInf: now.HiInf}
	if !out.LoInf {
		out.Lo, out.LoOpen = percent(now.Lo, before.Hi, fine), now.LoOpen || before.HiOpen
	}
	if !out.HiInf {
		out.Hi, out.HiOpen = percent(now.Hi, before.Lo, fine), now.HiOpen || before.LoOpen
	}
	return out, true
}

// outward rounds the ends of an interval away from each other, so that what is
// printed still holds every value that is possible.
func outward(i quantity.Interval, places int) quantity.Interval {
	step, _ := quantity.NewInt(1).Quo(power(places), places)
	if lo := i.Lo.Round(places); !i.LoInf {
		if lo.Cmp(i.Lo) > 0 {
			lo = lo.Sub(step)
		}
		i.LoOpen = i.LoOpen && lo.Equal(i.Lo)
		i.Lo = lo
	}
	if hi := i.Hi.Round(places); !i.HiInf {
		if hi.Cmp(i.Hi) < 0 {
			hi = hi.Add(step)
		}
		i.HiOpen = i.HiOpen && hi.Equal(i.Hi)
		i.Hi = hi
	}
	return i
}

// percentPlaces is how many decimals a growth is printed with.
const percentPlaces = 1

// span prints verb and size: 延长2个工作日以上, 下降4.5%, 增长3.1%至5%. What
// rounds to nothing is said to be less than the last place: it did change.
func span(verb string, size quantity.Interval, unit string, places int) string {
	number := func(n quantity.Number) string { return quantity.Print(n.Round(places), unit) }
	least, _ := quantity.NewInt(1).Quo(power(places), places)
	if !size.IsPoint() {
		size = outward(size, places)
	}
	switch {
	case size.IsPoint() && size.Lo.Round(places).Sign() == 0:
		return verb + "不足" + quantity.Print(least, unit)
	case size.IsPoint():
		return verb + number(size.Lo)
	case size.HiInf && size.LoOpen:
		return verb + "超过" + number(size.Lo)
	case size.HiInf:
		return verb + number(size.Lo) + "以上"
	case size.LoInf || size.Lo.Sign() <= 0:
		return verb + "不超过" + number(size.Hi)
	}
	if size.Lo.Round(places).Sign() == 0 {
		return verb + "不超过" + number(size.Hi)
	}
	lo, hi := number(size.Lo), number(size.Hi)
	if lo == hi {
		return verb + "约" + lo
	}
	return verb + lo + "至" + hi
}

// power gives ten to the n.
func power(n int) quantity.Number {
	p := quantity.NewInt(1)
	for range n {
		p = p.Mul(quantity.NewInt(10))
	}
	return p
}
