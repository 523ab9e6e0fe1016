package quantity

import "unicode/utf8"

// gapRunes is how many characters may stand between the two ends of a change.
const gapRunes = 12

// change reads 由A…至B, and A缩短至B without 由 where the verb is one of change.
func (r *reader) change(n *numeral, a *amount, q *Quantity) bool {
	start, opened := r.opening(n.start)
	if opened {
		if from := r.afterDate(n); from.start != n.start {
			second := r.complete(from)
			a = &second
		}
	}
	if one, ok := r.toOne(a); ok {
		a = &one
	}
	if a.code || r.next(a.numeral.end) == '年' && a.year() || a.bare && !opened {
		return false
	}
	if !opened && (!a.stated || a.kind == Duration && a.unit.name == "年" && a.value.Cmp(NewInt(firstYear)) > 0) {
		return false
	}
	if a.spread || a.indefinite != "" || !opened && (a.inner != "" || a.behind != "") {
		return false
	}
	p, ok := r.arrow(a.end, opened, a.stated)
	if !ok {
		return false
	}
	if _, dated := r.date(n); dated && a.start == n.start && (a.unit.name != "日" || isMark(r.text[a.end:p])) {
		return false // 从1月至9月, but 由20日压缩至5日
	}
	approx := ""
	var word bound
	p += r.hasAny(p, "目前的", "现在的", "当前的", "如今的", "去年的", "今年的", "上年的")
	if m, isNumeral := r.v.lex(r.text, p); isNumeral {
		p = r.afterDate(&m).start
	}
	if w, b := r.forward(p); w > 0 {
		approx, word = r.text[p:p+w], b
		p += w
	}
	b, ok := r.amountAt(p)
	if one, isRatio := r.toOne(&b); isRatio {
		b = one
	}
	if !ok || b.code || b.spread || !b.stated && !a.stated && a.scale == 0 && b.scale == 0 && !opened {
		return false
	}
	return r.changeOf(start, a, &b, approx, word, q)
}

// changeOf puts the ends of a change together, if they are of one unit.
func (r *reader) changeOf(start int, a, b *amount, approx string, word bound, q *Quantity) bool {
	from, unit := a.value, b.unit
	switch {
	case a.stated && b.stated && a.unit.name != b.unit.name:
		return false
	case a.stated && !b.stated && b.arabic:
		unit = a.unit
	case a.stated && !b.stated:
		return false
	case !a.stated && a.scale == 0 && b.scale > 0 && a.value.Cmp(b.mantissa) <= 0:
		from = from.shift(b.scale)
	}
	if unit.name == "年" && b.year() || b.end <= b.start {
		return false
	}
	if r.hasAny(b.end, "组成", "构成", "担任") > 0 {
		return false // 由五人至九人组成: a range
	}
	bounds := b.bounds
	if approx != "" {
		bounds = narrow(bounds, word.of(b.value), b.value)
	}
	*q = Quantity{Start: start, End: b.end, Text: r.text[start:b.end], Kind: Change, Shape: FromTo,
		From: from, To: b.value, Unit: unit.name, Approx: join(approx, b.indefinite, b.inner, b.behind), Bounds: bounds}
	return true
}

// toOne reads 2.5∶1, an end of a change, as the number 2.5 of unit 1.
func (r *reader) toOne(a *amount) (amount, bool) {
	c := r.next(a.end)
	if c != ':' && c != '：' && c != '∶' || a.stated || !a.arabic {
		return amount{}, false
	}
	n, ok := r.v.lex(r.text, a.end+utf8.RuneLen(c))
	if !ok || !n.plain || !n.value.Equal(NewInt(1)) {
		return amount{}, false
	}
	one := *a
	one.end, one.stated, one.kind, one.unit = n.end, true, Ratio, unit{name: "1", kind: Ratio, big: true}
	return one, true
}

// isMark tells whether nothing but 至 or 到 parts the ends of a span.
func isMark(s string) bool { return s == "至" || s == "到" }

// opening finds 由 or 从 before a number, over a few characters (由原来的15个).
func (r *reader) opening(i int) (int, bool) {
	p := i
	for k := 0; k < 8 && p > r.done; k++ {
		c, size := runeBefore(r.text, p)
		p -= size
		if p < r.done {
			break
		}
		if c == '由' || c == '从' || c == '自' && k == 0 {
			return p, true
		}
		if !isHan(c) {
			break
		}
	}
	return i, false
}

// afterDate passes over a year or month before the number itself, as in
// 从2020年的28件, and gives that number, or n.
func (r *reader) afterDate(n *numeral) numeral {
	q, ok := r.date(n)
	if !ok || q.kind != Year && q.kind != Date {
		return *n
	}
	p := q.end + r.hasAny(q.end, "的", "底的", "末的", "同期的")
	if w, _ := r.forward(p); w > 0 {
		p += w
	}
	m, ok := r.v.lex(r.text, p)
	if !ok || m.year() && r.next(m.end) == '年' {
		return *n
	}
	return m
}

// arrow finds 至 or 到 behind the first end of a change and gives the place
// behind it. Before it stands a verb of change; or nothing where 由 opened and
// the first end has its unit: 由三至五人组成 is a range.
func (r *reader) arrow(p int, opened, unit bool) (int, bool) {
	if w := r.hasAny(p, "，", ","); w > 0 {
		// 从2005年的1.1亿元，提高到2010年的2.1亿元
		if verb, _ := r.v.changes.at(r.text, p+w); !opened || verb == 0 {
			return 0, false
		}
		p += w
	}
	from := p
	for range gapRunes {
		if w, _ := r.v.arrows.at(r.text, p); w > 0 {
			word := r.text[p : p+w]
			verb := r.changeVerb(from, p)
			if verb || p == from && opened && unit && (word == "至" || word == "到") {
				return p + w, true
			}
		}
		c := r.next(p)
		if !isHan(c) || chineseDigit(c) >= 0 {
			return 0, false
		}
		p += utf8.RuneLen(c)
	}
	return 0, false
}

// changeVerb tells whether a verb of change ends at p.
func (r *reader) changeVerb(from, p int) bool {
	for q := from; q < p; {
		if w, _ := r.v.changes.at(r.text, q); w > 0 && q+w == p {
			return true
		}
		_, size := runeAt(r.text, q)
		q += size
	}
	return false
}
