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

// What is asked for: every rule of WCAG 2.2 AA and those of good practice, or those
// that a look can break. With forced colours the colours are the system's.
const (
	axeAll    = `runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	axeForced = axeAll + `, rules: { "color-contrast": { enabled: false } }`
	axeStyle  = `runOnly: { type: "rule", values: ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"] }`
	axeSize   = `runOnly: { type: "rule", values: ["target-size", "scrollable-region-focusable"] }`
)

// axeWidths are a small phone, a tablet and a desk, in CSS pixels.
var axeWidths = []int64{320, 768, 1440}

// TestAxe finds nothing on any page of the gallery, with all that is folded open: the
// page as it comes by every rule on a phone; what axeThin leaves of it at the other
// widths, and in the other looks, at the widest, by the rules that a look can break.
// With -every it is every rule, look and width, on the whole page.
func TestAxe(t *testing.T) {
	t.Parallel()
	script := axe(t)
	all := rest(t)
	origin := diskOrigin(sample(t))
	for _, s := range gallery {
		s.path = origin + s.path
		all = append(all, s)
	}
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			s.axe(t, browsertest.Shared(t), script)
		})
	}
}

// unfolded opens all that is folded.
const unfolded = `for (const el of document.querySelectorAll("details")) el.open = true`

// axeThin leaves of what a page repeats the first few, since what is repeated looks
// alike, and axe measures the ground under every letter. What has a kind of element
// within that was not seen in its place yet, stays.
const axeThin = `const kinds = new Set();
	for (const parent of document.querySelectorAll("tbody, ul, ol, dl, section, article, main, details > div")) {
		const seen = new Map();
		for (const child of [...parent.children]) {
			const kind = child.tagName + "." + child.className;
			seen.set(kind, (seen.get(kind) ?? 0) + 1);
			const within = [child, ...child.querySelectorAll("*")].map((el) => (el.parentElement?.tagName ?? "") + ">" + el.tagName + "." + (el.getAttribute("class") ?? ""));
			const fresh = within.some((k) => !kinds.has(k));
			if (seen.get(kind) > 3 && !fresh) child.remove();
			else within.forEach((k) => kinds.add(k));
		}
	}`

// axe goes through the looks and widths of a page. What was found already is not
// told again.
func (s shown) axe(t *testing.T, tab context.Context, script string) {
	t.Helper()
	runAll(t, tab, s.open(""), chromedp.Evaluate(script+"\n0", nil))
	seen := map[string]bool{}
	for i, l := range looks() {
		ask, widths, forced := axeAll, axeWidths, l.name == "forced"
		switch {
		case i > 0 && !*every && forced:
			ask, widths = axeSize, axeWidths[2:]
		case i > 0 && !*every:
			ask, widths = axeStyle, axeWidths[2:]
		case forced:
			ask = axeForced
		}
		for j, width := range widths {
			if i == 0 && j == 1 && !*every {
				runAll(t, tab, chromedp.Evaluate("{"+axeThin+"}", nil))
			}
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
