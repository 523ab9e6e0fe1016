package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Years that a report can mean; other numbers before 年 are durations.
const (
	firstYear = 1800
	lastYear  = 2199
)

// year tells whether n is written as a year: four digits, or 二〇二三.
func (n *numeral) year() bool {
	if n.digits != 4 || !n.plain && !n.code {
		return false
	}
	y, ok := n.value.Int64()
	return ok && y >= firstYear && y <= lastYear
}

// below tells whether n is a whole number from 1 to limit, written out.
func (n *numeral) below(limit int64) bool {
	if n.digits > 2 || n.scale > 0 || n.code || n.arabic && !n.plain {
		return false
	}
	v, ok := n.value.Int64()
	return ok && v >= 1 && v <= limit
}

// rangeMarkWidth is the length of what parts the two ends of a range, at i.
func rangeMarkWidth(r *reader, i int) int {
	switch r.next(i) {
	case '-', '~':
		return 1
	case '—':
		return len("—") + r.hasAny(i+len("—"), "—")
	case '–', '－', '～', '〜', '至', '到', '−', '―', '﹣':
		return len("至")
	}
	return 0
}

// date reads years, months, days and spans of them, and names decades and
// centuries. Digits that are no date though they are written as one are
// impossible.
func (r *reader) date(n *numeral) (token, bool) {
	if n.inside != "" || n.indefinite != "" {
		return token{}, false
	}
	p := n.end + blankAt(r.text, n.end)
	if q, ok := r.impossible(n, p); ok {
		return q, true
	}
	next := r.next(p)
	switch next {
	case '世', '年':
		if w := r.hasAny(p, "世纪", "年代"); w > 0 {
			return r.other(Date, n.start, p+w)
		}
	case '周':
		if r.has(p, "周年") {
			return r.other(Ordinal, n.start, p+len("周年"))
		}
	}
	if n.year() {
		return r.yearDate(n, p)
	}
	if mark := rangeMarkWidth(r, n.end); mark > 0 {
		if m, ok := r.v.lex(r.text, n.end+mark); ok && r.dateSpan(n, &m) {
			q, _ := r.other(Date, n.start, r.dateTail(m.end+blankAt(r.text, m.end)))
			return q, true
		}
	}
	if n.spread {
		return token{}, false
	}
	switch {
	case next == '月' && n.below(12) && !r.limited(n, p+len("月")):
		return r.other(Date, n.start, r.dateTail(p))
	case (next == '日' || next == '号') && n.below(31) && r.dayHere(n, p+len("日")):
		return r.other(Date, n.start, p+len("日"))
	case next == '时' && n.arabic && n.below(24) && r.next(p+len("时")) != '速':
		return r.other(Date, n.start, r.clockTail(p+len("时")))
	case next == '·' && p == n.end && n.below(12):
		if m, ok := r.v.lex(r.text, n.end+len("·")); ok && m.below(31) {
			return r.other(Label, n.start, m.end)
		}
	}
	return token{}, false
}

// dateSpan tells whether n and m are the ends of a span such as 1-12月.
func (r *reader) dateSpan(n, m *numeral) bool {
	p := m.end + blankAt(r.text, m.end)
	switch {
	case r.has(p, "月"):
		return n.below(12) && m.below(12)
	case r.hasAny(p, "日", "号") > 0:
		return n.arabic && n.below(31) && m.below(31) && r.dayHere(n, p+len("日"))
	}
	return false
}

// limited tells whether a bound word stands around, which dates do not have.
func (r *reader) limited(n *numeral, end int) bool {
	if s, _ := back(r, r.v.before, n.start); s < n.start && !strings.HasSuffix(r.text[s:n.start], "近") {
		return true
	}
	w, _ := r.v.after.at(r.text, end)
	return w > 0 && !r.has(end, "以下简称") && !r.has(end, "左右")
}

// dayHere tells whether N日 up to end is a day of a month, not a length of
// time: 31日 and 十月一日 are, 五日内 and 十五日 are not.
func (r *reader) dayHere(n *numeral, end int) bool {
	if r.prev(n.start) == '月' {
		return true
	}
	if !n.arabic || r.whole || r.limited(n, end) {
		return false
	}
	return r.next(end) != '内'
}

// yearDate reads on after the digits of a year.
func (r *reader) yearDate(n *numeral, p int) (token, bool) {
	if mark := rangeMarkWidth(r, n.end); mark > 0 {
		m, ok := r.v.lex(r.text, n.end+mark)
		q := m.end + blankAt(r.text, m.end)
		if ok && m.year() && (r.has(q, "年") || r.has(q, "学年")) {
			return r.other(Year, n.start, r.yearTail(q+r.hasAny(q, "年", "学年")))
		}
		if ok && m.below(12) && r.next(n.end) == '-' {
			if m2, ok := r.v.lex(r.text, min(m.end+1, len(r.text))); ok && r.next(m.end) == '-' && m2.below(31) {
				return r.other(Date, n.start, m2.end)
			}
		}
	}
	if !r.has(p, "年") {
		return r.bareYear(n)
	}
	p += len("年")
	if w, _ := r.v.inside.at(r.text, p); w > 0 {
		return token{}, false
	}
	if mark := rangeMarkWidth(r, p); mark > 0 {
		if m, ok := r.v.lex(r.text, p+mark); ok && m.year() && r.has(m.end, "年") {
			return r.other(Year, n.start, r.yearTail(m.end+len("年")))
		}
	}
	if end := r.monthAt(p); end > p {
		return r.other(Date, n.start, end)
	}
	return r.other(Year, n.start, r.yearTail(p))
}

// monthAt reads 1月5日 or 1-12月 behind a year, or gives p.
func (r *reader) monthAt(p int) int {
	q := p + blankAt(r.text, p)
	m, ok := r.v.lex(r.text, q)
	if !ok || !m.below(12) {
		return p
	}
	end := m.end + blankAt(r.text, m.end)
	if r.has(end, "月") {
		return r.dateTail(end)
	}
	if mark := rangeMarkWidth(r, m.end); mark > 0 {
		if k, ok := r.v.lex(r.text, m.end+mark); ok && r.dateSpan(&m, &k) {
			return r.dateTail(k.end + blankAt(r.text, k.end))
		}
	}
	return p
}

func (r *reader) yearTail(p int) int {
	return p + r.hasAny(p, "度", "底", "末", "初", "中", "以来")
}

// dateTail reads on at 月: the day, the end of a span, 以来.
func (r *reader) dateTail(p int) int {
	if !r.has(p, "月") {
		return p + r.hasAny(p, "日", "号")
	}
	p += len("月")
	q := p + blankAt(r.text, p)
	if d, ok := r.v.lex(r.text, q); ok && d.below(31) {
		if end := d.end + blankAt(r.text, d.end); r.hasAny(end, "日", "号") > 0 {
			p = end + len("日")
		}
	}
	if mark := rangeMarkWidth(r, p); mark > 0 {
		if m, ok := r.v.lex(r.text, p+mark); ok && m.below(31) && r.hasAny(m.end, "月", "日") > 0 {
			return r.dateTail(m.end)
		}
	}
	return p + r.hasAny(p, "以来", "份", "底", "末", "初", "起")
}

// clockTail reads 30分 behind 9时.
func (r *reader) clockTail(p int) int {
	if m, ok := r.v.lex(r.text, p); ok && m.arabic && r.has(m.end, "分") {
		return m.end + len("分")
	}
	return p
}

// bareYear takes four digits without 年 for a year where no unit follows and
// the neighbours are words or marks of a span.
func (r *reader) bareYear(n *numeral) (token, bool) {
	if !n.arabic || r.whole || n.value.Cmp(NewInt(1949)) < 0 || n.value.Cmp(NewInt(2100)) > 0 {
		return token{}, false
	}
	if w, _ := r.unitAt(n.end, n); w > 0 {
		return token{}, false
	}
	if w, _ := r.v.inside.at(r.text, n.end); w > 0 {
		return token{}, false // 2000余家
	}
	if c, _ := back(r, r.v.cells, r.skipBlanksBack(n.start)); c < r.skipBlanksBack(n.start) {
		return token{}, false
	}
	if s, _ := back(r, r.v.valueOf, n.start); s < n.start && !isHan(r.next(n.end)) {
		return token{}, false
	}
	if r.next(n.end) == '.' || r.next(n.end) == '/' {
		return r.dotted(n)
	}
	if c := r.next(n.end); c == '-' || c == '%' || strings.ContainsRune("%％‰:：∶", c) {
		return token{}, false
	}
	return r.other(Year, n.start, n.end)
}

// dotted reads 2023/1/5.
func (r *reader) dotted(n *numeral) (token, bool) {
	m, ok := r.v.lex(r.text, n.end+1)
	if !ok || !m.arabic {
		return r.other(Year, n.start, n.end)
	}
	end := m.end
	if r.next(end) == '/' {
		if d, ok := r.v.lex(r.text, end+1); ok {
			end = d.end
		}
	}
	return r.other(Date, n.start, end)
}

// impossible knows runs of digits of which something was lost: two years run
// together (20212025年), a date run together (202111日), a 13th month.
func (r *reader) impossible(n *numeral, p int) (token, bool) {
	unit := r.next(p)
	if !n.arabic || !n.plain || unit != '年' && unit != '月' && unit != '日' {
		return token{}, false
	}
	v, _ := n.value.Int64()
	y := v
	for y > 9999 {
		y /= 10
	}
	yearly := n.digits >= 5 && n.digits <= 12 && y >= 1900 && y <= 2100
	switch {
	case unit == '年' && yearly && v%1000 != 0,
		unit == '月' && (yearly || n.digits <= 2 && (v > 12 || v == 0) && (r.whole || r.prev(n.start) != 0) && !unicode.IsDigit(r.prev(n.start))),
		unit == '日' && (yearly || n.digits == 4 && y >= 1900 && y <= 2100 || r.prev(n.start) == '月' && (v > 31 || v == 0)):
		return r.other(Impossible, n.start, p+len("年"))
	}
	return token{}, false
}

// clockOrRatio reads 9:30 and 1:500, and dates like 2023.1.5 with two points.
func (r *reader) clockOrRatio(n *numeral, q *Quantity) bool {
	if !n.arabic {
		return false
	}
	c := r.next(n.end)
	if c == '.' {
		if d, _ := digitAt(r.text, n.end+1); d >= 0 {
			end := n.end
			for end < len(r.text) && (r.text[end] == '.' || r.text[end] >= '0' && r.text[end] <= '9') {
				end++
			}
			kind := Label
			if n.digits == 4 {
				kind = Date
			}
			return r.tell(token{kind, n.start, end}, q)
		}
	}
	if c != ':' && c != '：' && c != '∶' {
		return false
	}
	w := utf8.RuneLen(c)
	m, ok := r.v.lex(r.text, n.end+w)
	if !ok || !m.arabic || m.value.Sign() == 0 && m.digits < 2 {
		return false
	}
	longest := 8 // characters of a side: no share is told with more
	if r.whole {
		longest = 24 // what a division of two such sides is worded with
	}
	if n.end-n.start > longest || m.end-m.start > longest {
		return false
	}
	if n.plain && m.plain && m.digits == 2 && n.value.Cmp(NewInt(24)) <= 0 && m.value.Cmp(NewInt(60)) < 0 {
		return r.tell(token{Date, n.start, m.end}, q)
	}
	if w == len("：") && r.has(n.end, "：") && r.lineHead(n.start) && n.below(60) {
		return false // 1：100家企业: a heading
	}
	if k := r.hasAny(m.end, ":", "：", "∶"); k > 0 {
		if last, ok := r.v.lex(r.text, m.end+k); ok && last.arabic {
			return r.tell(token{Label, n.start, last.end}, q) // 1:2:7, the parts of a whole
		}
	}
	return r.ratio(n, &m, q)
}

// ratio is n ÷ m, exact or to four places.
func (r *reader) ratio(n, m *numeral, q *Quantity) bool {
	value, ok := fractionOf(n.value, m.value)
	if !ok {
		return false
	}
	*q = Quantity{Start: n.start, End: m.end, Text: r.text[n.start:m.end], Kind: Ratio, Shape: Single,
		Value: value, Unit: "1", Bounds: Point(value)}
	return true
}
