package record

import (
	"slices"
	"strings"
)

// Hash is the SHA-256 of the record's file, in hexadecimal. Of one that was
// decoded it is that of the bytes that it was decoded from.
func (r *Record) Hash() string {
	if r.hash != "" {
		return r.hash
	}
	data, err := r.Encode()
	if err != nil {
		return "" // a record holds nothing that JSON cannot
	}
	return Hash(data)
}

// Under is the record of an agency whose folder has another name today than when
// it was sealed: its files and pages stand under the new one. What it states and
// its hash are the same.
func (r *Record) Under(agency string) *Record {
	old := r.Agency
	if old == agency {
		return r
	}
	hash := r.Hash()
	out := *r
	out.hash, out.Agency = hash, agency
	page := func(name string) string { return moved(name, "", old, agency) }
	out.Address = page(r.Address)
	if r.Report != nil {
		report := *r.Report
		report.Sources = slices.Clone(report.Sources)
		for i := range report.Sources {
			s := &report.Sources[i]
			s.Path = moved(moved(s.Path, "data/", old, agency), "content/", old, agency)
		}
		report.Attachments = slices.Clone(report.Attachments)
		for i := range report.Attachments {
			report.Attachments[i].Path = page(report.Attachments[i].Path)
		}
		report.Figures = slices.Clone(report.Figures)
		for i := range report.Figures {
			report.Figures[i].Agency = agency
		}
		out.Report = &report
	}
	if r.Changes != nil {
		changes := *r.Changes
		changes.Touched = slices.Clone(changes.Touched)
		for i := range changes.Touched {
			changes.Touched[i].Page = page(changes.Touched[i].Page)
		}
		changes.Attachments = slices.Clone(changes.Attachments)
		for i := range changes.Attachments {
			changes.Attachments[i].Name = page(changes.Attachments[i].Name)
		}
		out.Changes = &changes
	}
	return &out
}

// moved gives a path below root/old its place below root/later.
func moved(name, root, old, later string) string {
	if rest, ok := strings.CutPrefix(name, root+old+"/"); ok {
		return root + later + "/" + rest
	}
	return name
}
