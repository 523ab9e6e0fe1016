package hosting

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// MostURLs is how many addresses a sitemap, and an index of sitemaps, may have
// (sitemaps.org). At what addresses are long here, that is far below 50 MB.
const MostURLs = 50_000

// Listed is a page, or a sitemap, as a sitemap lists it.
type Listed struct {
	Path     string // below the site's root
	Modified string // 2024-01-26, as authored; "" where no day is
}

// RobotsName is the file that crawlers ask for at the root of a host.
const RobotsName = "robots.txt"

// SitemapName gives the name of the nth sitemap of a folder, from 0.
func SitemapName(n int) string {
	if n == 0 {
		return "sitemap.xml"
	}
	return fmt.Sprintf("sitemap-%d.xml", n+1)
}

// Sitemaps gives the sitemaps of some pages, MostURLs in each. base is the site's
// whole address with a slash at its end.
func Sitemaps(base string, pages []Listed) [][]byte {
	return parted(base, pages, "urlset", "url")
}

// SitemapIndexes gives the indexes of some sitemaps, MostURLs in each.
func SitemapIndexes(base string, sitemaps []Listed) [][]byte {
	return parted(base, sitemaps, "sitemapindex", "sitemap")
}

func parted(base string, all []Listed, root, item string) [][]byte {
	var out [][]byte
	for len(all) > 0 {
		n := min(len(all), MostURLs)
		var b bytes.Buffer
		b.WriteString(xml.Header + "<" + root + ` xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
		for _, p := range all[:n] {
			b.WriteString(" <" + item + "><loc>")
			_ = xml.EscapeText(&b, []byte(base+p.Path)) // a buffer does not fail
			b.WriteString("</loc>")
			if p.Modified != "" {
				b.WriteString("<lastmod>" + p.Modified + "</lastmod>")
			}
			b.WriteString("</" + item + ">\n")
		}
		b.WriteString("</" + root + ">\n")
		out, all = append(out, b.Bytes()), all[n:]
	}
	return out
}

// Newest gives the newest day of some pages, "" where none has one.
func Newest(pages []Listed) string {
	day := ""
	for _, p := range pages {
		day = max(day, p.Modified)
	}
	return day
}

// Robots gives robots.txt: everything may be read, or nothing of drafts. sitemaps
// are whole addresses.
func Robots(draft bool, sitemaps []string) []byte {
	var b strings.Builder
	b.WriteString("User-agent: *\nDisallow:")
	if draft {
		b.WriteString(" /")
	}
	b.WriteString("\n")
	for _, s := range sitemaps {
		b.WriteString("Sitemap: " + s + "\n")
	}
	return []byte(b.String())
}
