package check

import (
	"slices"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
)

// textUnwritten lists, while a report is being written, what stands in it as the
// new file was made. Where it is published, reading tells that as an error; that
// a promise is not answered is told by plan-unanswered, with what was promised.
func textUnwritten() Check {
	return Check{ID: "text-unwritten", Group: Law, Severity: finding.Warning, Run: func(s *Subject) {
		if !s.Report.Status.Waiting() {
			return
		}
		for _, p := range s.Prose {
			if !p.unwritten() || slices.ContainsFunc(s.Report.Narrative.Answers, func(a narrative.Answer) bool { return a.Block == p.Node }) {
				continue
			}
			pos := p.Pos(0, len(p.Text))
			if n := len(p.Titles); n > 0 {
				s.tell("section", pos, "title", p.Titles[n-1])
			} else {
				s.tell("beginning", pos)
			}
		}
	}}
}
