package preview

import (
	"fmt"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// pageData is what a page is given for the preview's script, as JSON in the
// page. Everything in it is text to be shown as text.
type pageData struct {
	Edition  string                `json:"edition"`
	Page     string                `json:"page"`
	Text     string                `json:"text,omitempty"` // file of the narrative
	Data     string                `json:"data,omitempty"` // file of the figures
	Counts   counts                `json:"counts"`         // of the whole workspace
	Findings []noteData            `json:"findings"`       // of this page
	Figures  map[string]figureData `json:"figures,omitempty"`
	Refs     map[string]string     `json:"refs,omitempty"` // id of a reference: its figure
	Words    map[string]string     `json:"words"`
}

// noteData is one finding.
type noteData struct {
	Key      string        `json:"key"`
	ID       string        `json:"id"`
	Severity string        `json:"severity"` // error, warning, info
	Message  string        `json:"message"`
	Expected string        `json:"expected,omitempty"`
	Cure     string        `json:"cure,omitempty"`
	Waived   string        `json:"waived,omitempty"`
	File     string        `json:"file"`
	Line     int           `json:"line,omitempty"`
	Excerpt  []string      `json:"excerpt,omitempty"` // before the mark, the mark, behind it
	Figures  []string      `json:"figures,omitempty"`
	Related  []relatedData `json:"related,omitempty"`
	Page     string        `json:"page"`
}

type relatedData struct {
	Place string `json:"place"`
	Note  string `json:"note"`
}

// figureData is what is said of a figure under the pointer.
type figureData struct {
	Key    string `json:"key"`
	Label  string `json:"label"`
	Text   string `json:"text"`
	Exact  string `json:"exact,omitempty"` // the number, or where it lies in words
	Unit   string `json:"unit,omitempty"`
	Place  string `json:"place"`
	Last   string `json:"last,omitempty"`
	Stated bool   `json:"stated,omitempty"` // last year's value is what this report says it was
	Change string `json:"change,omitempty"`
}

func placeOf(p finding.Pos) string {
	if p.Line == 0 {
		return finding.Printable(p.File)
	}
	return fmt.Sprintf("%s:%d", finding.Printable(p.File), p.Line)
}

func printable(t finding.Text, lang string) string {
	lines := strings.Split(t.In(lang), "\n")
	for i, line := range lines {
		lines[i] = finding.Printable(line)
	}
	return strings.Join(lines, "\n")
}

func (s *Server) noteData(n note) noteData {
	d := noteData{
		Key: n.key, ID: n.ID, Severity: n.Severity.String(), Page: n.page,
		Message: printable(n.Message, s.opts.Lang), Expected: printable(n.Expected, s.opts.Lang), Cure: printable(n.Cure, s.opts.Lang),
		Waived: finding.Printable(n.Waived), File: finding.Printable(n.Pos.File), Line: n.Pos.Line, Figures: n.Figures,
	}
	if before, marked, after := n.Pos.Excerpt(); marked != "" {
		d.Excerpt = []string{before, marked, after}
	}
	for _, r := range n.Related {
		d.Related = append(d.Related, relatedData{placeOf(r.Pos), printable(r.Note, s.opts.Lang)})
	}
	return d
}

// pageData gives what the page of a path is told.
func (s *Server) pageData(e *edition, name string) pageData {
	d := pageData{Edition: e.name, Page: name, Counts: e.counts(), Findings: []noteData{}, Words: e.Builder.Words("preview")}
	for _, n := range e.on(name) {
		d.Findings = append(d.Findings, s.noteData(n))
	}
	if r := e.report(name); r != nil {
		d.Text, d.Data = r.Path, r.Data
		d.addFigures(r)
	}
	return d
}

// report finds the report of a page, nil where it is of none.
func (e *edition) report(name string) *report.Report {
	id, _, _ := strings.Cut(name, "/")
	a := e.byID[id]
	if a == nil {
		return nil
	}
	for _, series := range a.model.Series {
		for _, r := range series.Reports {
			if pageOf(r) == name && r.Status != report.DataOnly {
				return r
			}
		}
	}
	return nil
}

func (d *pageData) addFigures(r *report.Report) {
	d.Figures, d.Refs = map[string]figureData{}, map[string]string{}
	for _, f := range r.Figures {
		d.Figures[f.Indicator.Key] = figureOf(f)
	}
	if r.Narrative == nil {
		return
	}
	for _, ref := range r.Narrative.References {
		if ref.Target == "" {
			continue
		}
		name := ref.Target
		if ref.Year != 0 && ref.Year != r.Year {
			other := r.Series.Year(ref.Year)
			if other == nil || other.Figure(ref.Target) == nil {
				continue
			}
			name = fmt.Sprintf("%s@%d", ref.Target, ref.Year)
			d.Figures[name] = figureOf(other.Figure(ref.Target))
		}
		d.Refs[ref.ID] = name
	}
}

func figureOf(f *report.Figure) figureData {
	out := figureData{Key: f.Indicator.Key, Label: f.Indicator.Label, Text: f.Text, Exact: f.Meaning(), Unit: f.Unit, Place: placeOf(f.Pos)}
	before, stated := f.Before()
	if before == nil {
		return out
	}
	out.Last, out.Stated = before.Text, stated
	if c, why, ok := f.Change(); ok {
		out.Change = c.Text
	} else {
		out.Change = why
	}
	return out
}
