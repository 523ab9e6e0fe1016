package form

import (
	"strconv"
	"strings"

	"fazhi/generator/finding"
)

// Grade says how firmly an identity holds.
type Grade string

// The grades.
const (
	Exact Grade = "exact" // by definition: when it breaks, a figure is wrong
	Soft  Grade = "soft"  // usually; a break has an innocent explanation: never more than an info
)

// Identity is a relation between figures that must hold (勾稽关系).
type Identity struct {
	ID       string
	Rule     Rule
	Grade    Grade
	Evidence Evidence
	Basis    string      // what may be cited for it; empty for GK
	Note     string      // when it does not hold, and what to do
	Own      bool        // an agency's own, from its form.toml
	Pos      finding.Pos // in an agency's form.toml; not set for shipped forms

	severity finding.Severity
}

// Severity is what a broken identity is worth: what the form says, by default
// an error; an info at most where the grade is soft, or where the identity or
// one of its indicators rests on general knowledge.
func (id *Identity) Severity() finding.Severity {
	if id.Grade == Soft {
		return finding.Info
	}
	return id.Evidence.Cap(id.severity)
}

// Words says an identity in the words of its indicators, for pages:
// 进驻办理项数 = 无差别综合窗口事项数 + 分领域综合窗口事项数. lang is "en", or Chinese
// for anything else.
func (f *Form) Words(id *Identity, lang string) string {
	op := map[Op]string{Equal: " = ", AtMost: " ≤ ", AtLeast: " ≥ "}[id.Rule.Op]
	left, right := f.words(id.Rule.Left, lang), f.words(id.Rule.Right, lang)
	if id.Rule.Over == nil {
		return left + op + right
	}
	over := f.words(id.Rule.Over, lang)
	open, shut := "（", "）"
	if lang == "en" {
		open, shut = "(", ")"
	}
	if len(id.Rule.Right) > 1 {
		right = open + right + shut
	}
	if len(id.Rule.Over) > 1 {
		over = open + over + shut
	}
	return left + op + right + " ÷ " + over + " × 100%"
}

func (f *Form) words(s Sum, lang string) string {
	var b strings.Builder
	for i, t := range s {
		factor := t.Factor
		switch {
		case factor < 0 && i == 0:
			b.WriteString("−")
		case factor < 0:
			b.WriteString(" − ")
		case i > 0:
			b.WriteString(" + ")
		}
		if factor = max(factor, -factor); factor != 1 {
			b.WriteString(strconv.FormatInt(factor, 10) + " × ")
		}
		b.WriteString(f.name(t.Ref, lang))
	}
	return b.String()
}

// name says a figure in words.
func (f *Form) name(r Ref, lang string) string {
	zh, en := r.Key, r.Key
	if i := f.Indicator(r.Key); i != nil {
		zh, en = i.Label, i.EN
	}
	years := strconv.Itoa(-r.Years)
	switch {
	case lang == "en" && r.Years == 0:
		return en
	case lang == "en" && r.Years == -1:
		return en + " (the year before)"
	case lang == "en":
		return en + " (" + years + " years before)"
	case r.Years == 0:
		return zh
	case r.Years == -1:
		return "上一年的" + zh
	}
	return years + "年前的" + zh
}
