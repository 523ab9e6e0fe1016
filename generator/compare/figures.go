package compare

import (
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// State says what can be said of an indicator in two years.
type State string

// The states. Only the first four are a comparison.
const (
	Up        State = "up"
	Down      State = "down"
	Even      State = "even"
	Uncertain State = "uncertain" // wordings are so approximate that the direction is open
	Broken    State = "break"     // the definition, unit or scope changed in between
	OtherUnit State = "unit"      // the units differ and no break says why
	Absent    State = "absent"    // a year says that there is no number
	Missing   State = "missing"   // a year says nothing of the indicator
)

// Group is the figures of one group of indicators.
type Group struct {
	ID      string
	Label   string
	Figures []Figure
}

// Figure is one indicator in two years.
type Figure struct {
	Indicator     *form.Indicator
	Before, After *report.Value // nil where the year says nothing of it
	State         State
	Break         *form.Break // for Broken
	Change        report.Change
	Difference    quantity.Interval // After − Before; where State is a comparison
	Growth        quantity.Interval // in percent of Before; where HasGrowth
	HasGrowth     bool              // counts and money on a base above zero only
	Notes         []string          // of the two years' figures
}

// Compared reports whether the two values may be held against each other.
func (s State) Compared() bool { return s == Up || s == Down || s == Even || s == Uncertain }

// figures compares what two years say, in the order of the newer year's data;
// what only the older one has stands at the end of its group.
func figures(from, to *report.Report) []Group {
	var groups []Group
	at := map[string]int{}
	add := func(f Figure, of *form.Form) {
		id := f.Indicator.Group()
		i, ok := at[id]
		if !ok {
			i, at[id] = len(groups), len(groups)
			groups = append(groups, Group{ID: id, Label: label(id, to.Form, of)})
		}
		groups[i].Figures = append(groups[i].Figures, f)
	}
	for _, f := range to.Figures {
		add(pair(from, to, f.Indicator), to.Form)
	}
	for _, f := range from.Figures {
		if to.Figure(f.Indicator.Key) == nil {
			add(pair(from, to, f.Indicator), from.Form)
		}
	}
	return groups
}

// label names a group, as the newer form does where it knows it.
func label(id string, forms ...*form.Form) string {
	for _, f := range forms {
		if g := f.Group(id); g != nil {
			return g.Label
		}
	}
	return id
}

func pair(from, to *report.Report, ind *form.Indicator) Figure {
	var before, after *report.Value
	var notes []string
	if f := from.Figure(ind.Key); f != nil {
		before = &f.Value
	}
	if f := to.Figure(ind.Key); f != nil {
		after = &f.Value
		if f.Note != "" {
			notes = append(notes, f.Note)
		}
	}
	out := Values(ind, before, after, to.Form.BreakBetween(ind.Key, from.Year, to.Year))
	out.Notes = notes
	return out
}

// Values compares two values of an indicator; broken is the break between their
// years, nil where there is none.
func Values(ind *form.Indicator, before, after *report.Value, broken *form.Break) Figure {
	f := Figure{Indicator: ind, Before: before, After: after}
	switch {
	case before == nil || after == nil:
		f.State = Missing
		return f
	case before.Absent != "" || after.Absent != "":
		f.State = Absent
		return f
	case broken != nil:
		f.State, f.Break = Broken, broken
		return f
	case !quantity.SameUnit(before.Unit, after.Unit):
		f.State = OtherUnit
		return f
	}
	f.Difference = after.Bounds.Sub(before.Bounds)
	if ind.Kind != form.Share && ind.Kind != form.Duration {
		f.Growth, f.HasGrowth = report.Growth(after.Bounds, before.Bounds)
	}
	sign, certain := report.Direction(f.Difference)
	switch {
	case !certain:
		f.State = Uncertain
	case sign > 0:
		f.State = Up
	case sign < 0:
		f.State = Down
	default:
		f.State = Even
	}
	f.Change, _, _ = report.Compare(ind, after, before)
	return f
}

// Span says the difference as a reader writes it: +52件, −1.2个百分点,
// −10000件至+10000件. It is "" where the values are not compared.
func (f *Figure) Span() string {
	d := f.Difference
	if !f.State.Compared() || d.LoInf && d.HiInf {
		return ""
	}
	unit := f.After.Unit
	if f.Indicator.Kind == form.Share {
		unit = "百分点"
	}
	switch {
	case d.IsPoint():
		return signed(d.Lo, unit)
	case d.LoInf:
		return bound(d.HiOpen, "小于", "至多") + signed(d.Hi, unit)
	case d.HiInf:
		return bound(d.LoOpen, "大于", "至少") + signed(d.Lo, unit)
	}
	return signed(d.Lo, unit) + "至" + signed(d.Hi, unit)
}

func bound(open bool, outside, at string) string {
	if open {
		return outside
	}
	return at
}

func signed(n quantity.Number, unit string) string {
	switch n.Sign() {
	case 0:
		return "0" + quantity.Print(quantity.NewInt(1), unit)[1:]
	case 1:
		return "+" + quantity.Print(n, unit)
	}
	return "−" + quantity.Print(n.Neg(), unit)
}

// ZeroBase reports whether a growth was not computed because the older value
// is or may be zero, though the indicator grows in percent.
func (f *Figure) ZeroBase() bool {
	b := f.State == Up || f.State == Down
	return b && !f.HasGrowth && f.Indicator.Kind != form.Share && f.Indicator.Kind != form.Duration && f.Before.Bounds.IsPoint()
}

// Plain reports whether the change in words is the difference itself (提高1.2个百分点,
// 增加12件), so that Span would say it twice.
func (f *Figure) Plain() bool {
	return f.State == Even || (f.State == Up || f.State == Down) && !f.HasGrowth
}
