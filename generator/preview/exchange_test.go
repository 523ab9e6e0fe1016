package preview_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fazhi/generator/preview"
)

// Another folder in the place of content or data is read whole.
func TestFoldersExchanged(t *testing.T) {
	files := sound()
	dir := folder(t, files)
	s := start(t, dir)
	for root, file := range map[string]string{"content": "content/a/fzzf/2023.md", "data": "data/a/agency.toml"} {
		save(t, dir, "other/"+file, strings.ReplaceAll(files[file], "虚构局", "另一个局"))
		for _, step := range [][2]string{{root, "old-" + root}, {"other/" + root, root}} {
			if err := os.Rename(filepath.Join(dir, step[0]), filepath.Join(dir, step[1])); err != nil {
				t.Fatal(err)
			}
		}
		s.Changed([]string{root})
		if w := ask(s, "/a/"); root == "data" && !strings.Contains(w.Body.String(), "另一个局") || root == "content" && strings.Contains(w.Body.String(), "虚构局2023年度报告") {
			t.Errorf("%s: the page is of the folder before", root)
		}
	}
}

// Browsers leave the port out where it is that of all sites.
func TestPort80(t *testing.T) {
	s := start(t, folder(t, sound()))
	for host, want := range map[string]int{"127.0.0.1": 200, "localhost:80": 200, "[::1]": 200, "example.com": 403, "127.0.0.1:8080": 403} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		s.Handler(preview.Hosts(80)).ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d, want %d", host, w.Code, want)
		}
	}
}
