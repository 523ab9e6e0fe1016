package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
)

// sampleDay is the day on which the sample is built and shown: every promise of
// its reports has come to its term.
var sampleDay = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

// builtSample is the site of the repository's workspace, built once for all tests that
// read it.
var builtSample = sync.OnceValues(func() (dir string, err error) {
	if dir, err = os.MkdirTemp("", "fazhi-sample-"); err != nil {
		return "", err
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"build", "-C", "..", "--out", filepath.Join(dir, "public")}, &stdout, &stderr, sampleDay, nil); code != 0 {
		return dir, fmt.Errorf("build: %d\n%s", code, stderr.String())
	}
	return dir, nil
})

// sample gives the folder of the built sample, which nobody may change.
func sample(t *testing.T) string {
	t.Helper()
	dir, err := builtSample()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "public")
}

// ownSample is a copy of the sample that a test may change.
func ownSample(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	if err := os.CopyFS(out, os.DirFS(sample(t))); err != nil {
		t.Fatal(err)
	}
	return out
}

// watch collects what must not happen: errors and warnings on the console
// (violations of the policy are among them) and requests that leave the origin.
func watch(ctx context.Context, origin string) func() []string {
	var mu sync.Mutex
	var bad []string
	tell := func(s string) {
		mu.Lock()
		bad = append(bad, s)
		mu.Unlock()
	}
	chromedp.ListenTarget(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			tell("exception: " + ev.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			if ev.Type == runtime.APITypeError || ev.Type == runtime.APITypeWarning {
				tell("console: " + toJSON(ev.Args))
			}
		case *cdplog.EventEntryAdded:
			tell(string(ev.Entry.Level) + ": " + ev.Entry.Text)
		case *network.EventRequestWillBeSent:
			if u := ev.Request.URL; !strings.HasPrefix(u, origin) && !strings.HasPrefix(u, "data:") && u != "about:blank" {
				tell("request leaves: " + u)
			}
		case *network.EventResponseReceived:
			if ev.Response.Status >= 400 {
				tell("not found: " + ev.Response.URL)
			}
		}
	})
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		out := bad
		bad = nil
		return out
	}
}

// noted has a page tell on its console what breaks its policy, and keep what
// moves.
const noted = `window.moved = [];
	addEventListener("securitypolicyviolation", (e) => console.error("policy: " + e.violatedDirective + " " + e.blockedURI));
	new PerformanceObserver((list) => { for (const e of list.getEntries()) window.moved.push(...e.sources.map((s) => (s.node?.outerHTML ?? s.node?.nodeValue ?? "").slice(0, 80))); }).observe({ type: "layout-shift", buffered: true });`

// slowly gives out a folder as a bad line would: the style after the page, and
// the scripts when the page has been painted, so that whatever they move is seen.
func slowly(dir string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch filepath.Ext(r.URL.Path) {
		case ".css":
			time.Sleep(150 * time.Millisecond)
		case ".js":
			time.Sleep(500 * time.Millisecond)
		}
		files.ServeHTTP(w, r)
	})
}

// Every page, from disk and below a portal's path: it asks nobody else for
// anything, breaks no policy, does not move while it loads, and does not scroll
// sideways on a small phone, in any look, nor at twice the size.
func TestPagesInBrowser(t *testing.T) {
	t.Parallel()
	dir := sample(t)
	disk := diskOrigin(dir)
	server := httptest.NewServer(http.StripPrefix("/a/b/", slowly(dir)))
	t.Cleanup(server.Close)
	for _, origin := range []string{disk, server.URL + "/a/b/"} {
		t.Run(strings.SplitN(origin, ":", 2)[0], func(t *testing.T) {
			t.Parallel()
			everyPage(t, origin, origin == disk)
		})
	}
}

// everyPage loads the gallery from one place.
func everyPage(t *testing.T, origin string, disk bool) {
	ctx := browsertest.Shared(t)
	runAll(t, ctx, cdplog.Enable(), network.Enable(), network.SetCacheDisabled(true), runtime.Enable(), chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := cdppage.AddScriptToEvaluateOnNewDocument(noted).Do(ctx)
		return err
	}))
	bad := watch(ctx, origin)
	for _, s := range gallery {
		var moved []string
		var size string
		runAll(t, ctx, looks()[0].system(), emulation.SetDeviceMetricsOverride(320, 700, 1, true), s.open(origin),
			chromedp.Evaluate(`getComputedStyle(document.body).fontSize`, &size),
			chromedp.Evaluate(`new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.moved), 0)))`, &moved, awaited),
		)
		if size == "16px" {
			t.Errorf("%s%s: the style sheet was not applied", origin, s.path)
		}
		if len(moved) > 0 && s.until == "" && !disk {
			t.Errorf("%s%s moves while it loads: %q", origin, s.path, moved)
		}
		if disk {
			sideways(t, ctx, s)
		}
		for _, b := range bad() {
			t.Errorf("%s%s: %s", origin, s.path, b)
		}
	}
}

// sideways goes through the looks of the page that is open: none scrolls sideways
// at 320 px, or at twice the size on a screen of 1280 px; the settings fit in too.
func sideways(t *testing.T, ctx context.Context, s shown) {
	t.Helper()
	for _, width := range []int64{320, 640} {
		runAll(t, ctx, emulation.SetDeviceMetricsOverride(width, 700, 1, true))
		for _, l := range layouts() {
			var over []string
			runAll(t, ctx, l.system(), l.ticked(), chromedp.Evaluate(`(() => {
				const settings = document.querySelector(".settings"), wide = document.documentElement.clientWidth;
				const out = [];
				for (const open of [false, true]) {
					if (settings) settings.open = open;
					if (document.documentElement.scrollWidth > wide) out.push((open ? "settings: " : "") + document.documentElement.scrollWidth);
					if (settings && open) {
						const { left, right } = settings.lastElementChild.getBoundingClientRect();
						if (left < 0 || right > wide) out.push("settings from " + left + " to " + right);
					}
				}
				if (settings) settings.open = false;
				return out;
			})()`, &over))
			if len(over) > 0 {
				t.Errorf("%s, %s, at %d px, is too wide: %v", s.name, l.name, width, over)
			}
		}
	}
}

// Lines of Chinese have at most 40 characters, and on a wide screen at least 30,
// in every size of type.
func TestLinesInBrowser(t *testing.T) {
	t.Parallel()
	ctx := browsertest.Shared(t)
	origin := diskOrigin(sample(t))
	for _, s := range gallery {
		for _, l := range layouts() {
			var long []string
			runAll(t, ctx, l.system(), emulation.SetDeviceMetricsOverride(1440, 900, 1, false), s.open(origin), l.ticked(), chromedp.Evaluate(`(() => {
				const out = [];
				for (const el of document.querySelectorAll("main :is(p, li, dd)")) {
					const style = getComputedStyle(el), size = parseFloat(style.fontSize);
					if (!el.checkVisibility() || el.textContent.length < 60 || el.querySelector("p, li, dd, table")) continue;
					const range = document.createRange();
					range.selectNodeContents(el);
					const boxes = [...range.getClientRects()], lines = new Set(boxes.map((b) => Math.round(b.bottom / size)));
					if (lines.size < 2) continue;
					const chars = (Math.max(...boxes.map((b) => b.right)) - Math.min(...boxes.map((b) => b.left))) / size;
					if (chars > 41) out.push(chars.toFixed(1) + " " + el.className + " " + el.textContent.slice(0, 20));
				}
				const prose = document.querySelector("article.prose");
				if (prose && prose.clientWidth / parseFloat(getComputedStyle(prose).fontSize) < 29.5) out.push("the text has " + prose.clientWidth / parseFloat(getComputedStyle(prose).fontSize));
				return out;
			})()`, &long))
			for _, line := range long {
				t.Errorf("%s, %s: %s", s.name, l.name, line)
			}
		}
	}
}

// A quoted figure leads to its row, the row is lit, and leads back; with
// scripts off the page says the same.
func TestFigureInBrowser(t *testing.T) {
	t.Parallel()
	ctx := browsertest.Shared(t)
	address := (&url.URL{Scheme: "file", Path: sample(t) + "/fucheng-xzspj/fzzf/2023.html"}).String()
	var target, back, lit, plain, withScript, withoutScript string
	err := chromedp.Run(ctx,
		emulation.SetDeviceMetricsOverride(1280, 900, 1, false),
		chromedp.Navigate(address),
		chromedp.Text("article", &withScript),
		chromedp.Evaluate(`getComputedStyle(document.querySelector('[id="f-approval.handled"] th')).backgroundColor`, &plain),
		chromedp.Click(`a.fig[href="#f-approval.handled"]`, chromedp.NodeVisible),
		chromedp.Evaluate(`decodeURIComponent(location.hash)`, &target),
		chromedp.Evaluate(`getComputedStyle(document.querySelector('[id="f-approval.handled"] th')).backgroundColor`, &lit),
		chromedp.Click(`[id="f-approval.handled"] .back a`, chromedp.NodeVisible),
		chromedp.Evaluate(`document.querySelector(location.hash).textContent`, &back),
		emulation.SetScriptExecutionDisabled(true),
		chromedp.Navigate(address),
		chromedp.Text("article", &withoutScript),
	)
	if err != nil {
		t.Fatal(err)
	}
	if target != "#f-approval.handled" || lit == plain {
		t.Errorf("the click led to %s; the row is %s before and %s after", target, plain, lit)
	}
	if back != "近8万件" {
		t.Errorf("the row led back to %q", back)
	}
	if withScript != withoutScript || !strings.Contains(withoutScript, "近8万件") {
		t.Error("the article says something else with scripts off")
	}
}

// BenchmarkHelp measures a whole start of the program.
func BenchmarkHelp(b *testing.B) {
	bin := filepath.Join(b.TempDir(), "fazhi")
	if out, err := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for b.Loop() {
		if err := exec.Command(bin, "--help").Run(); err != nil {
			b.Fatal(err)
		}
	}
}
