package site_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/site"
)

// agencyLinks gives the agencies that a page leads to, as often as it does.
func agencyLinks(t *testing.T, data []byte, up string) []string {
	var out []string
	each(t, data, func(n *html.Node) {
		if id, ok := strings.CutSuffix(strings.TrimPrefix(attr(n, "href"), up), "/index.html"); ok && n.Data == "a" && strings.HasPrefix(id, "a") && !strings.Contains(id, "/") {
			out = append(out, id)
		}
	})
	return out
}

// manyAgencies are agencies of every letter, with three reports each.
func manyAgencies(n int) []*v1.Agency {
	initials := []rune("安北成大鄂凤广海吉开兰绵南欧攀青日上天乌西云中1Z乙")
	all := someAgencies(n)
	for i, a := range all {
		a.ID = fmt.Sprintf("a%06d", i)
		a.Name = fmt.Sprintf("%c示例%d局", initials[i*i%len(initials)], i)
		a.Log = nil
	}
	return all
}

// TestDirectory lists agencies around the limits of a page: each stands on one page and no
// other, every page is in reach and of few lines, all links lead somewhere, and what fits
// on the home page is on it.
func TestDirectory(t *testing.T) {
	const limit = 7
	for _, n := range []int{0, 1, limit - 1, limit, limit + 1, 2 * limit, 60, 200} {
		b := site.ListedBy(builder(t, workspace(), site.Options{BaseURL: "https://www.example.gov.cn/"}), limit)
		all := manyAgencies(n)
		files, err := b.Portal(all)
		must(t, err)
		var listed []string
		pages := 0
		for _, name := range files.Names() {
			if strings.HasPrefix(name, "agencies/") {
				pages++
				here := agencyLinks(t, files.Get(name), "../")
				if len(here) == 0 || len(here) > limit {
					t.Errorf("%d agencies: %d on %s", n, len(here), name)
				}
				listed = append(listed, here...)
			}
		}
		if home := agencyLinks(t, files.Get("index.html"), ""); n <= limit && (pages > 0 || len(home) != n) || n > limit && len(home) > 0 {
			t.Errorf("%d agencies: %d on the home page, %d pages", n, len(home), pages)
		}
		if n <= limit {
			continue
		}
		slices.Sort(listed)
		if len(listed) != n || len(slices.Compact(listed)) != n {
			t.Errorf("%d agencies: %d lines on %d pages", n, len(listed), pages)
		}
		if got := agencyLinks(t, files.Get("search/index.html"), "../"); len(got) > 0 {
			t.Errorf("%d agencies: the search names %d of them", n, len(got))
		}
		reached(t, files, pages)
	}
}

// reached goes from the home page along the letters, and along each page's next one.
func reached(t *testing.T, files *site.Files, pages int) {
	t.Helper()
	seen := map[string]bool{}
	for _, from := range []string{"index.html", "search/index.html"} {
		each(t, files.Get(from), func(n *html.Node) {
			if _, file, ok := strings.Cut(attr(n, "href"), "agencies/"); ok && n.Data == "a" {
				seen["agencies/"+file] = true
			}
		})
	}
	if len(seen) == 0 {
		t.Error("no page of the list is in reach")
	}
	for more := true; more; {
		more = false
		for name := range seen {
			data := files.Get(name)
			if data == nil {
				t.Fatalf("%s is not there", name)
			}
			each(t, data, func(n *html.Node) {
				if href := attr(n, "href"); n.Data == "a" && !strings.Contains(href, "/") && strings.HasSuffix(href, ".html") && !seen["agencies/"+href] {
					seen["agencies/"+href], more = true, true
				}
			})
		}
	}
	if len(seen) != pages {
		t.Errorf("%d of %d pages are in reach", len(seen), pages)
	}
}

// No page over all agencies grows with their number.
func TestDirectorySize(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a portal of 3,000 agencies")
	}
	b := builder(t, workspace(), site.Options{BaseURL: "https://www.example.gov.cn/"})
	files, err := b.Portal(manyAgencies(3000))
	must(t, err)
	for _, name := range files.Names() {
		if size := len(files.Get(name)); strings.HasSuffix(name, ".html") && size > 200<<10 {
			t.Errorf("%s has %d bytes", name, size)
		}
	}
	if broken := b.BrokenLinks(files, "agencies/"); len(broken) > 0 {
		t.Errorf("%d broken links, the first %+v", len(broken), broken[0])
	}
}

// TestPortalSitemaps lists more pages than one sitemap may have.
func TestPortalSitemaps(t *testing.T) {
	files, err := site.SitemapsOf(builder(t, workspace(), site.Options{BaseURL: "https://www.example.gov.cn/"}), 50_010)
	must(t, err)
	n := 0
	for _, name := range []string{"sitemap-site.xml", "sitemap-site-2.xml"} {
		n += bytes.Count(files.Get(name), []byte("<loc>"))
		if !bytes.Contains(files.Get("sitemap.xml"), []byte("https://www.example.gov.cn/"+name+"<")) {
			t.Errorf("the index does not name %s", name)
		}
	}
	if n != 50_010 {
		t.Errorf("%d of 50,010 pages are listed", n)
	}
}
