package source

import (
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// bindAnswers tells answers to what nobody promised.
func bindAnswers(r *report.Report) {
	if r.Narrative == nil || len(r.Narrative.Answers) == 0 {
		return
	}
	known := r.Answerable(r.LastYear())
	for _, a := range r.Narrative.Answers {
		if slices.Contains(known, a.Ref) {
			continue
		}
		f := finding.Finding{ID: "answer-unknown", Severity: finding.Error, Pos: a.Pos}
		last := itoa(r.Year - 1)
		_, _, commitment := a.Commitment()
		hidden := r.Series.Year(r.Year-1) != nil && r.LastYear() == nil
		switch {
		case commitment:
			f.Message = finding.Text{ZH: "没有“" + a.Ref + "”这项承诺", EN: "there is no commitment " + a.Ref}
			f.Expected = finding.Text{ZH: "承诺的年度和代码，中间一条斜线，如 2023/filing-limit", EN: "year and id of a commitment, like 2023/filing-limit"}
		case hidden:
			f.Message = finding.Text{ZH: last + "年的报告还是草稿，公开的报告不能回应它的安排“" + a.Ref + "”", EN: "the report of " + last + " is still a draft; a public report cannot answer its plan"}
			f.Cure = finding.Text{ZH: "先发布" + last + "年的报告，或删去这里的 answers", EN: "publish that report first, or delete the answer"}
		default:
			f.Message = finding.Text{ZH: last + "年的安排里没有“" + a.Ref + "”这一项", EN: "the plan of " + last + " has no item " + a.Ref}
			f.Expected = finding.Text{ZH: "先在" + last + "年报告的安排里，给那一段的末尾加上 {item=名称}", EN: "a paragraph of that plan that ends in {item=…}"}
		}
		alike := slices.DeleteFunc(slices.Clone(known), func(ref string) bool { return strings.Contains(ref, "/") != commitment })
		if len(alike) > 0 {
			f.Expected = finding.Text{ZH: "以下之一：" + strings.Join(alike, "、"), EN: "one of " + strings.Join(alike, ", ")}
		}
		if near := finding.Similar(a.Ref, known); len(near) > 0 {
			f.Cure = finding.Text{ZH: "是否想写 " + strings.Join(near, " 或 ") + "？", EN: "did you mean " + strings.Join(near, " or ") + "?"}
		}
		r.Findings.Add(f)
	}
}
