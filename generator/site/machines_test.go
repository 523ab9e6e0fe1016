package site_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"image/png"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"fazhi/generator/hosting"
	"fazhi/generator/site"
)

const address = "https://www.example.gov.cn/a/b/"

// sitemap is a sitemap or an index of them.
type sitemap struct {
	XMLName xml.Name
	All     []struct {
		XMLName xml.Name
		Loc     string `xml:"loc"`
		Lastmod string `xml:"lastmod"`
	} `xml:",any"`
}

func readSitemap(t *testing.T, data []byte, root, item string) (out map[string]string) {
	t.Helper()
	var s sitemap
	if err := xml.Unmarshal(data, &s); err != nil || s.XMLName.Local != root || s.XMLName.Space != "http://www.sitemaps.org/schemas/sitemap/0.9" {
		t.Fatalf("no %s: %v\n%.200s", root, err, data)
	}
	out = map[string]string{}
	for _, u := range s.All {
		name, own := strings.CutPrefix(u.Loc, address)
		if _, twice := out[name]; !own || twice || u.XMLName.Local != item || u.Lastmod != "" && !regexp.MustCompile(`^\d{4}-\d\d-\d\d$`).MatchString(u.Lastmod) {
			t.Errorf("%s: %+v", root, u)
		}
		out[name] = u.Lastmod
	}
	return out
}

// withDemo is the workspace with a second agency that is a demonstration, and one
// that was renamed.
func withDemo() fstest.MapFS {
	ws := workspace()
	for name, f := range maps.Clone(ws) {
		if rest, ok := strings.CutPrefix(name, "data/a/"); ok {
			ws["data/demo/"+rest] = f
		}
	}
	ws["data/demo/agency.toml"] = &fstest.MapFile{Data: []byte("name = \"演示局\"\ndemo = true\n")}
	ws["data/a/agency.toml"] = &fstest.MapFile{Data: append(bytes.Clone(ws["data/a/agency.toml"].Data), "former = [\"old\"]\n"...)}
	return ws
}

// The sitemaps list every page that may be found and no other, with the days that
// people gave; robots.txt leads to them.
func TestSitemap(t *testing.T) {
	out := build(t, withDemo(), site.Options{BaseURL: address})
	pages, parts := map[string]string{}, readSitemap(t, out.Get("sitemap.xml"), "sitemapindex", "sitemap")
	for part := range parts {
		for name, day := range readSitemap(t, out.Get(part), "urlset", "url") {
			if path.Dir(part) != "." && !strings.HasPrefix(name, path.Dir(part)+"/") {
				t.Errorf("%s lists %s", part, name)
			}
			pages[name] = day
		}
	}
	for _, name := range out.Names() {
		if path.Ext(name) != ".html" {
			continue
		}
		hidden := bytes.Contains(out.Get(name), []byte(`name="robots" content="noindex"`))
		if _, listed := pages[name]; listed == hidden {
			t.Errorf("%s: listed %v, hidden %v", name, listed, hidden)
		}
		delete(pages, name)
	}
	for name := range pages {
		t.Errorf("%s is listed and is not there", name)
	}
	if got := string(out.Get("robots.txt")); got != "User-agent: *\nDisallow:\nSitemap: "+address+"sitemap.xml\n" {
		t.Errorf("robots.txt: %s", got)
	}
	if old := string(out.Get("old/feed.xml")); !strings.Contains(old, `href="`+address+`a/fzzf/2022.html"`) {
		t.Errorf("the feed under a former name: %s", old)
	}
	if parts["a/sitemap.xml"] != "2023-03-20" || parts["sitemap-site.xml"] != "" || len(parts) != 2 {
		t.Errorf("sitemaps: %v", parts)
	}
	none := build(t, withDemo(), site.Options{})
	draft := build(t, withDemo(), site.Options{Draft: true, BaseURL: address})
	for _, f := range []*site.Files{none, draft} {
		for _, name := range f.Names() {
			if strings.HasPrefix(name, "old/") {
				continue // leads to where its page is
			}
			if strings.Contains(name, "sitemap") || strings.Contains(name, "webmanifest") || bytes.Contains(f.Get(name), []byte(`rel="canonical"`)) {
				t.Errorf("%s in a site without an address, or with drafts", name)
			}
		}
	}
	if !strings.Contains(string(draft.Get("robots.txt")), "Disallow: /\n") || strings.Contains(string(none.Get("robots.txt")), "Sitemap") {
		t.Error("robots.txt of drafts lets them be read, or one without an address names a sitemap")
	}
}

// Sitemaps have parts of no more than what one may have.
func TestSitemapParts(t *testing.T) {
	var all []hosting.Listed
	for i := range 2*hosting.MostURLs + 1 {
		all = append(all, hosting.Listed{Path: fmt.Sprintf("a%d/sitemap.xml?x&y", i)})
	}
	parts, seen := hosting.SitemapIndexes(address, all), 0
	for i, data := range parts {
		n := len(readSitemap(t, data, "sitemapindex", "sitemap"))
		if seen += n; n > hosting.MostURLs || len(data) > 50<<20 || hosting.SitemapName(i) == hosting.SitemapName(i+1) {
			t.Errorf("part %d has %d addresses in %d bytes", i, n, len(data))
		}
	}
	if len(parts) != 3 || seen != len(all) {
		t.Errorf("%d parts, %d addresses", len(parts), seen)
	}
}

// The manifest is whole, relative, and in the colours of the style sheet; pages
// lead to it.
func TestWebManifest(t *testing.T) {
	out := build(t, withDemo(), site.Options{BaseURL: address})
	var m struct {
		Name, Lang, Display string
		Short               string `json:"short_name"`
		Start               string `json:"start_url"`
		Scope, Dir          string
		Theme               string         `json:"theme_color"`
		Background          string         `json:"background_color"`
		Icons               []hosting.Icon `json:"icons"`
	}
	d := json.NewDecoder(bytes.NewReader(out.Get("site.webmanifest")))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		t.Fatal(err)
	}
	if m.Name == "" || m.Short == "" || m.Start != "index.html" || m.Scope != "./" || m.Theme != "#1c4a72" || m.Background != "#fff" || len(m.Icons) != 2 {
		t.Errorf("%+v", m)
	}
	for _, icon := range m.Icons {
		data := out.Get(icon.Src)
		if data == nil {
			t.Errorf("no %s", icon.Src)
		}
		if picture, err := png.DecodeConfig(bytes.NewReader(data)); icon.Type == "image/png" && (err != nil || icon.Sizes != fmt.Sprintf("%dx%d", picture.Width, picture.Height)) {
			t.Errorf("%s is not of %s: %v", icon.Src, icon.Sizes, err)
		}
	}
	found := map[string]string{}
	each(t, out.Get("a/fzzf/2022.html"), func(n *html.Node) {
		if n.Data == "link" {
			found[attr(n, "rel")+attr(n, "type")] = attr(n, "href")
		}
	})
	if found["manifest"] != "../../site.webmanifest" || out.Get(path.Join("a/fzzf", found["apple-touch-icon"])) == nil || found["canonical"] != address+"a/fzzf/2022.html" || found["alternateapplication/atom+xml"] != "../feed.xml" {
		t.Errorf("links: %v", found)
	}
	for css, want := range map[string]string{
		":root{--light-main:#111}@media print{:root{--light-main:#222}}:root:has(x){--light-main:#333}": "#111",
		":root{--light-main:#111}a{b:c}:root{--light-main:#444}":                                        "#444",
		"a{b:c}": "",
	} {
		if got := hosting.ColorsOf([]byte(css)).Main; got != want {
			t.Errorf("%s: %s", css, got)
		}
	}
}

// What a page says to those who pass its address on; demonstrations and drafts say
// nothing.
func TestShare(t *testing.T) {
	share := func(f *site.Files, name string) map[string]string {
		out := map[string]string{}
		each(t, f.Get(name), func(n *html.Node) {
			if p := attr(n, "property"); p != "" {
				if _, twice := out[p]; twice || attr(n, "content") == "" {
					t.Errorf("%s: %s stands twice or is empty", name, p)
				}
				out[p] = attr(n, "content")
			}
		})
		return out
	}
	out := build(t, withDemo(), site.Options{BaseURL: address})
	got := share(out, "a/fzzf/2022.html")
	if got["og:title"] != "示例区虚构局2022年度报告" || got["og:type"] != "article" || got["og:locale"] != "zh_CN" || got["og:url"] != address+"a/fzzf/2022.html" ||
		got["article:published_time"] != "2023-03-20T09:30:00+08:00" || out.Get(strings.TrimPrefix(got["og:image"], address)) == nil {
		t.Errorf("a report: %v", got)
	}
	if got := share(out, "index.html"); got["og:type"] != "website" || got["article:published_time"] != "" {
		t.Errorf("the home page: %v", got)
	}
	if got := share(build(t, withDemo(), site.Options{}), "a/fzzf/2022.html"); got["og:title"] == "" || got["og:url"] != "" || got["og:image"] != "" {
		t.Errorf("without an address: %v", got)
	}
	for name, f := range map[string]*site.Files{"demo/index.html": out, "a/fzzf/2022.html": build(t, withDemo(), site.Options{Draft: true})} {
		if got := share(f, name); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Breadcrumbs for machines are those on the page.
func TestLinkedCrumbs(t *testing.T) {
	out := build(t, workspace(), site.Options{BaseURL: address})
	for name, kind := range map[string]string{"a/fzzf/2022.html": "Report", "a/index.html": "GovernmentOrganization", "a/fzzf/index.html": "CollectionPage", "a/fzzf/indicators/approval.handled.html": "WebPage", "index.html": "WebSite"} {
		type list struct {
			Items []struct {
				Position   int
				Name, Item string
			} `json:"itemListElement"`
		}
		var got struct {
			Type   string `json:"@type"`
			Crumbs list   `json:"breadcrumb"`
			Page   struct {
				Crumbs list `json:"breadcrumb"`
			} `json:"mainEntityOfPage"`
		}
		linked(t, out, name, &got)
		var want, said []string
		each(t, out.Get(name), func(n *html.Node) {
			if n.Data == "nav" && attr(n, "class") == "crumbs" {
				for li := range n.Descendants() {
					if li.Data == "li" {
						want = append(want, plain(t, []byte(text(li))))
					}
				}
			}
		})
		for i, item := range slices.Concat(got.Crumbs.Items, got.Page.Crumbs.Items) {
			said = append(said, item.Name)
			if name, own := strings.CutPrefix(item.Item, address); item.Position != i+1 || item.Item != "" && (!own || out.Get(name) == nil) {
				t.Errorf("%s: %+v", name, item)
			}
		}
		if got.Type != kind || !slices.Equal(want, said) {
			t.Errorf("%s, a %s: %v on the page, %v for machines", name, got.Type, want, said)
		}
	}
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
