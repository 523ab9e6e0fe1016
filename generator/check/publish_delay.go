package check

import (
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
)

// publishDelay counts the working days from signing to publication: what is to
// be disclosed is disclosed within 20 working days (政府信息公开条例 article 26).
func publishDelay() Check {
	return Check{ID: "publish-delay", Group: Law, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		from, to := s.Report.Signed, s.published()
		if from.IsZero() || s.Agency.Demo {
			return
		}
		if to.IsZero() {
			s.stillWaiting(from)
			return
		}
		if to.Before(from) {
			s.tell("before", s.Report.Place("published"), "signed", chinese(from), "published", chinese(to))
			return
		}
		days, sure := s.holidays.workdays(from, to)
		say := "late"
		if !sure {
			say = "unsure"
		}
		if days > s.limits.publishDelay {
			s.tell(say, s.Report.Place("published"), "days", days, "most", s.limits.publishDelay, "signed", chinese(from), "published", chinese(to))
		}
	}}
}

// stillWaiting tells a report that was signed long ago and is not public yet.
func (s *Subject) stillWaiting(signed civil.Date) {
	if !s.Report.Status.Waiting() || s.AsOf.Before(signed) {
		return
	}
	if days, sure := s.holidays.workdays(signed, s.AsOf.Day()); sure && days > s.limits.publishDelay {
		s.tell("waiting", s.Report.Place("signed"), "days", days, "most", s.limits.publishDelay, "signed", chinese(signed), "today", chinese(s.AsOf.Day()))
	}
}

// holidays are the days off and the working weekends of the years on file.
type holidays map[int]*calendar

// calendar is the arrangement of one year.
type calendar struct {
	off, work map[civil.Date]bool
	sure      bool // seen in a published source
}

// workdays counts the working days after from up to and including to. sure is
// false where a year has no arrangement on file, or one that nobody verified:
// then weekends alone are left out and the count may be too high.
func (h holidays) workdays(from, to civil.Date) (n int, sure bool) {
	sure = true
	if daysBetween(from, to) > 5*366 {
		return daysBetween(from, to) * 2 / 3, true // years late, whatever the holidays
	}
	for d := next(from); !to.Before(d); d = next(d) {
		c := h[d.Year]
		sure = sure && c != nil && c.sure
		weekday := d.Time().Weekday()
		switch {
		case c != nil && c.work[d]:
			n++
		case c != nil && c.off[d]:
		case weekday != time.Saturday && weekday != time.Sunday:
			n++
		}
	}
	return n, sure
}

func next(d civil.Date) civil.Date { return civil.Of(d.Time().AddDate(0, 0, 1)) }
