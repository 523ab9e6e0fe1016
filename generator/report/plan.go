package report

import (
	"strconv"
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

// Wants gives what an agency's report of a year is to answer. last is the report
// of the year before, nil where there is none that may be spoken of.
func Wants(a *Agency, last *Report, year int) []Want {
	var out []Want
	if last != nil && last.Narrative != nil {
		for i, item := range last.Narrative.Items {
			out = append(out, Want{
				Ref: item.ID, Number: i + 1, Pos: item.Pos,
				Text: strings.Join(last.Narrative.Part(item.Block), ""),
			})
		}
	}
	for _, w := range commitments(a, year) {
		if !w.Due.IsZero() && w.Due.Year <= year {
			out = append(out, w)
		}
	}
	return out
}

// commitments gives the commitments of an agency that a report of a year may
// answer: those made in it or before and not fulfilled before it, each with
// Commitment set, Ref as year/id and Due. It is the one place where commitments
// and what reports answer come together; the model has none yet.
func commitments(*Agency, int) []Want { return nil }

// Answerable gives the names that answers of a report may have.
func (r *Report) Answerable(last *Report) []string {
	var names []string
	for _, w := range Wants(r.Series.Agency, last, r.Year) {
		if !w.Commitment {
			names = append(names, w.Ref)
		}
	}
	for _, w := range commitments(r.Series.Agency, r.Year) {
		names = append(names, w.Ref)
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

// CommitmentRef is how answers name a commitment.
func CommitmentRef(year int, id string) string { return strconv.Itoa(year) + "/" + id }
