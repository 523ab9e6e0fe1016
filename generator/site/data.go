package site

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"fazhi/generator/export"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/page"
	"fazhi/generator/report"
)

// dataFile is a file that an agency's data are given out in. It is made once,
// whether its size is asked for or the file itself.
type dataFile struct {
	format export.Format
	name   string
	form   string // title of the form, "" for a file of the whole agency
	make   func() ([]byte, error)
}

// planFile adds a file of data to be made.
func (g *agencyBuild) planFile(format export.Format, dir, form string, from func() *export.Source) *dataFile {
	name := dir + "/" + format.Name
	f := &dataFile{format: format, name: name, form: form, make: sync.OnceValues(func() ([]byte, error) {
		data, err := format.Make(from())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return data, nil
	})}
	g.entries = append(g.entries, entry{name, f.make})
	return f
}

// isText tells the formats that need a narrative from those that need figures.
func isText(f export.Format) bool { return f.Media == "text/plain" }

// planReportData plans the files beside the page of a report.
func (g *agencyBuild) planReportData(v *seriesView, r *report.Report) {
	if !g.offersData() {
		return
	}
	dir := v.dir() + "/" + itoa(r.Year)
	source := sync.OnceValue(func() *export.Source { // of all formats
		form := v.head()
		return &export.Source{Agency: g.exportHead(), Form: &form, Years: []v1.Year{g.exportYear(v, r)}, Sealed: g.sealedRows(v)}
	})
	for _, format := range export.All() {
		if !slices.Contains(format.Scopes, export.Report) || !isText(format) && len(r.Figures) == 0 {
			continue
		}
		v.data[r.Year] = append(v.data[r.Year], g.planFile(format, dir, v.Form.Title, func() *export.Source {
			s := *source()
			if isText(format) {
				s.Text = r.Narrative.Text()
			}
			return &s
		}))
	}
}

// sealedRows gives the rows of sealed years of a form as they were sealed.
func (g *agencyBuild) sealedRows(v *seriesView) func(year int) []v1.Row {
	return func(year int) []v1.Row {
		rec := g.archive.Latest(v.Form.ID, year)
		if rec == nil || rec.Report == nil {
			return nil
		}
		return rec.Report.Figures
	}
}

// planData plans the files of all years, in the agency's data folder. An agency
// without figures has none.
func (g *agencyBuild) planData() {
	if !g.offersData() {
		return
	}
	dir := g.agency.ID + "/data"
	some := false
	for i, v := range g.series {
		if !g.hasFigures(v) {
			continue
		}
		some = true
		for _, format := range export.All() {
			if slices.Contains(format.Scopes, export.Form) {
				g.data = append(g.data, g.planFile(format, dir+"/"+v.Form.ID, v.Form.Title, func() *export.Source {
					a := g.figures()
					return &export.Source{Agency: a, Form: &a.Forms[i], Years: a.Forms[i].Years, Sealed: g.sealedRows(v)}
				}))
			}
		}
	}
	if !some {
		return
	}
	for _, format := range export.All() {
		if slices.Contains(format.Scopes, export.Agency) {
			g.data = append(g.data, g.planFile(format, dir, "", func() *export.Source { return &export.Source{Agency: g.figures()} }))
		}
	}
}

// download lists a file of data on a page.
func (g *agencyBuild) download(on string, f *dataFile) page.File {
	return page.File{
		Label: g.word("download." + f.format.ID), Href: rel(on, f.name), Media: f.format.Media,
		Note: g.downloadNote(f.format.Kind, f.make, "download_for."+f.format.ID),
	}
}

// downloadNote says kind and size of a file and what it is for. What cannot be
// made has no size; the build says why.
func (g *agencyBuild) downloadNote(kind string, read func() ([]byte, error), purpose string) string {
	parts := []string{kind}
	if data, err := read(); err == nil {
		parts = append(parts, size(len(data)))
	}
	return strings.Join(append(parts, g.word(purpose)), " · ")
}

// forPeople puts the file first that opens with two clicks.
func forPeople(files []*dataFile) []*dataFile {
	out := slices.Clone(files)
	slices.SortStableFunc(out, func(a, b *dataFile) int { return openness(a) - openness(b) })
	return out
}

func openness(f *dataFile) int {
	return slices.Index([]string{"figures-excel", "text", "figures-csv", "figures-json", "package", "indicators-csv"}, f.format.ID)
}

// reportDownloads lists the files beside a report, and where those of all years
// are.
func (g *agencyBuild) reportDownloads(v *seriesView, r *report.Report) []page.File {
	if !g.offersData() {
		return nil
	}
	name := v.report(r.Year)
	var out []page.File
	for _, f := range forPeople(v.data[r.Year]) {
		out = append(out, g.download(name, f))
	}
	return append(out, page.File{Label: g.word("download.years"), Href: rel(name, g.home()+"#downloads"), Note: g.word("download_for.years")})
}

// agencyDownloads lists the files of all years: those of each form, then those
// of the whole agency.
func (g *agencyBuild) agencyDownloads() []page.FileGroup {
	var out []page.FileGroup
	for _, f := range forPeople(g.data) {
		i := slices.IndexFunc(out, func(group page.FileGroup) bool { return group.Title == f.form })
		if i < 0 {
			i = len(out)
			out = append(out, page.FileGroup{Title: f.form})
		}
		out[i].Files = append(out[i].Files, g.download(g.home(), f))
	}
	last := page.File{
		Label: g.word("download.agency"), Href: "agency.json", Media: "application/json",
		Note: "JSON · " + g.word("download_for.agency"),
	}
	if len(out) == 0 || out[len(out)-1].Title != "" {
		out = append(out, page.FileGroup{})
	}
	out[len(out)-1].Files = append(out[len(out)-1].Files, last)
	if len(out) > 1 {
		out[len(out)-1].Title = g.word("site.agency_data")
	}
	return out
}

// terms says on what terms the data may be used and where they come from.
func (g *agencyBuild) terms() page.Terms {
	var t page.Terms
	head := g.exportHead()
	if l := head.License; l != nil {
		t.License = page.Link{Label: l.Title, Href: l.Path}
		if t.License.Label == "" {
			t.License.Label = l.Name
		}
		if t.License.Label == "" {
			t.License.Label = l.Path
		}
	}
	for _, s := range head.Sources {
		t.Sources = append(t.Sources, page.Link{Label: s.Title, Href: s.Path})
	}
	return t
}
