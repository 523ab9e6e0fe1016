package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// sameFigureTwice finds one thing that is given two values: a sentence and the
// data disagree, a sentence and a cell of a table, or two sentences. Only what
// is said in the same words counts, so that two things are not taken for one.
func sameFigureTwice() Check {
	return Check{ID: "same-figure-twice", Group: Figures, Severity: finding.Error, Waivable: true, Run: func(s *Subject) {
		said := map[string]claim{}
		for _, p := range s.Prose {
			if p.Plan || p.Cell {
				continue
			}
			for _, sen := range p.sentences() {
				for _, q := range sen.stated() {
					if !bindable(q) || q.Kind == quantity.Growth || q.Kind == quantity.Change || q.Shape != quantity.Single {
						continue
					}
					if !s.againstData(sen, q) {
						s.againstProse(sen, q, said)
					}
				}
				s.againstCells(sen)
			}
		}
	}}
}

// claim is a quantity that a sentence states of a subject.
type claim struct {
	p *Passage
	q quantity.Quantity
}

// otherTime are words that make a quantity one of another time than the report's
// year, or a part of it.
func otherTime(text string, year int) bool {
	if containsAny(text, "上年", "去年", "往年", "历年", "累计", "以来", "同期", "计划", "目标", "力争", "预计", "每", "其中", "平均", "最", "季度", "月", "半年", "日前", "“十", "期间", "一期", "二期", "首批", "目前", "截至", "分别") {
		return true
	}
	for rest := text; ; {
		i := strings.Index(rest, "年")
		if i < 0 {
			return false
		}
		if y, err := strconv.Atoi(rest[max(0, i-4):i]); err == nil && y >= 1900 && y != year {
			return true
		}
		rest = rest[i+len("年"):]
	}
}

// againstData holds a quantity against the figure whose name stands right before
// it.
func (s *Subject) againstData(sen sentence, q quantity.Quantity) bool {
	before := strings.TrimRight(sen.Text[sen.start:q.Start], "达到为共了计约有是 ")
	ref := sen.Quote(q.Start, q.End)
	for _, f := range s.Report.Figures { // derived ones are for ratioUntrue
		name := nameAtEnd(before, f)
		if name == "" || f.Derived || ref != nil && (ref.Target == f.Indicator.Key || ref.Verb != "" || f.Indicator.Own) {
			continue
		}
		if f.Absent == "" && quantity.SameUnit(f.Unit, q.Unit) && disjoint(rounded(&f.Value), claimed(q)) && !otherTime(s.lead(sen, q), s.Report.Year) {
			say := ""
			switch rest := s.withoutWhole(strings.TrimSuffix(before, name)); {
			case sen.narrower():
			case rest == "" && len(sen.Titles) < 2:
				say = "data"
			case rest == "" || endsClause(rest):
				say = "data-perhaps"
			}
			if say != "" {
				about(s.tell(say, sen.Pos(q.Start, q.End), "text", q.Text, "name", name, "label", f.Indicator.Label, "value", f.Text), f)
				return true
			}
		}
	}
	return false
}

// nameAtEnd gives the name of a figure that a text ends with, if it is long
// enough to name that alone; "" where it ends with none.
func nameAtEnd(text string, f *report.Figure) string {
	const least = len("四个汉字")
	if len(text) < least {
		return ""
	}
	if name := f.Indicator.Label; len(name) >= least && strings.HasSuffix(text, name) {
		return name
	}
	for _, name := range f.Indicator.Aliases {
		if len(name) >= least && strings.HasSuffix(text, name) {
			return name
		}
	}
	return ""
}

// withoutWhole takes off what makes a name that of the whole year and agency:
// 2023年，我局全年共.
func (s *Subject) withoutWhole(text string) string {
	words := append([]string{"全年", "本年度", "本年", "年度", "共", "全局", "全区", "全县", "全市", "本局", "我局", "，", " ", "\u3000", itoa(s.Report.Year) + "年"}, s.Agency.Short...)
	for again := true; again; {
		again = false
		for _, w := range words {
			if cut, ok := strings.CutSuffix(text, w); ok && w != "" && (w != "，" || s.onlyWhole(cut, words)) {
				text, again = cut, true
			}
		}
	}
	return text
}

// onlyWhole reports whether a text is nothing but such words.
func (s *Subject) onlyWhole(text string, words []string) bool {
	for _, w := range words {
		text = strings.ReplaceAll(text, w, "")
	}
	return text == ""
}

// endsClause reports whether a mark parts a name from what stands before it.
func endsClause(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("，：！？\n", r)
}

// narrower reports whether a sentence, or a heading below the first, speaks of
// one field, place or campaign, so that its counts are not those of the agency.
func (s sentence) narrower() bool {
	words := []string{"领域", "专项", "方面", "针对", "查处", "涉", "街道", "镇", "乡", "村", "行业", "其中", "重点", "系统", "各", "类", "监管"}
	if containsAny(s.text(), words...) {
		return true
	}
	return len(s.Titles) > 1 && containsAny(strings.Join(s.Titles[1:], ""), words...)
}

// claimed gives what a quantity of the prose says of the true value.
func claimed(q quantity.Quantity) quantity.Interval {
	v := report.Value{Text: q.Text, Unit: q.Unit, Bounds: q.Bounds, Stated: q.Value}
	return rounded(&v)
}

// lead gives the sentence up to a quantity: what its subject is told by.
func (s *Subject) lead(sen sentence, q quantity.Quantity) string { return sen.Text[sen.start:q.Start] }

// leastSubject is the shortest wording that names one thing only.
const leastSubject = 8

// againstProse holds a quantity against an earlier one of the same words. Only
// the first quantity of a sentence has a subject that is sure.
func (s *Subject) againstProse(sen sentence, q quantity.Quantity, said map[string]claim) {
	lead := s.lead(sen, q)
	first := true
	for _, o := range sen.stated() {
		first = first && (o.Start >= q.Start || !o.Kind.IsQuantity())
	}
	if !first {
		return
	}
	subject := strings.Trim(lead, " \u3000，、")
	for _, w := range []string{fmt.Sprintf("%d年度", s.Report.Year), fmt.Sprintf("%d年", s.Report.Year), "全年", "今年", "本年度", "本年", "我局", "全区", "全县", "全市", "，", "共", "一是", "二是", "三是", "四是", "五是"} {
		subject = strings.TrimPrefix(subject, w)
	}
	subject = strings.TrimRight(subject, "达到为共了计约有是 ")
	if utf8.RuneCountInString(subject) < leastSubject || otherTime(lead, s.Report.Year) {
		return
	}
	key := subject + "|" + q.Unit
	old, known := said[key]
	if !known {
		said[key] = claim{sen.Passage, q}
		return
	}
	if disjoint(claimed(old.q), claimed(q)) && !sen.narrower() {
		say := "prose"
		if len(sen.Titles) > 1 && len(old.p.Titles) > 1 && !slices.Equal(sen.Titles, old.p.Titles) { // perhaps of two fields
			say = "prose-perhaps"
		}
		f := s.tell(say, sen.Pos(q.Start, q.End), "subject", subject, "text", q.Text, "old", old.q.Text)
		f.Related = []finding.Related{{Pos: old.p.Pos(old.q.Start, old.q.End), Note: finding.Text{ZH: "前面说的是" + old.q.Text, EN: "said before: " + old.q.Text}}}
	}
}

// againstCells holds 3件尚未审结 or 尚未审结3件 of a sentence that names the row
// against the cell of a table.
func (s *Subject) againstCells(sen sentence) {
	text := sen.text()
	for i := range s.Report.Form.Tables {
		t := &s.Report.Form.Tables[i]
		for c := range t.Columns {
			column := &t.Columns[c]
			if column.Total || column.Header || utf8.RuneCountInString(column.Label) < 4 || !strings.Contains(text, column.Label) {
				continue
			}
			if row := rowNamed(t, text); row != nil && t.Has(row, column) {
				if f := s.Report.Figure(t.Key(row, column)); f != nil && f.Absent == "" {
					s.cell(sen, column.Label, f)
				}
			}
		}
	}
}

// rowNamed gives the row of a table that a sentence names, nil where it names
// none or several.
func rowNamed(t *form.Table, text string) *form.Line {
	var found *form.Line
	for i := range t.Rows {
		if r := &t.Rows[i]; !r.Header && strings.Contains(text, r.Label) {
			if found != nil {
				return nil
			}
			found = r
		}
	}
	return found
}

// trimAll cuts words off one end of a text as long as there is one.
func trimAll(text string, cut func(string, string) (string, bool), words ...string) string {
	for again := true; again; {
		again = false
		for _, w := range words {
			if rest, ok := cut(text, w); ok {
				text, again = rest, true
			}
		}
	}
	return text
}

// cell holds the quantities beside the label of a column against its cell.
func (s *Subject) cell(sen sentence, label string, f *report.Figure) {
	for _, q := range sen.stated() {
		if !bindable(q) || q.Shape != quantity.Single || !quantity.SameUnit(q.Unit, f.Unit) {
			continue
		}
		if ref := sen.Quote(q.Start, q.End); ref != nil && ref.Target == f.Indicator.Key {
			continue
		}
		behind := strings.HasPrefix(trimAll(sen.Text[q.End:sen.end], strings.CutPrefix, "，均", "，目前均", "，都", "，全部", "均", "的", "案件", "目前", "仍"), label)
		before := strings.HasSuffix(trimAll(sen.Text[sen.start:q.Start], strings.CutSuffix, "的", "案件", "共", "有", "为", "：", " "), label)
		if (behind || before) && disjoint(rounded(&f.Value), claimed(q)) {
			about(s.tell("table", sen.Pos(q.Start, q.End), "text", q.Text, "label", f.Indicator.Label, "value", f.Text), f)
		}
	}
}
