package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// commitmentEvidence asks everything that is said to be done for what shows it.
func commitmentEvidence() Check {
	return Check{ID: "commitment-evidence", Group: Pledges, Severity: finding.Error, Always: true, Pledged: func(s *Subject) {
		for _, c := range s.own() {
			if o := c.Outcome; o != nil && len(o.Evidence) == 0 && !s.Pledges.Torn {
				switch o.Result {
				case report.Met:
					s.tell("met", o.Pos, "matter", c.Matter)
				case report.MetPartly:
					s.tell("partly", o.Pos, "matter", c.Matter)
				case report.NotMet, report.GivenUp:
					if o.Reason == "" {
						s.tell("reason", o.Pos, "matter", c.Matter)
					}
				}
			}
			for _, p := range c.Progress {
				if p.Part && len(p.Evidence) == 0 && !s.Pledges.Torn {
					s.tell("part", p.Pos, "date", dayText(p.Date))
				}
			}
		}
	}}
}
