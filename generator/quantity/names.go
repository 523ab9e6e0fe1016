package quantity

import (
	"strings"
	"unicode/utf8"
)

// nameRunes is how long what stands between quotation marks may be to count as
// a name; longer quotations are speech.
const nameRunes = 16

// phrase knows the fixed phrases of units.toml.
func (r *reader) phrase(i int) (token, bool) {
	w, fronts := r.v.labels.at(r.text, i)
	if w == 0 || r.has(i+w, "之") { // 十分, but 十分之一
		return token{}, false
	}
	for _, front := range fronts {
		if strings.HasSuffix(r.text[r.done:i], front) {
			return r.other(Label, i-len(front), i+w)
		}
	}
	return token{}, false
}

// inside tells whether the place from start to end lies within a pair of
// marks that stand at most limit bytes apart. A mark that the text cuts off at
// its edge counts.
func (r *reader) inside(s span, opening, closing string, start, end, limit int) bool {
	if s.open < 0 && (s.seen || start > limit) {
		return false
	}
	from := max(s.open, 0)
	for p := end; p < len(r.text) && p-from <= limit; {
		if r.has(p, closing) {
			return true
		}
		if r.has(p, opening) || r.text[p] == '\n' {
			return false
		}
		_, size := runeAt(r.text, p)
		p += size
	}
	return s.open >= 0 && len(r.text)-from <= limit
}

// quoted tells whether the place lies in a quoted name.
func (r *reader) quoted(start, end int) bool {
	return r.inside(r.quote, "“", "”", start, end, 3*nameRunes)
}

// inTitle takes a number in a title 《…》 for a part of that name.
func (r *reader) inTitle(n *numeral) (token, bool) {
	if !r.inside(r.title, "《", "》", n.start, n.end, 200) {
		return token{}, false
	}
	if q, ok := r.date(n); ok {
		return q, true
	}
	return r.other(Label, n.start, n.end)
}

// enumerator knows 一是, （二）, 三、, 4. at the head of a clause.
func (r *reader) enumerator(n *numeral) (token, bool) {
	before, after := r.prev(n.start), r.next(n.end)
	open, shut := before == '（' || before == '(', after == '）' || after == ')'
	if open && shut && n.value.Cmp(NewInt(100)) < 0 && !n.bare {
		start := n.start - utf8.RuneLen(before)
		end := n.end + utf8.RuneLen(after)
		if w := r.hasAny(end, "是", "要"); w > 0 {
			end += w
		}
		return r.other(Enumerator, start, end)
	}
	head := isBreak(before)
	if !head || n.value.Cmp(NewInt(60)) > 0 || n.scale > 0 || n.spread || n.code {
		return token{}, false
	}
	if !n.arabic {
		if w := r.hasAny(n.end, "是", "要"); w > 0 && n.lone != '两' && !n.bare {
			return r.other(Enumerator, n.start, n.end+w)
		}
		if after == '、' && r.lineHead(n.start) {
			return r.other(Enumerator, n.start, n.end+len("、"))
		}
		return token{}, false
	}
	if !n.plain || before == '、' || before == '.' || before == '“' {
		return token{}, false
	}
	if w := r.hasAny(n.end, ".", "．", "、"); w > 0 && r.lineHead(n.start) {
		follow := r.next(r.skipBlanks(n.end + w))
		if isHan(follow) || strings.ContainsRune("“《", follow) && follow != 0 {
			return r.other(Enumerator, n.start, n.end+w)
		}
	}
	return token{}, false
}

// lineHead tells whether a sentence begins at i.
func (r *reader) lineHead(i int) bool {
	i = r.skipBlanksBack(i)
	c := r.prev(i)
	return c == 0 || c == '\n' || strings.ContainsRune("。；：;:！#）)-", c)
}

// ordinal reads 第三次, 第一, 第二十条第（一）项, 第711号.
func (r *reader) ordinal(i int) (token, bool) {
	p := i + len("第")
	p += blankAt(r.text, p)
	bracket := r.hasAny(p, "（", "(")
	n, ok := r.v.lex(r.text, p+bracket)
	if !ok {
		return token{}, false
	}
	end := n.end + r.hasAny(n.end, "）", ")")*min(bracket, 1)
	end += blankAt(r.text, end)
	if w := r.hasAny(end, "条", "款", "项", "章", "节", "编", "目"); w > 0 {
		return r.legalReference(i, end+w)
	}
	if r.has(end, "号") {
		return r.other(DocNo, i, end+len("号"))
	}
	if w, _ := r.v.units.at(r.text, end); w > 0 {
		end += w
	}
	return r.other(Ordinal, i, end)
}

// legalReference goes on after 第二十条: 之一, 第二款, 第（三）项, 至第五项.
func (r *reader) legalReference(start, end int) (token, bool) {
	if w := r.hasAny(end, "之一", "之二", "之三", "之四"); w > 0 {
		end += w
	}
	p := end + r.hasAny(end, "至", "、", "和")
	if r.has(p, "第") {
		if q, ok := r.ordinal(p); ok && q.kind == LegalRef {
			end = q.end
		}
	}
	return r.other(LegalRef, start, end)
}

// first reads 首个, 首部, 首次.
func (r *reader) first(i int) (token, bool) {
	p := i + len("首")
	if r.hasAny(p, "都", "府", "先", "要", "席") > 0 {
		return token{}, false
	}
	w, u := r.v.units.at(r.text, p)
	if w == 0 || u.kind == Money {
		return token{}, false
	}
	return r.other(Ordinal, i, p+w)
}

// documentNumber reads 〔2023〕4号 and 24号令.
func (r *reader) documentNumber(n *numeral) (token, bool) {
	before := r.prev(n.start)
	if n.digits == 4 && before != 0 && strings.ContainsRune("〔［[【（(", before) {
		p := n.end
		if w := r.hasAny(p, "〕", "］", "]", "】", "）", ")"); w > 0 {
			p += w
			p += r.hasAny(p, "第")
			if m, ok := r.v.lex(r.text, p); ok {
				if m.arabic && r.has(m.end, "号") {
					return r.other(DocNo, n.start-utf8.RuneLen(before), m.end+len("号"))
				}
			} else if end := r.courtCase(p); end > p {
				return r.other(DocNo, n.start-utf8.RuneLen(before), end)
			}
		}
	}
	p := n.end + blankAt(r.text, n.end)
	if !r.has(p, "号") || n.scale > 0 {
		return token{}, false
	}
	p += len("号")
	if r.hasAny(p, "令", "文", "公告", "通知", "决定") > 0 || before == '〕' || before == ']' || before == '年' {
		return r.other(DocNo, n.start, p)
	}
	return r.other(Label, n.start, p)
}

// courtCase reads 皖1723行初12号 behind （2025）: the court, the kind of case and
// its number; p where there is none.
func (r *reader) courtCase(p int) int {
	const longest = 14 // characters
	digits := false
	for i, n := p, 0; i < len(r.text) && n < longest; n++ {
		c, size := utf8.DecodeRuneInString(r.text[i:])
		switch {
		case c == '号' && digits:
			return i + size
		case c >= '0' && c <= '9':
			digits = true
		case isHan(c):
			digits = false
		default:
			return p
		}
		i += size
	}
	return p
}

// identifier reads telephone numbers, postcodes, hotlines and codes.
func (r *reader) identifier(n *numeral, a *amount) (token, bool) {
	if !n.arabic {
		return token{}, false
	}
	digits, end := n.digits, n.end
	for n.plain && r.next(end) == '-' {
		m, ok := r.v.lex(r.text, end+1)
		if !ok || !m.arabic || !m.plain {
			break
		}
		digits, end = digits+m.digits, m.end
	}
	if end > n.end && (n.leadZero || digits >= 10) && r.next(end) != '年' {
		return r.other(ID, n.start, end)
	}
	unitBehind := 0
	if a.stated || a.inner != "" {
		unitBehind = a.end - n.end
	}
	switch {
	case n.leadZero && r.next(n.end) != '年' && r.next(n.end) != '月' && r.next(n.end) != '日':
		return r.other(ID, n.start, n.end)
	case n.digits >= 11 && n.plain && unitBehind == 0:
		return r.other(ID, n.start, n.end)
	}
	if !n.plain || unitBehind > 0 {
		return token{}, false
	}
	end = r.labelEnd(n.start)
	if p, _ := back(r, r.v.idBefore, end); p < end && n.digits >= 3 {
		return r.other(ID, n.start, n.end)
	}
	if w, _ := r.v.hotlines.at(r.text, n.start); w == n.end-n.start && r.prev(n.start) != ' ' {
		return r.other(ID, n.start, n.end)
	}
	if r.hasAny(n.end, "热线", "专线", "电话") > 0 {
		return r.other(ID, n.start, n.end)
	}
	return r.spacedLabel(n, end)
}

// labelEnd goes back from i over blanks, a colon and 为 or 是.
func (r *reader) labelEnd(i int) int {
	i = r.skipBlanksBack(i)
	for _, mark := range []string{"：", ":", "为", "是", "（", "("} {
		if strings.HasSuffix(r.text[r.done:i], mark) {
			return r.skipBlanksBack(i - len(mark))
		}
	}
	return i
}

// spacedLabel finds 邮 编 ： 223100, as text from a PDF has it: blanks between
// all characters. The label ends at end.
func (r *reader) spacedLabel(n *numeral, end int) (token, bool) {
	if n.digits < 3 || end == n.start || !isHan(r.prev(end)) {
		return token{}, false
	}
	word := make([]byte, 0, 12)
	for p := end; p > r.done && len(word) < 12; {
		c, size := runeBefore(r.text, p)
		p -= size
		if isHan(c) {
			word = append([]byte(string(c)), word...)
			if w, _ := r.v.idBefore.before(string(word), len(word)); w > 0 {
				return r.other(ID, n.start, n.end)
			}
			continue
		}
		if c != ' ' {
			break
		}
	}
	return token{}, false
}

// formula reads 1+6+31+N, 7×24小时, 2+X, N+1: names made of numbers.
func (r *reader) formula(n *numeral) (token, bool) {
	switch r.prev(n.start) {
	case '+', '＋', '×':
		return r.other(Label, n.start, r.formulaEnd(n.end))
	}
	after := r.next(n.end)
	switch after {
	case '+', '＋', '×', 'x', 'X', '*', '✕':
	default:
		return token{}, false
	}
	p := n.end + utf8.RuneLen(after)
	follow := r.next(p)
	number, _ := digitAt(r.text, p)
	switch {
	case number >= 0, chineseDigit(follow) >= 0, follow == 'N' || follow == 'X' || follow == 'n' || follow == '“':
	case (after == '+' || after == '＋') && isHan(follow):
		if w, _ := r.v.units.at(r.text, p); w > 0 {
			return token{}, false // 100+个
		}
	default:
		return token{}, false
	}
	return r.other(Label, n.start, r.formulaEnd(p))
}

// formulaEnd goes on over numbers, letters and marks, and one unit behind.
func (r *reader) formulaEnd(p int) int {
	for p < len(r.text) {
		c, size := runeAt(r.text, p)
		d, _ := digitAt(r.text, p)
		if d < 0 && !strings.ContainsRune("+＋×xX*NnY.", c) && chineseDigit(c) < 0 {
			break
		}
		p += size
	}
	if w, u := r.v.units.at(r.text, p); w > 0 && u.kind != Count {
		p += w
	}
	return p
}
