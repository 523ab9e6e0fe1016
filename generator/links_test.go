package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Hosts are asked by hand; what they answer is kept in the workspace, listed, told by
// check and build, and never asked again by them.
func TestLinksExternal(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.Path == "/gone" {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer s.Close()
	dir := small(t)
	writeSource(t, dir, "data/site.toml", "title = \"示例\"\nlink_hosts = [\"127.0.0.1\"]\n[[footer]]\nlabel = \"部门\"\nhref = \""+s.URL+"/foot\"\n")
	writeSource(t, dir, "content/a/about.md", "+++\ntitle = \"说明\"\n+++\n\n见[甲]("+s.URL+"/gone)和[乙]("+s.URL+"/ok#x)，又见[甲]("+s.URL+"/gone)。\n")
	if out := command(t, 0, "-C", dir, "links"); !strings.Contains(out, "没有查过") || !strings.Contains(out, "共3个站外链接") || asked > 0 {
		t.Fatalf("the list before anything was asked (%d): %s", asked, out)
	}
	out := command(t, 1, "-C", dir, "links", "--external", "--inner")
	for _, want := range []string{"3/3", s.URL + "/gone\n  网页不在（404），2024年3月10日起\n  content/a/about.md:5:3\n  content/a/about.md:5:", s.URL + "/foot\n  正常，2024年3月10日起，在每一页\n  data/site.toml:5:8\n", "其中1个要改；最近一次查询：2024年3月10日"} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	kept, err := os.ReadFile(filepath.Join(dir, "data", "links.toml"))
	if err != nil {
		t.Fatal(err)
	}
	before := asked
	for _, args := range [][]string{{"check"}, {"build"}} {
		if out := command(t, 0, append([]string{"-C", dir}, args...)...); strings.Count(out, "警告  link-dead") != 2 || !strings.Contains(out, "链接的网页已经不在（2024年3月10日起，最近一次查询2024年3月10日）") {
			t.Errorf("%v does not tell the dead link: %s", args, out)
		}
	}
	if asked != before {
		t.Error("check or build asked another host")
	}
	command(t, 1, "-C", dir, "links", "--external", "--inner")
	if again, _ := os.ReadFile(filepath.Join(dir, "data", "links.toml")); !bytes.Equal(kept, again) {
		t.Errorf("the same answers, another file:\n%s", again)
	}
	var json, errs bytes.Buffer
	run([]string{"-C", dir, "links", "--format", "json"}, &json, &errs, time.Date(2024, 3, 10, 9, 0, 0, 0, time.UTC), nil)
	if got := json.String(); strings.Count(got, "\n") != 3 || !strings.Contains(got, `"files":1,"places":[{"file":"content/a/about.md","line":5,"column":3},`) || !strings.Contains(got, `"result":"gone","code":404`) {
		t.Errorf("as JSON: %s", got)
	}
}
