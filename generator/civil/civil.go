// Package civil has the calendar day: a date without time and zone, as laws
// and reports state it.
package civil

import (
	"fmt"
	"time"
)

// Date is a day of the Gregorian calendar. The zero value is no date.
type Date struct{ Year, Month, Day int }

// Of gives the day that a time falls on in its own zone.
func Of(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, int(m), d}
}

// Parse reads 2024-03-01.
func Parse(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is no date of the form 2024-03-01", s)
	}
	return Of(t), nil
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Time gives the start of the day in UTC, for arithmetic.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Time().Before(e.Time()) }

// String gives 2024-03-01, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Chinese gives 2024年3月1日, without leading zeros as official documents have
// it (GB/T 9704), or "" for no date.
func (d Date) Chinese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}
