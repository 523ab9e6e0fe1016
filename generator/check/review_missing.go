package check

import (
	"strings"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// secrecyReview is the review that comes before every publication: 保守国家秘密法
// (2024) article 35, 政府信息公开条例 article 17.
const secrecyReview = "保密审查"

// reviewMissing asks a published report for its secrecy review, with who and
// when, before the day of publication.
func reviewMissing() Check {
	return Check{ID: "review-missing", Group: Law, Severity: finding.Error, Run: func(s *Subject) {
		r := s.Report
		if s.Agency.Demo || r.Status != report.Published && r.Status != report.Imported {
			return
		}
		var found *report.Review
		for i := range r.Reviews {
			if strings.Contains(r.Reviews[i].Kind, secrecyReview) {
				found = &r.Reviews[i]
			}
		}
		if found == nil && r.Status == report.Imported {
			s.tell("none-then", r.Place("status"))
			return
		}
		if found == nil {
			s.tell("none", r.Place("status"))
			return
		}
		if strings.TrimSpace(found.By) == "" || found.Date.IsZero() {
			s.tell("who", found.Pos)
		}
		if day := civil.Of(r.Published.In(tomlfile.Beijing())); !r.Published.IsZero() && !found.Date.IsZero() && day.Before(found.Date) {
			f := s.tell("late", found.Pos, "review", found.Date, "published", day)
			f.Related = []finding.Related{{Pos: r.Place("published"), Note: finding.Text{ZH: "发布日期", EN: "the day of publication"}}}
		}
	}}
}
