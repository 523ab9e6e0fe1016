package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
)

// figureRequired asks for the figures that the form requires, and for the rest
// of a table that was begun. A figure of last year's that is gone is an info.
func figureRequired() Check {
	return Check{ID: "figure-required", Group: Figures, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		r := s.Report
		if r.NoData || r.Torn {
			return
		}
		pos := finding.Pos{File: r.Data}
		for i := range r.Form.Indicators {
			ind := &r.Form.Indicators[i]
			if ind.Required && ind.Formula == nil && s.lacks(ind.Key) {
				f := s.tell("required", pos, "label", ind.Label, "key", ind.Key, "unit", ind.Unit)
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
			if f.Absent == "" && !f.Derived && !f.Indicator.Required && s.lacks(f.Indicator.Key) && r.Form.Indicator(f.Indicator.Key) != nil && r.Form.Table(f.Indicator.Group()) == nil && len(f.Quotes) > 0 {
				about(s.tell("dropped", pos, "label", f.Indicator.Label, "key", f.Indicator.Key, "last", f.Text), f)
			}
		}
	}}
}

// lacks reports whether nothing at all is said of a figure, not even why it is
// absent.
func (s *Subject) lacks(key string) bool {
	return s.Report.Figure(key) == nil && !s.Report.Broken(key)
}

// maxNamed is how many missing cells are named in one message.
const maxNamed = 6

// tableWhole tells the missing cells of a table that has some.
func (s *Subject) tableWhole(t *form.Table) {
	var missing []string
	var first *report.Figure
	for i := range t.Rows {
		for j := range t.Columns {
			if !t.Has(&t.Rows[i], &t.Columns[j]) {
				continue
			}
			key := t.Key(&t.Rows[i], &t.Columns[j])
			if f := s.Report.Figure(key); f != nil && first == nil {
				first = f
			}
			if s.lacks(key) {
				missing = append(missing, key)
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
	f := s.tell("table", first.Pos, "table", finding.Text{ZH: t.Label, EN: t.EN}, "count", len(missing), "labels", names)
	f.Figures = missing
}
