package check

import (
	"strings"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// secrecyReview is the review that comes before every publication: 保守国家秘密法
// (2024) article 35, 政府信息公开条例 article 17.
// Some call it 保密审核.
const secrecyReview = "保密审"

// reviewMissing asks a published report for its secrecy review, with who and
// when, before the day of publication.
func reviewMissing() Check {
	return Check{ID: "review-missing", Group: Law, Severity: finding.Error, Run: func(s *Subject) {
		r := s.Report
		if s.Agency.Demo || r.Status != report.Published && r.Status != report.Imported {
			return
		}
		var found *report.Review
		day := s.published()
		for i := range r.Reviews {
			one := &r.Reviews[i]
			if strings.Contains(one.Kind, secrecyReview) && (found == nil || late(found, day) || incomplete(found)) {
				found = one // one in time is enough; others may have followed
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
		if incomplete(found) {
			s.tell("who", found.Pos)
		}
		if late(found, day) && r.Status == report.Published { // an old report is reviewed before it is made public again
			f := s.tell("late", found.Pos, "review", chinese(found.Date), "published", chinese(day))
			f.Related = []finding.Related{{Pos: r.Place("published"), Note: finding.Text{ZH: "发布日期", EN: "the day of publication"}}}
		}
	}}
}

func incomplete(r *report.Review) bool { return strings.TrimSpace(r.By) == "" || r.Date.IsZero() }

func late(r *report.Review, published civil.Date) bool {
	return !published.IsZero() && !r.Date.IsZero() && published.Before(r.Date)
}
