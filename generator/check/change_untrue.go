package check

import (
	"strconv"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

func itoa(n int) string { return strconv.Itoa(n) }

// changeUntrue holds every stated growth against the two values that it is of.
// Across a stated break there are no two such values; that is told instead.
func changeUntrue() Check {
	return Check{ID: "change-untrue", Group: Years, Severity: finding.Error, Waivable: true, Run: func(s *Subject) {
		for _, c := range s.statedChanges() {
			if c.broken != nil {
				if !c.unsure {
					s.tellChange("broken", &c, "label", c.figure.Indicator.Label, "key", c.figure.Indicator.Key, "year", c.broken.Year, "note", c.broken.Note)
				}
				continue
			}
			if c.unit == "" || c.wrongWay() && !c.unsure || c.pointsSaidPercent() {
				continue
			}
			if actual, ok := c.actual(); ok && disjoint(actual, c.said) {
				say := "untrue"
				if c.unsure {
					say = "perhaps"
				}
				s.tellChange(say, &c, "actual", c.whatItIs())
			}
		}
	}}
}

// fromTo finds 由30个工作日缩短至63个工作日.
func (s *Subject) fromTo(p *Passage, q quantity.Quantity) {
	if q.Kind != quantity.Change || q.Shape != quantity.FromTo || q.From.Sign() < 0 {
		return
	}
	rises, falls := containsAny(q.Text, risingWords()...), containsAny(q.Text, fallingWords()...)
	if rises == falls {
		return
	}
	c := stated{sign: 1}
	if falls {
		c.sign = -1
	}
	if c.ends(q); c.wrongWay() {
		s.tell("from-to", p.Pos(q.Start, q.End), "words", q.Text, "before", c.beforeText, "now", c.nowText)
	}
}

// wrongWay reports whether the words say the opposite of what is certain.
func (c *stated) wrongWay() bool {
	if c.sign == 0 {
		return false
	}
	difference := c.now.Sub(c.before)
	rose := !difference.LoInf && (difference.Lo.Sign() > 0 || difference.Lo.Sign() == 0 && difference.LoOpen)
	fell := !difference.HiInf && (difference.Hi.Sign() < 0 || difference.Hi.Sign() == 0 && difference.HiOpen)
	return c.sign > 0 && fell || c.sign < 0 && rose
}

// pointsSaidPercent reports whether a change of a share is said in per cent and
// is what percentage points make: 98.5% after 97.3% is no 提高1.2%.
func (c *stated) pointsSaidPercent() bool {
	return c.share && c.unit == "%" && c.sign != 0 && !disjoint(c.nowSaid.Sub(c.beforeSaid), c.said)
}

// whatItIs says the change that the values make, a share's in points.
func (c *stated) whatItIs() finding.Text {
	if c.share {
		return printed(c.nowSaid.Sub(c.beforeSaid), "百分点")
	}
	actual, ok := (&stated{now: c.nowSaid, before: c.beforeSaid, unit: c.unit}).actual()
	if !ok {
		actual, _ = c.actual()
	}
	return printed(actual, c.unit)
}

// actual gives the change that the two values make, in the unit of the stated
// one; ok is false where it is undefined.
func (c *stated) actual() (quantity.Interval, bool) {
	if c.unit != "%" {
		return c.now.Sub(c.before), true
	}
	if c.before.LoInf || c.before.HiInf || c.now.LoInf || c.now.HiInf || c.before.Lo.Sign() <= 0 {
		return quantity.Interval{}, false
	}
	percent := func(now, before quantity.Number) quantity.Number {
		q, _ := now.Sub(before).Mul(quantity.NewInt(100)).Quo(before, 8)
		return q
	}
	return quantity.Interval{
		Lo: percent(c.now.Lo, c.before.Hi), LoOpen: c.now.LoOpen || c.before.HiOpen,
		Hi: percent(c.now.Hi, c.before.Lo), HiOpen: c.now.HiOpen || c.before.LoOpen,
	}, true
}

// printed says a change: 增长1.08%, 减少12件, 提高1.2个百分点, or its two ends.
func printed(i quantity.Interval, unit string) finding.Text {
	up, down := "增加", "减少"
	switch unit {
	case "%":
		up, down = "增长", "下降"
	case "百分点":
		up, down = "提高", "下降"
	}
	one := func(n quantity.Number) finding.Text {
		n = n.Round(2)
		size := quantity.Print(n.Abs(), unit)
		switch n.Sign() {
		case 1:
			return finding.Text{ZH: up + size, EN: "+" + size}
		case -1:
			return finding.Text{ZH: down + size, EN: "-" + size}
		}
		return finding.Text{ZH: "持平", EN: "no change"}
	}
	lo, hi := one(i.Lo), one(i.Hi)
	switch {
	case i.LoInf && i.HiInf:
		return finding.Text{}
	case i.LoInf:
		return finding.Text{ZH: "最多" + hi.ZH, EN: "at most " + hi.EN}
	case i.HiInf:
		return finding.Text{ZH: "至少" + lo.ZH, EN: "at least " + lo.EN}
	case lo == hi:
		return lo
	}
	return finding.Text{ZH: lo.ZH + "到" + hi.ZH + "之间", EN: "from " + lo.EN + " to " + hi.EN}
}
