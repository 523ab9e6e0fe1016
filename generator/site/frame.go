package site

import (
	"path"
	"strconv"
	"strings"
	"time"

	"fazhi/generator/assets"
	"fazhi/generator/civil"
	"fazhi/generator/hosting"
	"fazhi/generator/page"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// word gives a word of the interface; {} in it is filled in.
func (b *Builder) word(key string, fill ...any) string { return b.set.Word(key, fill...) }

// Words gives the words of one table of the interface, by their keys in it.
func (b *Builder) Words(table string) map[string]string { return b.set.Table(table) }

// Problems makes a page that stands in the place of one that cannot be made.
// Its links are addresses from the root of the site.
func (b *Builder) Problems(name, title, explain string, problems []page.Problem, links []page.Link) ([]byte, error) {
	f := b.base(name, title)
	for i := range links {
		links[i].Href = rel(name, links[i].Href)
	}
	return b.render(page.Problems{Frame: f, Explain: explain, Problems: problems, Links: links})
}

// base is what every page of the site has, seen from one page.
func (b *Builder) base(name, title string) page.Frame {
	f := page.Frame{
		Title: title, Site: b.site.Title, Home: rel(name, "index.html"), Find: b.find(name, searchPath), Draft: b.opts.Draft,
		Meta: b.siteMeta(),
	}
	b.column(&f.Meta, title, "", "portal")
	for _, a := range b.assets {
		switch asset := b.asset(name, a); {
		case path.Ext(a.Kind) == ".css":
			f.CSS = append(f.CSS, asset)
		case a.Kind == "head.js":
			f.First = append(f.First, asset)
		case a.Kind == "page.js":
			f.JS = append(f.JS, asset)
		case a.Kind == "icon.svg":
			f.Icon = asset.Href
		case a.Kind == "icon.png":
			f.Touch, f.Picture = asset.Href, b.whole("assets/"+a.Name)
		}
	}
	if f.Address = b.whole(name); f.Address != "" {
		f.Manifest = rel(name, hosting.WebManifestName)
	}
	f.Footer = b.foot(name)
	for _, p := range b.site.Pages {
		f.Footer = append(f.Footer, page.FooterItem{Label: p.Title, Href: rel(name, p.Slug+".html")})
	}
	if b.opts.Harvest {
		f.Footer = append(f.Footer, page.FooterItem{Label: b.word("origin.title"), Href: rel(name, sourcesPath)})
	}
	if b.opts.Rules != nil {
		f.Footer = append(f.Footer, page.FooterItem{Label: b.word("site.checks"), Href: rel(name, checksPath)})
	}
	if b.opts.Archive != nil {
		f.Footer = append(f.Footer, page.FooterItem{Label: b.word("site.verify"), Href: rel(name, verifyPath)})
	}
	return f
}

// whole gives the whole address of a file, "" where the site has none or is not to
// be published.
func (b *Builder) whole(name string) string {
	if b.opts.BaseURL == "" || b.opts.Draft {
		return ""
	}
	return b.opts.BaseURL + name
}

// asset is an asset as a page refers to it.
func (b *Builder) asset(name string, a assets.File) page.Asset {
	out := page.Asset{Href: rel(name, "assets/"+a.Name)}
	if b.opts.SRI {
		out.Integrity = a.SRI
	}
	return out
}

// scripts gives the assets of a kind, such as search.js, that pages of one type
// need beside those of every page.
func (b *Builder) scripts(name, kind string) []page.Asset {
	var out []page.Asset
	for _, a := range b.assets {
		if a.Kind == kind {
			out = append(out, b.asset(name, a))
		}
	}
	return out
}

// frame is what every page of an agency has. v is the series that the page
// belongs to, or nil; crumbs come behind the agency.
func (g *agencyBuild) frame(name string, v *seriesView, title string, crumbs ...page.Link) page.Frame {
	f := g.base(name, title)
	f.Agency, f.Demo, f.DemoNote = g.agency.ShortName(), g.agency.Demo, g.agency.DemoNote
	f.Home, f.Find, f.Feed = rel(name, g.home()), g.find(name, g.searchPath()), subscribe(name, g.news())
	g.column(&f.Meta, v)
	f.Crumbs = append([]page.Link{
		{Label: g.word("site.home"), Href: rel(name, "index.html")},
		{Label: g.agency.ShortName(), Href: rel(name, g.home())},
	}, crumbs...)
	for _, s := range g.series {
		f.Nav = append(f.Nav, page.NavItem{Label: s.Form.ShortTitle, Href: rel(name, s.column()), Current: v == s && !strings.HasPrefix(name, s.dir()+"/indicators/") && !strings.HasPrefix(name, s.dir()+"/compare/")})
	}
	if v == nil && len(g.series) > 0 {
		v = g.series[0]
	}
	if v != nil && g.hasFigures(v) && !v.bare {
		f.Nav = append(f.Nav, page.NavItem{Label: g.word("site.indicators"), Href: rel(name, v.indicators()), Current: strings.HasPrefix(name, v.dir()+"/indicators/")})
	}
	if v != nil && v.comparisons() {
		f.Nav = append(f.Nav, page.NavItem{Label: g.word("site.compare"), Href: rel(name, v.matrix()), Current: strings.HasPrefix(name, v.dir()+"/compare/")})
	}
	if len(g.pledged) > 0 {
		f.Nav = append(f.Nav, page.NavItem{Label: g.word("promise.title"), Href: rel(name, commitmentsPath(g.agency)), Current: strings.HasPrefix(name, g.agency.ID+"/commitments/")})
	}
	if len(g.archive.Corrections()) > 0 {
		f.Nav = append(f.Nav, page.NavItem{Label: g.word("seal.corrections"), Href: rel(name, g.correctionsPath()), Current: name == g.correctionsPath()})
	}
	for _, p := range g.agency.Pages {
		f.Nav = append(f.Nav, page.NavItem{Label: p.Title, Href: rel(name, g.agency.ID+"/"+p.Slug+".html"), Current: name == g.agency.ID+"/"+p.Slug+".html"})
	}
	return f
}

func (g *agencyBuild) hasFigures(v *seriesView) bool {
	for _, r := range v.reports {
		if len(r.Figures) > 0 {
			return true
		}
	}
	return false
}

// day is a date on a page.
func day(d civil.Date) page.Date { return page.Date{Text: d.Chinese(), ISO: d.String()} }

// published is the authored time of publication on a page.
func published(r *report.Report) page.Date {
	if r.Published.IsZero() {
		return page.Date{}
	}
	at := r.Published.In(tomlfile.Beijing())
	d := civil.Of(at)
	if !r.Clock {
		return day(d)
	}
	return page.Date{Text: d.Chinese() + at.Format(" 15:04"), ISO: at.Format(time.RFC3339)}
}

func itoa(n int) string { return strconv.Itoa(n) }

// Title gives the name of the site.
func (b *Builder) Title() string { return b.site.Title }
