// Package browsertest opens Chromium for the tests that look at pages. Nothing of
// the program imports it.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Limit is how long a tab may be used, from when it is open: for a machine that
// does much else at the same time. A test that needs more opens another tab.
const Limit = 4 * time.Minute

// Open starts Chromium for a test and gives its first tab; where there is none
// the test is skipped, or fails if FAZHI_BROWSER is "required", as in CI.
func Open(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options(t)...)
	t.Cleanup(cancel)
	return Tab(t, ctx)
}

// Shared gives a tab in the browser that all tests of a package share: in a window
// of its own, without what the others keep. Who uses it, calls Close at the end.
func Shared(t testing.TB) context.Context {
	t.Helper()
	options(t)
	browser, err := common()
	if err != nil {
		t.Fatal(err)
	}
	var own cdp.BrowserContextID
	var window target.ID
	err = chromedp.Run(browser, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		whole := cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser)
		if own, err = target.CreateBrowserContext().Do(whole); err != nil {
			return err
		}
		window, err = target.CreateTarget("about:blank").WithBrowserContextID(own).WithNewWindow(true).Do(whole)
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
	return Tab(t, browser, chromedp.WithTargetID(window))
}

// open is until when the shared browser is, and running says that it still runs.
var (
	open, end = context.WithCancel(context.Background())
	running   sync.WaitGroup
)

var common = sync.OnceValues(func() (context.Context, error) {
	ctx, _ := chromedp.NewExecAllocator(open, flags(find())...)
	ctx, _ = chromedp.NewContext(ctx)
	running.Go(func() {
		<-open.Done()
		chromedp.FromContext(ctx).Allocator.Wait()
	})
	return ctx, chromedp.Run(ctx)
})

// Close ends the shared browser, if there is one.
func Close() {
	end()
	running.Wait()
}

func options(t testing.TB) []chromedp.ExecAllocatorOption {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser")
	}
	return flags(Path(t))
}

func flags(path string) []chromedp.ExecAllocatorOption {
	return append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(Limit/2),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
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
func Tab(t testing.TB, browser context.Context, how ...chromedp.ContextOption) context.Context {
	t.Helper()
	// What the limit of one tab ends, does not end the next.
	ctx, cancel := chromedp.NewContext(context.WithoutCancel(browser), how...)
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx); err != nil { // the start is not bound to the limit
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, Limit)
	t.Cleanup(cancel)
	return ctx
}

// find looks for the shell that starts fastest first: the program itself, since the
// script of that name does not end it when it is ended.
func find() string {
	for _, name := range []string{"/usr/lib/chromium/chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}
