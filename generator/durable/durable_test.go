package durable

import (
	"os"
	"path/filepath"
	"testing"
)

// A tree can be flushed in both ways, whatever stands in it.
func TestTree(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "b/c/d.txt", "b/e.txt"} {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(name), 0o400); err != nil {
			t.Fatal(err)
		}
	}
	_ = os.Symlink("nowhere", filepath.Join(dir, "link"))
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := Tree(root); err != nil {
		t.Error(err)
	}
	if err := walk(root, "."); err != nil {
		t.Error(err)
	}
}

// What is written is there under its name alone; a folder in its place is an
// error that leaves nothing.
func TestWrite(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, text := range []string{"one", "two"} {
		if err := Write(root, "a/b.txt", []byte(text)); err != nil {
			t.Fatal(err)
		}
		if data, err := root.ReadFile("a/b.txt"); err != nil || string(data) != text {
			t.Errorf("%q, %v", data, err)
		}
	}
	if err := root.MkdirAll("a/c/d", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Write(root, "a/c", []byte("file")); err == nil {
		t.Error("a folder was overwritten")
	}
	entries, err := os.ReadDir(filepath.Join(root.Name(), "a"))
	if err != nil || len(entries) != 2 {
		t.Errorf("left: %v, %v", entries, err)
	}
}
