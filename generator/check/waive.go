package check

import (
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// waivers gives the waivers of the file that is looked at, and whether it is torn.
func (s *Subject) waivers() (all []report.Waiver, torn bool) {
	if s.Pledges != nil {
		return s.Pledges.Waivers, s.Pledges.Torn
	}
	return s.Report.Waivers, s.Report.Torn
}

// keyOf gives the key that a name stands for in a waiver.
func (s *Subject) keyOf(name string) string {
	if s.Report != nil {
		if ind, _ := s.Report.Form.Lookup(name); ind != nil {
			return ind.Key
		}
		return name
	}
	for _, series := range s.Agency.Series {
		if ind, _ := series.Form.Lookup(name); ind != nil {
			return ind.Key
		}
	}
	return name
}

// waive marks the findings that the report's waivers accept, and tells every
// waiver that accepts none: it names no finding that stands, a check that
// cannot be waived or is not there, or its day has passed.
func (s *Subject) waive() {
	s.check, s.told = s.Get("waiver-idle"), 0
	waivers, torn := s.waivers()
	for i := range waivers {
		w := &waivers[i]
		c := s.Get(w.Check)
		switch {
		case c == nil && w.Check == "" && torn: // it may stand in what cannot be read
		case c == nil:
			s.unknownCheck(w)
		case !c.Waivable:
			s.tell("never", w.Pos, "check", c.ID, "title", c.Title)
		case !w.Until.IsZero() && s.AsOf.After(w.Until):
			s.tell("expired", w.Pos, "title", c.Title, "until", finding.Text{ZH: w.Until.Chinese(), EN: w.Until.String()})
		case strings.TrimSpace(w.Reason) == "": // told as such
		default:
			s.apply(w, c)
		}
	}
	s.log.Sort()
}

func (s *Subject) apply(w *report.Waiver, c *Check) {
	var hits []*finding.Finding
	open := 0
	for i := range *s.log {
		f := &(*s.log)[i]
		if f.ID != c.ID {
			continue
		}
		open++
		if s.covers(w, f) {
			hits = append(hits, f)
		}
	}
	vague := len(w.Figures) == 0 && strings.TrimSpace(w.Text) == ""
	switch {
	case vague && open > 1:
		s.tell("vague", w.Pos, "title", c.Title, "count", open)
	case len(hits) == 0 && c.ID == "copied-text" && (vague || s.says(w.Text)):
		// Across may find what it accepts: another agency's report
	case len(hits) == 0:
		s.tell("idle", w.Pos, "title", c.Title, "id", c.ID)
	default:
		for _, f := range hits {
			f.Waived = w.Reason
		}
	}
}

// covers reports whether a waiver names a finding: all figures that it lists
// are among the finding's, and its text stands in the line that the finding is
// about. One that names neither covers every finding of its check.
func (s *Subject) covers(w *report.Waiver, f *finding.Finding) bool {
	for _, name := range w.Figures {
		if !slices.Contains(f.Figures, s.keyOf(name)) {
			return false
		}
	}
	text := strings.TrimSpace(w.Text)
	return text == "" || strings.Contains(f.Pos.Source, text) || slices.ContainsFunc(f.Related, func(r finding.Related) bool { return strings.Contains(r.Pos.Source, text) })
}

// says reports whether a text stands in the narrative.
func (s *Subject) says(text string) bool {
	return strings.TrimSpace(text) != "" && slices.ContainsFunc(s.Prose, func(p *Passage) bool { return strings.Contains(p.Text, strings.TrimSpace(text)) })
}

func (s *Subject) unknownCheck(w *report.Waiver) {
	ids := make([]string, len(s.checks))
	for i := range s.checks {
		ids[i] = s.checks[i].ID
	}
	if near := finding.Nearest(w.Check, ids); near != "" {
		s.tell("near", w.Pos, "check", w.Check, "near", near)
		return
	}
	s.tell("unknown", w.Pos, "check", w.Check)
}
