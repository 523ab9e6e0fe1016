package site

import (
	"fmt"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/page"
	"fazhi/generator/record"
	"fazhi/generator/textfile"
)

// planRevision plans the page of a revision that another took the place of. It is
// made from its record alone, and proved against it.
func (g *agencyBuild) planRevision(v *seriesView, rec, last *record.Record) {
	name := v.revisionPath(rec)
	g.hide(name)
	g.entries = append(g.entries, entry{name, func() ([]byte, error) {
		data, err := g.render(g.revisionPage(v, name, rec, last))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if wrong := rec.Report.Holds(record.ParsePage(data)); len(wrong) > 0 {
			return nil, &SealError{name, wrong}
		}
		return data, nil
	}})
}

func (g *agencyBuild) revisionPage(v *seriesView, name string, rec, last *record.Record) page.Report {
	f := g.frame(name, v, rec.Report.Title, page.Link{Label: v.Form.Title, Href: rel(name, v.column())},
		page.Link{Label: g.word("site.year", itoa(rec.Year)), Href: rel(name, v.report(last.Year))}, page.Link{Label: g.word("seal.revision", rec.Revision)})
	f.NoIndex = true
	g.article(&f.Meta, name, rec.Report.Title, rec.Report.AgencyName, pubFact(rec.Report.Fact("published")))
	p := page.Report{Frame: f, Year: rec.Year, Facts: factsOf(rec.Report), Tables: g.tableOf(v, rec)}
	p.Notes = []page.Note{
		{Label: g.word("seal.revisions"), Text: g.word("seal.superseded", rec.Revision, last.Revision), Answer: true,
			Next: page.Link{Label: g.word("seal.latest"), Href: rel(name, v.report(last.Year))}},
	}
	for _, k := range rec.Report.Keys {
		shown := page.KeyFigure{Label: k.Label, Number: k.Value, Note: k.Change, Href: "#" + row(k.Key)}
		if f := rec.Report.Figure(k.Key); f != nil && f.Unit != "" {
			if number, ok := strings.CutSuffix(k.Value, f.Unit); ok {
				shown.Number, shown.Unit = number, f.Unit
			}
		}
		p.Keys = append(p.Keys, shown)
	}
	if doc := g.recorded(rec); doc != nil {
		p.Sections, p.Contents = g.prose(name, doc, func(ref *narrative.Reference) string {
			if rec.Report.Figure(ref.Target) != nil {
				return "#" + row(ref.Target)
			}
			return ""
		})
	}
	g.showSeal(&p, v, rec)
	p.Corrections = g.correctionsOf(name, rec)
	return p
}

// recorded parses the narrative in a record, with what its references printed.
func (g *agencyBuild) recorded(rec *record.Record) *narrative.Doc {
	for _, s := range rec.Report.Sources {
		if !strings.HasSuffix(s.Path, ".md") {
			continue
		}
		file, _, ok := textfile.Decode(s.Path, []byte(s.Text))
		if !ok {
			return nil
		}
		body, ok := narrative.Body(file)
		if !ok {
			return nil
		}
		var log finding.List // all of it was told before it was sealed
		doc := narrative.NewParser().Parse(file, body, g.roleIDs(rec), &log)
		if len(doc.References) != len(rec.Report.Printed) {
			return nil
		}
		for i, ref := range doc.References {
			ref.Printed, ref.Target = rec.Report.Printed[i], ref.Key
		}
		return doc
	}
	return nil
}

func (g *agencyBuild) roleIDs(rec *record.Record) []string {
	v := g.viewOfForm(rec.Form)
	if v == nil {
		return nil
	}
	var ids []string
	for _, role := range v.Form.Roles {
		ids = append(ids, role.ID)
	}
	return ids
}

func factsOf(r *record.Report) page.Facts {
	var f page.Facts
	for _, fact := range r.Facts {
		switch fact.Name {
		case "issuer":
			f.Issuer = fact.Value
		case "number":
			f.Number = fact.Value
		case "index":
			f.Index = fact.Value
		case "signed":
			f.Signed.Text = fact.Value
		case "submitted":
			f.Submitted.Text = fact.Value
		case "published":
			f.Published.Text = fact.Value
		case "period":
			f.Period = fact.Value
		}
	}
	return f
}

// tableOf is the table of figures as it was sealed, in the groups of today.
func (g *agencyBuild) tableOf(v *seriesView, rec *record.Record) []page.Table {
	if len(rec.Report.Table) == 0 {
		return nil
	}
	t := page.Table{ID: "figures", Caption: g.word("site.figures", rec.Year), Year: rec.Year}
	group := ""
	for i, s := range rec.Report.Table {
		label := s.Label
		if f := rec.Report.Figure(s.Key); f != nil {
			label = f.Group
		}
		if i == 0 || label != group {
			t.Groups, group = append(t.Groups, page.Group{Title: label}), label
		}
		r := page.Row{ID: row(s.Key), Value: page.Value{Text: s.Value}}
		restoreRow(&r, s)
		if s.Before != "" {
			t.Before = rec.Year - 1
		}
		last := &t.Groups[len(t.Groups)-1]
		last.Rows = append(last.Rows, r)
	}
	return []page.Table{t}
}
