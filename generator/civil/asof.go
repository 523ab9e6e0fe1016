package civil

import "sync"

// AsOf is the day that things are judged by. One that is watched remembers what it was
// asked: whatever was made of the answers comes out the same on every day of its span.
type AsOf struct {
	day   Date
	asked *asked
}

// On gives a day that nobody watches.
func On(d Date) AsOf { return AsOf{day: d} }

// Watch gives a day that remembers what it is asked.
func Watch(d Date) AsOf { return AsOf{d, &asked{}} }

// asked is what a day was asked so far; several goroutines may ask.
type asked struct {
	mu sync.Mutex
	Span
}

// Span is some days one after the other. A missing end is open.
type Span struct {
	From  Date // the first
	Until Date // the first behind them
}

// Has reports whether a day is one of them.
func (s Span) Has(d Date) bool { return !d.Before(s.From) && (s.Until.IsZero() || d.Before(s.Until)) }

// And gives the days of both.
func (s Span) And(t Span) Span {
	if s.From.Before(t.From) {
		s.From = t.From
	}
	if s.Until.IsZero() || !t.Until.IsZero() && t.Until.Before(s.Until) {
		s.Until = t.Until
	}
	return s
}

// Span gives the days on which all that was asked has the same answers; of a day that
// is not watched that is itself alone.
func (a AsOf) Span() Span {
	if a.asked == nil {
		return Span{a.day, a.day.next()}
	}
	a.asked.mu.Lock()
	defer a.asked.mu.Unlock()
	return a.asked.Span
}

func (a AsOf) note(s Span) {
	if a.asked != nil {
		a.asked.mu.Lock()
		defer a.asked.mu.Unlock()
		a.asked.Span = a.asked.And(s)
	}
}

// Day gives the day itself: the answer is another one on any other.
func (a AsOf) Day() Date {
	a.note(Span{a.day, a.day.next()})
	return a.day
}

// IsZero reports whether there is no day; there is one on every other day.
func (a AsOf) IsZero() bool { return a.day.IsZero() }

// Before reports whether the day is earlier than another.
func (a AsOf) Before(d Date) bool {
	if a.day.Before(d) {
		a.note(Span{Until: d})
		return true
	}
	a.note(Span{From: d})
	return false
}

// After reports whether the day is later than another.
func (a AsOf) After(d Date) bool { return !a.Before(d.next()) }

func (d Date) next() Date { return Of(d.Time().AddDate(0, 0, 1)) }
