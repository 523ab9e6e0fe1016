package site

import (
	"bytes"
	"cmp"
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
	"fazhi/generator/search"
	"fazhi/generator/tomlfile"
)

// maxNewest is how many news the home page names.
const maxNewest = 8

// Portal gathers what the pages over all agencies need, one agency.json after the
// other in any order. Of each it keeps a few lines; of figures, those of the years
// that a page compares.
type Portal struct {
	*Builder
	order  *collate.Collator // that of pinyin
	rows   []*portalRow
	news   []news // the newest
	feed   *feed.Feed
	shared *sharedIndicators
	across *acrossYears

	leftOut []v1.Harvested // of a harvest: see LeaveOut
}

// portalRow is what is kept of an agency.
type portalRow struct {
	id, name, short string
	at              string // where its folder stands, with a slash: a/, or the address of one that is harvested
	from            *Origin
	key             []byte // by which agencies are put in order
	demo            bool
	note            string // level and region
	covered         []coverage
	found           search.Document
	aliases         []string
	titled          []titled
	sitemaps        []v1.Sitemap
	log             *page.Log // nil where nothing is sealed
	reports         int       // with a page

	number int // in the order in which agencies are named, once all are known
}

// titled is a report with its address below the agency's folder.
type titled struct {
	year        int
	title, path string
}

// NewPortal begins the pages over all agencies.
func (b *Builder) NewPortal() *Portal {
	return &Portal{Builder: b, order: collate.New(language.Chinese), feed: b.portalFeed(), shared: newShared(), across: newAcrossYears()}
}

// Portal builds the pages over all agencies from their agency.json alone, and
// the files that all pages share.
func (b *Builder) Portal(agencies []*v1.Agency) (*Files, error) {
	p := b.NewPortal()
	for _, a := range agencies {
		p.Add(a)
	}
	return p.Files()
}

// Add takes in an agency. Nothing of it is held but what Portal says.
func (p *Portal) Add(a *v1.Agency) {
	p.take(&portalRow{at: a.ID + "/", sitemaps: a.Sitemaps}, a)
}

// take takes in an agency whose pages stand where the row says.
func (p *Portal) take(r *portalRow, a *v1.Agency) {
	r.id, r.name, r.short, r.demo, r.aliases = a.ID, a.Name, cmp.Or(first(a.Short), a.Name), a.Demo, a.Short
	r.key = p.order.KeyFromString(&collate.Buffer{}, a.Name)
	r.note = p.homeNote(r, a)
	r.cover(a)
	r.found = p.searchedAgency(r, a)
	for _, form := range a.Forms {
		for _, y := range form.Years {
			if y.Path != "" && y.Status != string(page.Draft) {
				r.titled = append(r.titled, titled{y.Year, y.Title, y.Path})
			}
		}
	}
	if a.Log != nil {
		log := p.verifyLog(r, a)
		r.log = &log
	}
	p.rows = append(p.rows, r)
	p.addNews(a)
	if !p.opts.Draft && p.site.Has(report.FeedPart) {
		p.feed.Entries = feed.Newest(p.feed.Entries, r.entries(feed.Entries(a, p.feedWords())))
	}
	p.share(r, a)
	p.across.add(r, a)
}

// Len is how many agencies were taken in.
func (p *Portal) Len() int { return len(p.rows) }

// Reports is how many reports of theirs have a page.
func (p *Portal) Reports() int {
	n := 0
	for _, r := range p.rows {
		n += r.reports
	}
	return n
}

// before tells which of two agencies is named first: the order is that of pinyin.
func before(x, y *portalRow) int {
	return cmp.Or(bytes.Compare(x.key, y.key), strings.Compare(x.id, y.id))
}

// Files makes the pages, once all agencies are taken in.
func (p *Portal) Files() (*Files, error) {
	b := p.Builder
	files := &Files{draft: b.opts.Draft, base: b.opts.BaseURL, away: p.others()}
	for _, a := range b.assets {
		if err := files.Add("assets/"+a.Name, a.Data); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(p.rows, before)
	for i, r := range p.rows {
		r.number = i
	}
	demo := len(p.rows) > 0 && !slices.ContainsFunc(p.rows, func(r *portalRow) bool { return !r.demo })
	if err := b.addFeed(files, p.feed); err != nil {
		return nil, err
	}
	d := p.directory()
	home := p.homePage(&d, demo)
	home.Feed = subscribe("index.html", p.feed)
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
	if err := p.addDirectory(files, &d, demo); err != nil {
		return nil, err
	}
	if err := p.addAcross(files, demo); err != nil {
		return nil, err
	}
	if err := p.addSearch(files, &d, demo); err != nil {
		return nil, err
	}
	if b.opts.Rules != nil {
		if err := b.addTo(files, checksPath, b.checksPage(demo)); err != nil {
			return nil, err
		}
	}
	if b.opts.Archive != nil {
		if err := b.addTo(files, verifyPath, p.verifyPage(demo)); err != nil {
			return nil, err
		}
	}
	if err := p.addSources(files, &d, demo); err != nil {
		return nil, err
	}
	if err := b.addPages(files, demo); err != nil {
		return nil, err
	}
	return files, p.addForMachines(files)
}

// addPages adds the pages of text that belong to no agency.
func (b *Builder) addPages(files *Files, demo bool) error {
	for _, p := range b.site.Pages {
		name := p.Slug + ".html"
		f := b.base(name, p.Title)
		f.Demo = demo
		f.Crumbs = []page.Link{{Label: b.word("site.home"), Href: "index.html"}, {Label: p.Title}}
		if err := b.addTo(files, name, b.text(name, cmp.Or(b.site.Foot.Host, b.site.Title), f, p)); err != nil {
			return err
		}
		g := &agencyBuild{Builder: b}
		g.copyFiles(".", p.Files)
		if err := files.addAll(g.entries); err != nil {
			return err
		}
	}
	return nil
}

func (b *Builder) addTo(files *Files, name string, v page.View) error {
	data, err := b.render(v)
	if err != nil {
		return err
	}
	return files.Add(name, data)
}

// news is a publication with what it is put in order by.
type news struct {
	page.Publication
	at     time.Time
	year   int
	agency *portalRow
}

// addNews keeps the newest of what agencies published, corrected and withdrew last,
// by the day that was authored or, where there is none, that of the first seal; what
// has neither comes after, by year. What is of one day and year is named in the order
// of agencies.
func (p *Portal) addNews(a *v1.Agency) {
	row := p.rows[len(p.rows)-1]
	all := p.published(row, a)
	if a.Log != nil && !p.opts.Draft {
		for _, c := range a.Log.Corrections {
			one := news{Publication: page.Publication{
				Title: c.Title, Href: row.at + c.Path, Agency: row.short, Date: authored(c.Date), Demo: a.Demo, Note: p.word("feed.correction"),
			}, year: c.Year}
			if c.Withdrawn {
				one.Note = p.word("feed.withdrawal")
			}
			_, one.at = feed.Instant(c.Date)
			all = append(all, one)
		}
	}
	for i := range all {
		all[i].agency, all[i].Away = row, row.from != nil
	}
	all = append(p.news, all...)
	slices.SortStableFunc(all, func(x, y news) int {
		return cmp.Or(y.at.Compare(x.at), cmp.Compare(y.year, x.year), before(x.agency, y.agency))
	})
	p.news = slices.Clone(all[:min(len(all), maxNewest)])
}

// published gives the reports of an agency.
func (b *Builder) published(r *portalRow, a *v1.Agency) []news {
	var out []news
	for _, f := range a.Forms {
		for _, y := range f.Years {
			if y.Path == "" || y.Status == string(page.Draft) {
				continue // a draft is nowhere among what is new
			}
			one := news{Publication: page.Publication{
				Title: y.Title, Href: r.at + y.Path, Agency: r.short, Date: authored(y.Published), Demo: a.Demo,
			}, year: y.Year}
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
