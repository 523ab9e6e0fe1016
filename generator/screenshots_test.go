package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
)

var (
	writeDir = flag.String("write", "", "write pictures of the sample to this folder, seen from the repository's root")
	every    = flag.Bool("every", false, "every page in every look at every width: the tests of pages, and with -write the pictures, these on paper too")
)

// picture is one that stands in the repository.
type picture struct {
	page, look    string // names of gallery and looks; "print" is the first page of paper
	width, height int64
}

// pictures show what the site is, in few and small files.
var pictures = []picture{
	{"home", "light", 1280, 1000},
	{"agency", "light", 1280, 1000},
	{"report", "light", 1280, 1100},
	{"report", "light", 375, 812},
	{"report", "dark", 1280, 1100},
	{"report", "largest", 375, 812},
	{"report", "contrast", 768, 1000},
	{"report", "print", 0, 0},
	{"compare", "light", 1280, 1000},
	{"indicator", "light", 768, 1000},
	{"commitments", "light", 375, 812},
	{"search-results", "light", 1280, 1000},
}

// TestScreenshots writes pictures of the sample: those of the repository, or with
// -every all that somebody wants to look at who judges the design.
func TestScreenshots(t *testing.T) {
	if *writeDir == "" {
		t.Skip("without -write")
	}
	dir := *writeDir
	if !filepath.IsAbs(dir) {
		dir = filepath.Join("..", dir)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	origin := diskOrigin(sample(t))
	tab := browsertest.Open(t)
	if *every {
		for _, s := range gallery {
			tab := browsertest.Tab(t, tab)
			for _, l := range looks() {
				if !slices.Contains([]string{"light", "dark", "largest"}, l.name) {
					continue
				}
				for _, width := range []int64{375, 768, 1280} {
					photograph(t, tab, origin, s, l, width, 0, filepath.Join(dir, fmt.Sprintf("%s-%s-%d.jpg", s.name, l.name, width)))
				}
			}
			print(t, tab, origin+s.path, filepath.Join(dir, s.name+"-print"))
		}
		return
	}
	for _, p := range pictures {
		at := slices.IndexFunc(gallery, func(s shown) bool { return s.name == p.page })
		if p.look == "print" {
			print(t, tab, origin+gallery[at].path, filepath.Join(dir, p.page+"-print"))
			continue
		}
		l := slices.IndexFunc(looks(), func(l look) bool { return l.name == p.look })
		photograph(t, tab, origin, gallery[at], looks()[l], p.width, p.height, filepath.Join(dir, fmt.Sprintf("%s-%s-%d.webp", p.page, p.look, p.width)))
	}
}

// photograph writes a picture of a page, of its full height where none is given.
func photograph(t *testing.T, tab context.Context, origin string, s shown, l look, width, height int64, name string) {
	t.Helper()
	format := cdppage.CaptureScreenshotFormatWebp
	if filepath.Ext(name) == ".jpg" { // which may be as high as a whole page
		format = cdppage.CaptureScreenshotFormatJpeg
	}
	var image []byte
	runAll(t, tab,
		l.system(),
		emulation.SetDeviceMetricsOverride(width, max(height, 900), 1, width < 700),
		s.open(origin),
		l.ticked(),
		chromedp.Evaluate(`scrollTo(0, 0)`, nil), // a fragment led elsewhere: what is sticky stands in its place
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			if err := chromedp.Evaluate(`scrollTo(0, 0)`, nil).Do(ctx); err != nil {
				return err
			}
			image, err = cdppage.CaptureScreenshot().WithFormat(format).WithQuality(80).
				WithCaptureBeyondViewport(height == 0).Do(ctx)
			return err
		}),
	)
	if err := os.WriteFile(name, image, 0o666); err != nil {
		t.Fatal(err)
	}
}

// print writes a page as paper: a PDF, and pictures of its sheets (poppler), of
// which the repository has the first.
func print(t *testing.T, tab context.Context, address, name string) {
	t.Helper()
	paper := onPaper(t, tab, address)
	args := []string{"-png", "-r", "72", "-singlefile", "-", name}
	if *every {
		if err := os.WriteFile(name+".pdf", paper, 0o666); err != nil {
			t.Fatal(err)
		}
		args = []string{"-png", "-r", "60", "-l", "6", "-", name}
	}
	cmd := exec.Command("pdftoppm", args...)
	cmd.Stdin = bytes.NewReader(paper)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm (of poppler-utils): %v\n%s", err, out)
	}
}

// onPaper prints a page as its style asks.
func onPaper(t *testing.T, tab context.Context, address string) (paper []byte) {
	t.Helper()
	runAll(t, tab,
		emulation.SetEmulatedMedia(), emulation.ClearDeviceMetricsOverride(),
		chromedp.Navigate(address),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			paper, _, err = cdppage.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
			return err
		}),
	)
	return paper
}

// toJSON writes a value for a script.
func toJSON(v any) string {
	b, _ := json.Marshal(v) // of strings there is no error
	return string(b)
}
