package record

import (
	"fmt"

	v1 "fazhi/generator/export/v1"
)

// CorrectionID names a revision or withdrawal on the page of all of them.
func (r *Record) CorrectionID() string { return fmt.Sprintf("%s-%d-%d", r.Form, r.Year, r.Revision) }

// Correction gives what agency.json says of a revision or withdrawal. before is the
// title that the report had.
func (r *Record) Correction(before string) v1.Correction {
	c := v1.Correction{
		Form: r.Form, Year: r.Year, Revision: r.Revision, Date: r.Date, Title: before, Path: "corrections.html#" + r.CorrectionID(),
		Withdrawn: r.Report == nil, Material: r.Material, Reason: r.Reason,
	}
	if r.Report != nil {
		c.Title = r.Report.Title
	}
	if r.Report != nil && r.Changes != nil {
		for _, f := range r.Changes.Figures {
			c.Figures = append(c.Figures, v1.CorrectedFigure{Key: f.Name, Label: f.Label, Old: f.Old, New: f.New})
		}
	}
	return c
}
