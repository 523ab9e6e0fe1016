package site_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
	"fazhi/generator/site"
)

// eachPair shows one pair of years after the other, as a reader does who follows
// the links of the page, and gives what each shows.
const eachPair = `(async (pairs) => {
	const out = [];
	for (const pair of pairs) {
		await new Promise((done) => { addEventListener("hashchange", done, { once: true }); location.hash = pair; });
		const two = document.getElementById("two");
		out.push(two.hidden ? "" : two.outerHTML);
	}
	return out;
})`

// Every number that the script shows of any two years, neighbours or not, is
// worked out again from the TOML, by the same code that works out the pages of
// neighbours.
func TestEveryPairByScript(t *testing.T) {
	tab := browsertest.Open(t)
	for _, c := range comparedSites() {
		out, raw := build(t, c.ws, site.Options{}), c.raw(t)
		dir := filepath.Join(t.TempDir(), "public")
		if _, err := site.Write(dir, out); err != nil {
			t.Fatal(err)
		}
		var pairs []string
		var years [][2]int
		for i, from := range raw.ordered() {
			for _, to := range raw.ordered()[i+1:] {
				pairs, years = append(pairs, fmt.Sprintf("%d-%d", from, to)), append(years, [2]int{from, to})
			}
		}
		page := (&url.URL{Scheme: "file", Path: filepath.Join(dir, c.agency, "fzzf/compare/index.html")}).String()
		list, err := json.Marshal(pairs)
		if err != nil {
			t.Fatal(err)
		}
		var shown []string
		err = chromedp.Run(tab, chromedp.Navigate(page), chromedp.Evaluate(fmt.Sprintf("%s(%s)", eachPair, list), &shown,
			func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
		if err != nil || len(shown) != len(pairs) {
			t.Fatalf("%s shows %d pairs of %d: %v", c.agency, len(shown), len(pairs), err)
		}
		for i, two := range shown {
			checkRows(t, c.agency+" "+pairs[i]+" by script", rowsOf(t, []byte(two), "versus"), raw, years[i][0], years[i][1])
		}
	}
}
