package site

import (
	"bytes"
	"path"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/feed"
	"fazhi/generator/hosting"
)

// portalSitemap lists the pages of the portal itself; sitemap.xml is the index of
// all of them.
const portalSitemap = "sitemap-site.xml"

// addForMachines adds what hosts and crawlers read of a site. It comes last: the
// sitemap lists what is there.
func (p *Portal) addForMachines(files *Files) error {
	b := p.Builder
	if b.opts.Draft {
		return files.Add(hosting.RobotsName, hosting.Robots(true, nil))
	}
	sitemaps, err := p.addSitemaps(files)
	if err != nil {
		return err
	}
	if err := files.Add(hosting.RobotsName, hosting.Robots(false, sitemaps)); err != nil {
		return err
	}
	if b.opts.BaseURL != "" {
		data, err := b.webManifest()
		if err != nil {
			return err
		}
		if err := files.Add(hosting.WebManifestName, data); err != nil {
			return err
		}
	}
	return files.Add(hosting.HeadersName, b.rules.File())
}

// addSitemaps adds the sitemap of the portal and the index of all, and gives the
// addresses of the index: one, but for very many agencies.
func (p *Portal) addSitemaps(files *Files) ([]string, error) {
	b := p.Builder
	if b.opts.BaseURL == "" {
		return nil, nil // addresses in a sitemap are whole
	}
	var own, all []hosting.Listed
	for _, name := range files.Names() {
		if path.Ext(name) == ".html" && !bytes.Contains(files.Get(name), []byte(`<meta name="robots" content="noindex">`)) {
			own = append(own, hosting.Listed{Path: name})
		}
	}
	if len(own) > 0 {
		for i, data := range hosting.Sitemaps(b.opts.BaseURL, own) {
			name := portalSitemap
			if i > 0 {
				name = strings.TrimSuffix(portalSitemap, ".xml") + "-" + itoa(i+1) + ".xml"
			}
			all = append(all, hosting.Listed{Path: name})
			if err := files.Add(name, data); err != nil {
				return nil, err
			}
		}
	}
	for _, r := range p.rows {
		for _, s := range r.sitemaps {
			all = append(all, hosting.Listed{Path: r.at + s.Path, Modified: s.Modified})
		}
	}
	var out []string
	for i, data := range hosting.SitemapIndexes(b.opts.BaseURL, all) {
		if err := files.Add(hosting.SitemapName(i), data); err != nil {
			return nil, err
		}
		out = append(out, b.opts.BaseURL+hosting.SitemapName(i))
	}
	return out, nil
}

// planSitemap plans the sitemaps of the agency's pages, once all others are
// planned. A demonstration and a build with drafts have none.
func (g *agencyBuild) planSitemap() {
	if g.opts.BaseURL == "" || g.opts.Draft || g.agency.Demo {
		return
	}
	modified := map[string]string{}
	for _, e := range g.told() {
		name, _, _ := strings.Cut(e.Path, "#")
		modified[name] = max(modified[name], e.Updated[:len("2024-01-26")])
	}
	var pages []hosting.Listed
	seen := map[string]bool{}
	for _, e := range g.entries {
		if path.Ext(e.name) == ".html" && strings.HasPrefix(e.name, g.agency.ID+"/") && !g.unlisted[e.name] && !seen[e.name] {
			seen[e.name] = true
			pages = append(pages, hosting.Listed{Path: e.name, Modified: modified[e.name]})
		}
	}
	for i, data := range hosting.Sitemaps(g.opts.BaseURL, pages) {
		s := v1.Sitemap{Path: hosting.SitemapName(i), Modified: hosting.Newest(pages[i*hosting.MostURLs : min(len(pages), (i+1)*hosting.MostURLs)])}
		g.sitemaps = append(g.sitemaps, s)
		g.entries = append(g.entries, entry{g.agency.ID + "/" + s.Path, func() ([]byte, error) { return data, nil }})
	}
}

// told gives all that the agency published, corrected and withdrew.
func (g *agencyBuild) told() []feed.Entry {
	a := *g.figures()
	a.Log = g.exportLog()
	return feed.Entries(&a, g.feedWords())
}

// hide keeps a page out of sitemaps: it says itself that it is not to be found.
func (g *agencyBuild) hide(name string) {
	if g.unlisted == nil {
		g.unlisted = map[string]bool{}
	}
	g.unlisted[name] = true
}

func (b *Builder) webManifest() ([]byte, error) {
	var colors hosting.Colors
	var icons []hosting.Icon
	for _, a := range b.assets {
		switch a.Kind {
		case "look.css":
			colors = hosting.ColorsOf(a.Data)
		case "icon.svg":
			icons = append(icons, hosting.Icon{Src: assetFolder + a.Name, Sizes: "any", Type: "image/svg+xml"})
		case "icon.png":
			icons = append(icons, hosting.Icon{Src: assetFolder + a.Name, Sizes: "512x512", Type: "image/png"})
		}
	}
	return hosting.WebManifest(b.site.Title, b.word("lang"), colors, icons)
}
