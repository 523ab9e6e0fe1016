package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// metadataMissing asks a published report for the dates that readers, archives
// and inspections rely on. A demonstration has none and must not invent any.
func metadataMissing() Check {
	return Check{ID: "metadata-missing", Group: Law, Severity: finding.Error, Run: func(s *Subject) {
		r := s.Report
		if s.Agency.Demo || r.Status != report.Published && r.Status != report.Imported {
			return
		}
		old := ""
		if r.Status == report.Imported {
			old = "-then"
		}
		if r.Signed.IsZero() {
			s.tell("signed"+old, r.Place("signed"))
		}
		if r.Published.IsZero() {
			s.tell("published"+old, r.Place("published"))
		}
	}}
}
