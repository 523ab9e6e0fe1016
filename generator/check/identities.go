package check

import (
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// verdict is an identity with what the figures say of it.
type verdict struct {
	*form.Identity
	form.Verdict
	figures []*report.Figure // those of this report and of years before that take part
}

// verdicts evaluates every identity of the form of which this report gives a
// figure, once a report.
func (s *Subject) verdicts() []verdict {
	if s.tied {
		return s.ties
	}
	s.tied = true
	var out []verdict
	for i := range s.Report.Form.Identities {
		id := &s.Report.Form.Identities[i]
		v := verdict{Identity: id}
		refs := id.Rule.Refs()
		if !slices.ContainsFunc(refs, func(r form.Ref) bool { return r.Years == 0 && s.Report.Figure(r.Key) != nil }) {
			continue
		}
		if slices.ContainsFunc(refs, func(r form.Ref) bool { return s.breakOf(r.Key, r.Years) != nil }) {
			continue // the two years count different things
		}
		share := id.Rule.Over != nil
		v.Verdict = id.Hold(func(key string, years int) (quantity.Interval, form.State) {
			value := s.valueAt(key, years, &v.figures)
			if value == nil {
				return quantity.Interval{}, form.NotGiven
			}
			if state, absent := form.Absence(string(value.Absent)); absent {
				return quantity.Interval{}, state
			}
			if share && id.Rule.Left[0].Key == key {
				return value.Bounds, form.Known // Hold allows for the last printed digit of a share itself
			}
			return rounded(value), form.Known
		})
		out = append(out, v)
	}
	s.ties = out
	return out
}

// breakOf gives the break of a figure between this year and the one so many
// years before (a number below zero), nil where the series is whole.
func (s *Subject) breakOf(key string, years int) *form.Break {
	return s.Report.Form.BreakBetween(key, s.Report.Year+years, s.Report.Year)
}

// valueAt gives the value of a figure of this year or one before it. Of the
// year before it is that year's own, else what this report states of it.
func (s *Subject) valueAt(key string, years int, used *[]*report.Figure) *report.Value {
	if years == 0 {
		if f := s.Report.Figure(key); f != nil {
			*used = append(*used, f)
			return exactOf(f)
		}
		return nil
	}
	if other := s.Report.Series.Year(s.Report.Year + years); other != nil && (other.Status.Public() || !s.Report.Status.Public()) {
		if f := other.Figure(key); f != nil {
			*used = append(*used, f)
			return exactOf(f)
		}
	}
	if f := s.Report.Figure(key); years == -1 && f != nil {
		return f.Stated
	}
	return nil
}

// exactOf gives the value that is known of a figure: where the data give an
// exact value beside a wording, the wording's rounding does not count.
func exactOf(f *report.Figure) *report.Value {
	if f.Shown == nil {
		return &f.Value
	}
	v := f.Value
	v.Text = ""
	return &v
}

// rounded gives where the true value of a figure lies when its wording is
// itself rounded: 29.51万 is 295,100 give or take half of the last digit, and
// so is a number with decimals. Whole numbers that are written out are exact.
func rounded(v *report.Value) quantity.Interval {
	if !v.Bounds.IsPoint() || v.Whole && v.Unit != "%" {
		return v.Bounds
	}
	half, ok := halfDigit(v.Text, v.Unit)
	if !ok {
		return v.Bounds
	}
	return quantity.Interval{Lo: v.Bounds.Lo.Sub(half), Hi: v.Bounds.Hi.Add(half)}
}

// halfDigit gives half of the place of the last digit written; ok is false for
// a whole number that is written out.
func halfDigit(text, unit string) (half quantity.Number, ok bool) {
	end := strings.LastIndexAny(text, "0123456789") + 1
	if end == 0 {
		return half, false
	}
	start := end
	for start > 0 && strings.ContainsRune("0123456789.", rune(text[start-1])) {
		start--
	}
	_, decimals, point := strings.Cut(text[start:end], ".")
	rest := text[end:]
	place := quantity.NewInt(1)
	for scaled := true; scaled; {
		scaled = false
		for _, s := range []struct {
			word string
			size int64
		}{{"千", 1e3}, {"万", 1e4}, {"亿", 1e8}} {
			if after, has := strings.CutPrefix(rest, s.word); has {
				place, rest, scaled = place.Mul(quantity.NewInt(s.size)), after, true
			}
		}
	}
	if !point && place.Equal(quantity.NewInt(1)) && unit != "%" {
		return half, false
	}
	tenth, _ := quantity.ParseNumber("0.1")
	for range decimals {
		place = place.Mul(tenth)
	}
	five, _ := quantity.ParseNumber("0.5")
	return place.Mul(five), true
}

// other reports whether an identity speaks of other years too.
func (v *verdict) other() bool {
	return slices.ContainsFunc(v.Rule.Refs(), func(r form.Ref) bool { return r.Years != 0 })
}

// tellIdentity tells a broken identity under a message of the running check.
func (s *Subject) tellIdentity(say string, v *verdict) {
	unit := v.figures[0].Unit
	if v.Rule.Over != nil {
		unit = "" // the messages write %
	}
	f := s.tell(say, v.figures[0].Pos,
		"words", finding.Text{ZH: s.Report.Form.Words(v.Identity, "zh"), EN: s.Report.Form.Words(v.Identity, "en")},
		"left", side(v.Left, unit), "right", side(v.Right, unit), "note", note(v.Identity))
	f.Severity = min(f.Severity, v.Severity())
	about(f, v.figures...)
	if v.Own {
		f.Related = append(f.Related, finding.Related{Pos: v.Pos, Note: finding.Text{ZH: "这条勾稽关系写在这里", EN: "the identity stands here"}})
	}
}

// note is what the form says of an identity, as a sentence behind a message.
func note(id *form.Identity) finding.Text {
	text := id.Note
	if id.Basis != "" {
		text = strings.TrimSuffix(text, "。")
		if text != "" {
			text += "；"
		}
		text += "依据" + id.Basis
	}
	if text == "" {
		return finding.Text{}
	}
	return finding.Text{ZH: "（" + strings.TrimSuffix(text, "。") + "）", EN: " (" + id.ID + ")"}
}

// side says what a side of an identity comes to.
func side(i quantity.Interval, unit string) finding.Text {
	one := func(n quantity.Number) string {
		if unit == "" {
			return n.String()
		}
		return quantity.Print(n, unit)
	}
	switch lo, hi := one(i.Lo), one(i.Hi); {
	case i.LoInf && i.HiInf:
		return finding.Text{ZH: "任意数", EN: "any number"}
	case i.LoInf:
		return finding.Text{ZH: "至多" + hi, EN: "at most " + hi}
	case i.HiInf:
		return finding.Text{ZH: "至少" + lo, EN: "at least " + lo}
	case i.IsPoint():
		return finding.Text{ZH: lo, EN: lo}
	default:
		return finding.Text{ZH: lo + "至" + hi, EN: lo + " to " + hi}
	}
}
