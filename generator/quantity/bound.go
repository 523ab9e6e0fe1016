package quantity

import (
	"fmt"
	"strings"
)

// bound is the meaning of a word of approximation, as units.toml writes it:
// an interval in v, the stated value, and u, the weight of its last digit that
// counts. "(v-u, v]" is 近.
type bound struct {
	lo, hi         term
	loOpen, hiOpen bool
}

// term is times × v + halves × u/2, or infinite.
type term struct {
	times, halves int64
	inf           bool
}

// parseBound reads an interval such as "[v-u/2, v+u/2]" or "(v, inf)".
func parseBound(s string) (bound, error) {
	lo, hi, ok := strings.Cut(strings.Trim(s, "[]()"), ", ")
	if !ok || len(s) < 2 {
		return bound{}, fmt.Errorf("bounds %q are no interval", s)
	}
	b := bound{loOpen: s[0] == '(', hiOpen: s[len(s)-1] == ')'}
	var okLo, okHi bool
	b.lo, okLo = parseTerm(lo)
	b.hi, okHi = parseTerm(hi)
	if !okLo || !okHi {
		return bound{}, fmt.Errorf("bounds %q: an end is one of v, 2v, 10v, v-u, v+u, v-u/2, v+u/2, inf, -inf", s)
	}
	return b, nil
}

func parseTerm(s string) (term, bool) {
	switch s {
	case "v":
		return term{times: 1}, true
	case "2v":
		return term{times: 2}, true
	case "10v":
		return term{times: 10}, true
	case "v-u":
		return term{times: 1, halves: -2}, true
	case "v+u":
		return term{times: 1, halves: 2}, true
	case "v-u/2":
		return term{times: 1, halves: -1}, true
	case "v+u/2":
		return term{times: 1, halves: 1}, true
	case "inf", "-inf":
		return term{inf: true}, true
	}
	return term{}, false
}

func (t term) of(v, half Number) Number {
	r := v
	if t.times != 1 {
		r = r.Mul(NewInt(t.times))
	}
	if t.halves != 0 {
		r = r.Add(half.Mul(NewInt(t.halves)))
	}
	return r
}

// of is the interval that the word leaves open around v.
func (b bound) of(v Number) Interval {
	r := Interval{LoInf: b.lo.inf, HiInf: b.hi.inf, LoOpen: b.loOpen && !b.lo.inf, HiOpen: b.hiOpen && !b.hi.inf}
	var half Number
	if b.lo.halves != 0 || b.hi.halves != 0 {
		place := v.lastPlace()
		if b.lo.halves < 0 && v.Abs().Equal(place) {
			// A power of ten has no digit below to be near to: 近100% leaves
			// 90 % to 100 % open, not 0 % to 100 %.
			place = place.Mul(scaled(1, -1))
		}
		half = place.Mul(scaled(5, -1))
	}
	if !b.lo.inf {
		r.Lo = b.lo.of(v, half)
	}
	if !b.hi.inf {
		r.Hi = b.hi.of(v, half)
	}
	return r
}
