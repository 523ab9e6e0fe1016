package report

import (
	"iter"
	"slices"
	"strings"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/narrative"
)

// Want is something that a report is to answer: an item of last year's plan, or
// a commitment that has become due.
type Want struct {
	Ref        string // as {answers=…} names it
	Number     int    // of a plan's item, counted from 1
	Text       string // what was promised, in one line
	Pos        finding.Pos
	Commitment bool
	Due        civil.Date // of a commitment
}

// Wants gives what the report of a year in a series is to answer. last is the
// report of the year before, nil where there is none that may be spoken of.
// Commitments are wanted of the kinds of report that have a plan (role plan),
// once they are due and unless last year's report said that they were kept.
func Wants(s *Series, last *Report, year int) []Want {
	var out []Want
	if last != nil && last.Narrative != nil {
		for i, item := range last.Narrative.Items {
			out = append(out, Want{
				Ref: item.ID, Number: i + 1, Pos: item.Pos,
				Text: strings.Join(last.Narrative.Part(item.Block), ""),
			})
		}
	}
	if s.Form == nil || s.Form.Role(planRole) == nil {
		return out
	}
	for c := range s.Agency.made(year) {
		due := c.wantedBy(year)
		if due.IsZero() || last != nil && last.saysKept(c.Ref()) {
			continue
		}
		out = append(out, Want{Ref: c.Ref(), Text: c.Matter, Pos: c.Pos, Commitment: true, Due: due})
	}
	return out
}

// planRole is the role of the section that says what the next year will do.
const planRole = "plan"

// made gives the commitments of an agency that were made in a year or before.
func (a *Agency) made(year int) iter.Seq[*Commitment] {
	return func(yield func(*Commitment) bool) {
		for _, file := range a.Commitments {
			for _, c := range file.All {
				made := c.Made.Year
				if c.Made.IsZero() {
					made = c.Year
				}
				if made <= year && !yield(c) {
					return
				}
			}
		}
	}
}

// wantedBy gives the day by which the report of a year is to answer a promise,
// zero where it need not: the day it is due or, where its outcome was told in an
// earlier year, that of the remedy. What is overdue without an outcome is wanted
// year after year.
func (c *Commitment) wantedBy(year int) civil.Date {
	first, end := civil.Date{Year: year, Month: 1, Day: 1}, civil.Date{Year: year, Month: 12, Day: 31}
	due, _ := c.DueOn(civil.On(end))
	if c.Outcome != nil && c.Outcome.Date.Before(first) {
		due = c.Outcome.RemedyDue
		if due.Before(first) {
			return civil.Date{}
		}
	}
	if !c.Own() || end.Before(due) {
		return civil.Date{}
	}
	return due
}

// Answerable gives the names that answers of a report may have: the items of
// last year's plan, and every commitment made by then.
func (r *Report) Answerable(last *Report) []string {
	var names []string
	for _, w := range Wants(r.Series, last, r.Year) {
		if !w.Commitment {
			names = append(names, w.Ref)
		}
	}
	for c := range r.Series.Agency.made(r.Year) {
		names = append(names, c.Ref())
	}
	return names
}

// Answers gives the answers of a report to something it wants. Text that the
// file was made with is none.
func (r *Report) Answers(ref string) []narrative.Answer {
	var out []narrative.Answer
	if r.Narrative == nil {
		return nil
	}
	for _, a := range r.Narrative.Answers {
		if a.Ref == ref && r.Narrative.Written(a.Block) {
			out = append(out, a)
		}
	}
	return out
}

// saysKept tells whether the report answers something as done.
func (r *Report) saysKept(ref string) bool {
	return slices.ContainsFunc(r.Answers(ref), func(a narrative.Answer) bool { return a.Result == narrative.Done })
}

// Unwritten gives the place that a new report keeps for the answer to something
// and where nothing is written yet.
func (r *Report) Unwritten(ref string) (finding.Pos, bool) {
	for _, a := range r.Narrative.Answers {
		if a.Ref == ref && !r.Narrative.Written(a.Block) {
			return a.Pos, true
		}
	}
	return finding.Pos{}, false
}

// LastYear gives the report of the year before, nil where there is none or a
// public report may not speak of it.
func (r *Report) LastYear() *Report {
	last := r.Series.Year(r.Year - 1)
	if last == nil || r.Status.Public() && !last.Status.Public() {
		return nil
	}
	return last
}
