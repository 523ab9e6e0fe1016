package trace_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fazhi/generator/trace"
)

// folder makes a folder of files that are old enough for their marks to count.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, dir, name, text)
	}
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A trace stands until something that was read would be read otherwise, whether
// marks are known or every file is read again; and what was not read does not count.
func TestHolds(t *testing.T) {
	use := func(t *testing.T, w fs.FS) {
		if _, err := fs.ReadFile(w, "a/one.md"); err != nil {
			t.Fatal(err)
		}
		f, err := w.Open("a/two.md")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(f); err != nil {
			t.Fatal(err)
		}
		must(t, f.Close())
		if _, err := fs.ReadDir(w, "a"); err != nil {
			t.Fatal(err)
		}
		if _, err := fs.Stat(w, "a/sub"); err != nil {
			t.Fatal(err)
		}
		if _, err := fs.Stat(w, "a/table.csv"); err != nil {
			t.Fatal(err)
		}
		if _, err := fs.ReadFile(w, "a/none.toml"); !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	files := map[string]string{"a/one.md": "一", "a/two.md": "二", "a/sub/three.md": "三", "a/table.csv": "1,2", "b/other.md": "别的"}
	cases := []struct {
		name   string
		change func(t *testing.T, dir string)
		holds  bool
	}{
		{"nothing", func(*testing.T, string) {}, true},
		{"a file beside", func(t *testing.T, dir string) { write(t, dir, "b/other.md", "改") }, true},
		{"a file in a folder that was only seen", func(t *testing.T, dir string) { write(t, dir, "a/sub/new.md", "新") }, true},
		{"the same written again", func(t *testing.T, dir string) { write(t, dir, "a/one.md", "一") }, true},
		{"another content of the same size and time", func(t *testing.T, dir string) {
			info, err := os.Stat(filepath.Join(dir, "a/one.md"))
			must(t, err)
			write(t, dir, "a/one.md", "乙")
			must(t, os.Chtimes(filepath.Join(dir, "a/one.md"), info.ModTime(), info.ModTime()))
		}, false},
		{"another content read by opening", func(t *testing.T, dir string) { write(t, dir, "a/two.md", "两") }, false},
		{"another size of what was only seen", func(t *testing.T, dir string) { write(t, dir, "a/table.csv", "1,2,3") }, false},
		{"a new file in a folder that was listed", func(t *testing.T, dir string) { write(t, dir, "a/four.md", "四") }, false},
		{"a file where there was none", func(t *testing.T, dir string) { write(t, dir, "a/none.toml", "") }, false},
		{"a file gone", func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "a/two.md"))) }, false},
		{"a folder gone", func(t *testing.T, dir string) { must(t, os.RemoveAll(filepath.Join(dir, "a"))) }, false},
		{"a file in the place of a folder", func(t *testing.T, dir string) {
			must(t, os.RemoveAll(filepath.Join(dir, "a/sub")))
			write(t, dir, "a/sub", "")
		}, false},
		{"renamed", func(t *testing.T, dir string) {
			must(t, os.Rename(filepath.Join(dir, "a/one.md"), filepath.Join(dir, "a/uno.md")))
		}, false},
	}
	for _, c := range cases {
		for name, start := range map[string]time.Time{"marks": time.Now().Add(time.Hour), "no marks": {}} {
			t.Run(c.name+", "+name, func(t *testing.T) {
				dir := folder(t, files)
				w := trace.New(os.DirFS(dir), start)
				use(t, w)
				tr := w.Trace()
				c.change(t, dir)
				if got := tr.Holds(os.DirFS(dir)); got != c.holds {
					t.Errorf("stands: %t", got)
				}
				if got := tr.Holds(opening(t, dir)); got != c.holds {
					t.Errorf("asked folder by folder, stands: %t", got)
				}
			})
		}
	}
}

// rooted opens folders.
type rooted struct {
	fs.FS
	root *os.Root
}

func (r rooted) OpenFolder(name string) (fs.FS, io.Closer, error) {
	folder, err := r.root.OpenRoot(name)
	if err != nil {
		return nil, nil, err
	}
	return rooted{folder.FS(), folder}, folder, nil
}

func opening(t *testing.T, dir string) fs.FS {
	root, err := os.OpenRoot(dir)
	must(t, err)
	t.Cleanup(func() { root.Close() })
	return rooted{root.FS(), root}
}

// A link that leads to another folder is followed also where folders are asked by
// themselves.
func TestHoldsLinks(t *testing.T) {
	dir := folder(t, map[string]string{"a/one.md": "一", "b/other.md": "别的"})
	if os.Symlink(filepath.FromSlash("../b/other.md"), filepath.Join(dir, "a/link.md")) != nil {
		t.Skip("no links here")
	}
	must(t, os.Symlink(filepath.FromSlash("../b"), filepath.Join(dir, "a/b")))
	under := opening(t, dir)
	for _, name := range []string{"a/link.md", "a/b/other.md"} {
		write(t, dir, "b/other.md", "别的")
		w := trace.New(under, time.Now().Add(time.Hour))
		for _, name := range []string{"a/one.md", name} {
			if _, err := fs.ReadFile(w, name); err != nil {
				t.Fatal(err)
			}
		}
		if !w.Trace().Holds(under) {
			t.Error("nothing changed, and it does not stand")
		}
		write(t, dir, "b/other.md", "改")
		if w.Trace().Holds(under) {
			t.Error("what a link leads to changed:", name)
		}
	}
}

// Where something changes between two readings of it, nothing may be built on them.
func TestChangesWhileRead(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "一"})
	w := trace.New(os.DirFS(dir), time.Time{})
	for _, text := range []string{"一", "二"} {
		write(t, dir, "a.md", text)
		if _, err := fs.ReadFile(w, "a.md"); err != nil {
			t.Fatal(err)
		}
	}
	if w.Trace().Holds(os.DirFS(dir)) {
		t.Error("a file that changed is relied on")
	}
}

// What was read in part is known by its mark alone.
func TestReadInPart(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "一二三"})
	for name, start := range map[string]time.Time{"mark": time.Now().Add(time.Hour), "no mark": {}} {
		w := trace.New(os.DirFS(dir), start)
		f, err := w.Open("a.md")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(f, make([]byte, 3)); err != nil {
			t.Fatal(err)
		}
		must(t, f.Close())
		if got := w.Trace().Holds(os.DirFS(dir)); got != (name == "mark") {
			t.Errorf("%s: stands: %t", name, got)
		}
	}
}
