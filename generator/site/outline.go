package site

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/page"
	"fazhi/generator/report"
)

// Outline is what an agency's part of the site will consist of, each file made
// only when it is asked for. A build makes all of them; a preview makes the one
// that somebody looks at. It may be used by several goroutines at once.
type Outline struct {
	build   *agencyBuild
	export  func() *v1.Agency
	entries []entry        // but those of the search's index
	at      map[string]int // by name
}

// entry is one file to be made.
type entry struct {
	name string
	make func() ([]byte, error)
}

// Outline plans the pages of one agency, its files and its agency.json.
func (b *Builder) Outline(a *report.Agency) *Outline {
	g := &agencyBuild{Builder: b, agency: a}
	if b.opts.Archive != nil {
		g.archive = b.opts.Archive(a.ID)
	}
	g.figures = sync.OnceValue(g.exportFigures)
	g.promise = sync.OnceValue(g.exportPromises)
	g.index = sync.OnceValues(g.makeIndex)
	g.news = sync.OnceValue(g.readNews)
	for _, s := range a.Series {
		if v := g.view(s); len(v.reports) > 0 {
			g.series = append(g.series, v)
		}
	}
	g.pledged = b.promises(a)
	g.printSealed()
	for _, v := range g.series {
		g.planSeries(v)
	}
	g.planPromises()
	for _, p := range a.Pages {
		g.planText(p)
	}
	g.planData()
	g.planLog()
	g.planCorrections()
	g.plan(g.home(), func() page.View { return g.agencyPage() })
	g.planSearch()
	g.planFeed()
	g.planMoved()
	g.planSitemap()
	o := &Outline{build: g, at: map[string]int{}, export: sync.OnceValue(g.export)}
	o.entries = append(g.entries, entry{a.ID + "/agency.json", func() ([]byte, error) { return o.Export().Encode() }})
	for i, e := range o.entries {
		if _, ok := o.at[e.name]; !ok {
			o.at[e.name] = i
		}
	}
	return o
}

// Get makes one file; ok is false where there is none of that path.
func (o *Outline) Get(name string) (data []byte, ok bool, err error) {
	if i, ok := o.at[name]; ok {
		data, err = o.entries[i].make()
		return data, true, err
	}
	if !strings.HasPrefix(name, o.build.agency.ID+"/search/") {
		return nil, false, nil
	}
	index, err := o.build.index()
	if err != nil {
		return nil, false, err
	}
	for _, e := range index.entries {
		if e.name == name {
			data, err = e.make()
			return data, true, err
		}
	}
	return nil, false, nil
}

// Export gives what agency.json says.
func (o *Outline) Export() *v1.Agency { return o.export() }

// ReportPath gives the address of a report's page, whether it has one or not.
func ReportPath(r *report.Report) string {
	return (&seriesView{Series: r.Series}).report(r.Year)
}

// ColumnPath gives the address of the page that lists all years of a form.
func ColumnPath(s *report.Series) string { return (&seriesView{Series: s}).column() }

// plan adds a page to be made.
func (g *agencyBuild) plan(name string, view func() page.View) {
	g.entries = append(g.entries, entry{name, func() ([]byte, error) {
		data, err := g.render(view())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return data, nil
	}})
}

// copyFiles adds files that stand beside a page.
func (g *agencyBuild) copyFiles(dir string, files []report.File) {
	for _, f := range files {
		g.entries = append(g.entries, entry{path.Join(dir, f.Link), func() ([]byte, error) {
			data, err := fs.ReadFile(g.ws, f.Path)
			if err != nil {
				return nil, fmt.Errorf("attachment: %w", err)
			}
			return data, nil
		}})
	}
}
