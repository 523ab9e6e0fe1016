package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"fazhi/generator/browsertest"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/search"
)

// searcher is somebody at a browser who searches.
type searcher struct {
	*testing.T
	tab context.Context
}

func (s *searcher) do(actions ...chromedp.Action) {
	s.Helper()
	if err := chromedp.Run(s.tab, actions...); err != nil {
		s.Fatal(err)
	}
}

// get evaluates an expression.
func (s *searcher) get(expression string) string {
	s.Helper()
	var out string
	s.do(chromedp.Evaluate("String("+expression+")", &out))
	return out
}

// until waits until an expression is true.
func (s *searcher) until(expression string) {
	s.Helper()
	const step = 50 * time.Millisecond
	for range time.Minute / step {
		var is bool
		if err := chromedp.Run(s.tab, chromedp.Evaluate("Boolean("+expression+")", &is)); err == nil && is {
			return // what fails does so between two pages
		}
		time.Sleep(step)
	}
	s.Fatalf("never: %s; the page is %s and says %q", expression, s.get("location.href"), s.get(`document.getElementById("search-status")?.textContent`))
}

// done waits until a search is over, and gives what is told of it.
func (s *searcher) done() string {
	s.Helper()
	s.until(`document.getElementById("search-results")?.getAttribute("aria-busy") === "false"`)
	return s.get(`document.getElementById("search-status").textContent`)
}

// tabTo presses the tabulator until what a selector finds has the focus.
func (s *searcher) tabTo(selector string) {
	s.Helper()
	for range 60 {
		s.do(chromedp.KeyEvent(kb.Tab))
		if s.get(fmt.Sprintf("document.activeElement.matches(%q)", selector)) == "true" {
			return
		}
	}
	s.Fatalf("the tabulator does not reach %s", selector)
}

// From any page, by the keyboard alone, from disk and below a path of a server:
// the field of the masthead leads to the search, which shows values and places,
// and the way back leads through it.
func TestSearchInBrowser(t *testing.T) {
	t.Parallel()
	tab := browsertest.Shared(t)
	dir := sample(t)
	server := httptest.NewServer(http.StripPrefix("/a/b/", http.FileServer(http.Dir(dir))))
	defer server.Close()
	for _, origin := range []string{(&url.URL{Scheme: "file", Path: dir + "/"}).String(), server.URL + "/a/b/"} {
		bad := watch(tab, origin)
		s := &searcher{t, tab}
		s.do(cdplog.Enable(), network.Enable(), runtime.Enable(), emulation.SetDeviceMetricsOverride(320, 700, 1, false), chromedp.Navigate(origin+"yunxi-sfj/fzzf/2023.html"))
		s.tabTo("form.find input")
		s.do(chromedp.KeyEvent("行政复议"), chromedp.KeyEvent(kb.Enter))
		s.until(`location.pathname.includes("/yunxi-sfj/search/")`)
		if got := s.done(); got != "“行政复议”：找到14项指标、9份文件。" {
			t.Errorf("%s: %s", origin, got)
		}
		if got := s.get(`document.documentElement.scrollWidth > innerWidth`); got != "false" {
			t.Errorf("%s: results scroll sideways at 320 px", origin)
		}
		// A filter stands in the address, and says how many it leaves.
		s.tabTo("select[name=year]")
		s.do(chromedp.KeyEvent("2023"))
		s.until(`location.search.includes("year=2023") && document.querySelectorAll(".found > li").length === 1`)
		if got := s.get(`document.querySelector("select[name=year]").selectedOptions[0].textContent`); got != "2023年（1）" {
			t.Errorf("%s: the filter says %q", origin, got)
		}
		// To a place in a report, and back to what was found.
		s.tabTo(".found ul a")
		to := s.get(`document.activeElement.href`)
		s.do(chromedp.KeyEvent(kb.Enter))
		s.until(`location.pathname.endsWith("/fzzf/2023.html") && document.readyState === "complete"`)
		if got := s.get(`Boolean(location.hash && document.getElementById(location.hash.slice(1))) + " " + (location.href === ` + fmt.Sprintf("%q", to) + `)`); got != "true true" {
			t.Errorf("%s: %s leads to no place: %s", origin, to, got)
		}
		s.do(chromedp.Evaluate(`void setTimeout(() => history.back())`, nil)) // it may come from a cache, without loading
		s.until(`location.search.includes("year=2023") && document.querySelectorAll(".found > li").length === 1`)
		for _, c := range []struct{ page, query, status, shows string }{
			{"fucheng-xzspj/search/", "好评率", "“好评率”：找到1项指标、", "好评率 100%"},
			{"fucheng-xzspj/search/", "近8万件", "“近8万件”：找到1项指标、1份文件。", "近8万件"},
			{"fucheng-xzspj/search/", "受办 印章", "“受办 印章”：找到另有1份同时含有这些词。", "同时含有这些词的"},
			{"fucheng-xzspj/search/", "  ", "没有可以查的字：请输入汉字、字母或者数字。", ""},
			{"yunxi-sfj/search/", "查无此事", "没有找到“查无此事”。可以减少几个字，或者换一个说法再查。", ""},
			{"yunxi-sfj/search/", "调", "“调”：找到", "调解"},
			{"search/", "好评率", "“好评率”：找到1项指标。", "绵阳市涪城区行政审批局 100%"},
			{"search/", "云溪", "“云溪”：找到1个单位。", "2024年度法治政府建设情况报告"},
		} {
			s.do(chromedp.Navigate(origin + c.page + "index.html?" + url.Values{"q": {c.query}}.Encode()))
			if strings.TrimSpace(c.query) != "" {
				s.done()
			}
			s.until(fmt.Sprintf(`document.getElementById("search-status").textContent.startsWith(%q)`, c.status))
			if got := strings.Join(strings.Fields(s.get(`document.getElementById("search-results").innerText`)), " "); !strings.Contains(got, c.shows) {
				t.Errorf("%s%s: %q shows %s", origin, c.page, c.query, got)
			}
		}
		for _, b := range bad() {
			t.Errorf("%s: %s", origin, b)
		}
	}
}

// Where a part of the index is gone, that is said, and it can be tried again.
func TestSearchFailure(t *testing.T) {
	t.Parallel()
	s := &searcher{t, browsertest.Shared(t)}
	dir := ownSample(t)
	shards, err := filepath.Glob(filepath.Join(dir, "yunxi-sfj/search/*/[0-9]*.js"))
	if err != nil || len(shards) == 0 {
		t.Fatal("no shards", err)
	}
	for _, name := range shards {
		if err := os.Rename(name, name+".away"); err != nil {
			t.Fatal(err)
		}
	}
	s.do(chromedp.Navigate((&url.URL{Scheme: "file", Path: dir + "/yunxi-sfj/search/index.html", RawQuery: "q=" + url.QueryEscape("行政复议")}).String()))
	if got := s.done(); !strings.HasPrefix(got, "没有查完：") {
		t.Errorf("told: %s", got)
	}
	for _, name := range shards {
		if err := os.Rename(name+".away", name); err != nil {
			t.Fatal(err)
		}
	}
	s.do(chromedp.Click(".search .more"))
	s.until(`document.getElementById("search-status").textContent.includes("9份文件")`)
}

// Without scripts the page says so and lists everything, each with its link.
func TestSearchPlain(t *testing.T) {
	t.Parallel()
	s := &searcher{t, browsertest.Shared(t)}
	dir := sample(t)
	s.do(emulation.SetScriptExecutionDisabled(true), chromedp.Navigate((&url.URL{Scheme: "file", Path: dir + "/yunxi-sfj/search/index.html"}).String()))
	var text string
	s.do(chromedp.Text("main", &text))
	figures, err := os.ReadFile(filepath.Join(dir, "yunxi-sfj/search/figures.js"))
	if err != nil {
		t.Fatal(err)
	}
	list, err := search.ReadFigures(figures)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"这里没有运行脚本", "云溪区司法局（虚构示例）2019年度法治政府建设情况报告", "2024年公开承诺", "按笔画"}
	for _, ind := range list.Forms[0].Indicators {
		want = append(append(want, ind.Label), ind.Aliases...)
	}
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the page without scripts lacks %s", w)
		}
	}
}

// With scripts off the portal's search lists its agencies, titles and indicators too.
func TestPortalSearchPlain(t *testing.T) {
	t.Parallel()
	s := &searcher{t, browsertest.Shared(t)}
	dir := sample(t)
	s.do(emulation.SetScriptExecutionDisabled(true), chromedp.Navigate(diskOrigin(dir)+"search/index.html"))
	var text string
	s.do(chromedp.Text("main", &text))
	want := []string{"这里没有运行脚本"}
	for _, id := range []string{"fucheng-xzspj", "yunxi-sfj"} {
		data, err := os.ReadFile(filepath.Join(dir, id, "agency.json"))
		if err != nil {
			t.Fatal(err)
		}
		a, err := v1.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, a.Name)
		for _, f := range a.Forms {
			for _, y := range f.Years {
				want = append(want, y.Title)
			}
			for _, ind := range f.Indicators {
				want = append(want, ind.Label)
			}
		}
	}
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("the page without scripts lacks %s", w)
		}
	}
}

// The script folds every letter, digit and mark like the generator.
func TestSearchFoldsAlike(t *testing.T) {
	t.Parallel()
	s := &searcher{t, browsertest.Shared(t)}
	s.do(chromedp.Navigate((&url.URL{Scheme: "file", Path: sample(t) + "/search/index.html"}).String()))
	texts := []string{
		"  Ａbc 近 8 万件，〔2023〕４号 hello   world\n法 治", "İstanbul ΣΑΣ ẞ ﬁ ㎡", "𠮷 野家 \U00030000 a", "１２３\u00ad４５\u200b６ —— “x” ‘y’ 2～3", "a\u0301 e\u0308\u3000\u2028b",
	}
	for r := rune(1); r <= 0xffff; r++ {
		if unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.M, unicode.Z) {
			texts = append(texts, "甲"+string(r)+" a")
		}
	}
	for _, r := range []rune{0x1d400, 0x1f150, 0x20000, 0x2f800, 0x30000, 0xe0100} {
		texts = append(texts, "a "+string(r)+" b")
	}
	const step = 8000
	for i := 0; i < len(texts); i += step {
		part := texts[i:min(len(texts), i+step)]
		var got []string
		s.do(chromedp.Evaluate(fmt.Sprintf("%s.map((t) => fazhiSearch.fold(t).text)", jsonOf(t, part)), &got))
		for j := range part {
			if want := search.Fold(part[j]); got[j] != want {
				t.Errorf("%+q folds to %+q by the script, %+q by the generator", part[j], got[j], want)
			}
		}
	}
	t.Logf("%d texts", len(texts))
}

var speed = flag.Bool("speed", false, "measure the search in the browser")

// TestSearchSpeed prints how long it takes from asking until the first result
// stands on the page, when the index is there and the texts are not.
func TestSearchSpeed(t *testing.T) {
	if !*speed {
		t.Skip("without -speed")
	}
	s := &searcher{t, browsertest.Shared(t)}
	dir := sample(t)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	for _, q := range []string{"复议", "行政复议", "法治政府建设", "法", "全年受理行政复议"} {
		var all []float64
		for range 7 {
			var took float64
			s.do(chromedp.Navigate(server.URL+"/yunxi-sfj/search/index.html"), chromedp.Evaluate(fmt.Sprintf(firstResult, jsonOf(t, q)), &took,
				func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
			all = append(all, took)
		}
		slices.Sort(all)
		t.Logf("%s: first result after %.1f ms (of seven the middle; the fastest %.1f)", q, all[len(all)/2], all[0])
	}
}

// firstResult loads the shards of a question, asks it, and gives how many
// milliseconds later a document stands on the page.
const firstResult = `(async (q) => {
	await fazhiSearch.open(fazhiSearch.say.index);
	await fazhiSearch.candidates(fazhiSearch.fold(q).text);
	const form = document.querySelector(".search form"), results = document.getElementById("search-results");
	form.elements.q.value = q;
	const start = performance.now();
	const shown = new Promise((done) => new MutationObserver(() => results.querySelector(".found li") && done(performance.now() - start)).observe(results, { childList: true, subtree: true }));
	form.requestSubmit();
	return shown;
})(%s)`

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
