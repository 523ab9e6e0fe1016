package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// sectionMissing asks for every content item that the form requires of the
// year, whatever the headings say.
func sectionMissing() Check {
	return Check{ID: "section-missing", Group: Law, Severity: finding.Error, Run: func(s *Subject) {
		if s.Report.Narrative == nil || s.Report.Status == report.Unknown {
			return
		}
		for i := range s.Report.Form.Roles {
			role := &s.Report.Form.Roles[i]
			if !role.RequiredIn(s.Report.Year) || s.hasRole(role.ID) {
				continue
			}
			f := s.tell("absent", s.Report.Place("title"), "title", finding.Text{ZH: role.Title, EN: role.EN}, "role", role.ID)
			f.Severity = role.Evidence.Cap(f.Severity)
		}
	}}
}

// hasRole reports whether a heading or a paragraph is for a role.
func (s *Subject) hasRole(id string) bool {
	for _, p := range s.Prose {
		if p.Has(id) {
			return true
		}
	}
	return false
}
