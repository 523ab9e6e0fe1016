package form

import (
	"fazhi/generator/civil"
)

// Deadline is a day in the year after the report year by which something must
// be done.
type Deadline struct {
	ID       string // submit, publish
	Label    string
	EN       string
	Last     MonthDay // the last day in time
	Before   bool     // Last is the day before the one that the rule names: 4月1日之前
	For      string   // kind of reporter, empty for all
	From, To int      // report years; 0 is open
	Basis    string
	Evidence Evidence
	Own      bool // an agency's own, from its form.toml
}

// LastDay gives the last day in time for a report year. A rule that says
// 「3月1日之前」 leaves 28 or 29 February.
func (d *Deadline) LastDay(year int) civil.Date {
	if !d.Before {
		return d.Last.In(year + 1)
	}
	return civil.Of(d.Last.In(year+1).Time().AddDate(0, 0, -1))
}

// Holds reports whether the deadline is in force for a report year.
func (d *Deadline) Holds(year int) bool { return within(year, d.From, d.To) }

// Deadline gives the deadline in force for a report year: the agency's own
// before the shipped one, one for this kind of reporter before one for all. It
// is nil where none is.
func (f *Form) Deadline(id, reporter string, year int) *Deadline {
	for _, own := range []bool{true, false} {
		for _, who := range []string{reporter, ""} {
			if d := find(f.Deadlines, func(d *Deadline) bool {
				return d.ID == id && d.Own == own && d.For == who && d.Holds(year)
			}); d != nil {
				return d
			}
		}
	}
	return nil
}

// DeadlineAt gives the last day in time for a report year, for reporters of no
// particular kind; ok is false where no deadline is in force.
func (f *Form) DeadlineAt(id string, year int) (last civil.Date, ok bool) {
	d := f.Deadline(id, "", year)
	if d == nil {
		return civil.Date{}, false
	}
	return d.LastDay(year), true
}
