package source

import (
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// tellTyped tells a value that was typed for a derived indicator; it is not
// read. ind is nil where the key is no indicator, which is told already.
func (y *yearReader) tellTyped(t *tomlfile.Table, key string, ind *form.Indicator) {
	if ind == nil {
		return
	}
	words := finding.Text{ZH: y.report.Form.FormulaWords(ind, "zh"), EN: y.report.Form.FormulaWords(ind, "en")}
	t.Fail(key, finding.Finding{
		ID:       "figure-derived",
		Message:  finding.Text{ZH: "“" + ind.Label + "”由公式算出，不能填写", EN: ind.Key + " is computed by a formula and cannot be given"},
		Expected: finding.Text{ZH: ind.Label + " = " + words.ZH, EN: ind.EN + " = " + words.EN},
		Cure:     finding.Text{ZH: "删去这一行；数不对时，改公式用到的那几项数据", EN: "delete this line; where the number is wrong, correct the figures that the formula uses"},
	})
}

// reach is how many years before a report's own its figures may depend on: a
// derived figure may use the year before.
func reach(r *report.Report) int {
	for i := range r.Form.Indicators {
		if r.Form.Indicators[i].Formula != nil {
			return 2 // the change of a growth
		}
	}
	return 1
}
