package quantity

import "strings"

// Print writes a number and its unit as a report would: 29.51万次, 540万元,
// 33个工作日, 7.7个百分点, 100%. 万 and 亿 are used only where the number stays
// exact with at most two digits behind the point, and whole numbers below
// 10000 are written out.
func Print(n Number, unit string) string {
	v := core()
	if unit == "1" {
		unit = ""
	}
	digits, scale := split(n)
	if scale == "" && (v.geUnit[unit] || unit == "百分点") {
		return digits + "个" + unit
	}
	if unit == "%" || unit == "‰" || strings.HasPrefix(unit, "/") {
		return n.String() + unit
	}
	return digits + scale + unit
}

// split writes n in 亿 or 万 where that keeps it exact with two places.
func split(n Number) (digits, scale string) {
	if i, ok := n.small(); ok && -1e4 < i && i < 1e4 {
		return n.String(), ""
	}
	for _, s := range []struct {
		power int32
		word  string
	}{{12, "万亿"}, {8, "亿"}, {4, "万"}} {
		if n.Abs().Cmp(scaled(1, s.power)) < 0 {
			continue
		}
		small := n
		small.d.Exponent -= s.power
		if round := small.Round(2); small.Equal(round) {
			return round.String(), s.word
		}
	}
	return n.String(), ""
}

// SameUnit tells whether two units are one, or declared synonyms in units.toml:
// 件 and 宗, 天 and 日.
func SameUnit(a, b string) bool {
	v := core()
	for _, u := range []*string{&a, &b} {
		if known, ok := v.alias[*u]; ok {
			*u = known
		}
	}
	return a == b || v.same[a] > 0 && v.same[a] == v.same[b]
}
