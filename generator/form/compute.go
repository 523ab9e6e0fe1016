package form

import (
	"slices"
	"strings"

	"fazhi/generator/quantity"
)

// Computed is what [Indicator.Compute] finds.
type Computed struct {
	Outcome Outcome           // Holds: there is a value; Undefined: the divisor is 0; Unknown: see Missing
	Value   quantity.Interval // in full scale, rounded once to the printed places; the ends of a range are rounded outward
	Missing []Missing         // none where the inputs are too vague
}

// maxCorners bounds the approximate inputs whose ends are tried out together.
const maxCorners = 10

// Compute gives the value of a derived indicator. It is exact: rounded once, at
// the end, half away from zero. From approximate inputs comes the interval of
// all values that they allow.
func (i *Indicator) Compute(value Values) Computed {
	var c Computed
	var known values
	var vague []Ref
	infinite := false
	for _, ref := range i.Formula.Refs() {
		v, state := value(ref.Key, ref.Years)
		if state != Known {
			c.Missing = append(c.Missing, Missing{ref, state})
			continue
		}
		if v.LoInf { // 30个工作日以内: no figure is negative
			v.Lo, v.LoInf, v.LoOpen = quantity.Number{}, false, false
		}
		known = append(known, valued{ref, v})
		if !v.IsPoint() {
			vague = append(vague, ref)
			infinite = infinite || v.HiInf
		}
	}
	if len(c.Missing) > 0 {
		return c
	}
	f := i.fraction()
	if !i.Formula.Ratio() {
		return c.settle(f.roundSum(f.part.over(known)))
	}
	whole := f.whole.over(known)
	switch {
	case !whole.HiInf && whole.Hi.Sign() <= 0:
		c.Outcome = Undefined
		return c
	case whole.LoInf || whole.Lo.Sign() < 0:
		return c
	case infinite || whole.Lo.Sign() == 0 || len(vague) > maxCorners:
		return c.bounds(f, known)
	}
	return c.settle(f.corners(known, vague))
}

func (c Computed) settle(v quantity.Interval) Computed {
	c.Outcome, c.Value = Holds, v
	return c
}

// fraction is a formula as one sum over another, scaled to what is printed.
type fraction struct {
	part, whole linear
	ratio       linear          // part of a growth, without the − 1 behind it
	less        quantity.Number // what is taken off the ratio: 100 of a growth in %
	places      int             // -1: as exact as the inputs
	scale       quantity.Number // of the printed unit: 10000 of 万元
}

func (i *Indicator) fraction() fraction {
	one := quantity.NewInt(1)
	f := fraction{places: i.Places, scale: one}
	times := one
	switch {
	case i.Unit == "%" && i.Formula.Ratio():
		times = quantity.NewInt(100)
	case strings.HasPrefix(i.Unit, "万"):
		f.scale = quantity.NewInt(1_0000)
	case strings.HasPrefix(i.Unit, "亿"):
		f.scale = quantity.NewInt(1_0000_0000)
	}
	f.part = linear{}.plus(i.Formula.Sum, times)
	f.ratio = f.part
	f.whole = linear{}.plus(i.Formula.Over, one)
	if i.Formula.Growth {
		before := i.Formula.Sum[0]
		before.Years--
		f.whole = linear{}.plus(Sum{before}, one)
		f.part = f.part.plus(Sum{before}, times.Neg())
		f.less = times
	}
	return f
}

// bounds gives an interval where an input has no end: each of the two sums runs
// through its own, which holds at least all values that are possible.
func (c Computed) bounds(f fraction, known values) Computed {
	part, whole := f.ratio.over(known), f.whole.over(known)
	if part.LoInf || part.Lo.Sign() < 0 {
		return c
	}
	v := quantity.Interval{HiInf: part.HiInf || whole.Lo.Sign() <= 0, LoOpen: part.LoOpen || whole.HiOpen}
	if !whole.HiInf {
		lo, exact := f.quo(part.Lo, whole.Hi, -1)
		v.Lo, v.LoOpen = lo, v.LoOpen && exact
	} else {
		v.LoOpen = part.Lo.Sign() > 0
	}
	if !v.HiInf {
		hi, exact := f.quo(part.Hi, whole.Lo, +1)
		v.Hi, v.HiOpen = hi, (part.HiOpen || whole.LoOpen) && exact
	}
	v.Lo, v.Hi = v.Lo.Sub(f.less), v.Hi.Sub(f.less)
	return c.settle(v)
}

// corners gives the least and the greatest value of a fraction whose divisor is
// positive: both stand where every approximate input is at one of its ends.
func (f fraction) corners(known values, vague []Ref) quantity.Interval {
	var lo, hi corner
	at := slices.Clone(known)
	for bits := range 1 << len(vague) {
		open := false
		for k, ref := range vague {
			v := known.of(ref)
			if bits>>k&1 == 0 {
				at.set(ref, quantity.Point(v.Lo))
				open = open || v.LoOpen
			} else {
				at.set(ref, quantity.Point(v.Hi))
				open = open || v.HiOpen
			}
		}
		c := corner{f.part.over(at).Lo, f.whole.over(at).Lo, open}
		if bits == 0 {
			lo, hi = c, c
			continue
		}
		lo, hi = lo.further(c, -1), hi.further(c, +1)
	}
	if len(vague) == 0 || lo.cmp(hi) == 0 {
		q, _ := lo.part.Quo(lo.whole.Mul(f.scale), f.places)
		return quantity.Point(q.Mul(f.scale))
	}
	var v quantity.Interval
	var exact bool
	v.Lo, exact = f.quo(lo.part, lo.whole, -1)
	v.LoOpen = lo.open && exact
	v.Hi, exact = f.quo(hi.part, hi.whole, +1)
	v.HiOpen = hi.open && exact
	return v
}

// corner is a fraction with every input at one of its ends. open: an end that
// the input does not reach.
type corner struct {
	part, whole quantity.Number
	open        bool
}

// cmp compares without dividing; both divisors are positive.
func (c corner) cmp(d corner) int { return c.part.Mul(d.whole).Cmp(d.part.Mul(c.whole)) }

// further gives the one that lies further out in a direction. Of two that are
// equal one that is reached counts.
func (c corner) further(d corner, sign int) corner {
	switch d.cmp(c) {
	case sign:
		return d
	case 0:
		c.open = c.open && d.open
	}
	return c
}

// quo divides and rounds to the printed places, down or up; exact reports that
// nothing was lost.
func (f fraction) quo(n, d quantity.Number, sign int) (q quantity.Number, exact bool) {
	d = d.Mul(f.scale)
	q, _ = n.Quo(d, f.places)
	switch off := q.Mul(d).Cmp(n); {
	case off == 0:
		return q.Mul(f.scale), true
	case off == -sign:
		step, _ := quantity.ParseNumber("1")
		if f.places > 0 {
			step, _ = quantity.ParseNumber("0." + strings.Repeat("0", f.places-1) + "1")
		}
		if sign < 0 {
			step = step.Neg()
		}
		q = q.Add(step)
	}
	return q.Mul(f.scale), false
}

// roundSum rounds a sum to its printed places, where it has a number of them.
func (f fraction) roundSum(v quantity.Interval) quantity.Interval {
	if f.places < 0 {
		return v
	}
	one := quantity.NewInt(1)
	if v.IsPoint() {
		q, _ := v.Lo.Quo(f.scale, f.places)
		return quantity.Point(q.Mul(f.scale))
	}
	exact := true
	if !v.LoInf {
		v.Lo, exact = f.quo(v.Lo, one, -1)
		v.LoOpen = v.LoOpen && exact
	}
	if !v.HiInf {
		v.Hi, exact = f.quo(v.Hi, one, +1)
		v.HiOpen = v.HiOpen && exact
	}
	return v
}
