package quantity

import "strings"

// String is the canonical wording: Parse gives it back with all fields but
// Text, Start and End the same. Other kinds than quantities are as written.
func (q Quantity) String() string {
	if !q.Kind.IsQuantity() {
		return q.Text
	}
	w := q.placeWords()
	switch {
	case q.Kind == Zero:
		return "零"
	case q.Kind == Ratio:
		return q.Value.text() + ":1"
	case q.Shape == FromTo:
		return "由" + q.amount(q.From, "") + "变为" + w.front + q.bareAmount(q.To, w) + w.behind
	case q.Kind == Growth:
		return q.growthWording(w)
	case q.Shape == Range:
		return q.rangeWording(q.Lo, q.Hi, w)
	case w.bare != "" && q.Kind == Fraction:
		return w.front + w.bare + "半" + w.behind
	case w.bare != "":
		return w.front + q.bareAmount(q.Value, w) + w.behind
	case w.inner == "多" && q.Unit == "倍" && q.Value.Cmp(NewInt(1)) > 0 && q.Bounds.Hi.Equal(q.Value.Add(q.Value)):
		if d := doublings(q.Value); d != "" {
			return w.front + "翻" + d + "多" + w.behind
		}
	}
	return w.front + q.amount(q.Value, w.inner) + w.behind
}

// bareAmount is an amount behind 数, 几, 上 or 过, which take a numeral that
// begins with its scale: 数十家, 上百个.
func (q Quantity) bareAmount(n Number, w placed) string {
	if w.bare == "" {
		return q.amount(n, w.inner)
	}
	return w.bare + strings.TrimPrefix(spell(n), "一") + w.inner + q.unitWording()
}

// doublings says how many doublings make n, with 半 where half a one is left,
// or nothing where n is no such number.
func doublings(n Number) string {
	times, power := int64(0), NewInt(1)
	for power.Add(power).Cmp(n) <= 0 {
		power = power.Add(power)
		times++
	}
	switch {
	case power.Equal(n):
		return NewInt(times).String() + "番"
	case power.Mul(scaled(15, -1)).Equal(n):
		return NewInt(times).String() + "番半"
	}
	return ""
}

func (q Quantity) growthWording(w placed) string {
	lo, hi, verb := q.Value, q.Value, "增长"
	if q.Shape == Range {
		lo, hi = q.Lo, q.Hi
	}
	if lo.Sign() < 0 || q.Bounds.falls() {
		lo, hi, verb = hi.Neg(), lo.Neg(), "下降"
	}
	if q.Unit != "%" && q.Unit != "百分点" && q.Unit != "‰" {
		verb = "同比" + verb
	}
	if q.Shape == Range {
		return verb + q.rangeWording(lo, hi, w)
	}
	return verb + w.front + q.bareAmount(lo, w) + w.behind
}

// rangeWording writes the unit at both ends, so that neither borrows from the
// other.
func (q Quantity) rangeWording(lo, hi Number, w placed) string {
	if w.limit != "" {
		return w.front + q.amount(lo, "") + w.limit + w.upper + q.amount(hi, w.inner) + w.behind
	}
	return w.front + q.amount(lo, "") + "至" + q.amount(hi, w.inner) + w.behind
}

// amount is a number with its unit, digits as held.
func (q Quantity) amount(n Number, inner string) string {
	switch {
	case q.Unit == "1":
		return parts(n, inner)
	case inner == "几", (q.Unit == "年" || q.Unit == "日") && yearLike(n):
		return spell(n) + inner + q.unitWording()
	case q.Unit == "" && q.Kind == Money:
		return n.shift(-12).String() + "万亿" + inner // only money is stated without its unit
	case q.Unit == "":
		return n.text() + inner
	}
	digits, scale := n.text(), ""
	if n.Places() == 0 && !strings.HasPrefix(q.Unit, "/") { // 12/10万: what it is out of has the scale
		digits, scale = split(n)
	}
	return digits + scale + inner + q.unitWording()
}

func yearLike(n Number) bool {
	y, ok := n.Int64()
	return ok && n.Places() == 0 && y >= firstYear // up to 20212025年
}

// parts writes a decimal of 1 as so many parts of a power of ten; parts of 100
// would be a share in %.
func parts(n Number, inner string) string {
	places := max(n.Places(), 1)
	if places == 2 {
		places = 3
	}
	top := n.Mul(scaled(1, int32(places))).Round(0)
	return "1" + strings.Repeat("0", places) + "分之" + top.String() + inner
}

// unitWording is the unit with the 个 that it needs.
func (q Quantity) unitWording() string {
	if q.Unit == "百分点" || core().geUnit[q.Unit] {
		return "个" + q.Unit
	}
	return q.Unit
}

// placed are the words of Approx, each at its place in the wording.
type placed struct {
	front, bare, inner, behind string
	limit, upper               string // 以上 and 不满 between the ends of a range
}

func (q Quantity) placeWords() placed {
	v := core()
	var w placed
	n := q.Value.Abs()
	if q.Shape == FromTo {
		n = q.To
	}
	for i, word := range strings.Fields(q.Approx) {
		_, front := v.before.get(word)
		_, bare := v.bare.get(word)
		_, inside := v.inside.get(word)
		switch {
		case q.Shape == Range && w.limit == "" && isLimit(word) && len(strings.Fields(q.Approx[strings.Index(q.Approx, word):])) > 1:
			w.limit = word
		case w.limit != "" && front:
			w.upper = word
		case bare && (!inside || (q.Bounds.Hi.Equal(n.Mul(NewInt(10))) || q.Bounds.Lo.Neg().Equal(n.Mul(NewInt(10))))) && i < 2 && q.Shape != Range:
			w.bare = word
		case front:
			w.front += word
		case inside && w.inner == "":
			w.inner = word
		default:
			w.behind += word
		}
	}
	return w
}

// isLimit tells whether word can end the lower limit of a range.
func isLimit(word string) bool { return strings.HasSuffix(word, "以上") || word == "以外" }

// spell writes a whole number in Chinese numerals; other numbers as digits.
func spell(n Number) string {
	v, ok := n.Int64()
	if !ok || v < 0 || v >= 1e16 {
		return n.text()
	}
	if v == 0 {
		return "零"
	}
	var b strings.Builder
	gap := false
	for _, s := range []struct {
		size int64
		word string
	}{{1e12, "万亿"}, {1e8, "亿"}, {1e4, "万"}, {1, ""}} {
		section := v / s.size
		v %= s.size
		if section == 0 {
			gap = b.Len() > 0
			continue
		}
		if b.Len() > 0 && (gap || section < 1000) {
			b.WriteString("零")
		}
		word := s.word
		if word == "万亿" && v >= 1e8 {
			word = "万" // 一万二千亿: 亿 is written once
			if v < 1e11 {
				gap = true
			}
		}
		b.WriteString(spellSection(section))
		b.WriteString(word)
		gap = false
	}
	return b.String()
}

// spellSection writes 1 to 9999.
func spellSection(v int64) string {
	digits := []rune("零一二三四五六七八九")
	powers := []string{"", "十", "百", "千"}
	var b strings.Builder
	zero := false
	for k := 3; k >= 0; k-- {
		d := v
		for range k {
			d /= 10
		}
		d %= 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		b.WriteRune(digits[d])
		b.WriteString(powers[k])
	}
	return b.String()
}
