package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// commitmentUntrue holds every promise that is said to be kept against the figure
// that it is bound to. Approximate wordings are told only where they leave no doubt.
func commitmentUntrue() Check {
	return Check{ID: "commitment-untrue", Group: Pledges, Severity: finding.Error, Always: true, Pledged: func(s *Subject) {
		for _, c := range s.own() {
			if c.Outcome == nil || c.Outcome.Result != report.Met || c.Target.Reached(s.anyFigure) != report.Missed {
				continue
			}
			t := c.Target
			fig := s.anyFigure(t.Form, t.Indicator.Key, t.Year)
			say := "missed"
			if !fig.Report.Status.Public() {
				say = "draft" // it may still be otherwise, and nothing public says so
			}
			f := s.tell(say, c.Outcome.Pos, "label", t.Indicator.Label, "year", t.Year, "goal", t.Goal.Text, "value", fig.Text)
			f.Figures = append(f.Figures, t.Indicator.Key)
			f.Related = append(f.Related,
				finding.Related{Pos: t.Pos, Note: finding.Text{ZH: "承诺的目标", EN: "what was promised"}},
				finding.Related{Pos: fig.Pos, Note: finding.Text{ZH: "“" + t.Indicator.Label + "”：" + fig.Text, EN: t.Indicator.Key + ": " + fig.Text}})
		}
	}}
}
