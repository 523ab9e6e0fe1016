package site

import (
	"os"
	"path/filepath"
	"testing"

	v1 "fazhi/generator/export/v1"
)

func tree(t *testing.T, dir, text string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func says(t *testing.T, dir, want string) {
	t.Helper()
	if data, err := os.ReadFile(filepath.Join(dir, "index.html")); err != nil || string(data) != want {
		t.Errorf("%s says %q, want %q (%v)", dir, data, want, err)
	}
}

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	out, fresh := filepath.Join(dir, "public"), filepath.Join(dir, ".public.new-1")
	tree(t, out, "old")
	tree(t, fresh, "new")
	if err := replace(fresh, out); err != nil {
		t.Fatal(err)
	}
	says(t, out, "new")
	says(t, fresh, "old") // for the caller to remove
	if err := replace(filepath.Join(dir, "none"), out); err == nil {
		t.Error("a tree that is not there took the place of the site")
	}
	says(t, out, "new")
}

// A swap that was cut off between its steps leaves no site; the next build
// begins by bringing it back.
func TestRestore(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	tree(t, filepath.Join(dir, ".public.new-0.old"), "somebody's own")
	tree(t, filepath.Join(dir, ".public.new-1.old"), "old")
	manifest := filepath.Join(dir, ".public.new-1.old", ManifestName)
	if err := os.WriteFile(manifest, []byte(`{"schema":"`+v1.ManifestSchema+`","files":[]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := restore(out); err != nil {
		t.Fatal(err)
	}
	says(t, out, "old")
	if err := restore(out); err != nil {
		t.Error(err)
	}
	if err := restore(filepath.Join(dir, "elsewhere")); err != nil {
		t.Error(err)
	}
}
