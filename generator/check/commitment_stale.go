package check

import (
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// commitmentStale finds promises that are on their way and of which nothing was
// heard for months.
func commitmentStale() Check {
	return Check{ID: "commitment-stale", Group: Pledges, Severity: finding.Warning, Waivable: true, Pledged: func(s *Subject) {
		months := s.limits.staleMonths
		for _, c := range s.own() {
			if s.Pledges.Torn || c.Unread["outcome"] || months <= 0 || c.Made.IsZero() || s.AsOf.Before(c.Made) || !c.Standing(s.AsOf, s.figure).Open {
				continue
			}
			last := lastSign(c, s.AsOf)
			if until := civil.Of(monthsAfter(last, months)); s.AsOf.After(until) {
				s.tell("stale", c.Pos, "matter", c.Matter, "last", dayText(last), "months", months)
			}
		}
	}}
}

// lastSign gives the day on which something was last told of a promise.
func lastSign(c *report.Commitment, asOf civil.AsOf) civil.Date {
	last := c.Made
	see := func(d civil.Date) {
		if !asOf.Before(d) && last.Before(d) {
			last = d
		}
	}
	see(c.Published)
	for _, p := range c.Progress {
		see(p.Date)
	}
	for _, m := range c.Milestones {
		see(m.Done)
	}
	for _, v := range c.Changes {
		see(v.Date)
	}
	return last
}

// monthsAfter is the same day some months later, the last of its month where that
// has fewer days.
func monthsAfter(d civil.Date, months int) time.Time {
	t := d.Time()
	later := t.AddDate(0, months, 0)
	if later.Day() != t.Day() {
		later = later.AddDate(0, 0, -later.Day())
	}
	return later
}

// figure finds a figure of the agency's public reports.
func (s *Subject) figure(form, key string, year int) *report.Figure {
	if f := s.anyFigure(form, key, year); f != nil && f.Report.Status.Public() {
		return f
	}
	return nil
}

// anyFigure finds a figure of any of the agency's reports, drafts too.
func (s *Subject) anyFigure(form, key string, year int) *report.Figure {
	for _, series := range s.Agency.Series {
		if series.Form.ID != form {
			continue
		}
		if r := series.Year(year); r != nil {
			return r.Figure(key)
		}
	}
	return nil
}
