package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// percentOver100 finds shares that cannot be: more than all, or a share of
// nothing (差评整改率100% beside 好评率100%).
func percentOver100() Check {
	return Check{ID: "percent-over-100", Group: Figures, Severity: finding.Warning, Waivable: true, Pledged: overPromised, Run: func(s *Subject) {
		hundred := quantity.NewInt(100)
		for _, f := range s.Report.Figures {
			if moreThanAll(f.Indicator, &f.Value) {
				about(s.tell("over", f.Pos, "label", f.Indicator.Label, "text", f.Text), f)
			}
		}
		s.hollow()
		for _, p := range s.Prose {
			for _, q := range p.Quantities {
				if q.Kind != quantity.Percent || q.Unit != "%" || q.Shape != quantity.Single || q.Value.Cmp(hundred) <= 0 || !shareBefore(p.Text[:q.Start]) {
					continue
				}
				if ref := p.Quote(q.Start, q.End); ref != nil && s.Report.Figure(ref.Target) != nil && s.Report.Figure(ref.Target).Indicator.Direction != form.None {
					continue // told at the figure
				}
				s.tell("prose", p.Pos(q.Start, q.End), "text", q.Text)
			}
		}
	}}
}

// overPromised finds promises of more than all.
func overPromised(s *Subject) {
	for _, c := range s.own() {
		if t := c.Target; t != nil && t.Goal != nil && moreThanAll(t.Indicator, t.Goal) {
			s.tell("over", t.Pos, "label", t.Indicator.Label, "text", t.Goal.Text).Figures = []string{t.Indicator.Key}
		}
	}
}

// moreThanAll reports whether a share of a whole is certainly over 100 %.
func moreThanAll(ind *form.Indicator, v *report.Value) bool {
	return ind.Kind == form.Share && ind.Direction != form.None && v.Absent == "" && !v.Bounds.LoInf && v.Bounds.Lo.Cmp(quantity.NewInt(100)) > 0
}

// shareBefore reports whether the words right before a percentage name a share
// of a whole: 办结率, 占比. Rates of growth and of execution may pass 100 %.
func shareBefore(text string) bool {
	runes := []rune(text)
	tail := string(runes[max(0, len(runes)-8):])
	if i := strings.LastIndexAny(tail, "，。；、：,"); i >= 0 {
		tail = tail[i:]
	}
	if !containsAny(tail, "率", "占比", "比重", "比例") {
		return false
	}
	for _, not := range []string{"增长", "增速", "增幅", "升值", "完成", "执行", "产能", "回报", "收益", "负荷", "杠杆", "负债", "周转", "覆盖", "倍", "达标准"} {
		if strings.Contains(tail, not) {
			return false
		}
	}
	return true
}

// hollow finds shares of nothing: an identity whose divisor is 0, and a share
// that the form says has no base once another one is 100 %.
func (s *Subject) hollow() {
	for _, v := range s.verdicts() {
		if v.Outcome == form.Undefined {
			f := s.tell("nothing", v.figures[0].Pos, "label", v.figures[0].Indicator.Label, "text", v.figures[0].Text,
				"words", finding.Text{ZH: s.Report.Form.Words(v.Identity, "zh"), EN: s.Report.Form.Words(v.Identity, "en")})
			f.Severity = min(f.Severity, v.Severity())
			about(f, v.figures...)
		}
	}
	for _, h := range s.Report.Form.Hollows {
		share, whole := s.Report.Figure(h.Share), s.Report.Figure(h.Whole)
		if share == nil || whole == nil || share.Absent != "" || whole.Absent != "" || s.hasBase(h.Share) {
			continue
		}
		if n, ok := whole.Exact(); ok && n.Equal(quantity.NewInt(100)) {
			f := s.tell("hollow", share.Pos, "label", share.Indicator.Label, "text", share.Text, "whole", whole.Indicator.Label)
			f.Severity = h.Evidence.Cap(f.Severity)
			about(f, share, whole)
		}
	}
}

// hasBase reports whether the data give what a share is of: then the identity
// speaks of it.
func (s *Subject) hasBase(share string) bool {
	for _, v := range s.verdicts() {
		if v.Rule.Over == nil || v.Rule.Left[0].Key != share {
			continue
		}
		given := 0
		for _, t := range v.Rule.Over {
			if f := s.Report.Figure(t.Key); f != nil && f.Absent == "" {
				given++
			}
		}
		if given == len(v.Rule.Over) {
			return true
		}
	}
	return false
}
