package site

import (
	"cmp"
	"html"
	"html/template"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/feed"
	"fazhi/generator/page"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// maxNewest is how many news the home page names.
const maxNewest = 8

// Portal builds the pages over all agencies from their agency.json alone, and
// the files that all pages share. Agencies are named in the order of pinyin.
func (b *Builder) Portal(agencies []*v1.Agency) (*Files, error) {
	files := &Files{draft: b.opts.Draft, base: b.opts.BaseURL}
	for _, a := range b.assets {
		if err := files.Add("assets/"+a.Name, a.Data); err != nil {
			return nil, err
		}
	}
	agencies = slices.Clone(agencies)
	pinyin := collate.New(language.Chinese)
	slices.SortStableFunc(agencies, func(x, y *v1.Agency) int {
		return cmp.Or(pinyin.CompareString(x.Name, y.Name), strings.Compare(x.ID, y.ID))
	})
	demo := len(agencies) > 0 && !slices.ContainsFunc(agencies, func(a *v1.Agency) bool { return !a.Demo })
	news := b.portalFeed(agencies)
	if err := b.addFeed(files, news); err != nil {
		return nil, err
	}
	home := b.homePage(agencies, demo)
	home.Feed = subscribe("index.html", news)
	if err := b.addTo(files, "index.html", home); err != nil {
		return nil, err
	}
	notFound := b.base("404.html", b.word("site.not_found"))
	notFound.Meta = b.siteMeta()
	notFound.Demo, notFound.Home = demo, cmp.Or(b.opts.BaseURL, "index.html")
	if b.opts.BaseURL != "" && b.site.Has(report.SearchPart) {
		notFound.Find = b.opts.BaseURL + searchPath
	}
	if err := b.addTo(files, "404.html", page.NotFound{Frame: notFound}); err != nil {
		return nil, err
	}
	if err := b.addAcross(files, agencies, demo); err != nil {
		return nil, err
	}
	if err := b.addSearch(files, agencies, demo); err != nil {
		return nil, err
	}
	if b.opts.Rules != nil {
		if err := b.addTo(files, checksPath, b.checksPage(demo)); err != nil {
			return nil, err
		}
	}
	if b.opts.Archive != nil {
		if err := b.addTo(files, verifyPath, b.verifyPage(agencies, demo)); err != nil {
			return nil, err
		}
	}
	for _, p := range b.site.Pages {
		name := p.Slug + ".html"
		f := b.base(name, p.Title)
		f.Demo = demo
		f.Crumbs = []page.Link{{Label: b.word("site.home"), Href: "index.html"}, {Label: p.Title}}
		if err := b.addTo(files, name, b.text(name, cmp.Or(b.site.Foot.Host, b.site.Title), f, p)); err != nil {
			return nil, err
		}
		g := &agencyBuild{Builder: b}
		g.copyFiles(".", p.Files)
		if err := files.addAll(g.entries); err != nil {
			return nil, err
		}
	}
	return files, b.addForMachines(files, agencies)
}

func (b *Builder) addTo(files *Files, name string, v page.View) error {
	data, err := b.render(v)
	if err != nil {
		return err
	}
	return files.Add(name, data)
}

func (b *Builder) homePage(agencies []*v1.Agency, demo bool) page.Home {
	f := b.base("index.html", b.site.Title)
	f.Demo = demo
	b.column(&f.Meta, b.site.Title, b.site.Intro, "home")
	if !demo {
		f.Badge = b.site.Foot.BadgeScript
	}
	home := page.Home{Frame: f, Years: years(agencies)}
	if b.site.Intro != "" {
		home.Intro = template.HTML("<p>" + html.EscapeString(b.site.Intro) + "</p>")
	}
	for _, a := range agencies {
		home.Agencies = append(home.Agencies, b.homeAgency(a, home.Years))
	}
	home.Newest = b.newest(agencies)
	home.Across = b.acrossLinks(agencies)
	return home
}

// withdrawnOf gives the reports that an agency has taken back.
func withdrawnOf(a *v1.Agency) []v1.Sealed {
	var out []v1.Sealed
	if a.Log != nil {
		for _, r := range a.Log.Reports {
			if r.Withdrawn {
				out = append(out, r)
			}
		}
	}
	return out
}

// years gives every year from the newest to the oldest that any agency has.
func years(agencies []*v1.Agency) []int {
	lo, hi := 0, 0
	take := func(year int) {
		if lo == 0 {
			lo, hi = year, year
		}
		lo, hi = min(lo, year), max(hi, year)
	}
	for _, a := range agencies {
		for _, f := range a.Forms {
			for _, y := range f.Years {
				take(y.Year)
			}
		}
		for _, r := range withdrawnOf(a) {
			take(r.Year)
		}
	}
	var out []int
	for y := hi; y >= lo && y > 0; y-- {
		out = append(out, y)
	}
	return out
}

func (b *Builder) homeAgency(a *v1.Agency, columns []int) page.HomeAgency {
	out := page.HomeAgency{Name: a.Name, Href: a.ID + "/index.html"}
	var notes []string
	for _, s := range []string{a.Level, a.Region} {
		if s != "" {
			notes = append(notes, s)
		}
	}
	if a.Demo {
		notes = append(notes, b.word("mark.demo"))
	}
	out.Note = strings.Join(notes, " · ")
	for _, year := range columns {
		cell := page.Coverage{Status: page.Missing}
		for _, f := range a.Forms {
			for _, y := range f.Years {
				if y.Year != year || cell.Href != "" {
					continue
				}
				cell.Status = page.Status(y.Status)
				if y.Path != "" {
					cell.Href = a.ID + "/" + y.Path
					if out.Newest.Href == "" {
						out.Newest = page.Link{Label: b.word("site.year", itoa(year)), Href: cell.Href}
					}
				}
			}
		}
		for _, r := range withdrawnOf(a) {
			if r.Year == year && cell.Status == page.Missing {
				cell = page.Coverage{Status: page.Withdrawn, Href: a.ID + "/" + r.Path}
			}
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// news is a publication with what it is put in order by.
type news struct {
	page.Publication
	at   time.Time
	year int
}

// newest gives what agencies published, corrected and withdrew last, by the day
// that was authored or, where there is none, that of the first seal; what has
// neither comes after, by year.
func (b *Builder) newest(agencies []*v1.Agency) []page.Publication {
	var all []news
	for _, a := range agencies {
		all = append(all, b.published(a)...)
		if a.Log == nil || b.opts.Draft {
			continue
		}
		for _, c := range a.Log.Corrections {
			one := news{page.Publication{
				Title: c.Title, Href: a.ID + "/" + c.Path, Agency: cmp.Or(first(a.Short), a.Name), Date: authored(c.Date), Demo: a.Demo, Note: b.word("feed.correction"),
			}, time.Time{}, c.Year}
			if c.Withdrawn {
				one.Note = b.word("feed.withdrawal")
			}
			_, one.at = feed.Instant(c.Date)
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(x, y news) int {
		return cmp.Or(y.at.Compare(x.at), cmp.Compare(y.year, x.year))
	})
	var out []page.Publication
	for _, e := range all[:min(len(all), maxNewest)] {
		out = append(out, e.Publication)
	}
	return out
}

// published gives the reports of an agency.
func (b *Builder) published(a *v1.Agency) []news {
	var out []news
	for _, f := range a.Forms {
		for _, y := range f.Years {
			if y.Path == "" || y.Status == string(page.Draft) {
				continue // a draft is nowhere among what is new
			}
			one := news{page.Publication{
				Title: y.Title, Href: a.ID + "/" + y.Path, Agency: cmp.Or(first(a.Short), a.Name), Date: authored(y.Published), Demo: a.Demo,
			}, time.Time{}, y.Year}
			_, one.at = feed.Instant(y.Published)
			if day := firstSeal(a, f.ID, y.Year); y.Published == "" && day != "" {
				one.Date, one.Sealed = authored(day), true
				_, one.at = feed.Instant(day)
			}
			out = append(out, one)
		}
	}
	return out
}

// firstSeal is the day on which a report was sealed first, "" where it is not.
func firstSeal(a *v1.Agency, form string, year int) string {
	if a.Log != nil {
		for _, s := range a.Log.Reports {
			if s.Form == form && s.Year == year {
				return s.First
			}
		}
	}
	return ""
}

func first(s []string) string {
	if len(s) > 0 {
		return s[0]
	}
	return ""
}

// authored reads the date of agency.json.
func authored(s string) page.Date {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return page.Date{Text: civil.Of(t.In(tomlfile.Beijing())).Chinese(), ISO: s}
	}
	if d, err := civil.Parse(s); err == nil {
		return day(d)
	}
	return page.Date{}
}
