package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fazhi/generator/browsertest"
)

// With scripts off every page says in full what it says with them: scripts add
// only to the pages of search and of comparison.
func TestScriptsOff(t *testing.T) {
	t.Parallel()
	ctx := browsertest.Shared(t)
	origin := diskOrigin(sample(t))
	text := chromedp.Tasks{}
	for _, s := range gallery {
		if s.kind == "search" || s.kind == "matrix" {
			continue
		}
		var with, without string
		const read = `document.body.innerText.replace(/\s+/g, " ")`
		runAll(t, ctx, append(text, emulation.SetDeviceMetricsOverride(1280, 900, 1, false),
			emulation.SetScriptExecutionDisabled(false), s.open(origin), chromedp.Evaluate(read, &with),
			emulation.SetScriptExecutionDisabled(true), s.open(origin), chromedp.Evaluate(read, &without))...)
		if with != without || len(without) < 40 {
			t.Errorf("%s says something else with scripts off:\n%s\n%s", s.name, with, without)
		}
	}
}

// On a wide screen the contents of a report stay in sight, with scripts off too; on a
// phone they stand in their place.
func TestContentsStay(t *testing.T) {
	t.Parallel()
	ctx := browsertest.Shared(t)
	for width, stays := range map[int64]bool{1440: true, 375: false} {
		var seen bool
		runAll(t, ctx, emulation.SetScriptExecutionDisabled(true), emulation.SetDeviceMetricsOverride(width, 900, 1, false), gallery[at("report")].open(diskOrigin(sample(t))),
			chromedp.Evaluate(`(() => {
				window.scrollTo({ top: 2000, behavior: "instant" });
				const box = document.querySelector(".toc").getBoundingClientRect();
				return scrollY === 2000 && box.top >= 0 && box.bottom <= innerHeight && document.elementFromPoint(box.left + 20, box.top + 20).closest(".toc") !== null;
			})()`, &seen))
		if seen != stays {
			t.Errorf("at %d px the contents are in sight further down: %t", width, seen)
		}
	}
}

// A quoted figure is read once: its link says its wording and no more, and the
// paragraphs say to a screen reader just what they say to the eye.
func TestReadOnce(t *testing.T) {
	t.Parallel()
	ctx := browsertest.Shared(t)
	origin := diskOrigin(sample(t))
	for _, name := range []string{"report", "report-long"} {
		s := gallery[at(name)]
		var figures []string
		var seen []string
		runAll(t, ctx, s.open(origin),
			chromedp.Evaluate(`[...document.querySelectorAll("article a.fig")].map((a) => a.innerText)`, &figures),
			chromedp.Evaluate(`[...document.querySelectorAll("article p")].map((p) => p.innerText)`, &seen))
		var tree struct {
			Nodes []*spoken `json:"nodes"`
		}
		runAll(t, ctx, chromedp.ActionFunc(func(ctx context.Context) error {
			return cdp.Execute(ctx, "Accessibility.getFullAXTree", nil, &tree)
		}))
		byID := map[string]*spoken{}
		for _, n := range tree.Nodes {
			byID[n.ID] = n
		}
		var heard func(n *spoken) string
		heard = func(n *spoken) (text string) {
			if n == nil || n.Role.Value == "InlineTextBox" {
				return ""
			}
			if n.Role.Value == "StaticText" {
				return n.Name.String()
			}
			for _, child := range n.Children {
				text += heard(byID[child])
			}
			return text
		}
		links := map[string]int{}
		article := ""
		for _, n := range tree.Nodes {
			switch n.Role.Value {
			case "link":
				links[n.Name.String()]++
				if said := heard(n); said != n.Name.String() && strings.Contains(said, n.Name.String()) {
					t.Errorf("%s: the link %q is read as %q", name, n.Name.String(), said)
				}
			case "article":
				article = heard(n)
			}
		}
		quoted := map[string]int{}
		for _, f := range figures {
			quoted[f]++
		}
		if len(quoted) < 10 {
			t.Fatalf("%s quotes %d figures", name, len(quoted))
		}
		squeeze := strings.NewReplacer(" ", "", "\n", "", "\u00a0", "").Replace
		for f, n := range quoted {
			if links[f] < n {
				t.Errorf("%s: %q is a link %d times, read as one %d times", name, f, n, links[f])
			}
		}
		for _, p := range seen {
			if p := squeeze(p); strings.Count(squeeze(article), p) < 1 || strings.Count(squeeze(article), p+p) > 0 {
				t.Errorf("%s: to the eye %q, read is %s", name, p, squeeze(article))
			}
		}
	}
}

func at(name string) int {
	for i, s := range gallery {
		if s.name == name {
			return i
		}
	}
	panic("no page " + name)
}

// spoken is a node of the accessibility tree, as far as it is asked for.
type spoken struct {
	ID       string   `json:"nodeId"`
	Children []string `json:"childIds"`
	Role     said     `json:"role"`
	Name     said     `json:"name"`
}

type said struct {
	Value any `json:"value"`
}

func (s said) String() string {
	text, _ := s.Value.(string)
	return text
}

// With the keyboard alone: past the menu, through it, the settings, the search
// and the comparison. Whatever has the focus is marked and in sight.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	a := &auditor{T: t, ctx: browsertest.Shared(t), origin: diskOrigin(sample(t))}
	a.run(emulation.SetDeviceMetricsOverride(1280, 900, 1, false))
	a.open(agencyPage)
	a.tab(`el.matches(".skip")`)
	a.keys(kb.Enter)
	a.expect(a.eval(`document.activeElement.id`), "main")

	a.open(agencyPage)
	a.tab(`el.matches(".settings summary")`)
	a.keys(kb.Enter)
	a.tab(`el.name === "size"`)
	a.keys(kb.ArrowRight)
	a.expect(a.eval(`getComputedStyle(document.documentElement).fontSize`), "19px")
	a.keys(kb.ArrowLeft)
	a.keys(kb.Escape)
	a.expect(a.eval(`document.querySelector(".settings").open + " " + document.activeElement.tagName`), "false SUMMARY")

	a.open(agencyPage)
	a.tab(`el.matches(".mast nav a") && el.textContent === "年度比较"`)
	a.keys(kb.Enter)
	a.arrives("yunxi-sfj/fzzf/compare/index.html")
	a.tab(`el.matches("#two-list li[data-year='2019'] a") && el.textContent === "2023年"`)
	a.keys(kb.Enter)
	a.says("#two-title", "2019年与2023年比较")
	a.expect(a.eval(`document.activeElement.id`), "two-title")
	a.tab(`el.id === "two-to"`)
	a.keys(kb.ArrowDown)
	a.says("#two-title", "年比较")

	a.open(agencyPage)
	a.tab(`el.matches(".mast .find input")`)
	a.run(chromedp.KeyEvent("行政复议" + kb.Enter))
	var found bool
	a.until(`document.querySelector("#search-results li a") && document.querySelector("#search-results").innerText.includes("行政复议") || null`, "results", &found)
	a.tab(`el.matches("#search-results a")`)
	a.keys(kb.Enter)
	var there bool
	a.until(`document.querySelector("h1") && !location.pathname.includes("/search/") || null`, "a page that was found", &there)
}

// tab presses the key until the focus is where it is wanted; on the way every
// element that has it is marked and in sight.
func (a *auditor) tab(wanted string) {
	a.Helper()
	for range 400 {
		a.keys(kb.Tab)
		var is struct {
			Wanted bool
			Bad    string
		}
		a.run(chromedp.Evaluate(`(() => {
			const el = document.activeElement;
			if (!el || el === document.body) return { wanted: false, bad: "" };
			const mark = el.matches(".settings input") ? el.nextElementSibling : el, style = getComputedStyle(mark), box = mark.getBoundingClientRect();
			let bad = "";
			if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) bad = "is not marked";
			else if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1) bad = "is out of sight";
			return { wanted: Boolean(`+wanted+`), bad: bad && el.outerHTML.slice(0, 120) + " " + bad };
		})()`, &is))
		if is.Bad != "" {
			a.Errorf("the focus: %s", is.Bad)
		}
		if is.Wanted {
			return
		}
	}
	a.Fatalf("the focus does not come to %s", wanted)
}

func (a *auditor) keys(key string) {
	a.Helper()
	a.run(chromedp.KeyEvent(key))
}

// arrives waits until a page is open.
func (a *auditor) arrives(at string) {
	a.Helper()
	var there bool
	a.until(`document.readyState === "complete" && decodeURIComponent(location.href) === `+quote(a.origin+at)+` || null`, at, &there)
}

// firstView is the most that a report with all that it needs may weigh on the
// wire, in bytes.
const firstView = 60 << 10

// Every report, with its style, scripts and pictures, is light on the wire.
func TestWeight(t *testing.T) {
	dir := os.DirFS(sample(t))
	needs := regexp.MustCompile(`(?:<link rel="?(?:stylesheet|icon)"?[^>]* href="?|<(?:script|img)[^>]* src="?)([^" >]+)`)
	reports, err := fs.Glob(dir, "*/fzzf/20*.html")
	if err != nil || len(reports) < 6 {
		t.Fatal(reports, err)
	}
	for _, name := range reports {
		html, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		sum := wire(t, html)
		parts := needs.FindAllSubmatch(html, -1)
		for _, m := range parts {
			file, err := fs.ReadFile(dir, path.Join(path.Dir(name), string(m[1])))
			if err != nil {
				t.Fatal(err)
			}
			sum += wire(t, file)
		}
		t.Logf("%s: %d bytes, %d parts", name, sum, 1+len(parts))
		if sum > firstView || len(parts) < 3 && !strings.Contains(string(html), "http-equiv=\"refresh\"") {
			t.Errorf("%s weighs %d bytes in %d parts, more than %d", name, sum, 1+len(parts), firstView)
		}
	}
}

// wire is how many bytes are sent for a file.
func wire(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// Every page of the site is reached from the first one, and every link leads to a
// file: a name that a server would have to guess would not open from disk.
func TestEveryLink(t *testing.T) {
	dir := sample(t)
	links := regexp.MustCompile(`(?:<a\b[^>]*\bhref|<form\b[^>]*\baction)="?([^" >]+)`)
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		html, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Error(err)
			return
		}
		if path.Ext(name) != ".html" {
			return
		}
		for _, m := range links.FindAllSubmatch(html, -1) {
			to, err := url.Parse(strings.ReplaceAll(string(m[1]), "&amp;", "&"))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if to.Scheme == "" && to.Host == "" && to.Path != "" {
				visit(path.Join(path.Dir(name), to.Path))
			}
		}
	}
	visit("index.html")
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(dir, file)
		if name = filepath.ToSlash(name); err == nil && path.Ext(name) == ".html" && name != "404.html" && !seen[name] {
			t.Errorf("no link leads to %s", name)
		}
		return err
	})
	if err != nil || len(seen) < 150 {
		t.Error(len(seen), err)
	}
}

// On paper a report is a document: A4, its pages numbered in their corners, text
// of 28 characters a line, the head of the table on each page.
func TestPaper(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("FAZHI_BROWSER") == "required" {
			t.Fatal("pdftotext is not installed (poppler-utils)")
		}
		t.Skip("pdftotext is not installed")
	}
	paper := onPaper(t, browsertest.Shared(t), diskOrigin(sample(t))+gallery[at("report")].path)
	if !regexp.MustCompile(`/MediaBox ?\[ ?0 0 59[45]\.\d+ 84[12]\.\d+`).Match(paper) {
		t.Error("the paper is not A4")
	}
	cmd := exec.Command("pdftotext", "-", "-")
	cmd.Stdin = bytes.NewReader(paper)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	sheets := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	heads, longest := 0, 0
	for i, sheet := range sheets {
		if number := regexp.MustCompile(`— ?` + strconv.Itoa(i+1) + ` ?—`); !number.MatchString(sheet) {
			t.Errorf("sheet %d has no number", i+1)
		}
		heads += strings.Count(sheet, "口径与出处")
		for _, line := range strings.Split(sheet, "\n") {
			if i > 0 && i < 5 && !strings.ContainsAny(line, "0123456789") {
				longest = max(longest, len([]rune(strings.TrimSpace(line))))
			}
		}
	}
	if heads < 3 {
		t.Errorf("the head of the table stands on %d sheets of %d", heads, len(sheets))
	}
	if longest != 28 {
		t.Errorf("the longest line has %d characters", longest)
	}
}
