package check

import (
	"strings"

	"fazhi/generator/finding"
)

// lawRepealed finds laws that are cited as if they held though they were
// repealed before the report's period was over. Later repeals blame nobody; one
// within the period is an info, since the law held for a part of it.
func lawRepealed() Check {
	return Check{ID: "law-repealed", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		from, to := s.Report.Form.PeriodOf(s.Report.Year)
		for _, p := range s.Prose {
			for _, c := range p.citations() {
				one := s.laws.find(c.name)
				if one == nil || one.repealed.IsZero() || to.Before(one.repealed) || s.historical(p, c) {
					continue
				}
				say := "repealed"
				switch {
				case one.replaced == "":
					say = "ended"
				case from.Before(one.repealed):
					say = "within"
				}
				f := s.tell(say, p.Pos(c.start, c.end), "name", one.name, "day", chinese(one.repealed), "new", one.replaced)
				if !one.gone || from.Before(one.repealed) {
					f.Severity = finding.Info
				}
			}
		}
	}}
}

// historical reports whether a sentence cites a law as one of the past, or as
// one that is to be changed: 原《…》, 《…》同时废止, 清理.
func (s *Subject) historical(p *Passage, c cited) bool {
	before, behind := p.around(c.start, c.end)
	return strings.HasSuffix(strings.TrimSuffix(before, "《"), "原") ||
		containsAny(before, s.words.pastBefore...) || containsAny(behind, s.words.pastBehind...)
}
