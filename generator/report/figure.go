package report

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/narrative"
	"fazhi/generator/quantity"
)

// Absence is a reason why there is no number. None of them is 0, and none is
// a blank.
type Absence string

// The absences that data may state.
const (
	NotApplicable Absence = "不适用"
	NotCollected  Absence = "未统计"
	Withheld      Absence = "不公开"
)

// NotComputed is the absence of a derived figure that lacks an input. Data
// cannot state it.
const NotComputed Absence = "无法计算"

// Absences lists them as they are written.
func Absences() []string {
	return []string{string(NotApplicable), string(NotCollected), string(Withheld)}
}

// Value is what is known of an indicator at one time.
type Value struct {
	Text   string            // the wording, as published
	Absent Absence           // why there is no number, "" where there is one
	Stated quantity.Number   // the number as stated, in full scale of Unit; not of a range
	Ranged bool              // the wording gives two ends and no number: 8万至9万件
	Bounds quantity.Interval // where the true value lies; a point where it is exact
	Unit   string            // canonical: 元 and not 万元
	Whole  bool              // given as a whole number in its own unit: exact, though it may read 29万次
}

// Exact gives the number where just one is possible.
func (v *Value) Exact() (n quantity.Number, ok bool) {
	if v.Absent != "" || !v.Bounds.IsPoint() {
		return quantity.Number{}, false
	}
	return v.Bounds.Lo, true
}

// Split parts the wording into number and unit, for setting the unit smaller:
// 近8万 | 件, 30 | 个工作日以内. Without a unit in the wording all is number.
func (v *Value) Split() (number, unit string) {
	if v.Absent != "" || v.Unit == "" {
		return v.Text, ""
	}
	i := strings.LastIndex(v.Text, v.Unit)
	if i <= 0 {
		return v.Text, ""
	}
	number = strings.TrimRight(v.Text[:i], " ")
	if cut, ok := strings.CutSuffix(number, "个"); ok && v.Unit != "个" {
		number = cut
	}
	return number, strings.TrimLeft(v.Text[len(number):], " ")
}

// Decimal gives the number as stated, "" where there is none: an absence, or a
// range.
func (v *Value) Decimal() string {
	if v.Absent != "" || v.Ranged {
		return ""
	}
	return v.Stated.String()
}

// Number gives the wording without its unit: 近8万.
func (v *Value) Number() string {
	number, unit := v.Split()
	if i := strings.Index(unit, v.Unit); i >= 0 && unit != "" {
		return number + unit[i+len(v.Unit):]
	}
	return number
}

// Meaning says in words where the true value lies, "" where the wording gives
// it exactly. Ends of ranges are written as reports write numbers: 600万.
func (v *Value) Meaning() string {
	b := v.Bounds
	switch {
	case v.Absent != "" || b.LoInf && b.HiInf:
		return ""
	case b.IsPoint():
		return b.Lo.String()
	}
	least, most := quantity.Print(b.Lo, ""), quantity.Print(b.Hi, "")
	switch {
	case b.LoInf && b.HiOpen:
		return "小于" + most
	case b.LoInf:
		return "不超过" + most
	case b.HiInf && b.LoOpen:
		return "大于" + least
	case b.HiInf:
		return "不少于" + least
	}
	lo, hi := "不少于", "不超过"
	if b.LoOpen {
		lo = "大于"
	}
	if b.HiOpen {
		hi = "小于"
	}
	return lo + least + "、" + hi + most
}

// Figure is an indicator's value in one year.
type Figure struct {
	Value
	Report    *Report
	Indicator *form.Indicator
	Stated    *Value // last year's value as this report states it, or nil
	Shown     *Value // the wording that the data give beside the exact value; nil where Value has the only one
	ShownPos  finding.Pos
	Note      string
	Source    string // where the figure was taken from
	Pos       finding.Pos
	Quotes    []Quote // where narratives quote it
	Derived   bool    // computed by the indicator's formula; Pos is that of an input
}

// Quote is one place where a narrative quotes a figure.
type Quote struct {
	Report *Report // whose narrative
	Ref    *narrative.Reference
}
