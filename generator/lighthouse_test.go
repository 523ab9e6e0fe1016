package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fazhi/generator/browsertest"
)

// lighthouseVersion is the last one that runs on Debian's Node.
const lighthouseVersion = "lighthouse@12"

// TestLighthouse has the home page, a report and a comparison of a published copy
// of the sample judged by Lighthouse on its mobile profile. It fetches Lighthouse
// from npm's registry and wants an idle machine, so it runs on request only.
// With -update it writes the scores into docs/quality.md.
func TestLighthouse(t *testing.T) {
	if os.Getenv("FAZHI_LIGHTHOUSE") != "1" {
		t.Skip("fetches Lighthouse from npm; set FAZHI_LIGHTHOUSE=1")
	}
	browser := browsertest.Path(t)
	dir := t.TempDir()
	install := exec.Command("npm", "install", "--prefix", dir, "--no-audit", "--no-fund", "--ignore-scripts", lighthouseVersion)
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm: %v\n%s", err, out)
	}
	var handler http.Handler = http.NotFoundHandler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	defer server.Close()
	handler = deployed(publishedSample(t, server.URL+"/"))
	var table strings.Builder
	for _, p := range []struct{ name, path string }{
		{"home", "index.html"},
		{"report", "yunxi-sfj/fzzf/2023.html"},
		{"comparison", "yunxi-sfj/fzzf/compare/2022-2023.html"},
	} {
		cmd := exec.Command(filepath.Join(dir, "node_modules/.bin/lighthouse"), server.URL+"/"+p.path,
			"--quiet", "--output=json", "--chrome-flags=--headless --no-sandbox")
		cmd.Env = append(os.Environ(), "CHROME_PATH="+browser)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("lighthouse: %v\n%s", err, stderr.String())
		}
		table.WriteString(judge(t, p.name, out))
	}
	t.Log("\n" + table.String())
	if *update {
		writeBetween(t, "../docs/quality.md", "lighthouse", table.String())
	}
}

// lighthouse is what we read of a report of Lighthouse.
type lighthouse struct {
	Version    string `json:"lighthouseVersion"`
	Categories map[string]struct{ Score float64 }
	Audits     map[string]struct {
		ID, ScoreDisplayMode, DisplayValue string
		Score                              *float64
	}
}

// judge holds one page to the scores that we want and gives its row.
func judge(t *testing.T, name string, data []byte) string {
	t.Helper()
	var r lighthouse
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	row := "| " + name + " |"
	for _, c := range []struct {
		id   string
		want float64
	}{{"performance", 0.98}, {"accessibility", 1}, {"best-practices", 1}, {"seo", 1}} {
		score := r.Categories[c.id].Score
		row += fmt.Sprintf(" %.0f |", score*100)
		if score < c.want {
			t.Errorf("%s: %s is %.2f, not %.2f", name, c.id, score, c.want)
		}
	}
	for _, metric := range []string{"first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"} {
		row += " " + r.Audits[metric].DisplayValue + " |"
	}
	var ids []string
	for id, a := range r.Audits {
		if a.Score != nil && *a.Score < 1 && (a.ScoreDisplayMode == "binary" || a.ScoreDisplayMode == "numeric") {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	t.Logf("%s: Lighthouse %s; not whole: %s", name, r.Version, strings.Join(ids, ", "))
	return row + "\n"
}

// deployed serves a site as docs/deploy.md says: compressed copies where they are,
// and what has a fingerprint in its name for a year.
func deployed(dir string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Clean(r.URL.Path)
		if strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		if strings.HasPrefix(name, "/assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)+".gz"))
		if err != nil || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			files.ServeHTTP(w, r)
			return
		}
		kinds := map[string]string{".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".xml": "application/xml"}
		w.Header().Set("Content-Type", kinds[path.Ext(name)])
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		_, _ = w.Write(data)
	})
}

// publishedSample builds the samples as if they were publications: search engines
// are kept away from a demonstration, which Lighthouse holds against a page.
func publishedSample(t *testing.T, address string) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"data", "content"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS("../"+part)); err != nil {
			t.Fatal(err)
		}
	}
	demo := regexp.MustCompile(`(?m)^demo.*\n`)
	status := regexp.MustCompile(`(?m)^status .*$`)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch base := filepath.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && base == "ledger":
			if err := os.RemoveAll(name); err != nil {
				return err
			}
			return fs.SkipDir
		case base == "agency.toml":
			return edit(name, func(s string) string { return demo.ReplaceAllString(s, "") })
		case base == "site.toml":
			return edit(name, func(s string) string { return "address = \"" + address + "\"\n" + s })
		case filepath.Ext(base) == ".md" && len(base) == len("2023.md"):
			year, err := strconv.Atoi(strings.TrimSuffix(base, ".md"))
			if err != nil {
				return nil
			}
			dates := fmt.Sprintf("status = \"published\"\nsigned = %[1]d-01-12\nsubmitted = %[1]d-01-20\npublished = %[1]d-01-26T09:30:00+08:00", year+1)
			review := fmt.Sprintf("[[review]]\nkind = \"保密审查\"\nby = \"办公室\"\ndate = %d-01-10\n+++\n", year+1)
			return edit(name, func(s string) string {
				head, body, _ := strings.Cut(s[len("+++"):], "\n+++\n")
				return "+++" + status.ReplaceAllString(head, dates) + "\n" + review + body
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "public")
	var log bytes.Buffer
	if code := run([]string{"-C", dir, "build", "--out", out}, &log, &log, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), nil); code != 0 {
		t.Fatalf("build: %d\n%s", code, log.String())
	}
	return out
}

func edit(name string, change func(string) string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, []byte(change(string(data))), 0o644)
}

// writeBetween puts text between the two comments of a mark in a file.
func writeBetween(t *testing.T, name, mark, text string) {
	t.Helper()
	open, end := "<!-- "+mark+" -->\n", "<!-- /"+mark+" -->"
	err := edit(name, func(s string) string {
		i, j := strings.Index(s, open), strings.Index(s, end)
		if i < 0 || j < i {
			t.Fatalf("%s has no place for %s", name, mark)
		}
		return s[:i+len(open)] + text + s[j:]
	})
	if err != nil {
		t.Fatal(err)
	}
}
