package form

import (
	"errors"
	"slices"

	"fazhi/generator/finding"
	"fazhi/generator/tomlfile"
)

// identity reads one of [identities].
func (r *reader) identity(t *tomlfile.Table, id string) {
	identity, ok := r.identityOf(t, id)
	if !ok {
		return
	}
	for _, s := range []Sum{identity.Rule.Left, identity.Rule.Right, identity.Rule.Over} {
		for k := range s {
			ind, candidates := r.form.Lookup(s[k].Key)
			if ind == nil {
				e := unknownName(s[k], r.form.Names())
				if len(candidates) > 0 {
					e = ambiguous(s[k], candidates)
				}
				r.ruleProblem(t, e)
				return
			}
			s[k].Key = ind.Key
		}
	}
	r.addIdentity(t, identity)
}

// tableIdentity reads one of [tables.<id>.identities] and makes it one for
// each row or column.
func (r *reader) tableIdentity(t *tomlfile.Table, id string, tab *Table) {
	each := t.OneOf("each", "row", "column")
	if each == "" {
		r.required(t, "each")
		return
	}
	identity, ok := r.identityOf(t, id)
	if !ok {
		return
	}
	all, problem := tab.expand(identity, each)
	if problem != nil {
		r.ruleProblem(t, problem)
		return
	}
	for _, one := range all {
		r.addIdentity(t, one)
	}
}

// identityOf reads what identities of figures and of tables have in common.
func (r *reader) identityOf(t *tomlfile.Table, id string) (Identity, bool) {
	identity := Identity{
		ID: id, Grade: Grade(t.OneOf("grade", string(Exact), string(Soft))),
		Note: t.String("note"), Own: r.own, severity: finding.Error,
	}
	if identity.Grade == "" {
		r.required(t, "grade")
	}
	identity.Evidence, identity.Basis = r.evidence(t)
	switch t.OneOf("severity", "error", "warning", "info") {
	case "warning":
		identity.severity = finding.Warning
	case "info":
		identity.severity = finding.Info
	}
	if r.own {
		identity.Pos = t.Here()
	}
	text := r.required(t, "rule")
	if text == "" || identity.Grade == "" {
		return identity, false
	}
	rule, err := ParseRule(text)
	if e := (*RuleError)(nil); errors.As(err, &e) {
		r.ruleProblem(t, e)
		return identity, false
	}
	identity.Rule = rule
	return identity, true
}

func (r *reader) addIdentity(t *tomlfile.Table, id Identity) {
	if r.form.Identity(id.ID) != nil {
		r.duplicate(t, id.ID)
		return
	}
	if !r.sameKind(t, id.Rule) {
		return
	}
	for _, ref := range id.Rule.Refs() {
		id.severity = r.form.Indicator(ref.Key).Evidence.Cap(id.severity)
	}
	r.form.Identities = append(r.form.Identities, id)
}

// sameKind tells a rule that adds or compares what cannot be: money and counts.
func (r *reader) sameKind(t *tomlfile.Table, rule Rule) bool {
	terms := slices.Concat(rule.Left, rule.Right)
	if rule.Over != nil {
		terms = slices.Concat(rule.Right, rule.Over)
		if left := rule.Left[0]; r.form.Indicator(left.Key).Kind != Share {
			r.ruleProblem(t, &RuleError{left.start, left.end, finding.Text{
				ZH: "比率的左边应当是单位为 % 的指标", EN: "the left of a quotient is an indicator in %"}})
			return false
		}
	}
	kind := r.form.Indicator(terms[0].Key).Kind
	for _, term := range terms {
		if r.form.Indicator(term.Key).Kind != kind {
			r.ruleProblem(t, &RuleError{term.start, term.end, finding.Text{
				ZH: "这个指标与规则里别的指标单位不同类，不能加减和比较", EN: "this indicator is of another kind than the others of the rule"}})
			return false
		}
	}
	return true
}

// ruleProblem tells what is wrong with a rule, at its place in the rule.
func (r *reader) ruleProblem(t *tomlfile.Table, e *RuleError) {
	text := t.String("rule")
	pos := t.Pos("rule")
	pos.Column += 1 + len([]rune(text[:e.Start])) // behind the quotation mark
	pos.Length = max(1, len([]rune(text[e.Start:e.End])))
	r.log.Add(finding.Finding{
		ID: "form-rule", Severity: finding.Error, Pos: pos, Message: e.Message,
		Expected: finding.Text{ZH: "形如 甲 = 乙 + 丙、甲 <= 乙、率 = 甲 / 乙；上一年的数写作 甲@-1", EN: "like a = b + c, a <= b, share = a / b; the figure of the year before is a@-1"},
	})
}

// ambiguous is the error of a rule that uses a name of several indicators.
func ambiguous(t Term, keys []string) *RuleError {
	e := &RuleError{Start: t.start, End: t.end, Message: finding.Text{
		ZH: "“" + t.Key + "”可以指几个指标：", EN: t.Key + " can mean several indicators: "}}
	for i, key := range keys {
		if i > 0 {
			e.Message.ZH += "、"
			e.Message.EN += ", "
		}
		e.Message.ZH += key
		e.Message.EN += key
	}
	return e
}

// hollows reads [[hollows]]: a share that has no base when another is 100 %.
func (r *reader) hollows(t *tomlfile.Table) {
	for _, h := range t.Tables("hollows") {
		hollow := Hollow{Share: r.share(h, "share"), Whole: r.share(h, "whole")}
		hollow.Evidence, _ = r.evidence(h)
		if hollow.Share != "" && hollow.Whole != "" {
			r.form.Hollows = append(r.form.Hollows, hollow)
		}
		h.Close()
	}
}

// share reads the name of an indicator in %; "" where there is none, told.
func (r *reader) share(t *tomlfile.Table, key string) string {
	name := r.required(t, key)
	ind, _ := r.form.Lookup(name)
	switch {
	case name == "":
	case ind == nil:
		r.unknown(t, name, "指标", "indicator", r.form.Names())
	case ind.Kind != Share:
		t.Fail(key, finding.Finding{
			ID:      "form-rule",
			Message: finding.Text{ZH: "指标“" + ind.Label + "”的单位不是 %", EN: ind.Key + " is not in %"},
		})
	default:
		return ind.Key
	}
	return ""
}
