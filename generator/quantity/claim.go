package quantity

import (
	"strings"
	"unicode/utf8"
)

// claim reads the numeral as a quantity: an amount or a range, with the words
// of approximation and of growth before it.
func (r *reader) claim(n *numeral, read *amount, q *Quantity) bool {
	a := *read
	if r.prev(n.start) == '第' || r.lettered(n) {
		return false
	}
	if !a.stated {
		r.openUnit(&a)
	}
	start := n.start
	sign := r.minus(n, &a)
	if sign < 0 {
		start -= utf8.RuneLen(r.prev(start))
	}
	if !a.stated && a.scale >= 12 {
		a.kind = Money // 7万亿: only money is stated so
	}
	*q = Quantity{Kind: a.kind, Shape: Single, Value: a.value, Unit: a.unit.name, Bounds: a.bounds, End: a.end}
	if !r.rangeAt(&a, q) && a.spread {
		q.Shape, q.Lo, q.Hi, q.Value = Range, a.value, a.hi, Number{}
		q.Bounds = Interval{Lo: q.Lo, Hi: q.Hi}
	}
	q.Start = start
	if q.Shape == Range && sign < 0 {
		sign, q.Lo = 1, q.Lo.Neg() // the stroke is that of the first end: -3%至5%
		q.Bounds.Lo = q.Lo
	}
	front := r.frontWords(start, n, q)
	q.Start = front.start
	if !r.credible(n, &a, q, front) {
		return false
	}
	r.growth(q, &a, sign)
	q.Approx = join(front.words, a.indefinite, a.inner, a.behind)
	q.Text = r.text[q.Start:q.End]
	return true
}

// notUnits are characters that begin no unit of the open vocabulary.
const notUnits = "达约超近共的和与及后前号楼室线版级型等为是在届路街中上下不也都均又已将并或由从至到比较占而其以之月日时点分第强大年成半国室准"

// openUnit reads a unit that units.toml does not have: up to three characters
// between an Arabic number and a break, as 环节点 in 共12环节点。 In a wording that
// is one quantity all of the rest is the unit.
func (r *reader) openUnit(a *amount) {
	p, runes, last := a.end, 0, rune(0)
	for p < len(r.text) {
		c, size := runeAt(r.text, p)
		if !isHan(c) || chineseDigit(c) >= 0 || runes == 0 && (strings.ContainsRune(notUnits, c) || chinesePower(c) > 0) {
			break
		}
		p += size
		runes++
		last = c
	}
	d, _ := digitAt(r.text, p)
	switch {
	case runes == 0 || a.behind != "" || a.leadZero || a.digits == 0:
		return
	case r.whole && p == len(r.text):
	case runes > 3 || a.scale > 0 || strings.ContainsRune(notUnits, last) || a.year() || !isBreak(r.next(p)) && d < 0 || p == len(r.text):
		return
	}
	if c := r.prev(a.start); c > ' ' && c < 0x80 && !strings.ContainsRune(",;:()", c) && !(r.whole && c == '-') {
		return // a code
	}
	if s, _ := back(r, r.v.nameFront, a.start); s < a.start {
		return
	}
	from := a.end
	a.stated, a.kind, a.end = true, Count, p
	for q := from; q < p; {
		_, size := runeAt(r.text, q)
		q += size
		if w, _ := r.v.after.at(r.text, q); w > len("余") && q+w == p {
			a.end = q
			r.behind(a)
			break
		}
	}
	a.unit = unit{name: strings.TrimSuffix(r.text[from:p], a.behind)}
}

// lettered tells whether a letter stands right before the number, which makes
// both a name (G20, PM2.5), unless money or a share follows (GDP5000亿元).
func (r *reader) lettered(n *numeral) bool {
	c := r.prev(n.start)
	if c == '-' || c == '_' {
		c = r.prev(n.start - 1)
		return c < 0x80 && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')
	}
	if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
		return false
	}
	if w, u := r.unitAt(n.end, n); w > 0 && (u.kind == Money || u.name == "%") {
		return false
	}
	return n.scale == 0
}

// minus gives the sign that a stroke before the number makes: -3.5%, but not
// 10-15, 3年-5年 or A-3.
func (r *reader) minus(n *numeral, a *amount) int {
	c := r.prev(n.start)
	if c != '-' && c != '－' && c != '−' || !n.arabic || !a.stated && n.plain && !r.whole {
		return 1
	}
	start := n.start - utf8.RuneLen(c)
	if start < r.done || start == r.done && r.done > 0 {
		return 1
	}
	before := r.prev(start)
	digit := before >= '0' && before <= '9' || before >= '０' && before <= '９'
	if digit || before == '%' || before == c || before < 0x80 && before > ' ' && before != '(' {
		return 1
	}
	return -1
}

// front is what stands before a number and belongs to it.
type front struct {
	start   int
	words   string
	limited bool // a bound word stands there
}

// frontWords takes 近, 不少于, 上 before start and narrows the bounds of q.
func (r *reader) frontWords(start int, n *numeral, q *Quantity) front {
	f := front{start: start}
	v := q.Value
	if q.Shape == Range {
		v = q.Lo
	}
	for range 2 {
		s, b := back(r, r.v.before, f.start)
		if s == f.start {
			break
		}
		word := r.text[s:f.start]
		if word == "近" && (q.Kind == Duration && !strings.Contains(q.Unit, "工作") && !r.whole && v.Cmp(NewInt(30)) <= 0 && r.recent(s)) {
			break
		}
		if f.words != "" {
			word += " "
		}
		f.words = word + f.words
		f.start, f.limited = s, true
		if q.Shape == Single {
			q.Bounds = narrow(q.Bounds, b.of(v), v)
		}
	}
	if s, b := back(r, r.v.bare, f.start); s < f.start && n.bare && q.Kind != Percent && v.Sign() != 0 && q.Shape == Single && f.words == "" && n.indefinite == "" {
		word := r.text[s:f.start]
		if c := r.prev(s); word == "上" && strings.ContainsRune("网线以晚路海岸山身地马会天史早", c) ||
			word == "过" && strings.ContainsRune("通经越度", c) || word != "上" && word != "过" {
			return f
		}
		f.words, f.start, f.limited = word, s, true
		q.Bounds = narrow(q.Bounds, b.of(v), v)
	}
	return f
}

// recent tells whether 近 at s before a length of time means the last: 近三年.
func (r *reader) recent(s int) bool {
	c := r.prev(s)
	return c == 0 || isBreak(c) || c == '最' || c == '，'
}

// narrow meets what two words say. The point of an exact value gives way to
// the first word.
func narrow(have, word Interval, v Number) Interval {
	if have.IsPoint() && have.Lo.Equal(v) {
		return word
	}
	return have.meet(word)
}

// join strings the approximation words with blanks.
func join(words ...string) string {
	kept := words[:0]
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	switch len(kept) {
	case 0:
		return ""
	case 1:
		return kept[0]
	}
	return strings.Join(kept, " ")
}

// rangeAt reads the other end of a range that begins with a: 3至5个, 10%-15%,
// 五万元以上十万元以下. It makes q the range and a its last end.
func (r *reader) rangeAt(a *amount, q *Quantity) bool {
	limits := false
	p := a.end
	mark := rangeMarkWidth(r, p)
	if a.behind != "" || mark == 0 {
		if !strings.HasSuffix(a.behind, "以上") && a.behind != "以外" {
			return false
		}
		limits, mark = true, r.hasAny(p, "至", "、", "，", "，且")
		if w := r.hasAny(p+mark, "不满", "不足", "不超过", "低于", "未满"); w > 0 {
			mark += w
		} else if mark > 0 && !r.has(p, "至") {
			return false
		}
	}
	if a.spread || a.indefinite != "" {
		return false
	}
	b, ok := r.amountAt(p + mark)
	if !ok || b.spread || b.code || b.indefinite != "" || b.year() && r.next(b.numeral.end) == '年' {
		return false
	}
	upper := r.text[p : p+mark]
	if limits && !capped(upper, b.behind) {
		return false
	}
	if a.stated && (!b.stated || a.unit.name != b.unit.name) || !a.stated && a.scale == 0 && !b.stated && !r.whole {
		return false
	}
	lo, hi := a.value, b.value
	if !a.stated && a.scale == 0 && b.scale > 0 && a.value.Cmp(b.mantissa) <= 0 {
		lo = lo.shift(b.scale)
	}
	if !a.stated && b.kind == Percent && b.unit.name == "%" && !b.arabic && r.has(b.numeral.end, "成") {
		lo = lo.Mul(NewInt(10)) // 三至五成
	}
	if lo.Cmp(hi) > 0 {
		return false
	}
	*q = Quantity{Kind: b.kind, Shape: Range, Lo: lo, Hi: hi, Unit: b.unit.name, End: b.end,
		Bounds: Interval{Lo: lo, Hi: hi, LoOpen: a.behind == "以外", HiOpen: strings.HasSuffix(upper, "满") || strings.HasSuffix(upper, "不足") || upper == "低于"}}
	if limits {
		b.inner, b.behind = a.behind, strings.TrimSpace(strings.TrimPrefix(upper, "至")+" "+b.behind)
	}
	*a = b
	return true
}

// capped tells whether the second end of A以上B以下 is an upper one.
func capped(before, behind string) bool {
	return strings.HasSuffix(behind, "以下") || strings.HasSuffix(behind, "以内") || behind == "内" ||
		before != "" && before != "至" && before != "、" && before != "，"
}

// growth turns the claim into growth where a verb of growth or fall stands
// before it, and takes the verb and 同比 into the wording.
func (r *reader) growth(q *Quantity, a *amount, sign int) {
	share := q.Kind == Percent || q.Kind == Fraction || a.unit.name == "倍"
	start, verb := r.verbBefore(q.Start)
	switch {
	case start < q.Start:
		from := r.compareBefore(start)
		if !share && from == start && (verb.transitive || utf8.RuneCountInString(r.text[start:q.Start]) < 2 || verb.sign > 0) {
			break
		}
		sign *= verb.sign
		q.Start = from
		r.grow(q, sign)
		return
	case share && r.last.Kind == Growth && r.last.Unit == q.Unit && r.listed(q.Start):
		if r.last.Shape == Single && r.last.Value.Sign() < 0 || r.last.Shape == Range && r.last.Hi.Sign() < 0 {
			sign = -sign
		}
		r.grow(q, sign)
		return
	}
	if sign < 0 && q.Value.Sign() != 0 { // −0 is 0, and what its words leave open is the same
		q.Value, q.Bounds = q.Value.Neg(), q.Bounds.Neg()
	}
}

func (r *reader) grow(q *Quantity, sign int) {
	if q.Unit != "倍" {
		q.Kind = Growth
	}
	if sign > 0 {
		return
	}
	q.Kind = Growth
	if q.Shape == Single && q.Value.Sign() == 0 {
		return // a fall of nothing is no fall
	}
	q.Value, q.Bounds = q.Value.Neg(), q.Bounds.Neg()
	if q.Shape == Range {
		q.Lo, q.Hi = q.Hi.Neg(), q.Lo.Neg()
	}
}

// listed tells whether only 、 和 与 及 stands between the last claim and start.
func (r *reader) listed(start int) bool {
	switch r.text[r.last.End:start] {
	case "、", "和", "与", "及", "以及", ",", "，":
		return true
	}
	return false
}

// verbBefore finds a verb of growth before start, over 了, 达 and the like.
func (r *reader) verbBefore(start int) (int, verb) {
	p := start
	for range 2 {
		if at, v := back(r, r.v.verbs, p); at < p {
			return at, v
		}
		at, _ := back(r, r.v.glue, p)
		if at == p {
			at, _ = back(r, r.v.before, p)
		}
		if at == p {
			break
		}
		p = at
	}
	return start, verb{}
}

// compareBefore gives where 同比 and the adverbs behind it begin, or start.
func (r *reader) compareBefore(start int) int {
	p, from := start, start
	for range 4 {
		at, _ := back(r, r.v.compare, p)
		if at < p {
			from = at
		} else if at, _ = back(r, r.v.lead, p); at == p {
			break
		}
		p = at
	}
	return from
}
