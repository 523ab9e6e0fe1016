package form

import (
	"slices"
	"strings"

	"fazhi/generator/quantity"
)

// State says whether a figure has a value.
type State uint8

// The states of a figure. Three absences are stated, the fourth is that of a
// derived figure; none of them is 0.
const (
	NotGiven      State = iota // the data say nothing
	Known                      // a value, exact or approximate
	NotCounted                 // 未统计
	NotApplicable              // 不适用
	NotPublic                  // 不公开
	NotComputed                // 无法计算
)

// absences are the words for the states that are absences, in their order.
func absences() []string { return []string{"未统计", "不适用", "不公开", "无法计算"} }

// Absence gives the state that a word stands for: 未统计, 不适用, 不公开 or
// 无法计算.
func Absence(word string) (s State, ok bool) {
	i := slices.Index(absences(), word)
	if i < 0 {
		return NotGiven, false
	}
	return NotCounted + State(i), true
}

// String gives the word for an absence, and "" for other states.
func (s State) String() string {
	if s < NotCounted || s > NotComputed {
		return ""
	}
	return absences()[s-NotCounted]
}

// Outcome is what a look at the figures shows of an identity.
type Outcome uint8

// The outcomes.
const (
	Unknown   Outcome = iota // a figure is missing
	Holds                    // the figures can be as stated
	Broken                   // no values within what is stated satisfy it
	Undefined                // a share of nothing: its divisor is 0
)

// Verdict is what [Identity.Hold] finds. Left and Right are what the two sides
// of the rule come to, a share in %; they are set unless the outcome is
// Unknown, and Right not where it is Undefined.
type Verdict struct {
	Outcome     Outcome
	Left, Right quantity.Interval
	Missing     []Missing // the figures without a value, in the order of the rule
}

// Missing is a figure that has no value, and why.
type Missing struct {
	Ref
	State State
}

// Values gives the value of a figure in the report's year, or in one counted
// from it (-1: the year before). Values are in full scale and of one unit each:
// 元, %, 件. A plain number is an interval of one point. Whether a figure is
// itself rounded (29.51万次) is for the caller to say, by the interval it gives.
type Values func(key string, years int) (quantity.Interval, State)

// Hold looks whether an identity holds. Exact figures must tie exactly; for
// approximate ones it is broken only where no values within their intervals
// could tie. A share must agree with its quotient as far as its last printed
// digit tells: half a unit of that place on either side.
func (id *Identity) Hold(value Values) Verdict {
	var v Verdict
	refs := id.Rule.Refs()
	known := make(values, 0, len(refs))
	for _, ref := range refs {
		i, state := value(ref.Key, ref.Years)
		if state != Known {
			v.Missing = append(v.Missing, Missing{ref, state})
			continue
		}
		known = append(known, valued{ref, i})
	}
	if len(v.Missing) > 0 {
		return v
	}
	one := quantity.NewInt(1)
	left, right := linear{}.plus(id.Rule.Left, one), linear{}.plus(id.Rule.Right, one)
	v.Left = left.over(known)
	if id.Rule.Over != nil {
		return v.share(id.Rule, known)
	}
	v.Right = right.over(known)
	difference := left.plus(id.Rule.Right, one.Neg()).over(known)
	can := reaches(difference, -1) && reaches(difference, +1)
	switch id.Rule.Op {
	case AtMost:
		can = reaches(difference, -1)
	case AtLeast:
		can = reaches(difference, +1)
	}
	return v.settle(can)
}

// share settles a = 100 b / c without dividing: a lies between lo and hi, so
// 100 b - lo c must be able to be 0 or more, and 100 b - hi c 0 or less. The
// quotient takes every value between two that it takes, so both suffice.
func (v Verdict) share(r Rule, known values) Verdict {
	one, hundred := quantity.NewInt(1), quantity.NewInt(100)
	part, whole := linear{}.plus(r.Right, hundred).over(known), linear{}.plus(r.Over, one).over(known)
	if !whole.HiInf && whole.Hi.Sign() <= 0 {
		v.Outcome = Undefined
		return v
	}
	places := 2
	if !v.Left.LoInf {
		places = max(places, v.Left.Lo.Places()+1)
	}
	v.Right = quotient(part, whole, places)
	can := true
	if !v.Left.LoInf {
		lo := v.Left.Lo.Sub(halfUnit(v.Left.Lo))
		can = reaches(linear{}.plus(r.Right, hundred).plus(r.Over, lo.Neg()).over(known), +1)
	}
	if !v.Left.HiInf {
		hi := v.Left.Hi.Add(halfUnit(v.Left.Hi))
		can = can && reaches(linear{}.plus(r.Right, hundred).plus(r.Over, hi.Neg()).over(known), -1)
	}
	return v.settle(can)
}

func (v Verdict) settle(can bool) Verdict {
	v.Outcome = Broken
	if can {
		v.Outcome = Holds
	}
	return v
}

// linear is a sum with each figure once, so that a figure on both sides counts
// as one unknown and not as two.
type linear []weighted

type weighted struct {
	ref   Ref
	times quantity.Number
}

// plus gives l + times × s.
func (l linear) plus(s Sum, times quantity.Number) linear {
	out := append(make(linear, 0, len(l)+len(s)), l...)
next:
	for _, t := range s {
		n := quantity.NewInt(t.Factor).Mul(times)
		for i := range out {
			if out[i].ref == t.Ref {
				out[i].times = out[i].times.Add(n)
				continue next
			}
		}
		out = append(out, weighted{t.Ref, n})
	}
	return out
}

// over gives all values that l takes while each figure runs through its
// interval: exact, since every figure stands in it once.
func (l linear) over(known values) quantity.Interval {
	sum := quantity.Point(quantity.Number{})
	for _, w := range l {
		sum = sum.Add(scale(known.of(w.ref), w.times))
	}
	return sum
}

// values are what the figures of a rule are known to be: a handful, found faster one
// by one than by a map.
type values []valued

type valued struct {
	ref Ref
	quantity.Interval
}

func (v values) set(ref Ref, i quantity.Interval) {
	for k := range v {
		if v[k].ref == ref {
			v[k].Interval = i
		}
	}
}

func (v values) of(ref Ref) quantity.Interval {
	for i := range v {
		if v[i].ref == ref {
			return v[i].Interval
		}
	}
	return quantity.Interval{}
}

// scale gives the interval of n × x for each x of i.
func scale(i quantity.Interval, n quantity.Number) quantity.Interval {
	if n.Equal(quantity.NewInt(1)) {
		return i
	}
	switch n.Sign() {
	case 0:
		return quantity.Point(n)
	case -1:
		i, n = i.Neg(), n.Neg()
	}
	if !i.LoInf {
		i.Lo = i.Lo.Mul(n)
	}
	if !i.HiInf {
		i.Hi = i.Hi.Mul(n)
	}
	return i
}

// reaches reports whether an interval has a value of 0 or more (sign +1), or
// of 0 or less (sign -1).
func reaches(i quantity.Interval, sign int) bool {
	if sign < 0 {
		i = i.Neg()
	}
	return i.HiInf || i.Hi.Sign() > 0 || i.Hi.Sign() == 0 && !i.HiOpen
}

// quotient gives the interval of part ÷ whole for display, for figures that
// are not negative; its ends are rounded.
func quotient(part, whole quantity.Interval, places int) quantity.Interval {
	q := quantity.Interval{LoOpen: part.LoOpen || whole.HiOpen, HiOpen: part.HiOpen || whole.LoOpen, LoInf: part.LoInf}
	if !part.LoInf && !whole.HiInf {
		q.Lo, _ = part.Lo.Quo(whole.Hi, places)
	}
	q.HiInf = part.HiInf || whole.LoInf || whole.Lo.Sign() <= 0
	if !q.HiInf {
		q.Hi, _ = part.Hi.Quo(whole.Lo, places)
	}
	return q
}

// halfUnit is half a unit of the last printed place: 0.05 for 78.8.
func halfUnit(n quantity.Number) quantity.Number {
	half, _ := quantity.ParseNumber("0." + strings.Repeat("0", min(n.Places(), 30)) + "5")
	return half
}
