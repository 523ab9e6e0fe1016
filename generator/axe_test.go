package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
)

// axe is the checker's script: .ci/run installs it below the repository, and
// FAZHI_AXE may name another place. Without it the tests are skipped, but not in CI.
func axe(t *testing.T) string {
	t.Helper()
	name := os.Getenv("FAZHI_AXE")
	if name == "" {
		name = filepath.Join("..", ".npm", "node_modules", "axe-core", "axe.min.js")
	}
	script, err := os.ReadFile(name)
	if err != nil {
		if os.Getenv("FAZHI_BROWSER") == "required" {
			t.Fatalf("axe-core is not installed (docs/testing.md says how): %v", err)
		}
		t.Skip("axe-core is not installed")
	}
	return string(script)
}

// axeRun gives what was found, a line each; what is asked for stands in its place.
const axeRun = `axe.run(document, { preload: false, elementRef: false, resultTypes: ["violations"], %s })
	.then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + " " + n.target.join(" ") + "\n\t" + n.html.slice(0, 200) + "\n\t" + n.failureSummary.replaceAll("\n", "\n\t"))))`

// What is asked for: every rule of WCAG 2.2 AA and those of good practice. With
// forced colours the colours are the system's.
const (
	axeAll    = `runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	axeForced = axeAll + `, rules: { "color-contrast": { enabled: false } }`
)

// axeWidths are a small phone, a tablet and a desk, in CSS pixels.
var axeWidths = []int64{320, 768, 1440}

// TestAxe finds nothing on a page of every type, with all that is folded open, in the
// light on a phone; with -every, as in CI, on the whole gallery at every width in
// every look.
func TestAxe(t *testing.T) {
	t.Parallel()
	script := axe(t)
	all := rest(t)
	origin := diskOrigin(sample(t))
	for _, s := range gallery {
		s.path = origin + s.path
		all = append(all, s)
	}
	kinds := map[string]bool{}
	for _, s := range all {
		if kinds[s.kind] && !*every {
			continue
		}
		kinds[s.kind] = true
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			s.axe(t, browsertest.Shared(t), script)
		})
	}
}

// unfolded opens all that is folded.
const unfolded = `for (const el of document.querySelectorAll("details")) el.open = true`

// axe goes through the looks and widths of a page. What was found already is not
// told again.
func (s shown) axe(t *testing.T, tab context.Context, script string) {
	t.Helper()
	runAll(t, tab, s.open(""), chromedp.Evaluate(script+"\n0", nil))
	seen := map[string]bool{}
	all, widths := looks(), axeWidths
	if !*every {
		all, widths = all[:1], widths[:1]
	}
	for _, l := range all {
		ask := axeAll
		if l.name == "forced" {
			ask = axeForced
		}
		for _, width := range widths {
			var found []string
			runAll(t, tab, l.system(), emulation.SetDeviceMetricsOverride(width, 900, 1, width < 700), l.ticked(),
				chromedp.Evaluate(unfolded, nil), chromedp.Evaluate(fmt.Sprintf(axeRun, ask), &found, awaited))
			for _, f := range found {
				if what, _, _ := strings.Cut(f, "\n"); !seen[what] {
					seen[what] = true
					t.Errorf("%s, %d px: %s", l.name, width, f)
				}
			}
		}
	}
}

// awaited waits for what a promise gives.
func awaited(p *cdpruntime.EvaluateParams) *cdpruntime.EvaluateParams {
	return p.WithAwaitPromise(true)
}
