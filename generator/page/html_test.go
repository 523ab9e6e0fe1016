package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// render is the parsed page of v in a language.
func render(t testing.TB, lang string, v View) *html.Node {
	t.Helper()
	var b bytes.Buffer
	if err := newSet(t, lang).Render(&b, v); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func query(n *html.Node, selector string) []*html.Node {
	return cascadia.QueryAll(n, cascadia.MustCompile(selector))
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(text(c))
	}
	return b.String()
}

// rules hold on every page: how many times a selector must match, or may not.
var rules = []struct {
	name, selector string
	want           int // -1: not checked here
}{
	{"one title", "head > title", 1},
	{"one h1", "h1", 1},
	{"one main", "main", 1},
	{"language", `html[lang]:not([lang=""])`, 1},
	{"content security policy", `meta[http-equiv="Content-Security-Policy"]`, 1},
	{"no inline script", `script:not([src]):not([type="application/ld+json"])`, 0},
	{"no style attribute", "[style]", 0},
	{"no handler", "[onclick], [onload], [onchange], [onerror]", 0},
	{"no empty href", `[href=""], a:not([href])`, 0},
	{"nothing loaded from another host", `link[href*="//"], [src*="//"], [srcset], iframe, object, embed`, 0},
	{"no link to another host that does not say so", `a[href^="http"]:not([rel]), a[href^="//"]`, 0},
	{"every table has a caption", "table:not(:haschild(caption))", 0},
	{"every header has a scope", "th:not([scope])", 0},
	{"tables have headers", "table:not(:has(th[scope=col]))", 0},
	{"every row is headed", "tbody tr:not(:haschild(th))", 0},
	{"navigations are named", "nav:not([aria-label]):not([aria-labelledby])", 0},
	{"no empty heading", "h1:empty, h2:empty, h3:empty, p:empty, dd:empty, th:empty", 0},
	{"moving frames can be reached", ".scroll:haschild(.matrix):not([tabindex])", 0},
	{"fields have labels", "input:not(label > *)", 0},
}

func TestRules(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		for name, v := range examples() {
			doc := render(t, lang, v)
			for _, r := range rules {
				if got := len(query(doc, r.selector)); got != r.want {
					t.Errorf("%s, %s: %s: %q matches %d, want %d", lang, name, r.name, r.selector, got, r.want)
				}
			}
			checkIDs(t, name, doc)
			if name == "notfound" || name == "moved" {
				continue
			}
			for _, selector := range []string{"body > header > .mast nav", "body > main#main", "body > footer", `body > a.skip[href="#main"]`} {
				if len(query(doc, selector)) != 1 {
					t.Errorf("%s, %s: no %s", lang, name, selector)
				}
			}
		}
	}
}

// checkIDs checks that ids are unique, and that what points to an id on its own
// page finds it.
func checkIDs(t *testing.T, name string, doc *html.Node) {
	t.Helper()
	ids := make(map[string]bool)
	for _, n := range query(doc, "[id]") {
		if ids[attr(n, "id")] {
			t.Errorf("%s: two ids %s", name, attr(n, "id"))
		}
		ids[attr(n, "id")] = true
	}
	for _, n := range query(doc, `a[href^="#"], [aria-labelledby]`) {
		target, _ := strings.CutPrefix(attr(n, "href"), "#")
		for _, id := range []string{target, attr(n, "aria-labelledby")} {
			if id != "" && !ids[id] {
				t.Errorf("%s: %s points to no id", name, id)
			}
		}
	}
}

// An English page has no Chinese words of its own: what a view carries is
// marked with its language or is a name.
func TestLanguage(t *testing.T) {
	doc := render(t, "en", NotFound{Frame{Title: "Not found"}})
	if got := text(doc); strings.ContainsFunc(got, func(r rune) bool { return r >= 0x3000 && r < 0xa000 }) {
		t.Errorf("Chinese in an English page: %s", got)
	}
	s := newSet(t, "en")
	for key, word := range s.words {
		if strings.ContainsFunc(word, func(r rune) bool { return r >= 0x3000 && r < 0xa000 }) {
			t.Errorf("%s: Chinese in en.toml: %s", key, word)
		}
	}
}

func TestMarks(t *testing.T) {
	demo := exampleReport()
	for _, c := range []struct {
		name, selector string
		change         func(*Report)
		want           int
	}{
		{"a demonstration says so", ".band.demo", func(r *Report) {}, 1},
		{"and is not indexed", `meta[name=robots][content=noindex]`, func(r *Report) {}, 1},
		{"and no dates are made up for it", ".facts .absent", func(r *Report) {}, 0},
		{"a real page is indexed", `meta[name=robots], .band`, func(r *Report) { r.Demo = false }, 0},
		{"and leaves out dates it lacks", ".facts .absent", func(r *Report) { r.Demo = false }, 0},
		{"a draft says so", ".band.draft", func(r *Report) { r.Draft = true }, 1},
		{"and is not indexed", `meta[name=robots]`, func(r *Report) { r.Demo, r.Draft = false, true }, 1},
		{"an imported report says so", ".head > .mark", func(r *Report) { r.Imported = true }, 1},
		{"and which dates its original lacks", ".facts .absent", func(r *Report) { r.Demo, r.Imported = false, true }, 2},
		{"a date is for machines too", `.facts time[datetime="2024-01-12"]`, func(r *Report) { r.Facts.Signed = Date{"2024年1月12日", "2024-01-12"} }, 1},
		{"integrity on request", `link[integrity="sha384-abc"]`, func(r *Report) { r.CSS = []Asset{{"look.css", "sha384-abc"}} }, 1},
		{"no integrity otherwise", `[integrity]`, func(r *Report) {}, 0},
		{"meta names that are set", `meta[name=SiteName], meta[name=ColumnName], meta[name=ArticleTitle]`, func(r *Report) {}, 3},
		{"and no others", `meta[name=PubDate], meta[name=Author], meta[name=Image]`, func(r *Report) {}, 0},
	} {
		v := demo
		c.change(&v)
		if got := len(query(render(t, "zh-CN", v), c.selector)); got != c.want {
			t.Errorf("%s: %q matches %d, want %d", c.name, c.selector, got, c.want)
		}
	}
}

// A quoted figure leads to its row and the row leads back; an absence is grey
// and in words.
func TestFigures(t *testing.T) {
	doc := render(t, "zh-CN", exampleReport())
	for _, a := range query(doc, "article a.fig") {
		row := query(doc, `tr[id="`+strings.TrimPrefix(attr(a, "href"), "#")+`"]`)
		if len(row) != 1 {
			t.Errorf("%s: no row", attr(a, "href"))
			continue
		}
		back := query(row[0], `.back a[href="#`+attr(a, "id")+`"]`)
		if len(back) != 1 {
			t.Errorf("%s: no way back to %s", attr(a, "href"), attr(a, "id"))
		}
	}
	for _, td := range query(doc, "td.num") {
		if strings.TrimSpace(text(td)) == "" {
			t.Errorf("a blank figure")
		}
	}
	if got := len(query(doc, "td.num.absent")); got != 6 {
		t.Errorf("%d absences, want 6", got)
	}
}

// What a view carries is text: it can break out of nothing.
func TestEscape(t *testing.T) {
	evil := `"><script>alert(1)</script>`
	v := exampleReport()
	v.Title, v.Agency, v.Facts.Number, v.Meta.Keywords = evil, evil, evil, evil
	v.Keys[0].Href = "javascript:alert(1)"
	v.Tables[0].Groups[0].Rows[0].ID = evil
	v.Record.Waivers[0].Reason, v.Record.Waivers[1].Text, v.Record.Waivers[0].Check.Href = evil, evil, "javascript:alert(1)"
	doc := render(t, "zh-CN", v)
	if n := query(doc, `script:not([src]):not([type="application/ld+json"]), a[href^="javascript"]`); len(n) != 0 {
		t.Errorf("a view broke out: %s", text(n[0]))
	}
}

// The page for a broken address stands alone, and its policy allows its style.
func TestNotFound(t *testing.T) {
	doc := render(t, "zh-CN", examples()["notfound"])
	if n := query(doc, "link, script, img"); len(n) != 0 {
		t.Errorf("it refers to a file: %s", n[0].Data)
	}
	style := query(doc, "style")
	if len(style) != 1 {
		t.Fatal("no style")
	}
	sum := sha256.Sum256([]byte(text(style[0])))
	want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	policy := attr(query(doc, `meta[http-equiv="Content-Security-Policy"]`)[0], "content")
	if !strings.Contains(policy, want) {
		t.Errorf("policy %s does not allow %s", policy, want)
	}
	if a := query(doc, `main a`); len(a) != 1 || attr(a[0], "href") != "/fazhi/" {
		t.Error("no way home")
	}
}

// A line of a title breaks between phrases.
func TestUnbroken(t *testing.T) {
	for _, c := range []struct{ title, agency, want string }{
		{"示例区虚构局2023年度法治政府建设情况报告", "虚构局", `<示例区虚构局>[2023年度][法治政府建设][情况报告]`},
		{"说明 & 方法", "虚构局", `说明 &amp; 方法`},
		{"一个名字很长很长的示例单位报告", "一个名字很长很长的示例单位", `<一个名字很长很长的示例单位>[报告]`},
	} {
		got := string(unbroken(c.title, c.agency))
		got = strings.NewReplacer(`<span class="unbroken">`, "[", "</span>", "]").Replace(regexp.MustCompile(`<span class="name-whole">(.*?)</span>`).ReplaceAllString(got, "<$1>"))
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.title, got, c.want)
		}
	}
}

// BenchmarkReport renders a report with 70 figures.
func BenchmarkReport(b *testing.B) {
	v := exampleReport()
	var rows []Row
	for _, g := range v.Tables[0].Groups {
		rows = append(rows, g.Rows...)
	}
	for len(rows) < 70 {
		rows = append(rows, rows[len(rows)%12])
	}
	v.Tables[0].Groups = nil
	for part := range slices.Chunk(rows, 10) {
		v.Tables[0].Groups = append(v.Tables[0].Groups, Group{"行政审批", part})
	}
	s := newSet(b, "zh-CN")
	var size bytes.Buffer
	if err := s.Render(&size, v); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := s.Render(io.Discard, v); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size.Len())/1024, "KB/page")
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		newSet(b, "zh-CN")
	}
}
