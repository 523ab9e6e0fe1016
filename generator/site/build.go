// Package site builds the pages of agencies and of the portal over them, and is
// the only writer of public/.
//
// An agency's files are a pure function of the agency, the templates and the
// options: no clock, environment or network. The portal is made from the
// agency.json of all agencies and never sees their sources, so agencies may be
// built in parallel, on other machines, or by other people. Write puts a whole
// tree in the place of the old one in one step, or leaves the old one alone.
package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"fazhi/generator/archive"
	"fazhi/generator/assets"
	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/compare"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/feed"
	"fazhi/generator/form"
	"fazhi/generator/hosting"
	"fazhi/generator/narrative"
	"fazhi/generator/page"
	"fazhi/generator/record"
	"fazhi/generator/report"
)

// Options are the inputs of a build beside its sources.
type Options struct {
	Draft   bool       // build drafts too, each marked
	AsOf    civil.Date // the day that the build is made for
	BaseURL string     // where the site will stand; needed only by addresses that must be whole
	SRI     bool       // integrity attributes: only for a served site, browsers refuse them from disk

	// Rules are the checks that the reports went through, for the page of checks
	// and the records of reports. Without them the site has neither.
	Rules *check.Rules

	// Archive gives what an agency has sealed; nil where nothing is.
	Archive func(agency string) *archive.Archive
	Words   *record.Known // the words of the interface that verifiers know, which sealed pages may have beside what is sealed

	Harvest bool // of agencies whose pages stand on other sites; nothing of them is checked here

	Preview bool // for those who draft: pages say which lines they are made from; never written
}

// Builder builds the parts of one site. It is not changed by building, so
// agencies may be built by several goroutines.
type Builder struct {
	ws      fs.FS
	site    *report.Site
	set     *page.Set
	columns form.Columns
	assets  []assets.File
	rules   *hosting.Rules
	opts    Options
	asOf    civil.AsOf
	listed  int // how many agencies stand on one page; see mostListed
}

// New prepares a build: templates is the tree of templates to use.
func New(ws, templates fs.FS, site *report.Site, opts Options) (*Builder, error) {
	lang := "zh-CN"
	if site.Language == "en" {
		lang = "en"
	}
	set, err := page.New(templates, lang)
	if err != nil {
		return nil, err
	}
	dir, err := fs.Sub(templates, "assets")
	if err != nil {
		return nil, err
	}
	bundle, err := assets.Bundle(dir)
	if err != nil {
		return nil, err
	}
	if opts.BaseURL == "" {
		opts.BaseURL = site.Address
	}
	rules, err := hosting.Load(templates)
	if err != nil {
		return nil, err
	}
	if site.Foot.BadgeScript != "" {
		rules = rules.WithBadge()
	}
	own := *site
	if u, err := url.Parse(opts.BaseURL); err == nil && own.Domain == "" {
		own.Domain = u.Hostname()
	}
	columns, _ := form.LoadColumns(templates) // what is wrong with it is told with the forms
	return &Builder{ws: ws, site: &own, set: set, columns: columns, assets: bundle, rules: rules, opts: opts, listed: mostListed, asOf: civil.On(opts.AsOf)}, nil
}

// BaseURL is the whole address that the site will stand at, "" where it is not known.
func (b *Builder) BaseURL() string { return b.opts.BaseURL }

// Reading gives a builder that reads files of the workspace from another view of it,
// and asks another view of the day.
func (b *Builder) Reading(ws fs.FS, asOf civil.AsOf) *Builder {
	out := *b
	out.ws, out.asOf = ws, asOf
	return &out
}

// shown reports whether a report is part of this build.
func (b *Builder) shown(r *report.Report) bool {
	return r.Status.Public() || b.opts.Draft && r.Status.Waiting()
}

// Agency builds the pages of one agency, its files and its agency.json.
func (b *Builder) Agency(a *report.Agency) (*Files, *v1.Agency, error) { return b.Outline(a).All() }

// All makes all files that are planned.
func (o *Outline) All() (*Files, *v1.Agency, error) {
	files := &Files{base: o.build.opts.BaseURL}
	if err := files.addAll(o.entries); err != nil {
		return nil, nil, err
	}
	index, err := o.build.index()
	if err != nil {
		return nil, nil, err
	}
	if err := files.addAll(index.entries); err != nil {
		return nil, nil, err
	}
	return files, o.Export(), nil
}

// agencyBuild is the build of one agency.
type agencyBuild struct {
	*Builder
	agency  *report.Agency
	archive *archive.Archive // nil where nothing is sealed
	series  []*seriesView
	pledged []promiseYear
	entries []entry

	sketches check.Sketches // see Outline.Drawn

	unlisted map[string]bool // pages that are not to be found
	sitemaps []v1.Sitemap

	figures func() *v1.Agency            // exportFigures, made once
	promise func() []v1.Commitment       // exportPromises, made once
	data    []*dataFile                  // of all years
	index   func() (*searchFiles, error) // makeIndex, made once
	news    func() *feed.Feed            // readNews, made once
}

// seriesView is the part of a series that this build shows.
type seriesView struct {
	*report.Series
	reports []*report.Report                           // oldest first
	head    func() v1.Form                             // exportForm, made once
	read    map[*report.Report]func() *compare.Reading // compare.Read, made once
	data    map[int][]*dataFile
	bare    bool // without a page for each indicator
}

func (g *agencyBuild) view(s *report.Series) *seriesView {
	v := &seriesView{Series: s, data: map[int][]*dataFile{}, read: map[*report.Report]func() *compare.Reading{}}
	v.head = sync.OnceValue(func() v1.Form { return g.exportForm(v) })
	for _, r := range s.Reports {
		if g.shown(r) {
			v.reports = append(v.reports, r)
			v.read[r] = sync.OnceValue(func() *compare.Reading { return compare.Read(r) })
		}
	}
	v.bare = g.bare(v)
	return v
}

// reading is a year as it is compared with others.
func (v *seriesView) reading(r *report.Report) *compare.Reading { return v.read[r]() }

// Addresses. They are promises: a published page keeps its own.
func (g *agencyBuild) home() string { return g.agency.ID + "/index.html" }
func (v *seriesView) dir() string   { return v.Agency.ID + "/" + v.Form.ID }
func (v *seriesView) column() string {
	return v.dir() + "/index.html"
}
func (v *seriesView) report(year int) string {
	return v.Agency.ID + "/" + v.Form.ID + "/" + strconv.Itoa(year) + ".html"
}
func row(key string) string { return "f-" + key }

func (g *agencyBuild) planReport(v *seriesView, r *report.Report) {
	name := v.report(r.Year)
	g.entries = append(g.entries, entry{name, func() ([]byte, error) {
		data, err := g.render(g.reportPage(v, r))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return data, g.prove(v, r, name, data)
	}})
}

func (g *agencyBuild) planSeries(v *seriesView) {
	for _, r := range v.reports {
		if !r.HasPage() {
			continue
		}
		g.planReport(v, r)
		if v.hasPlan(r.Year) {
			g.plan(v.planPath(r.Year), func() page.View { return g.planPage(v, r) })
		}
		g.planReportData(v, r)
		g.copyFiles(v.dir(), r.Files)
	}
	g.plan(v.column(), func() page.View { return g.columnPage(v) })
	table := collect(v)
	g.planComparisons(v, table)
	if len(table.indicators) == 0 || v.bare {
		return
	}
	for _, ind := range table.indicators {
		g.plan(v.indicator(ind.Key), func() page.View { return g.indicatorPage(v, table, ind) })
	}
	g.plan(v.indicators(), func() page.View { return g.indicatorsPage(v, table) })
}

// render gives the HTML of a view.
func (b *Builder) render(v page.View) ([]byte, error) {
	var out bytes.Buffer
	if err := b.set.Render(&out, v); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (g *agencyBuild) planText(p *report.Page) {
	name := g.agency.ID + "/" + p.Slug + ".html"
	g.copyFiles(g.agency.ID, p.Files)
	g.plan(name, func() page.View {
		return g.text(name, g.agency.Name, g.frame(name, nil, p.Title, page.Link{Label: p.Title}), p)
	})
}

// prose sets the narrative of a page as HTML.
func (b *Builder) prose(from string, doc *narrative.Doc, href func(*narrative.Reference) string, marks ...page.Mark) ([]page.Section, []page.Heading) {
	return page.Prose(doc, page.Setting{
		Href: href, Marks: marks, Placed: b.opts.Preview, Away: b.word("frame.away"),
		Leads: func(to string) (string, bool) { return b.leads(from, to) },
	})
}

// text is a page beside the reports; source is who publishes it. It is an article
// where it says on what day it was published.
func (b *Builder) text(name, source string, f page.Frame, p *report.Page) page.Text {
	if p.Published.IsZero() {
		f.Meta.Description = cmp.Or(p.Summary, opening(p.Narrative))
	} else {
		b.article(&f.Meta, name, p.Title, source, pubDate(p.Published, p.Clock))
		f.Meta.Keywords, f.Meta.Description, f.Meta.Image = strings.Join(p.Keywords, ","), cmp.Or(p.Summary, opening(p.Narrative)), b.firstImage(name, p.Narrative)
	}
	sections, contents := b.prose(name, p.Narrative, func(*narrative.Reference) string { return "" })
	view := page.Text{Frame: f}
	if len(contents) > 2 {
		view.Contents = contents
	}
	for _, s := range sections {
		view.HTML += s.HTML
	}
	return view
}

// fileNote says kind, size and the start of the hash of a file, so that a
// reader can tell that a copy is the same.
func (g *agencyBuild) fileNote(place string) string {
	data, err := fs.ReadFile(g.ws, place)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	kind := strings.ToUpper(strings.TrimPrefix(extension(place), "."))
	return strings.TrimSpace(fmt.Sprintf("%s %s SHA-256 %s…", kind, size(len(data)), hex.EncodeToString(sum[:8])))
}

func extension(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > strings.LastIndexByte(name, '/') {
		return name[i:]
	}
	return ""
}

func size(n int) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%.1f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}
