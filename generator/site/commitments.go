package site

import (
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// CommitmentPath gives the address of the page that shows the promise that a
// place of an agency's data is about, or that of all promises.
func CommitmentPath(a *report.Agency, pos finding.Pos) string {
	var found *report.Commitment
	for _, y := range a.Commitments {
		for _, c := range y.All {
			if y.Path == pos.File && c.Pos.Line <= pos.Line && (found == nil || found.Pos.Line < c.Pos.Line) {
				found = c
			}
		}
	}
	if found == nil {
		return commitmentsPath(a)
	}
	return commitmentPath(found)
}

// commitmentsPath is the page of all promises of an agency.
func commitmentsPath(a *report.Agency) string { return a.ID + "/commitments/index.html" }

// commitmentPath is the page of one promise.
func commitmentPath(c *report.Commitment) string {
	return c.Agency.ID + "/commitments/" + itoa(c.Year) + "-" + c.ID + ".html"
}
