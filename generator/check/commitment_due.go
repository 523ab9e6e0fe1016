package check

import (
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// commitmentDue asks for the day by which a promise is to be kept, and for an
// answer when it has passed.
func commitmentDue() Check {
	return Check{ID: "commitment-due", Group: Pledges, Severity: finding.Warning, Waivable: true, Pledged: func(s *Subject) {
		for _, c := range s.own() {
			due, _ := c.DueOn(s.AsOf)
			switch o := c.Outcome; {
			case c.Due.IsZero() && c.Unread["due"]:
			case c.Due.IsZero() && !s.Pledges.Torn:
				s.tell("missing", c.Pos, "matter", c.Matter)
			case c.Due.Before(c.Made) && !c.Due.IsZero():
				s.tell("before", c.Place("due"), "due", dayText(c.Due), "made", dayText(c.Made))
			case o == nil && !c.Unread["outcome"] && !s.Pledges.Torn && !due.IsZero() && s.AsOf.After(due):
				s.tell("passed", c.Pos, "matter", c.Matter, "due", dayText(due), "today", dayText(s.AsOf.Day()))
			}
			s.outcomeDays(c)
		}
	}}
}

// outcomeDays looks at the days of an outcome: one that has not come, and the last
// day of a remedy.
func (s *Subject) outcomeDays(c *report.Commitment) {
	o := c.Outcome
	switch {
	case o == nil:
	case s.AsOf.Before(o.Date):
		s.tell("future", o.Pos, "date", dayText(o.Date), "today", dayText(s.AsOf.Day()))
	case o.Result == report.NotMet && o.Remedy != "" && o.RemedyDue.IsZero():
		s.tell("remedy-missing", o.Pos, "matter", c.Matter)
	case o.Result == report.NotMet && !o.RemedyDue.IsZero() && s.AsOf.After(o.RemedyDue):
		s.tell("remedy-passed", o.Pos, "matter", c.Matter, "due", dayText(o.RemedyDue))
	}
}

// dayText is a day in both languages.
func dayText(d civil.Date) finding.Text { return finding.Text{ZH: d.Chinese(), EN: d.String()} }
