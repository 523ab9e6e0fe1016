package report

import (
	"fmt"
	"slices"

	"fazhi/generator/civil"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

// State is how a promise stands on a day. It is computed and never typed.
type State string

// The states.
const (
	Running   State = "running"   // 履行中
	Kept      State = "kept"      // 已兑现
	PartKept  State = "partly"    // 部分兑现
	Remedying State = "remedying" // 未兑现（整改中）
	Overdue   State = "overdue"   // 逾期
	Changed   State = "changed"   // 依法变更
	Ended     State = "ended"     // 终止
)

// States lists them in the order of pages: what is kept, what is on its way, what
// is not kept, what is counted no more.
func States() []State {
	return []State{Kept, PartKept, Running, Remedying, Overdue, Changed, Ended}
}

// Standing is how a promise stands on a day, and by when it is to be kept.
type Standing struct {
	State State
	Due   civil.Date // as changed by then; zero where none is set
	Open  bool       // not due yet and without an outcome, so not counted in a rate
	Late  bool       // kept, but after its day
}

// Figures finds the figure that a target is bound to, nil where there is none
// that may be spoken of.
type Figures func(form, key string, year int) *Figure

// Reached says how a figure stands to its target.
type Reached int

// What can be said of a target. Wordings are often approximate: only what is
// certain is said.
const (
	Unsure Reached = iota // no figure, or its wording leaves it open
	Hit                   // certainly reached
	Missed                // certainly not
)

// Reached compares the bound figure with the target.
func (t *Target) Reached(figures Figures) Reached {
	if t == nil || t.Goal == nil || t.Goal.Absent != "" {
		return Unsure
	}
	f := figures(t.Form, t.Indicator.Key, t.Year)
	if f == nil || f.Absent != "" || !quantity.SameUnit(f.Unit, t.Goal.Unit) {
		return Unsure
	}
	goal, sure := t.accepted()
	switch {
	case within(f.Bounds, goal):
		return Hit
	case sure && apart(f.Bounds, goal):
		return Missed
	}
	return Unsure
}

// accepted gives the values that keep the promise. A number alone is a floor where
// more is better or more was promised, and a ceiling where less is; sure is false
// where neither is known, since a better value than promised breaks no promise.
func (t *Target) accepted() (goal quantity.Interval, sure bool) {
	goal = t.Goal.Bounds
	if goal.LoInf || goal.HiInf {
		return goal, true
	}
	up, known := t.rises()
	switch {
	case !known:
		return goal, false
	case up:
		goal.HiInf, goal.HiOpen, goal.Hi = true, false, quantity.Number{}
	default:
		goal.LoInf, goal.LoOpen, goal.Lo = true, false, quantity.Number{}
	}
	return goal, true
}

// rises reports whether more of the indicator is promised.
func (t *Target) rises() (up, known bool) {
	switch t.Indicator.Direction {
	case form.Higher, form.Target100:
		return true, true
	case form.Lower:
		return false, true
	}
	if t.Baseline == nil || t.Baseline.Absent != "" || !quantity.SameUnit(t.Baseline.Unit, t.Goal.Unit) {
		return false, false
	}
	sign, certain := Direction(t.Goal.Bounds.Sub(t.Baseline.Bounds))
	return sign > 0, certain && sign != 0
}

// within reports whether every value of i lies in j.
func within(i, j quantity.Interval) bool {
	low := j.LoInf || !i.LoInf && (i.Lo.Cmp(j.Lo) > 0 || i.Lo.Equal(j.Lo) && (i.LoOpen || !j.LoOpen))
	high := j.HiInf || !i.HiInf && (i.Hi.Cmp(j.Hi) < 0 || i.Hi.Equal(j.Hi) && (i.HiOpen || !j.HiOpen))
	return low && high
}

// apart reports whether no value lies in both.
func apart(i, j quantity.Interval) bool {
	below := func(a, b quantity.Interval) bool {
		return !a.HiInf && !b.LoInf && (a.Hi.Cmp(b.Lo) < 0 || a.Hi.Equal(b.Lo) && (a.HiOpen || b.LoOpen))
	}
	return below(i, j) || below(j, i)
}

// DueOn gives the day by which a promise is to be kept, as it stood on a day,
// and whether it had been changed by law.
func (c *Commitment) DueOn(asOf civil.AsOf) (due civil.Date, changed bool) {
	due = c.Due
	last := civil.Date{}
	for _, a := range c.Changes {
		if asOf.Before(a.Date) {
			continue
		}
		changed = true
		if !a.Due.IsZero() && !a.Date.Before(last) {
			due, last = a.Due, a.Date
		}
	}
	return due, changed
}

// OutcomeOn gives the outcome that was known on a day, nil where none was.
func (c *Commitment) OutcomeOn(asOf civil.AsOf) *Outcome {
	if c.Outcome == nil || asOf.Before(c.Outcome.Date) {
		return nil
	}
	return c.Outcome
}

// Standing computes how a promise stands on a day. What is dated later is not
// known yet. A promise counts as kept only with evidence, and never against the
// figure that it is bound to; the day by which it is due is still in time.
func (c *Commitment) Standing(asOf civil.AsOf, figures Figures) Standing {
	due, changed := c.DueOn(asOf)
	s := Standing{Due: due}
	past := !due.IsZero() && asOf.After(due)
	if o := c.OutcomeOn(asOf); o != nil {
		switch {
		case o.Result == GivenUp:
			s.State = Ended
			return s
		case o.Result == Met && len(o.Evidence) > 0 && c.Target.Reached(figures) != Missed:
			s.State, s.Late = Kept, !due.IsZero() && due.Before(o.Date)
			return s
		case o.Result == MetPartly:
			s.State = PartKept
			return s
		case o.Result == NotMet:
			s.State = Remedying
			if past && o.Remedy == "" || !o.RemedyDue.IsZero() && asOf.After(o.RemedyDue) {
				s.State = Overdue
			}
			return s
		}
	}
	if past {
		s.State = Overdue
		return s
	}
	s.Open = true
	switch {
	case slices.ContainsFunc(c.Progress, func(p Progress) bool { return p.Part && !asOf.Before(p.Date) }):
		s.State = PartKept
	case changed:
		s.State = Changed
	default:
		s.State = Running
	}
	return s
}

// Rate is the share of promises kept: 已兑现 ÷（全部 − 未到期 − 依法变更 − 终止）.
type Rate struct {
	All, Kept, Open, Changed, Ended int
}

// Add counts a promise. One that was changed and is not due counts as changed
// alone, so that nothing is taken off twice.
func (r *Rate) Add(s Standing) {
	r.All++
	switch {
	case s.State == Kept:
		r.Kept++
	case s.State == Changed:
		r.Changed++
	case s.State == Ended:
		r.Ended++
	case s.Open:
		r.Open++
	}
}

// Due is how many are counted.
func (r Rate) Due() int { return r.All - r.Open - r.Changed - r.Ended }

// Percent gives the rate rounded to one decimal, "" where nothing is due yet. 100%
// is said only where all are kept.
func (r Rate) Percent() string {
	if r.Due() == 0 {
		return ""
	}
	tenths := (2000*r.Kept + r.Due()) / (2 * r.Due())
	if r.Kept < r.Due() {
		tenths = min(tenths, 999)
	}
	if tenths%10 == 0 {
		return fmt.Sprintf("%d%%", tenths/10)
	}
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

func yearText(year int) string { return fmt.Sprintf("%04d", year) }
