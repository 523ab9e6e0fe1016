package quantity

import "strings"

// doubling reads 翻番, 翻倍, 翻一番, 翻了两番多, 翻一番半: twice, twice, four times and
// more, three times.
func (r *reader) doubling(i int) (Quantity, bool) {
	p := i + len("翻")
	p += r.hasAny(p, "了")
	approx := ""
	var bounding bound
	limited := false
	if w, b := r.forward(p); w > 0 {
		approx, bounding, limited = r.text[p:p+w], b, true
		p += w
	}
	times, half := int64(1), false
	if n, ok := r.v.lex(r.text, p); ok {
		v, whole := n.value.Int64()
		if !whole || v < 1 || v > 20 || n.spread {
			return Quantity{}, false
		}
		times, p = v, n.end
	} else if r.has(p, "半番") {
		times, half = 0, true
		p += len("半")
	}
	w := r.hasAny(p, "番")
	if w == 0 && p == i+len("翻") {
		w = r.hasAny(p, "倍") // 翻倍
	}
	if w == 0 {
		return Quantity{}, false
	}
	p += w
	value := NewInt(1 << times)
	if half {
		value = scaled(15, -1)
	} else if r.has(p, "半") {
		value = value.Mul(scaled(15, -1))
		p += len("半")
	}
	q := Quantity{Start: i, Kind: Multiple, Shape: Single, Value: value, Unit: "倍", Bounds: Point(value), Approx: approx}
	if limited {
		q.Bounds = bounding.of(value)
	}
	if w, b := r.v.after.at(r.text, p); w > 0 {
		q.Approx = join(q.Approx, r.text[p:p+w])
		q.Bounds = narrow(q.Bounds, b.of(value), value)
		if word := r.text[p : p+w]; word == "多" || word == "余" {
			q.Bounds = Interval{Lo: value, Hi: value.Mul(NewInt(2)), LoOpen: true, HiOpen: true}
		}
		p += w
	}
	front := r.frontWords(i, &numeral{}, &q)
	q.Start, q.Approx = front.start, join(front.words, q.Approx)
	q.End, q.Text = p, r.text[q.Start:p]
	return q, true
}

// forward finds a word such as 近 that begins at p, before a number.
func (r *reader) forward(p int) (int, bound) {
	for w := len("不得超过"); w > 0; w -= len("近") {
		if p+w <= len(r.text) {
			if b, ok := r.v.before.get(r.text[p : p+w]); ok {
				return w, b
			}
		}
	}
	return 0, bound{}
}

// every reads 每季度, 每年: once in that time. Right before an amount, as in
// 每月80元, it only says what the amount goes by.
func (r *reader) every(i int) (Quantity, bool) {
	p := i + len("每")
	w, u := r.v.units.at(r.text, p)
	if w == 0 || u.kind != Duration || strings.ContainsAny(u.name, "时分秒度") && u.name != "季度" || r.quoted(i, p+w) {
		return Quantity{}, false
	}
	if a, ok := r.amountAt(p + w); ok && a.stated {
		return Quantity{}, false
	}
	one := NewInt(1)
	return Quantity{Start: i, End: p + w, Text: r.text[i : p+w], Kind: Duration, Shape: Single, Value: one, Unit: u.name, Bounds: Point(one)}, true
}

// halfAt reads 过半, 近半数, 半数以上 and 半年, 半小时.
func (r *reader) halfAt(i int) (Quantity, bool) {
	half := scaled(5, -1)
	q := Quantity{Start: i, Shape: Single, Value: half, Bounds: Point(half)}
	p := i + len("半")
	if w, u := r.v.units.at(r.text, p); w > 0 && u.kind == Duration && (u.name == "年" || u.name == "小时" || u.name == "天" || u.name == "月" && w > len("月")) {
		if c := r.prev(i); c != 0 && strings.ContainsRune("上下前后大多一个两夜", c) && !strings.HasSuffix(r.text[:i], "提前") || r.quoted(i, p+w) {
			return Quantity{}, false
		}
		q.Kind, q.Unit, q.End = Duration, u.name, p+w
	} else {
		number := r.hasAny(p, "数")
		q.Kind, q.Unit, q.End = Fraction, "1", p+number
		if w, b := r.v.after.at(r.text, q.End); number > 0 && w > len("余") {
			q.Approx, q.Bounds = r.text[q.End:q.End+w], b.of(half)
			q.End += w
		}
	}
	front := r.frontWords(i, &numeral{bare: true}, &q)
	if q.Kind == Fraction && (!front.limited && q.Approx == "" || front.words == "上") {
		return Quantity{}, false
	}
	if c := r.next(q.End); q.Kind == Fraction && isHan(c) && strings.ContainsRune("天月年个路夜成导岛山", c) {
		return Quantity{}, false
	}
	q.Start, q.Approx = front.start, join(front.words, q.Approx)
	q.Text = r.text[q.Start:q.End]
	return q, true
}

// manyShares reads 三个100% as 100 %, and 三个“100” as a name.
func (r *reader) manyShares(n *numeral, q *Quantity) bool {
	if !r.has(n.end, "个") || n.scale > 0 || n.value.Cmp(NewInt(20)) > 0 {
		return false
	}
	p := n.end + len("个")
	mark := r.hasAny(p, "“")
	m, ok := r.v.lex(r.text, p+mark)
	if ok && m.arabic {
		if a := r.complete(m); a.kind == Percent && a.unit.name == "%" {
			end := a.end + min(mark, 1)*r.hasAny(a.end, "”")
			*q = Quantity{Start: n.start, End: end, Text: r.text[n.start:end], Kind: Percent, Shape: Single,
				Value: a.value, Unit: "%", Bounds: a.bounds, Approx: join(a.inner, a.behind)}
			return true
		}
	}
	if mark > 0 && ok && !m.arabic && m.scale > 0 {
		return false // 五个“千亿”大关 are five
	}
	if mark > 0 && !n.arabic || mark > 0 && ok {
		if w := strings.Index(r.text[p:min(len(r.text), p+3*nameRunes)], "”"); w > 0 {
			return r.tell(token{Label, n.start, p + w + len("”")}, q)
		}
		return r.tell(token{Label, n.start, p}, q)
	}
	return false
}

// nothing reads 零: “零”的突破, 零的突破 and 为零 state zero; 零 in words does not.
func (r *reader) nothing(n *numeral, q *Quantity) bool {
	if n.lone != '零' && n.lone != '〇' {
		return false
	}
	quoted := strings.HasSuffix(r.text[:n.start], "“") && r.has(n.end, "”")
	p := n.end
	if quoted {
		p += len("”")
	}
	if r.whole && n.end == len(r.text) || r.hasAny(p, "的突破", "突破") > 0 || strings.HasSuffix(r.text[r.done:n.start], "为") && isBreak(r.next(p)) {
		*q = Quantity{Start: n.start, End: n.end, Text: r.text[n.start:n.end], Kind: Zero, Shape: Single, Bounds: Point(Number{})}
		return true
	}
	return false
}

// name takes numbers that stand in names: 三年行动, 四星级, 5G, 500强, 三审三校.
func (r *reader) name(n *numeral) (token, bool) {
	if n.inside != "" {
		return token{}, false
	}
	p := n.end
	c := r.next(p)
	if n.arabic && c < 0x80 && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
		if w, _ := r.unitAt(p, n); w > 0 {
			return token{}, false
		}
		for c < 0x80 && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
			p++
			c = r.next(p)
		}
		return r.other(Label, n.start, p)
	}
	if w, _ := r.v.grades.at(r.text, p); w > 0 && (n.arabic || n.lone != 0) && !r.has(p, "后续") {
		if longer, _ := r.v.units.at(r.text, p); longer <= w { // 10大企业, but 10大类
			return r.other(Label, n.start, p+w)
		}
	}
	w, u := r.v.units.at(r.text, p)
	if w == 0 {
		return token{}, false
	}
	if !n.arabic && n.scale == 0 {
		k, _ := r.v.nouns.at(r.text, p+w)
		if u.name == "个" {
			k, _ = r.v.slogans.at(r.text, p+w)
		}
		if k > 0 && u.kind == Count {
			return r.other(Label, n.start, p+w+k)
		}
	}
	if !n.arabic && u.name == "次" && r.sessionOf(n.start, p+w) {
		return r.other(Ordinal, n.start, p+w)
	}
	if k, _ := r.v.names.at(r.text, p+w); k > 0 && u.kind == Duration {
		if not, _ := r.v.notNames.at(r.text, p+w); not == 0 {
			return r.other(Label, n.start, p+w+k)
		}
	}
	if r.has(p+w, "级") && u.kind != Percent || r.has(p+w, "制") && u.kind == Duration {
		return r.other(Label, n.start, p+w+len("级"))
	}
	return r.parallel(n, p)
}

// sessionOf tells whether N次 numbers a meeting: 五届人大四次会议, 六届十一次全会.
func (r *reader) sessionOf(start, end int) bool {
	if r.hasAny(end, "全会", "党代会", "会议", "全体会议", "常委会", "、") == 0 {
		return false
	}
	return strings.ContainsRune("届大委会协、", r.prev(start)) && r.prev(start) != 0
}

// parallel reads 三审三校, 一园一策, 两微一号一栏: a digit and a character, again
// and again.
func (r *reader) parallel(n *numeral, p int) (token, bool) {
	if n.arabic || n.lone == 0 || chineseDigit(n.lone) < 0 {
		return token{}, false
	}
	groups := 0
	for chineseDigit(r.next(n.start+groups*6)) > 0 && isHan(r.next(n.start+groups*6+3)) && chinesePower(r.next(n.start+groups*6+3)) == 0 {
		groups++
	}
	if groups < 2 {
		return token{}, false
	}
	return r.other(Label, n.start, n.start+groups*6)
}

// cellReach is how many bytes of other cells may stand between a row's label
// and its number.
const cellReach = 200

// cell reads bare numbers behind the label of a table's row, as flattened text
// has them; the printed form fixes their unit.
func (r *reader) cell(n *numeral, q *Quantity) bool {
	if !n.arabic || n.start == 0 || r.text[n.start-1] != ' ' && r.text[n.start-1] != '\t' || n.scale > 0 {
		return false
	}
	if w, _ := r.unitAt(n.end, n); w > 0 {
		return false
	}
	p := n.start
	for p > 0 && n.start-p < cellReach && (r.text[p-1] == ' ' || r.text[p-1] == '\t' || r.text[p-1] >= '0' && r.text[p-1] <= '9' || r.text[p-1] == '.') {
		p--
	}
	if c := r.prev(p); !isHan(c) && c != '”' {
		return false
	}
	if r.next(n.end) == '.' {
		return false // 2.逾期: the next row's number
	}
	*q = Quantity{Start: n.start, End: n.end, Text: r.text[n.start:n.end], Kind: Count, Shape: Single, Value: n.value}
	if w, c := r.v.cells.before(r.text, p); w > 0 {
		q.Unit, q.Value = c.unit, n.value.shift(c.scale)
		if c.unit == "元" {
			q.Kind = Money
		}
	} else if c := r.next(n.end); c != 0 && c != ' ' && c != '第' && c != '\n' || n.year() {
		return false
	} else if w, _ := r.v.nameFront.before(r.text, p); w > 0 {
		return false
	}
	q.Bounds = Point(q.Value)
	return true
}
