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

// What is asked for: every rule of WCAG 2.2 AA and those of good practice; of
// other looks than the first those that a style can break.
const (
	axeAll   = `runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	axeStyle = `runOnly: { type: "rule", values: ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"] }`
	axeSize  = `runOnly: { type: "rule", values: ["target-size", "scrollable-region-focusable"] }` // colours are the system's
)

// axeWidths are a small phone, a tablet and a desk, in CSS pixels.
var axeWidths = []int64{320, 768, 1440}

// TestAxe finds nothing on any page type, in any look, at any width.
func TestAxe(t *testing.T) {
	script := axe(t)
	browser := browsertest.Open(t)
	all := rest(t)
	origin := diskOrigin(sample(t))
	for _, s := range gallery {
		s.path = origin + s.path
		all = append(all, s)
	}
	seen := map[string]bool{}
	for _, s := range all {
		in := looks()
		if seen[s.kind] { // another state of a type has its look
			in = in[:1]
		}
		seen[s.kind] = true
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			s.axe(t, browsertest.Tab(t, browser), script, in)
		})
	}
}

// axeThin leaves of what a page repeats the first few, since what is repeated
// looks alike, and axe measures the ground under every letter.
const axeThin = `for (const parent of document.querySelectorAll("tbody, ul, ol, dl, section, article, main, details > div")) {
		const seen = new Map();
		for (const child of [...parent.children]) {
			const kind = child.tagName + "." + child.className;
			seen.set(kind, (seen.get(kind) ?? 0) + 1);
			if (seen.get(kind) > 3) child.remove();
		}
	}`

// axe goes through the looks and widths of a page: the whole page as it comes,
// then the rest on what axeThin leaves of it. What was found already is not told
// again.
func (s shown) axe(t *testing.T, tab context.Context, script string, in []look) {
	t.Helper()
	runAll(t, tab, s.open(""), chromedp.Evaluate(script+"\n0", nil))
	seen := map[string]bool{}
	for i, l := range in {
		ask := axeStyle
		switch {
		case i == 0:
			ask = axeAll
		case l.name == "forced":
			ask = axeSize
		}
		for j, width := range axeWidths {
			if i == 0 && j == 1 {
				runAll(t, tab, chromedp.Evaluate(axeThin, nil))
			}
			var found []string
			runAll(t, tab, l.system(), emulation.SetDeviceMetricsOverride(width, 900, 1, width < 700), l.ticked(),
				chromedp.Evaluate(fmt.Sprintf(axeRun, ask), &found, awaited))
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
