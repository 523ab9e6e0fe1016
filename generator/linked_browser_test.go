package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
)

// What a page says of itself to machines reaches them through a browser: it is
// there, once, it is JSON whatever the title holds, and the policy lets it
// stand. The samples are demonstrations and say nothing, so this is another site.
func TestLinkedDataInBrowser(t *testing.T) {
	t.Parallel()
	ctx := browsertest.Shared(t)
	files := maps.Clone(sound)
	title := `示例区虚构局2023年度“</script><!--”情况报告`
	files["content/a/fzzf/2023.md"] = strings.Replace(sound["content/a/fzzf/2023.md"], "示例区虚构局2023年度法治政府建设情况报告", title, 1)
	dir := filepath.Join(t.TempDir(), "public")
	var out bytes.Buffer
	if code := run([]string{"build", "-C", workspaceOf(t, files), "--out", dir}, &out, &out, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), nil); code != 0 {
		t.Fatalf("build: %d\n%s", code, out.String())
	}
	server := httptest.NewServer(http.StripPrefix("/a/b/", http.FileServer(http.Dir(dir))))
	defer server.Close()
	for _, origin := range []string{(&url.URL{Scheme: "file", Path: dir + "/"}).String(), server.URL + "/a/b/"} {
		bad := watch(ctx, origin)
		for page, want := range map[string][2]string{
			"a/fzzf/2023.html": {"Report", title},
			"a/index.html":     {"GovernmentOrganization", "示例区虚构局"},
		} {
			var said []string
			err := chromedp.Run(ctx, cdplog.Enable(), network.Enable(), runtime.Enable(),
				chromedp.Navigate(origin+page),
				chromedp.Evaluate(`[...document.querySelectorAll('script[type="application/ld+json"]')].map(e => e.textContent)`, &said),
			)
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range bad() {
				t.Errorf("%s%s: %s", origin, page, b)
			}
			if len(said) != 1 {
				t.Errorf("%s%s speaks to machines %d times", origin, page, len(said))
				continue
			}
			var data struct {
				Context string `json:"@context"`
				Type    string `json:"@type"`
				Name    string
			}
			if err := json.Unmarshal([]byte(said[0]), &data); err != nil || data.Context != "https://schema.org" || data.Type != want[0] || data.Name != want[1] {
				t.Errorf("%s%s says %s, %v", origin, page, said[0], err)
			}
		}
		// That nothing was reported means something: a script that runs is.
		saveFile(t, dir, "a/control.html", `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><script>1</script>`)
		if err := chromedp.Run(ctx, chromedp.Navigate(origin+"a/control.html"), chromedp.Evaluate(`1`, nil)); err != nil {
			t.Fatal(err)
		}
		if reported := strings.Join(bad(), "\n"); !strings.Contains(reported, "Content Security Policy") {
			t.Errorf("a violation of the policy was not reported: %q", reported)
		}
	}
}
