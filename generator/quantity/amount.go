package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// amount is a numeral with the unit and the words that follow it.
type amount struct {
	numeral
	end    int // behind unit and words; numeral.end is behind the digits
	unit   unit
	stated bool     // the text gives a unit
	kind   Kind     // by unit
	inner  string   // approximation within: 余, 多
	behind string   // approximation behind: 以内, 左右
	bounds Interval // of value, by inner and behind
}

// amountAt reads the amount at i, which may be 半天.
func (r *reader) amountAt(i int) (amount, bool) {
	if r.has(i, "半") {
		p := i + len("半")
		w, u := r.v.units.at(r.text, p)
		half := scaled(5, -1)
		n := numeral{start: i, end: p, value: half, mantissa: half}
		return amount{numeral: n, end: p + w, unit: u, stated: true, kind: u.kind, bounds: Point(half)}, w > 0 && u.kind == Duration
	}
	n, ok := r.v.lex(r.text, i)
	if !ok {
		return amount{}, false
	}
	return r.complete(n), true
}

// complete reads what follows a numeral.
func (r *reader) complete(n numeral) amount {
	a := amount{numeral: n, end: n.end, inner: n.inside}
	if r.halfOf(&a) || r.partsAt(&a) || r.slashAt(&a) || r.tenthsAt(&a) || r.discountAt(&a) {
		r.behind(&a)
		return a
	}
	p := n.end
	if a.inner == "" && n.indefinite == "" && !n.spread {
		if w, _ := r.v.inside.at(r.text, p); w > 0 && r.insideFits(p+w, r.text[p:p+w], &n) {
			a.inner = r.text[p : p+w]
			p += w
		}
	}
	if rest, ok := strings.CutPrefix(r.text[p:], "个多"); ok && a.inner == "" && n.indefinite == "" {
		if w, u := r.v.units.at(rest, 0); w > 0 && u.ge {
			a.inner, a.unit, a.stated = "多", u, true
			a.end = p + len("个多") + w
			a.kind = u.kind
			r.behind(&a)
			return a
		}
	}
	if w, u := r.unitAt(p, &n); w > 0 {
		a.unit, a.stated, a.kind = u, true, u.kind
		a.end = p + w
		r.half(&a)
	} else {
		a.end = p
	}
	r.behind(&a)
	return a
}

// insideFits tells whether 余, 多, 来 or 几 before p belongs to the numeral: 来
// needs a unit (十来个, but 三年来), the others any word or a break.
func (r *reader) insideFits(p int, word string, n *numeral) bool {
	w, _ := r.unitAt(p, n)
	switch word {
	case "来":
		return w > 0
	case "几":
		return (w > 0 || r.whole && p == len(r.text)) && !n.arabic && n.value.Places() == 0
	}
	if w > 0 {
		return true
	}
	next, _ := runeAt(r.text, p)
	return n.arabic && n.end-n.start > 1 || n.scale > 0 || !unicode.Is(unicode.Han, next)
}

// unitAt gives the unit of the closed core at p, with a second one behind
// 每 or a stroke: 微克/立方米.
func (r *reader) unitAt(p int, n *numeral) (int, unit) {
	blank := 0
	if n.arabic {
		blank = blankAt(r.text, p)
	}
	w, u := r.v.units.at(r.text, p+blank)
	if w == 0 {
		return r.perTenThousand(p, n)
	}
	if latin(u.name) || latin(r.text[p+blank:p+blank+w]) {
		// kW is a unit, the k of 3kids is not.
		next, _ := runeAt(r.text, p+blank+w)
		if next < 0x80 && (unicode.IsLetter(next) || unicode.IsDigit(next)) || !n.arabic {
			return 0, unit{}
		}
	}
	w += blank
	for _, per := range []string{"/", "／", "每"} {
		if rest, ok := strings.CutPrefix(r.text[p+w:], per); ok {
			if per == "每" && u.kind != Measure {
				continue
			}
			if w2, u2 := r.v.units.at(rest, 0); w2 > 0 && u2.kind != Percent {
				u.name, u.kind = u.name+"/"+u2.name, max(u.kind, Measure)
				return w + len(per) + w2, u
			}
			if big, end := scaleAt(rest, 0); big > 0 {
				if w2, u2 := r.v.units.at(rest, end); w2 > 0 {
					u.name = u.name + "/" + rest[:end] + u2.name
					return w + len(per) + end + w2, u
				}
			}
		}
	}
	return w, u
}

// perTenThousand reads the rest of 8.2/10万 as a unit: so many in a hundred
// thousand.
func (r *reader) perTenThousand(p int, n *numeral) (int, unit) {
	w := r.hasAny(p, "/", "／")
	if w == 0 || !n.arabic || n.scale > 0 {
		return 0, unit{}
	}
	one := r.hasAny(p+w, "100", "10", "1")
	power, end := scaleAt(r.text, p+w+one)
	if other, _ := r.v.units.at(r.text, end); power < 4 || other > 0 {
		return 0, unit{}
	}
	return end - p, unit{name: "/" + r.text[p+w:end], kind: Measure, big: true}
}

func latin(s string) bool {
	return s != "" && s[len(s)-1] < 0x80 && unicode.IsLetter(rune(s[len(s)-1]))
}

// blankAt is the length of one blank at p, as text from a PDF has it.
func blankAt(s string, p int) int {
	switch {
	case p >= len(s):
	case s[p] == ' ':
		return 1
	case s[p] == 0xC2 && strings.HasPrefix(s[p:], "\u00a0"):
		return len("\u00a0")
	case s[p] == 0xE3 && strings.HasPrefix(s[p:], "\u3000"):
		return len("\u3000")
	}
	return 0
}

// half adds 半 behind a unit (两年半, 一倍半) and within it (一个半小时).
func (r *reader) half(a *amount) {
	rest := r.text[a.end:]
	if !strings.HasPrefix(rest, "半") {
		return
	}
	switch {
	case a.unit.name == "个":
		if w, u := r.v.units.at(rest, len("半")); w > 0 && u.ge {
			a.unit, a.kind = u, u.kind
			a.end += len("半") + w
			a.value = a.value.Add(scaled(5, -1))
		}
	case a.unit.name == "年" || a.unit.name == "倍" || a.unit.name == "天":
		a.value = a.value.Add(scaled(5, -1))
		a.end += len("半")
	}
}

// halfOf reads 一半, but not 一半天.
func (r *reader) halfOf(a *amount) bool {
	if a.lone != '一' || !r.has(a.end, "半") {
		return false
	}
	p := a.end + len("半")
	if w, _ := r.v.units.at(r.text, p); w > 0 {
		return false
	}
	a.value, a.mantissa, a.lone, a.end = scaled(5, -1), scaled(5, -1), 0, p
	a.unit, a.stated, a.kind = unit{name: "1", kind: Fraction, big: true}, true, Fraction
	return true
}

// partsAt reads 分之: 百分之五 in %, 三分之二 as a decimal of 1.
func (r *reader) partsAt(a *amount) bool {
	rest, ok := strings.CutPrefix(r.text[a.end:], "分之")
	if !ok || a.value.Sign() <= 0 || a.indefinite != "" || a.spread {
		return false
	}
	p := len(r.text) - len(rest)
	top, ok := r.v.lex(r.text, p)
	if !ok || top.indefinite != "" {
		return false
	}
	hundred := a.value.Equal(NewInt(100))
	if a.value.Cmp(NewInt(1e10)) > 0 && !a.value.lastPlace().Equal(a.value) || !hundred && top.inside != "" {
		return false // beyond 百亿 only powers of ten, which parts writes for small fractions
	}
	a.unit, a.kind = unit{name: "1", kind: Fraction, big: true}, Fraction
	value, hi := top.value, top.hi
	if hundred {
		a.unit, a.kind = unit{name: "%", kind: Percent, big: true}, Percent
	} else {
		value, _ = fractionOf(value, a.value)
		hi, _ = fractionOf(hi, a.value)
	}
	if w, _ := r.v.inside.at(r.text, top.end); w > 0 && hundred && top.inside == "" && !top.spread {
		next, _ := runeAt(r.text, top.end+w)
		if !unicode.Is(unicode.Han, next) {
			top.inside = r.text[top.end : top.end+w]
			top.end += w
		}
	}
	a.value, a.mantissa, a.hi, a.spread = value, value, hi, top.spread
	a.end, a.stated, a.lone, a.bare, a.scale, a.inner = top.end, true, 0, false, 0, top.inside
	return true
}

// slashAt reads 1/3 and 2／5: whole numbers, the upper one smaller, that are no
// part of a code, a date (2023/1/5) or a model.
func (r *reader) slashAt(a *amount) bool {
	w := r.hasAny(a.end, "/", "／")
	if w == 0 || !a.arabic || !a.plain || a.value.Sign() <= 0 || isCode(r.prev(a.start)) {
		return false
	}
	bottom, ok := r.v.lex(r.text, a.end+w)
	if !ok || !bottom.arabic || !bottom.plain || bottom.value.Cmp(a.value) <= 0 || bottom.value.Cmp(NewInt(100)) > 0 || isCode(r.next(bottom.end)) {
		return false
	}
	if w, _ := r.unitAt(bottom.end, &bottom); w > 0 {
		return false
	}
	a.value, _ = fractionOf(a.value, bottom.value)
	a.mantissa, a.plain, a.end = a.value, false, bottom.end
	a.unit, a.stated, a.kind = unit{name: "1", kind: Fraction, big: true}, true, Fraction
	return true
}

// isCode tells whether c beside a fraction makes it a part of a longer code.
func isCode(c rune) bool {
	return c == '/' || c == '／' || c == '-' || c == '.' || c < 0x80 && (unicode.IsLetter(c) || unicode.IsDigit(c))
}

// fractionOf gives top ÷ bottom: exact where it ends within exactPlaces, else
// to four places or to four digits that count, whichever is more, so that a
// small fraction never becomes 0.
func fractionOf(top, bottom Number) (Number, bool) {
	const exactPlaces = 10
	for places := range exactPlaces + 1 {
		q, ok := top.Quo(bottom, places)
		if !ok || q.Mul(bottom).Equal(top) {
			return q, ok
		}
	}
	for places := 4; ; places++ {
		q, _ := top.Quo(bottom, places)
		if q.Abs().Cmp(scaled(1000, int32(-places))) >= 0 {
			_, _ = q.d.Reduce(&q.d)
			return q.plain(), true
		}
	}
}

// notTenths are the characters behind 成 that make it another word.
const notTenths = "立为果功员本效长熟就人都交批套品年绩因分片型材百千不"

// tenthsAt reads 成 as ten per cent: 七成, 两成半, 三至五成.
func (r *reader) tenthsAt(a *amount) bool {
	rest, ok := strings.CutPrefix(r.text[a.end:], "成")
	if !ok || a.value.Cmp(NewInt(10)) > 0 || a.scale > 0 || a.code {
		return false
	}
	next, size := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune(notTenths, next) {
		return false
	}
	a.end += len("成")
	ten := NewInt(10)
	a.value, a.hi = a.value.Mul(ten), a.hi.Mul(ten)
	switch digit := chineseDigit(next); {
	case next == '半':
		a.end += size
		a.value = a.value.Add(NewInt(5))
	case digit > 0 && r.shareEnds(a.end+size): // 八成五
		a.end += size
		a.value = a.value.Add(NewInt(digit))
	}
	if w, _ := r.v.inside.at(r.text, a.end); w > 0 && !strings.HasPrefix(r.text[a.end:], "来") {
		a.inner = r.text[a.end : a.end+w]
		a.end += w
	}
	a.mantissa, a.lone = a.value, 0
	a.unit, a.stated, a.kind = unit{name: "%", kind: Percent, big: true}, true, Percent
	return true
}

// discountAt reads 八五折, which is 8.5折.
func (r *reader) discountAt(a *amount) bool {
	if a.lone == 0 {
		return false
	}
	next := r.next(a.end)
	first, second := chineseDigit(a.lone), chineseDigit(next)
	end := a.end + len("五")
	if first <= 0 || second <= 0 || !r.has(end, "折") {
		return false
	}
	a.value, a.lone, a.end = scaled(10*first+second, -1), 0, end+len("折")
	a.mantissa = a.value
	a.unit, a.stated, a.kind = unit{name: "折", kind: Multiple, big: true}, true, Multiple
	return true
}

// shareEnds tells whether a share can end at p, as 八成五 does in 八成五的企业,
// but 八成 in 八成五年内.
func (r *reader) shareEnds(p int) bool {
	w, _ := r.v.after.at(r.text, p)
	return w > 0 || isBreak(r.next(p)) || r.has(p, "的")
}

// within finds the bounds that the numeral and the word inside leave open.
func (r *reader) within(a *amount) {
	a.bounds = Point(a.value)
	if a.spread {
		a.bounds = Interval{Lo: a.value, Hi: a.hi}
	}
	if a.inner != "" {
		b, _ := r.v.inside.get(a.inner)
		a.bounds = b.of(a.value)
	}
	if a.indefinite != "" {
		b, _ := r.v.bare.get(a.indefinite)
		a.bounds = b.of(a.value)
	}
}

// behind reads 以内, 左右 and the like, and sets the bounds.
func (r *reader) behind(a *amount) {
	r.within(a)
	if !a.stated && a.scale == 0 && !a.arabic {
		return
	}
	p := a.end + blankAt(r.text, a.end)
	w, b := r.v.after.at(r.text, p)
	if w == 0 && (a.kind == Duration || a.unit.name == "公里" || a.unit.name == "米") {
		if w, b = r.v.within.at(r.text, p); w > 0 {
			next, _ := runeAt(r.text, p+w)
			if strings.ContainsRune("容部外涵在生", next) {
				w = 0
			}
		}
	}
	if w == 0 || w == len("余") && (a.inner != "" || a.indefinite != "") {
		return
	}
	if w == len("以下") {
		if no, _ := r.v.notBehind.at(r.text, p+w); no > 0 {
			return
		}
	}
	a.behind = r.text[p : p+w]
	if w == len("余") && a.behind != "内" && isHan(r.next(p+w)) && (!a.stated || a.kind == Count) {
		a.behind = "" // 一站多点, but 三年多时间
		return
	}
	a.end = p + w
	a.bounds = narrow(a.bounds, b.of(a.value), a.value)
}
