package form

import (
	"slices"
	"strings"

	"fazhi/generator/finding"
)

// Formula is how a derived indicator is computed, as written in a form:
//
//	formula = "growth" "(" figure ")"     (this year − the year before) ÷ the year before, in %
//	        | operand "/" operand         a ratio; in % where the indicator is
//	        | sum
//
// Operands, sums and figures are those of a [Rule].
type Formula struct {
	Text   string
	Growth bool // of the one figure of Sum
	Sum    Sum
	Over   Sum // the divisor of a ratio; else nil
}

// Refs gives the figures of the formula in order, each once.
func (f *Formula) Refs() []Ref {
	refs := (&Rule{Left: f.Sum, Over: f.Over}).Refs()
	if f.Growth {
		before := f.Sum[0].Ref
		before.Years--
		refs = append(refs, before)
	}
	return refs
}

// Ratio reports whether the formula divides: a share, a ratio or a growth.
func (f *Formula) Ratio() bool { return f.Growth || f.Over != nil }

// growthWords are the names of the function of growth.
func growthWords() []string { return []string{"growth", "增长率"} }

// ParseFormula reads a formula. The error, if any, is a *RuleError. Names are
// taken as they are.
func ParseFormula(text string) (Formula, error) {
	p := &parser{text: text}
	if len(text) > maxRule {
		return Formula{}, p.fail("这个公式太长", "the formula is too long")
	}
	f, err := p.formula()
	if err != nil {
		return Formula{}, err
	}
	return *f, nil
}

func (p *parser) formula() (*Formula, error) {
	f := &Formula{Text: p.text}
	p.scan()
	if growth, err := p.growth(f); growth || err != nil {
		return f, err
	}
	brackets := p.token == "("
	var err error
	if f.Sum, err = p.operand(); err != nil {
		return nil, err
	}
	switch {
	case p.token == "/":
		p.scan()
		if f.Over, err = p.operand(); err != nil {
			return nil, err
		}
	case brackets:
		return nil, p.fail("括号只用在比率里：(甲 + 乙) / 丙", "brackets stand in ratios only: (a + b) / c")
	default:
		if f.Sum, err = p.terms(f.Sum); err != nil {
			return nil, err
		}
	}
	return f, p.atEnd()
}

// growth reads growth(figure), where that is what the formula is.
func (p *parser) growth(f *Formula) (bool, error) {
	if !slices.Contains(growthWords(), p.token) {
		return false, nil
	}
	if p.scan(); p.token != "(" {
		return false, p.fail("growth 后面应当是括号和一个指标", "expected brackets and an indicator behind growth")
	}
	p.scan()
	t, err := p.term(1)
	switch {
	case err != nil:
		return false, err
	case p.token != ")" || t.Factor != 1 || t.Years != 0:
		return false, p.fail("growth 的括号里只放一个本年的指标", "growth takes one indicator, of this year")
	}
	p.scan()
	f.Growth, f.Sum = true, Sum{t}
	return true, p.atEnd()
}

// atEnd tells what stands behind the end of a formula.
func (p *parser) atEnd() error {
	if p.token != "" {
		return p.fail("公式到这里已经结束，后面还有多余的内容；先加减再相除时要加括号：(甲 + 乙) / 丙", "something stands behind the end of the formula; a sum that is divided stands in brackets: (a + b) / c")
	}
	return nil
}

// FormulaWords says how an indicator is computed in the words of its inputs:
// 网办事项数 ÷ 服务事项数 × 100%. It is "" for one that is given.
func (f *Form) FormulaWords(i *Indicator, lang string) string {
	if i.Formula == nil {
		return ""
	}
	open, shut := "（", "）"
	if lang == "en" {
		open, shut = " (", ") "
	}
	part, over := f.words(i.Formula.Sum, lang), f.words(i.Formula.Over, lang)
	percent := ""
	if i.Unit == "%" {
		percent = " × 100%"
	}
	switch {
	case i.Formula.Growth:
		before := i.Formula.Sum[0].Ref
		before.Years--
		over = f.name(before, lang)
		return strings.TrimSpace(open + part + " − " + over + shut + "÷ " + over + percent)
	case i.Formula.Over == nil:
		return part
	}
	if len(i.Formula.Sum) > 1 {
		part = strings.TrimSpace(open + part + shut)
	}
	if len(i.Formula.Over) > 1 {
		over = strings.TrimSpace(open + over + shut)
	}
	return part + " ÷ " + over + percent
}

// formulaError is the error of a formula that names what it cannot use.
func formulaError(t Term, zh, en string) *RuleError {
	return &RuleError{t.start, t.end, finding.Text{ZH: zh, EN: en}}
}
