package check

import (
	"slices"

	"fazhi/generator/finding"
)

// figureUnused finds figures that no sentence quotes. Cells of tables need
// none: the table shows them. A text that is not written yet may still quote
// any.
func figureUnused() Check {
	return Check{ID: "figure-unused", Group: Figures, Severity: finding.Info, Waivable: true, Run: func(s *Subject) {
		r := s.Report
		if r.Narrative == nil || slices.ContainsFunc(s.Prose, (*Passage).unwritten) {
			return
		}
		for _, f := range r.Figures {
			if g := r.Form.Group(f.Indicator.Group()); g != nil && g.Table != "" || r.Form.Table(f.Indicator.Group()) != nil {
				continue
			}
			if len(f.Quotes) == 0 && !f.Derived && !slices.Contains(r.Highlights, f) {
				about(s.tell("unused", f.Pos, "label", f.Indicator.Label, "key", f.Indicator.Key), f)
			}
		}
	}}
}
