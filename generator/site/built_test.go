package site_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fazhi/generator/civil"
	"fazhi/generator/site"
)

// An agency is taken over whole, with the shared files that its pages name, and
// every link of it leads somewhere; a file that was changed or taken away, or a
// manifest that points elsewhere, gives nothing.
func TestBefore(t *testing.T) {
	day := civil.Date{Year: 2024, Month: 3, Day: 1}
	out := filepath.Join(t.TempDir(), "public")
	made := build(t, workspace(), site.Options{AsOf: day})
	_, err := site.Write(out, made)
	must(t, err)
	take := func() (*site.Files, error) {
		t.Helper()
		before, err := site.OpenBefore(out, false)
		must(t, err)
		defer before.Close()
		files, export, err := before.Agency("a")
		if err == nil && (files == nil || export.Name != "示例区虚构局") {
			t.Errorf("not taken over: %+v", export)
		}
		return files, err
	}
	files, err := take()
	must(t, err)
	shared := 0
	for _, name := range made.Names() {
		got := files.Get(name)
		switch {
		case strings.HasPrefix(name, "assets/"):
			shared++
			if got == nil {
				t.Errorf("%s is missing", name)
			}
		case strings.HasPrefix(name, "a/") != (got != nil):
			t.Errorf("%s: taken over %v", name, got != nil)
		}
		if got != nil && string(got) != string(made.Get(name)) {
			t.Errorf("%s is not the same", name)
		}
	}
	if shared == 0 {
		t.Error("no shared files")
	}

	before, err := site.OpenBefore(out, false)
	must(t, err)
	if files, _, err := before.Agency("b"); files != nil || err != nil {
		t.Errorf("an agency that is not there: %v %v", files, err)
	}
	must(t, before.Close())
	for _, c := range []struct {
		out   string
		draft bool
	}{{filepath.Join(t.TempDir(), "none"), false}, {t.TempDir(), false}, {out, true}} {
		if before, err := site.OpenBefore(c.out, c.draft); before != nil || err != nil {
			t.Errorf("%+v: %v %v", c, before, err)
		}
	}

	page := filepath.Join(out, "a", "fzzf", "2022.html")
	text, err := os.ReadFile(page)
	must(t, err)
	for _, spoil := range []func(){
		func() {
			must(t, os.Remove(page))
			must(t, os.Symlink(filepath.Join(out, "index.html"), page))
		},
		func() {
			must(t, os.Remove(page))
			put(t, page, strings.Replace(string(text), "9", "8", 1))
		},
		func() { must(t, os.Remove(page)) },
		func() {
			put(t, page, string(text))
			rewrite(t, filepath.Join(out, site.ManifestName), "a/fzzf/2022.html", "a/../../secret.html")
			put(t, filepath.Join(filepath.Dir(out), "secret.html"), string(text))
		},
	} {
		spoil()
		var changed *site.ChangedError
		if _, err := take(); !errors.As(err, &changed) {
			t.Errorf("taken over though changed: %v", err)
		}
	}
}

func rewrite(t *testing.T, name, old, new string) {
	t.Helper()
	data, err := os.ReadFile(name)
	must(t, err)
	put(t, name, strings.Replace(string(data), old, new, 1))
}
