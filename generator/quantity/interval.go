package quantity

import "strings"

// Interval is what a wording says of the true value. An end that is infinite
// has no number; an end that is open excludes its number.
type Interval struct {
	Lo, Hi         Number
	LoOpen, HiOpen bool
	LoInf, HiInf   bool
}

// Point is the interval that holds n alone.
func Point(n Number) Interval { return Interval{Lo: n, Hi: n} }

// IsPoint tells whether just one number lies in the interval.
func (i Interval) IsPoint() bool {
	return !i.LoInf && !i.HiInf && !i.LoOpen && !i.HiOpen && i.Lo.Equal(i.Hi)
}

// falls tells whether the interval reaches below zero and not above it, as the
// one of 下降0.0余倍 does.
func (i Interval) falls() bool {
	return !i.HiInf && i.Hi.Sign() <= 0 && (i.LoInf || i.Lo.Sign() < 0)
}

// Contains tells whether n lies in the interval.
func (i Interval) Contains(n Number) bool {
	if !i.LoInf {
		if c := n.Cmp(i.Lo); c < 0 || c == 0 && i.LoOpen {
			return false
		}
	}
	if !i.HiInf {
		if c := n.Cmp(i.Hi); c > 0 || c == 0 && i.HiOpen {
			return false
		}
	}
	return true
}

// Neg gives the interval of -n for each n of i.
func (i Interval) Neg() Interval {
	r := Interval{LoInf: i.HiInf, HiInf: i.LoInf, LoOpen: i.HiOpen, HiOpen: i.LoOpen}
	if !i.HiInf {
		r.Lo = i.Hi.Neg()
	}
	if !i.LoInf {
		r.Hi = i.Lo.Neg()
	}
	return r
}

// Add gives the interval of n + m for each n of i and m of j.
func (i Interval) Add(j Interval) Interval {
	r := Interval{LoInf: i.LoInf || j.LoInf, HiInf: i.HiInf || j.HiInf}
	if !r.LoInf {
		r.Lo, r.LoOpen = i.Lo.Add(j.Lo), i.LoOpen || j.LoOpen
	}
	if !r.HiInf {
		r.Hi, r.HiOpen = i.Hi.Add(j.Hi), i.HiOpen || j.HiOpen
	}
	return r
}

// Sub gives the interval of n - m for each n of i and m of j.
func (i Interval) Sub(j Interval) Interval { return i.Add(j.Neg()) }

// meet narrows i to what lies in j too. Where nothing does, i stays: a wording
// that contradicts itself (约3人以上) is not made emptier than it is.
func (i Interval) meet(j Interval) Interval {
	r := i
	if !j.LoInf {
		if c := j.Lo.Cmp(r.Lo); r.LoInf || c > 0 || c == 0 && j.LoOpen {
			r.Lo, r.LoOpen, r.LoInf = j.Lo, j.LoOpen, false
		}
	}
	if !j.HiInf {
		if c := j.Hi.Cmp(r.Hi); r.HiInf || c < 0 || c == 0 && j.HiOpen {
			r.Hi, r.HiOpen, r.HiInf = j.Hi, j.HiOpen, false
		}
	}
	if !r.LoInf && !r.HiInf {
		if c := r.Lo.Cmp(r.Hi); c > 0 || c == 0 && (r.LoOpen || r.HiOpen) {
			return i
		}
	}
	return r
}

// String writes the interval as mathematics does: [90000, 100000).
func (i Interval) String() string {
	var b strings.Builder
	switch {
	case i.LoInf:
		b.WriteString("(-inf")
	case i.LoOpen:
		b.WriteString("(" + i.Lo.String())
	default:
		b.WriteString("[" + i.Lo.String())
	}
	b.WriteString(", ")
	switch {
	case i.HiInf:
		b.WriteString("+inf)")
	case i.HiOpen:
		b.WriteString(i.Hi.String() + ")")
	default:
		b.WriteString(i.Hi.String() + "]")
	}
	return b.String()
}
