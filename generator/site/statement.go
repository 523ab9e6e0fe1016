package site

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/page"
	"fazhi/generator/record"
	"fazhi/generator/report"
)

// Statement is what a report of this build states, as it would be sealed: all but
// what the checks found.
func (o *Outline) Statement(r *report.Report) (*record.Report, error) {
	v := o.build.viewOf(r)
	if v == nil || !r.HasPage() {
		return nil, fmt.Errorf("%s/%d has no page in this build", r.Form.ID, r.Year)
	}
	p := o.build.drawnReport(v, r)
	return o.build.statement(v, r, &p)
}

// viewOf gives the view that shows a report, nil where none does.
func (g *agencyBuild) viewOf(r *report.Report) *seriesView {
	for _, v := range g.series {
		if v.Series == r.Series && g.shown(r) {
			return v
		}
	}
	return nil
}

func (g *agencyBuild) statement(v *seriesView, r *report.Report, p *page.Report) (*record.Report, error) {
	s := &record.Report{
		AgencyName: g.agency.Name, FormTitle: v.Form.Title, FormVersion: r.Form.Version, Status: string(r.Status), Title: r.Title,
		Facts: statedFacts(p.Facts), Paragraphs: r.Narrative.Blocks(), Keys: statedKeys(p.Keys), Table: statedRows(p.Tables),
		Figures: []v1.Row{}, Printed: []string{}, Attachments: []record.Attachment{}, Findings: []record.Finding{},
	}
	head, year := v.head(), g.exportYear(v, r)
	s.Figures = append(s.Figures, g.figures().Rows(&head, year)...)
	for _, ref := range r.Narrative.References {
		s.Printed = append(s.Printed, ref.Printed)
	}
	for _, f := range r.Files {
		data, err := f.Read()
		if err != nil {
			return nil, err
		}
		s.Attachments = append(s.Attachments, record.Attachment{
			Path: path.Join(v.dir(), f.Link), Title: f.Title, Attachment: f.Attachment, Size: len(data), SHA256: record.Hash(data),
		})
	}
	own := "data/" + g.agency.ID + "/" + v.Form.ID + "/form.toml"
	for _, name := range []string{r.Data, r.Path, own} {
		data, err := fs.ReadFile(g.ws, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		s.Sources = append(s.Sources, record.Source{Path: name, SHA256: record.Hash(data), Shared: name == own, Text: string(data)})
	}
	return s, nil
}

func statedFacts(f page.Facts) []record.Fact {
	out := []record.Fact{}
	for _, fact := range []record.Fact{
		{Name: "issuer", Value: f.Issuer}, {Name: "number", Value: f.Number}, {Name: "index", Value: f.Index},
		{Name: "signed", Value: f.Signed.Text}, {Name: "submitted", Value: f.Submitted.Text}, {Name: "published", Value: f.Published.Text},
		{Name: "period", Value: f.Period},
	} {
		if fact.Value != "" {
			out = append(out, fact)
		}
	}
	return out
}

func statedKeys(keys []page.KeyFigure) []record.Shown {
	out := []record.Shown{}
	for _, k := range keys {
		change := k.Change.Text
		if change == "" {
			change = k.Note
		}
		out = append(out, record.Shown{Key: figureKey(k.Href), Label: k.Label, Value: k.Number + k.Unit, Change: change})
	}
	return out
}

func statedRows(tables []page.Table) []record.Shown {
	out := []record.Shown{}
	for _, t := range tables {
		for _, group := range t.Groups {
			for _, row := range group.Rows {
				s := record.Shown{Key: figureKey("#" + row.ID), Label: row.Label, Value: row.Value.Text, Change: row.Change.Text}
				if t.Before != 0 {
					s.Before = row.Before.Text
				}
				for _, why := range []string{row.Definition, row.Note} {
					if why != "" {
						s.Why = append(s.Why, why)
					}
				}
				for _, source := range row.Sources {
					s.Why = append(s.Why, source.Label)
				}
				out = append(out, s)
			}
		}
	}
	return out
}

// figureKey is the figure that an address within a report's page leads to.
func figureKey(href string) string {
	_, key, _ := strings.Cut(href, "#"+row(""))
	return key
}
