package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/narrative"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// stated is a change that the prose states, with the two values that it is of.
type stated struct {
	sen         sentence
	start, end  int               // bytes in the passage
	said        quantity.Interval // as stated, allowing for its last digit; % and 百分点 as such
	sign        int               // which way the words say, 0 where they do not
	unit        string            // %, 百分点, the figures' own unit, or "" for words without a number
	now, before quantity.Interval // allowing for rounding
	nowSaid     quantity.Interval // as the wording has it, for saying what the change is
	beforeSaid  quantity.Interval
	nowText     string
	beforeText  string
	share       bool           // the values are shares
	unsure      bool           // nothing says that it is the change from the year before
	figure      *report.Figure // whose change it is, nil where the prose gives both values
	broken      *form.Break    // of that figure, since the year before: then nothing is judged
}

// statedChanges finds every change of which the prose, or the data, gives both
// values.
func (s *Subject) statedChanges() []stated {
	if s.changed {
		return s.changes
	}
	s.changed = true
	var out []stated
	for _, p := range s.Prose {
		for _, sen := range p.sentences() {
			qs := sen.stated()
			for i, q := range qs {
				if q = growthNamed(sen, qs[:i], q); q.Kind != quantity.Growth || q.Shape != quantity.Single {
					continue
				}
				if ref := p.Quote(q.Start, q.End); ref != nil && ref.Verb == narrative.Change {
					continue // computed
				}
				if c, ok := s.changeOf(sen, qs[:i], q); ok {
					out = append(out, c)
				} else if c, ok := s.changeAround(sen, qs[:i], qs[i+1:], q); ok {
					out = append(out, c)
				}
			}
			out = append(out, s.wordChanges(sen)...)
		}
	}
	s.changes = out
	return out
}

// changeOf finds the two values that a stated growth is of: the change that
// stands right before it (由120件增加到150件，增长25%), the figure that is quoted
// before it with last year's value of the data, or two values of the sentence,
// one of them last year's.
func (s *Subject) changeOf(sen sentence, before []quantity.Quantity, g quantity.Quantity) (c stated, ok bool) {
	before = lastTwo(before)
	if len(before) == 0 {
		return c, false
	}
	c = stated{sen: sen, start: g.Start, end: g.End, said: growthClaim(g), sign: g.Value.Sign(), unit: g.Unit}
	last := before[len(before)-1]
	switch {
	case !onlyComparison(sen.Text[last.End:g.Start]) || containsAny(sen.Text[sen.start:g.Start], s.limits.realTerms...) || strings.Contains(g.Text, "环比"):
		return c, false
	case last.Kind == quantity.Change && last.Shape == quantity.FromTo:
		c.ends(last)
		c.share = last.Unit == "%"
		return c, c.comparable(last.Unit)
	}
	if len(before) > 1 {
		if prev := before[len(before)-2]; s.isLastYear(sen, prev) != s.isLastYear(sen, last) && quantity.SameUnit(prev.Unit, last.Unit) && level(prev) && level(last) {
			if s.isLastYear(sen, last) {
				prev, last = last, prev
			}
			c.before, c.now, c.beforeText, c.nowText, c.share = claimed(prev), claimed(last), prev.Text, last.Text, last.Unit == "%"
			c.beforeSaid, c.nowSaid = prev.Bounds, last.Bounds
			return c, c.comparable(last.Unit)
		}
	}
	c.unsure = !containsAny(sen.Text[last.End:g.End], "上年", "去年", "同比", "上一年", "同期")
	return s.changeOfFigure(c, sen, last)
}

// onlyComparison reports whether what stands between a value and a growth names
// nothing else whose growth it could be: ，同比 and not ，满意率.
func onlyComparison(between string) bool {
	return trimAll(between, strings.CutPrefix, "，", "（", "(", ",", " ", "\u3000", "上年同期", "上年度", "上一年度", "上一年", "上年", "去年同期", "去年", "同期", "同比", "相比", "比", "较", "与", "增幅", "降幅", "升幅", "为", "达到", "达", "了", "约", "是", "的") == ""
}

// ends takes both values from 由近600件增加到580余件.
func (c *stated) ends(q quantity.Quantity) {
	cut := max(strings.LastIndex(q.Text, "至"), strings.LastIndex(q.Text, "到"))
	first, second := q.Text, q.Text
	if cut > 0 {
		first, second = q.Text[:cut], q.Text[cut+len("至"):]
	}
	c.before, c.beforeText, c.beforeSaid = around(q.From, first, q.Unit), quantity.Print(q.From, q.Unit), quantity.Point(q.From)
	for one := range quantity.Scan(first) {
		if bindable(one) && one.Shape == quantity.Single && one.Value.Equal(q.From) && !one.Bounds.IsPoint() {
			c.before, c.beforeText, c.beforeSaid = one.Bounds, one.Text, one.Bounds
		}
	}
	c.now, c.nowText, c.nowSaid = q.Bounds, strings.TrimPrefix(second, "了"), q.Bounds
	if q.Bounds.IsPoint() {
		c.now, c.nowText = around(q.To, second, q.Unit), quantity.Print(q.To, q.Unit)
	}
}

// changeOfFigure takes both values from the data, for a growth behind a quoted
// figure.
func (s *Subject) changeOfFigure(c stated, sen sentence, last quantity.Quantity) (stated, bool) {
	ref := sen.Quote(last.Start, last.End)
	if ref == nil || ref.Year != 0 || ref.Verb != narrative.Wording && ref.Verb != narrative.Number {
		return c, false
	}
	f := s.Report.Figure(ref.Target)
	if f == nil || f.Absent != "" {
		return c, false
	}
	v, _ := f.Before()
	if v == nil || v.Absent != "" || !quantity.SameUnit(v.Unit, f.Unit) {
		return c, false
	}
	c.figure, c.share, c.broken = f, f.Indicator.Kind == form.Share, s.breakOf(f.Indicator.Key, -1)
	c.now, c.before, c.nowText, c.beforeText = rounded(exactOf(f)), rounded(v), f.Text, v.Text
	c.nowSaid, c.beforeSaid = f.Bounds, v.Bounds
	return c, c.comparable(f.Unit)
}

// comparable reports whether the stated change can be one of values in a unit.
func (c *stated) comparable(unit string) bool {
	return c.unit == "%" || c.unit == "百分点" && unit == "%" || c.unit == "" || quantity.SameUnit(c.unit, unit)
}

// lastTwo gives the last expressions that are quantities, two at the most.
func lastTwo(qs []quantity.Quantity) []quantity.Quantity {
	var out []quantity.Quantity
	for i := len(qs) - 1; i >= 0 && len(out) < 2; i-- {
		if bindable(qs[i]) {
			out = append(out, qs[i])
		}
	}
	slices.Reverse(out)
	return out
}

// stating keeps the expressions that are quantities.
func stating(qs []quantity.Quantity) []quantity.Quantity {
	var out []quantity.Quantity
	for _, q := range qs {
		if bindable(q) {
			out = append(out, q)
		}
	}
	return out
}

// level reports whether a quantity states a value and not a change of one.
func level(q quantity.Quantity) bool {
	return q.Shape == quantity.Single && q.Kind != quantity.Growth && q.Kind != quantity.Change && q.Kind != quantity.Multiple
}

// isLastYear reports whether the clause of a quantity speaks of the year before.
func (s *Subject) isLastYear(sen sentence, q quantity.Quantity) bool {
	start, _ := sen.clause(q.Start)
	text := sen.Text[max(start, sen.start):q.Start]
	if containsAny(text, "上年的", "去年的", "上一年的", "同期的") {
		return true
	}
	return containsAny(text, "上年", "去年", "上一年", itoa(s.Report.Year-1)+"年") && !containsAny(text, "比上年", "较上年", "比去年", "较去年", "比上一年", "较上一年")
}

// growthClaim is a stated growth as an interval: half of its last printed digit
// on either side.
func growthClaim(g quantity.Quantity) quantity.Interval {
	i := g.Bounds
	if !i.IsPoint() {
		return i
	}
	half, ok := halfDigit(g.Text, "%")
	if !ok || g.Unit != "%" && g.Unit != "百分点" {
		return i
	}
	return quantity.Interval{Lo: i.Lo.Sub(half), Hi: i.Hi.Add(half)}
}

// around is a value of a change in the text as an interval.
func around(n quantity.Number, text, unit string) quantity.Interval {
	v := report.Value{Text: text, Unit: unit, Bounds: quantity.Point(n)}
	if strings.ContainsAny(text, "万亿") || strings.Contains(text, ".") {
		return rounded(&v)
	}
	return v.Bounds
}

// wordChanges finds directions that are said of a quoted figure without a
// number: {{受理}}，较上年有所下降.
func (s *Subject) wordChanges(sen sentence) []stated {
	var out []stated
	for _, quoted := range sen.Quotes {
		if quoted.Start < sen.start || quoted.End > sen.end || quoted.Ref.Verb != narrative.Wording || quoted.Ref.Year != 0 {
			continue
		}
		const reach = 3 // characters
		rest := sen.Text[quoted.End:sen.end]
		at := indexAny(rest[:min(len(rest), reach*utf8.UTFMax+len("较上年"))], "较上年", "比上年", "较去年", "比去年")
		if at < 0 || utf8.RuneCountInString(rest[:at]) > reach {
			continue
		}
		at += len("较上年")
		word, sign := directionWord(rest[at:])
		if sign == 0 {
			continue
		}
		end := quoted.End + at + strings.Index(rest[at:], word) + len(word)
		if s.numberFollows(sen, end) {
			continue
		}
		c := stated{sen: sen, start: quoted.End + at - len("较上年"), end: end, sign: sign}
		if c, ok := s.changeOfFigure(c, sen, quantity.Quantity{Start: quoted.Start, End: quoted.End}); ok {
			out = append(out, c)
		}
	}
	return out
}

// numberFollows reports whether a quantity stands right behind a word.
func (s *Subject) numberFollows(sen sentence, end int) bool {
	for _, q := range sen.stated() {
		if q.Start <= end+len("了近约") && q.End > end {
			return true
		}
	}
	return false
}

func indexAny(text string, words ...string) int {
	best := -1
	for _, w := range words {
		if i := strings.Index(text, w); i >= 0 && (best < 0 || i < best) {
			best = i
		}
	}
	return best
}

// directionWord finds the first word of rising or falling within a few
// characters; sign 0 where there is none.
func directionWord(text string) (word string, sign int) {
	best := len("一二三四五六")
	for _, d := range []struct {
		sign  int
		words []string
	}{{1, risingWords()}, {-1, fallingWords()}} {
		for _, w := range d.words {
			if i := strings.Index(text, w); i >= 0 && i < best {
				best, word, sign = i, w, d.sign
			}
		}
	}
	if i := strings.IndexAny(text, "，。；、"); word != "" && i >= 0 && i < best {
		return "", 0
	}
	return word, sign
}

func risingWords() []string {
	return []string{"增长", "上升", "增加", "提高", "提升", "延长", "增至", "升至", "扩大", "翻"}
}

func fallingWords() []string {
	return []string{"下降", "减少", "降低", "缩短", "压缩", "降至", "减至", "缩减", "压减", "下滑", "回落"}
}

// tellChange tells a stated change under a message of the running check.
func (s *Subject) tellChange(say string, c *stated, args ...any) *finding.Finding {
	words := strings.TrimSpace(c.sen.Text[c.start:c.end])
	f := s.tell(say, c.sen.Pos(c.start, c.end), append(args, "words", words, "now", c.nowText, "before", c.beforeText)...)
	if c.figure != nil {
		about(f, c.figure)
	}
	return f
}
