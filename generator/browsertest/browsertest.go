// Package browsertest opens Chromium for the tests that look at pages. Nothing of
// the program imports it.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Limit is how long a tab may be used, from when it is open: for a machine that
// does much else at the same time. A test that needs more opens another tab.
const Limit = 4 * time.Minute

// Open starts Chromium for a test and gives its first tab; where there is none
// the test is skipped, or fails if FAZHI_BROWSER is "required", as in CI.
func Open(t testing.TB) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser")
	}
	path := Path(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(Limit/2),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	return Tab(t, ctx)
}

// Path gives where Chromium is; where there is none the test is skipped, or fails.
func Path(t testing.TB) string {
	t.Helper()
	path := find()
	if path == "" {
		if os.Getenv("FAZHI_BROWSER") == "required" {
			t.Fatal("no Chromium is installed")
		}
		t.Skip("no Chromium is installed")
	}
	return path
}

// Tab opens a tab with a limit of its own, in the browser of another tab.
func Tab(t testing.TB, browser context.Context) context.Context {
	t.Helper()
	// What the limit of one tab ends, does not end the next.
	ctx, cancel := chromedp.NewContext(context.WithoutCancel(browser))
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx); err != nil { // the start is not bound to the limit
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, Limit)
	t.Cleanup(cancel)
	return ctx
}

func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}
