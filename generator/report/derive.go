package report

import (
	"strings"

	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// Derive computes the derived figures of a report from its own figures and
// those of the year before. One of which no input is given is left out, unless
// the report names it already; one of which an input is missing says so. Source
// calls it once all years of the series are read.
func (r *Report) Derive() {
	for i := range r.Form.Indicators {
		ind := &r.Form.Indicators[i]
		if ind.Formula == nil {
			continue
		}
		d := deriver{report: r}
		c := ind.Compute(d.value)
		named := r.byKey[ind.Key]
		switch {
		case d.broken: // told already, where the input stands
			r.MarkBroken(ind.Key)
			if named == nil {
				continue
			}
		case len(d.inputs) == 0 && named == nil:
			continue
		case named == nil:
			named = &Figure{Indicator: ind, Derived: true}
			r.Add(named)
		}
		if len(d.inputs) > 0 {
			named.Pos = d.inputs[0].Pos
		}
		named.Value, named.Note = derived(r.Form, ind, c)
		if d.mixed && c.Outcome == form.Holds && (ind.Unit == "%" || ind.Formula.Over == nil) {
			named.Value = Value{Absent: NotComputed, Text: string(NotComputed), Unit: ind.BaseUnit()}
			named.Note = "单位不同，无法计算"
		}
		if d.torn && c.Outcome == form.Holds {
			named.Value = Value{Absent: NotComputed, Text: string(NotComputed), Unit: ind.BaseUnit()}
			named.Note = "与上年口径不同，无法计算"
		}
	}
}

// deriver looks up the inputs of one formula.
type deriver struct {
	report *Report
	inputs []*Figure // of this year
	broken bool
	unit   string
	mixed  bool // the inputs are given in different units: 人次 and 件
	torn   bool // an input is of a year before a break of its series
}

func (d *deriver) value(key string, years int) (quantity.Interval, form.State) {
	v := d.find(key, years)
	if v == nil {
		return quantity.Interval{}, form.NotGiven
	}
	if state, absent := form.Absence(string(v.Absent)); absent {
		return quantity.Interval{}, state
	}
	d.mixed = d.mixed || d.unit != "" && !quantity.SameUnit(d.unit, v.Unit)
	d.unit = v.Unit
	return v.Bounds, form.Known
}

func (d *deriver) find(key string, years int) *Value {
	r := d.report
	f := r.Figure(key)
	if years == 0 {
		if f == nil {
			d.broken = d.broken || r.Torn || r.Broken(key)
			return nil
		}
		d.inputs = append(d.inputs, f)
		return &f.Value
	}
	if f == nil { // this report says nothing of it; last year's own may
		f = &Figure{Report: r, Indicator: &form.Indicator{Key: key}}
	}
	before, _ := f.Before()
	d.torn = d.torn || before != nil && r.Form.BreakBetween(key, r.Year+years, r.Year) != nil
	return before
}

// derived makes the value that was computed, and says why there is none.
func derived(f *form.Form, ind *form.Indicator, c form.Computed) (v Value, note string) {
	v = Value{Unit: ind.BaseUnit()}
	switch {
	case c.Outcome == form.Undefined:
		v.Absent, v.Text = NotApplicable, string(NotApplicable)
		return v, "分母为零，无法计算"
	case c.Outcome == form.Holds:
		v.Bounds = c.Value
		v.Text = computed(c.Value, ind)
		v.Ranged = !c.Value.IsPoint()
		if !v.Ranged {
			v.Stated = c.Value.Lo
		}
		return v, ""
	}
	v.Absent, v.Text = NotComputed, string(NotComputed)
	if len(c.Missing) == 0 {
		return v, "含约数，无法计算"
	}
	var lacking, absent []string
	for _, m := range c.Missing {
		name := m.Key
		if i := f.Indicator(m.Key); i != nil {
			name = i.Label
		}
		name = "“" + name + "”"
		if m.Years < 0 {
			name = "上一年的" + name
		}
		if m.State == form.NotGiven {
			lacking = append(lacking, name)
		} else {
			absent = append(absent, name+m.State.String())
		}
	}
	if len(lacking) > 0 {
		absent = append([]string{"缺少" + strings.Join(lacking, "、")}, absent...)
	}
	return v, strings.Join(absent, "，") + "，无法计算"
}

// computed words a computed value: 12.5%, 12.5%至25%, 不低于12.5%.
func computed(i quantity.Interval, ind *form.Indicator) string {
	number := func(n quantity.Number) string { return computedNumber(n, ind) }
	switch {
	case i.IsPoint():
		return number(i.Lo)
	case i.HiInf && i.LoOpen:
		return "超过" + number(i.Lo)
	case i.HiInf:
		return "不低于" + number(i.Lo)
	case i.LoInf || i.Lo.Sign() == 0:
		return word(i.HiOpen, "不足", "不超过") + number(i.Hi)
	}
	lo, hi := number(i.Lo), number(i.Hi)
	if lo == hi {
		return "约" + lo
	}
	return lo + "至" + hi
}

func word(open bool, yes, no string) string {
	if open {
		return yes
	}
	return no
}

// computedNumber prints a number with the places of its indicator, zeros
// included: 12.0%. What is written in 万 keeps to what is exact.
func computedNumber(n quantity.Number, ind *form.Indicator) string {
	text := quantity.Print(n, ind.BaseUnit())
	if rest, ok := strings.CutPrefix(text, n.String()); ok && ind.Places >= 0 && ind.Unit == ind.BaseUnit() {
		return n.Fixed(ind.Places) + rest
	}
	return text
}
