package check

import (
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// published gives the day of publication in Beijing, zero where there is none.
func (s *Subject) published() civil.Date {
	if s.Report.Published.IsZero() {
		return civil.Date{}
	}
	return civil.Of(s.Report.Published.In(tomlfile.Beijing()))
}

// deadline tells a day that is past the deadline, and a report whose day has not
// come although the deadline has.
func (s *Subject) deadline(id, key string, day civil.Date) {
	r := s.Report
	d := r.Form.Deadline(id, s.Agency.Reporter, r.Year)
	if d == nil || s.Agency.Demo || r.Narrative == nil || r.Status == report.Unknown {
		return
	}
	last := d.LastDay(r.Year)
	args := []any{"last", chinese(last), "day", chinese(day), "basis", basisOf(d)}
	switch {
	case !day.IsZero() && last.Before(day):
		s.tellCapped(d, "late", r.Place(key), append(args, "days", daysBetween(last, day))...)
	case !day.IsZero() || !s.AsOf.After(last):
	case r.Status.Waiting():
		s.tellCapped(d, "overdue", r.Place("status"), append(args, "days", daysBetween(last, s.AsOf.Day()))...)
	case r.Status == report.Published && id == "submit":
		s.tellCapped(d, "unknown", r.Place("status"), args...)
	}
}

func (s *Subject) tellCapped(d *form.Deadline, say string, pos finding.Pos, args ...any) {
	f := s.tell(say, pos, args...)
	f.Severity = d.Evidence.Cap(f.Severity)
}

// basisOf says what a deadline rests on, where that may be cited.
func basisOf(d *form.Deadline) finding.Text {
	if d.Basis == "" {
		return finding.Text{}
	}
	return finding.Text{ZH: "，依据是" + d.Basis, EN: ", by " + d.Basis}
}

func chinese(d civil.Date) finding.Text { return finding.Text{ZH: d.Chinese(), EN: d.String()} }

func daysBetween(from, to civil.Date) int { return int(to.Time().Sub(from.Time()).Hours() / 24) }
