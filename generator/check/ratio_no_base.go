package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
)

// ratioNoBase finds shares without the counts that they are of. A note answers.
func ratioNoBase() Check {
	return Check{ID: "ratio-no-base", Group: Figures, Severity: finding.Info, Waivable: true, Run: func(s *Subject) {
		based, bare := map[string]bool{}, []*verdict{}
		for i := range s.verdicts() {
			v := &s.ties[i]
			if v.Rule.Over == nil || v.Grade == form.Soft || v.other() {
				continue
			}
			f := s.Report.Figure(v.Rule.Left[0].Key)
			if f == nil || f.Absent != "" || f.Note != "" {
				continue
			}
			if len(v.Missing) == 0 {
				based[f.Indicator.Key] = true
				continue
			}
			bare = append(bare, v)
		}
		for _, v := range bare {
			f := s.Report.Figure(v.Rule.Left[0].Key)
			if based[f.Indicator.Key] || s.anyBroken(v.Missing) {
				continue
			}
			based[f.Indicator.Key] = true // once
			about(s.tell("base", f.Pos, "label", f.Indicator.Label, "text", f.Text, "missing", s.labels(v.Missing),
				"words", finding.Text{ZH: s.Report.Form.Words(v.Identity, "zh"), EN: s.Report.Form.Words(v.Identity, "en")}), f)
		}
		s.quotedWithoutBase()
	}}
}

// quotedWithoutBase tells derived ratios that a sentence quotes and that could
// not be computed.
func (s *Subject) quotedWithoutBase() {
	for _, f := range s.Report.Figures {
		if !f.Derived || f.Absent != report.NotComputed {
			continue
		}
		for _, q := range f.Quotes {
			if q.Report != s.Report {
				continue
			}
			about(s.tell("derived", q.Ref.At, "label", f.Indicator.Label, "key", f.Indicator.Key, "why", f.Note,
				"words", finding.Text{ZH: s.Report.Form.FormulaWords(f.Indicator, "zh"), EN: s.Report.Form.FormulaWords(f.Indicator, "en")}), f)
			break
		}
	}
}

// anyBroken reports whether a missing figure was given but could not be read.
func (s *Subject) anyBroken(missing []form.Missing) bool {
	for _, m := range missing {
		if s.Report.Broken(m.Key) {
			return true
		}
	}
	return false
}

// labels names missing figures.
func (s *Subject) labels(missing []form.Missing) finding.Text {
	var zh, en []string
	for _, m := range missing {
		ind := s.Report.Form.Indicator(m.Key)
		zh, en = append(zh, "“"+ind.Label+"”"), append(en, ind.Key)
	}
	return finding.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}
