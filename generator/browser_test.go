package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
)

// sample builds the repository's workspace and gives the folder.
func sample(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	var stdout, stderr bytes.Buffer
	if code := run([]string{"build", "-C", "..", "--out", out}, &stdout, &stderr, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)); code != 0 {
		t.Fatalf("build: %d\n%s", code, stderr.String())
	}
	return out
}

// pageTypes is a page of each type.
var pageTypes = []string{
	"index.html", "404.html", "checks/index.html", "fucheng-xzspj/index.html", "fucheng-xzspj/about.html",
	"fucheng-xzspj/fzzf/index.html", "fucheng-xzspj/fzzf/2023.html",
	"search/index.html", "fucheng-xzspj/search/index.html",
	"fucheng-xzspj/fzzf/indicators/index.html", "fucheng-xzspj/fzzf/indicators/hall.items.html",
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

func TestPagesInBrowser(t *testing.T) {
	ctx := browsertest.Open(t)
	dir := sample(t)
	disk := (&url.URL{Scheme: "file", Path: dir + "/"}).String()
	server := httptest.NewServer(http.StripPrefix("/a/b/", http.FileServer(http.Dir(dir))))
	defer server.Close()
	for _, origin := range []string{disk, server.URL + "/a/b/"} {
		bad := watch(ctx, origin)
		for _, name := range pageTypes {
			var overflow bool
			var size string
			err := chromedp.Run(ctx, cdplog.Enable(), network.Enable(),
				emulation.SetDeviceMetricsOverride(320, 700, 1, true),
				chromedp.Navigate(origin+name),
				chromedp.Evaluate(`document.documentElement.scrollWidth > window.innerWidth`, &overflow),
				chromedp.Evaluate(`getComputedStyle(document.body).fontSize`, &size),
			)
			if err != nil {
				t.Fatal(err)
			}
			if overflow {
				t.Errorf("%s%s scrolls sideways at 320 px", origin, name)
			}
			if size == "16px" {
				t.Errorf("%s%s: the style sheet was not applied", origin, name)
			}
			for _, b := range bad() {
				t.Errorf("%s%s: %s", origin, name, b)
			}
		}
	}
}

// A quoted figure leads to its row, the row is lit, and leads back; with
// scripts off the page says the same.
func TestFigureInBrowser(t *testing.T) {
	ctx := browsertest.Open(t)
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
