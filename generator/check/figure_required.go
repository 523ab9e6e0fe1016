package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
)

// figureRequired asks for the figures that the form requires, and for the rest
// of a table that was begun. A figure of last year's that is gone is an info.
// While a report is being written, it also asks for what its data file lists to
// be filled in, if last year had it: what new says is to be typed, check names.
func figureRequired() Check {
	return Check{ID: "figure-required", Group: Figures, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		r := s.Report
		if r.NoData || r.Torn {
			return
		}
		for i := range r.Form.Indicators {
			ind := &r.Form.Indicators[i]
			if ind.Required && ind.Formula == nil && s.lacks(ind.Key) {
				f := s.tell("required", s.room(ind.Key), "label", ind.Label, "key", ind.Key, "unit", ind.Unit)
				f.Figures = []string{ind.Key}
			}
		}
		for i := range r.Form.Tables {
			s.tableWhole(&r.Form.Tables[i])
		}
		if s.Last == nil || s.Report.Status == report.Imported {
			return
		}
		for _, f := range s.Last.Figures {
			s.stillGiven(f)
		}
	}}
}

// stillGiven asks for a figure that last year gave.
func (s *Subject) stillGiven(last *report.Figure) {
	r, key := s.Report, last.Indicator.Key
	ind := r.Form.Indicator(key)
	if last.Derived || ind == nil || ind.Required || !s.lacks(key) || r.Form.Table(ind.Group()) != nil {
		return
	}
	if pos, ok := s.listed(key); ok {
		s.tell("unfilled", pos, "label", ind.Label, "key", key, "last", last.Text).Figures = []string{key}
		return
	}
	if last.Absent == "" && len(last.Quotes) > 0 {
		about(s.tell("dropped", s.room(key), "label", last.Indicator.Label, "key", key, "last", last.Text), last)
	}
}

// listed gives the line of a draft's data file that waits for a figure.
func (s *Subject) listed(key string) (finding.Pos, bool) {
	pos, ok := s.Report.Listed[key]
	return pos, ok && s.Report.Status.Waiting()
}

// room is where a figure that is missing would stand: the line that waits for
// it, else anywhere in the data file.
func (s *Subject) room(key string) finding.Pos {
	if pos, ok := s.Report.Listed[key]; ok {
		return pos
	}
	return finding.Pos{File: s.Report.Data}
}

// lacks reports whether nothing at all is said of a figure, not even why it is
// absent.
func (s *Subject) lacks(key string) bool {
	return s.Report.Figure(key) == nil && !s.Report.Broken(key)
}

// maxNamed is how many missing cells are named in one message.
const maxNamed = 6

// tableWhole tells the missing cells of a table that has some, or that a draft's
// data file lists to be filled in.
func (s *Subject) tableWhole(t *form.Table) {
	var missing []string
	var first *finding.Pos
	for i := range t.Rows {
		for j := range t.Columns {
			if !t.Has(&t.Rows[i], &t.Columns[j]) {
				continue
			}
			key := t.Key(&t.Rows[i], &t.Columns[j])
			if s.lacks(key) {
				missing = append(missing, key)
			}
			if first != nil {
				continue
			}
			if f := s.Report.Figure(key); f != nil {
				first = &f.Pos
			} else if pos, ok := s.listed(key); ok {
				first = &pos
			}
		}
	}
	if first == nil || len(missing) == 0 {
		return
	}
	var labels []string
	for _, key := range missing[:min(len(missing), maxNamed)] {
		labels = append(labels, s.Report.Form.Indicator(key).Label)
	}
	names := finding.Text{ZH: strings.Join(labels, "、"), EN: strings.Join(missing[:len(labels)], ", ")}
	if len(missing) > maxNamed {
		names.ZH, names.EN = names.ZH+"等", names.EN+" and others"
	}
	f := s.tell("table", *first, "table", finding.Text{ZH: t.Label, EN: t.EN}, "count", len(missing), "labels", names)
	f.Figures = missing
}
