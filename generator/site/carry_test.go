package site_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fazhi/generator/site"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(name), 0o755))
	must(t, os.WriteFile(name, []byte(text), 0o644))
}

func oneFile(t *testing.T, name string) *site.Files {
	t.Helper()
	var f site.Files
	must(t, f.Add(name, []byte(name)))
	return &f
}

// What no build made comes through as it is: empty folders, modes, links.
func TestKeepsFolders(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	_, err := site.Write(out, oneFile(t, "a/index.html"))
	must(t, err)
	put(t, filepath.Join(out, ".git/HEAD"), "ref")
	must(t, os.MkdirAll(filepath.Join(out, ".git/refs/tags"), 0o755))
	put(t, filepath.Join(out, "a/tools/run.sh"), "#!/bin/sh")
	must(t, os.Chmod(filepath.Join(out, "a/tools/run.sh"), 0o750))
	must(t, os.Mkdir(filepath.Join(out, "a/tools/empty"), 0o755))
	must(t, os.Chmod(filepath.Join(out, "a/tools"), 0o550))
	must(t, os.Chmod(out, 0o775))
	for range 2 {
		w, err := site.Write(out, oneFile(t, "a/new.html"))
		must(t, err)
		if got := strings.Join(w.Foreign, " "); got != "a/tools" {
			t.Errorf("told: %s", got)
		}
		for name, mode := range map[string]fs.FileMode{".git/HEAD": 0o644, ".git/refs/tags": 0o755, "a/tools/empty": 0o755, "a/tools": 0o550, "a/tools/run.sh": 0o750, ".": 0o775} {
			info, err := os.Stat(filepath.Join(out, name))
			must(t, err)
			if info.Mode().Perm() != mode && runtime.GOOS != "windows" {
				t.Errorf("%s has mode %v, want %v", name, info.Mode().Perm(), mode)
			}
		}
	}
	must(t, os.Chmod(filepath.Join(out, "a/tools"), 0o755)) // so that the test can be tidied up
}

func TestClashes(t *testing.T) {
	for _, c := range []struct{ there, made string }{
		{"x", "x/index.html"}, // a file where a folder is needed
		{"x/y/z", "x/y"},      // a folder where a file is needed
		{"x/y", "x/y"},
	} {
		out := filepath.Join(t.TempDir(), "public")
		_, err := site.Write(out, oneFile(t, "index.html"))
		must(t, err)
		put(t, filepath.Join(out, c.there), "mine")
		var foreign *site.ForeignError
		if _, err := site.Write(out, oneFile(t, c.made)); !errors.As(err, &foreign) || !foreign.Clash {
			t.Errorf("%s where %s is made: %v", c.there, c.made, err)
		}
		if data, _ := os.ReadFile(filepath.Join(out, c.there)); string(data) != "mine" {
			t.Errorf("%s is gone", c.there)
		}
	}
	out := filepath.Join(t.TempDir(), "public")
	if _, err := site.Write(out, oneFile(t, site.ManifestName)); err == nil {
		t.Error("a file of the manifest's name was overwritten")
	}
}

func TestPlace(t *testing.T) {
	dir := t.TempDir()
	link, real := filepath.Join(dir, "public"), filepath.Join(dir, "www")
	if err := os.Symlink("www", link); err != nil {
		t.Skip(err)
	}
	var place *site.PlaceError
	if _, err := site.Write(link, oneFile(t, "index.html")); !errors.As(err, &place) || place.Dir != link {
		t.Errorf("a link that leads nowhere: %v", err)
	}
	must(t, os.Mkdir(real, 0o755))
	for _, name := range []string{"index.html", "other.html"} {
		_, err := site.Write(link, oneFile(t, name))
		must(t, err)
		if _, err := os.Stat(filepath.Join(real, name)); err != nil {
			t.Error(err)
		}
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link was replaced by a folder")
	}
}

// A killed build leaves its tree; the next one removes it, and nothing else.
func TestSweep(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("no locks here")
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, ".public.new-123/index.html"), "left behind")
	put(t, filepath.Join(dir, ".public.new-notes/a.txt"), "somebody's own")
	put(t, filepath.Join(dir, ".public.new-5.old/a.txt"), "the tree before")
	_, err := site.Write(filepath.Join(dir, "public"), oneFile(t, "index.html"))
	must(t, err)
	left, err := filepath.Glob(filepath.Join(dir, ".*", "*"))
	must(t, err)
	if len(left) != 2 {
		t.Errorf("left: %v", left)
	}
}
