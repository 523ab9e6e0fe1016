package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	v1 "fazhi/generator/export/v1"
)

// relist has the manifest of a site tell of a file as it is now, as somebody does who
// rewrites a site: relist DIR FILE.
func relist(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: relist DIR FILE")
	}
	data, err := os.ReadFile(ts.MkAbs(filepath.Join(args[0], filepath.FromSlash(args[1]))))
	ts.Check(err)
	name := ts.MkAbs(filepath.Join(args[0], "manifest.json"))
	list, err := os.ReadFile(name)
	ts.Check(err)
	var m v1.Manifest
	ts.Check(json.Unmarshal(list, &m))
	i := slices.IndexFunc(m.Files, func(f v1.ManifestFile) bool { return f.Path == args[1] })
	if i < 0 {
		ts.Fatalf("%s lists no %s", name, args[1])
	}
	sum := sha256.Sum256(data)
	m.Files[i].Size, m.Files[i].SHA256 = len(data), hex.EncodeToString(sum[:])
	list, err = json.MarshalIndent(m, "", " ")
	ts.Check(err)
	ts.Check(os.WriteFile(name, append(list, '\n'), 0o644))
}

// TestHarvestHosts asks hosts of every kind: what a good one has is taken in; of others
// each says what is the matter, none is waited for without end, and no other host is
// asked.
func TestHarvestHosts(t *testing.T) {
	dir := workspaceOf(t, sound)
	saveFile(t, dir, "portal/data/site.toml", "title = \"示例市门户\"\n")
	portal := filepath.Join(dir, "portal")
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("another host was asked for %s", r.URL) }))
	defer elsewhere.Close()
	release := make(chan struct{})
	odd := ""
	var files http.Handler
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, odd) || odd == "" {
			files.ServeHTTP(w, r)
			return
		}
		switch how, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/"); how {
		case "slow":
			select {
			case <-release:
			case <-r.Context().Done():
			}
		case "huge":
			zeros := bytes.Repeat([]byte(" "), 1<<20)
			for range 40 {
				if _, err := w.Write(zeros); err != nil {
					return
				}
			}
		case "away":
			http.Redirect(w, r, elsewhere.URL+"/manifest.json", http.StatusFound)
		case "none":
			http.NotFound(w, r)
		case "broken":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "page":
			_, _ = w.Write([]byte("<!doctype html><title>登录</title>"))
		}
	}))
	defer host.Close()
	defer close(release)
	command(t, 0, "-C", dir, "build", "--base-url", host.URL+"/good/")
	files = http.StripPrefix("/good/", http.FileServer(http.Dir(filepath.Join(dir, "public"))))
	out := command(t, 0, "-C", portal, "harvest", host.URL+"/good/")
	if !strings.Contains(out, "1个网站的1个单位") {
		t.Errorf("a good site: %s", out)
	}
	before, err := os.ReadFile(filepath.Join(portal, "public", "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ how, file, want string }{
		{"slow", "manifest.json", "等了太久，没有读完"},
		{"slow", "agency.json", "等了太久，没有读完"},
		{"huge", "agency.json", "太大，生成的网站里没有这样大的文件"},
		{"away", "manifest.json", "转到了别的网站"},
		{"none", "manifest.json", "没有这个文件"},
		{"none", "agency.json", "没有这个文件"},
		{"broken", "agency.json", "网站没有应答，或者应答出错（503 Service Unavailable）"},
		{"page", "manifest.json", "不是完整的 JSON"},
		{"page", "agency.json", "不是完整的 JSON"},
	} {
		odd = c.file
		files = http.StripPrefix("/"+c.how+"/", http.FileServer(http.Dir(filepath.Join(dir, "public"))))
		start := time.Now()
		log := command(t, 1, "-C", portal, "harvest", "--timeout", "1", host.URL+"/"+c.how+"/")
		if !strings.Contains(log, c.want) || !strings.Contains(log, c.how+"/") {
			t.Errorf("%s, %s: want %q, told\n%s", c.how, c.file, c.want, log)
		}
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s, %s: ended after %v", c.how, c.file, took)
		}
	}
	nobody := httptest.NewServer(nil)
	nobody.Close()
	if log := command(t, 1, "-C", portal, "harvest", nobody.URL+"/x/"); !strings.Contains(log, "网站没有应答，或者应答出错（dial tcp") || strings.Contains(log, "Get \"") {
		t.Errorf("a host that is not there: %s", log)
	}
	if after, err := os.ReadFile(filepath.Join(portal, "public", "manifest.json")); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the portal is not as it was: %v", err)
	}
}
