package form

import (
	"errors"
	"slices"

	"fazhi/generator/finding"
	"fazhi/generator/tomlfile"
)

// maxPlaces bounds the printed places of a derived indicator.
const maxPlaces = 6

// derivedOne reads one of [derived.<group>]: an indicator that is computed from
// others and never given. Names in its formula wait until all indicators are
// known.
func (r *reader) derivedOne(t *tomlfile.Table, key string) {
	i := r.indicatorOf(t, key)
	i.Places = -1
	text := r.required(t, "formula")
	if t.Has("places") {
		i.Places = t.Int("places")
		if i.Places < 0 || i.Places > maxPlaces {
			t.Fail("places", finding.Finding{
				ID:       "form-rule",
				Message:  finding.Text{ZH: "小数位数不对", EN: "no number of decimal places"},
				Expected: finding.Text{ZH: "0 到 6 的整数", EN: "a whole number from 0 to 6"},
			})
			i.Places = 1
		}
	}
	if text == "" {
		return
	}
	formula, err := ParseFormula(text)
	if e := (*RuleError)(nil); errors.As(err, &e) {
		r.formulaProblem(t, e)
		return
	}
	switch {
	case formula.Growth && i.Unit != "%":
		t.Fail("unit", finding.Finding{
			ID:       "form-rule",
			Message:  finding.Text{ZH: "增长率的单位是 %", EN: "a growth is in %"},
			Expected: finding.Text{ZH: "unit = \"%\"", EN: "unit = \"%\""},
		})
		return
	case formula.Ratio() && i.Places < 0:
		t.Fail("places", finding.Finding{
			ID:       "form-missing",
			Message:  finding.Text{ZH: "比率和增长率要写明保留几位小数", EN: "a ratio needs the number of its decimal places"},
			Expected: finding.Text{ZH: "places = 1", EN: "places = 1"},
		})
		i.Places = 1
	}
	i.Formula = &formula
	if !r.addIndicator(t, i) {
		return
	}
	r.later = append(r.later, func() { r.resolve(t, i) })
}

// resolve finds the indicators that a formula names. One whose formula cannot
// be used keeps no figures: it never has all its inputs.
func (r *reader) resolve(t *tomlfile.Table, i Indicator) {
	for _, s := range []Sum{i.Formula.Sum, i.Formula.Over} {
		for k := range s {
			ind, candidates := r.form.Lookup(s[k].Key)
			switch {
			case len(candidates) > 0:
				r.formulaProblem(t, ambiguous(s[k], candidates))
			case ind == nil:
				r.formulaProblem(t, unknownName(s[k], r.form.Names()))
			case ind.Formula != nil:
				r.formulaProblem(t, formulaError(s[k], "“"+ind.Label+"”本身也是算出来的；公式里只用填报的指标", ind.Key+" is derived itself; a formula names indicators that are given"))
			case s[k].Years < -1:
				r.formulaProblem(t, formulaError(s[k], "公式里只能用本年和上一年（@-1）的数", "a formula uses this year and the year before (@-1) only"))
			default:
				s[k].Key = ind.Key
				continue
			}
			return
		}
	}
	r.sameFormulaKind(t, i)
}

// sameFormulaKind tells a formula that adds what cannot be added, or whose
// result has another unit than it says.
func (r *reader) sameFormulaKind(t *tomlfile.Table, i Indicator) {
	groups := []Sum{i.Formula.Sum, i.Formula.Over}
	if i.Formula.Over != nil && i.Unit == "%" {
		groups = []Sum{slices.Concat(i.Formula.Sum, i.Formula.Over)}
	}
	for _, s := range groups {
		for k := range s {
			if r.form.Indicator(s[k].Key).Kind != r.form.Indicator(s[0].Key).Kind {
				r.formulaProblem(t, formulaError(s[k], "这个指标与公式里别的指标单位不同类，不能加减和相比", "this indicator is of another kind than the others of the formula"))
				return
			}
		}
	}
	if first := i.Formula.Sum[0]; !i.Formula.Ratio() && r.form.Indicator(first.Key).Kind != i.Kind {
		r.formulaProblem(t, formulaError(first, "算出来的数与 unit 写的单位不同类", "what this comes to is of another kind than the unit"))
	}
}

// formulaProblem tells what is wrong with a formula, at its place in it.
func (r *reader) formulaProblem(t *tomlfile.Table, e *RuleError) {
	text, pos := t.String("formula"), t.Pos("formula")
	pos.Column += 1 + len([]rune(text[:e.Start])) // behind the quotation mark
	pos.Length = max(1, len([]rune(text[e.Start:e.End])))
	r.log.Add(finding.Finding{
		ID: "form-rule", Severity: finding.Error, Pos: pos, Message: e.Message,
		Expected: finding.Text{ZH: "形如 甲 / 乙、(甲 + 乙) / 丙、甲 + 乙 - 丙、growth(甲)；上一年的数写作 甲@-1", EN: "like a / b, (a + b) / c, a + b - c, growth(a); the figure of the year before is a@-1"},
	})
}
