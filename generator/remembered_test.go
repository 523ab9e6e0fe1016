package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
)

// What a reader chose on one page holds on the next, and is there before it is
// painted: nothing moves, on a phone as on a desk, though the scripts come late.
func TestRemembered(t *testing.T) {
	t.Parallel()
	tab := browsertest.Shared(t)
	server := httptest.NewServer(http.StripPrefix("/a/b/", slowly(sample(t))))
	defer server.Close()
	origin := server.URL + "/a/b/"
	runAll(t, tab, network.Enable(), network.SetCacheDisabled(true), chromedp.Navigate(origin+"index.html"),
		chromedp.Evaluate(`for (const id of ["size-3", "contrast-2", "scheme-dark"]) document.getElementById(id).click()`, nil),
		chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := cdppage.AddScriptToEvaluateOnNewDocument(noted).Do(ctx)
			return err
		}))
	for _, width := range []int64{320, 1280} {
		for _, name := range []string{"agency", "report", "commitments", "checks", "search"} {
			var got string
			var moved []string
			runAll(t, tab, emulation.SetDeviceMetricsOverride(width, 700, 1, width < 700), gallery[at(name)].open(origin),
				chromedp.Evaluate(`[...document.querySelectorAll(".settings input:checked")].map((b) => b.id).join(" ") + " " + getComputedStyle(document.documentElement).fontSize + " " + getComputedStyle(document.documentElement).colorScheme`, &got),
				chromedp.Evaluate(`new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.moved), 0)))`, &moved, awaited))
			if want := "size-3 contrast-2 scheme-dark 23px dark"; got != want {
				t.Errorf("%s at %d px: %s, want %s", name, width, got, want)
			}
			if len(moved) > 0 {
				t.Errorf("%s at %d px moves while it loads: %q", name, width, moved)
			}
		}
	}
}

// Nothing on a page is animated or glides, whatever the reader's system asks for.
func TestNothingAnimated(t *testing.T) {
	t.Parallel()
	tab := browsertest.Shared(t)
	origin := diskOrigin(sample(t))
	for _, name := range []string{"home", "report", "matrix", "search"} {
		var moving []string
		runAll(t, tab, gallery[at(name)].open(origin), chromedp.Evaluate(`[...document.querySelectorAll("*")].filter((el) => {
			const s = getComputedStyle(el);
			return s.animationName !== "none" || s.transitionDuration.split(", ").some((d) => parseFloat(d) > 0) || s.scrollBehavior === "smooth";
		}).map((el) => el.tagName + "." + el.className)`, &moving))
		if len(moving) > 0 {
			t.Errorf("%s: %v", name, moving)
		}
	}
}
