// Package workspace opens the folder that people work in: its sources, and the
// templates to use, which are the program's own with the workspace's laid over
// them file by file.
//
// Reading cannot leave the folder: a link that leads out of it is refused by
// the operating system's own means.
package workspace

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Workspace is an open folder.
type Workspace struct {
	Dir       string // absolute
	FS        fs.FS  // data/, content/, templates/
	Templates fs.FS
	root      *os.Root
}

// ErrNone says that a folder is no workspace: it has no data/site.toml.
var ErrNone = errors.New("not a workspace: data/site.toml is missing")

// Open opens a workspace; shipped are the program's own templates.
func Open(dir string, shipped fs.FS) (*Workspace, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, err
	}
	w := &Workspace{Dir: abs, FS: files{root.FS().(system), root}, Templates: shipped, root: root}
	if _, err := fs.Stat(w.FS, "data/site.toml"); err != nil {
		root.Close()
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: %w", abs, ErrNone)
		}
		return nil, err
	}
	if own, err := fs.Sub(root.FS(), "templates"); err == nil {
		w.Templates = overlay{over: own, under: shipped}
	}
	return w, nil
}

// Close releases the folder.
func (w *Workspace) Close() error { return w.root.Close() }

// system is what the file system of a root can do.
type system interface {
	fs.StatFS
	fs.ReadDirFS
	fs.ReadFileFS
}

// files is the file system of the folder.
type files struct {
	system
	root *os.Root
}

// OpenFolder opens a folder once for many questions: from the top each of them opens
// all folders on its way. The caller closes it.
func (f files) OpenFolder(name string) (fs.FS, io.Closer, error) {
	dir, err := f.root.OpenRoot(filepath.FromSlash(name))
	if err != nil {
		return nil, nil, err
	}
	return files{dir.FS().(system), dir}, dir, nil
}

// overlay shows two trees as one; a file of the first hides one of the second.
type overlay struct{ over, under fs.FS }

// Open implements fs.FS.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.over.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.under.Open(name)
	}
	return f, err
}

// ReadDir implements fs.ReadDirFS, sorted by name.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	over, errOver := fs.ReadDir(o.over, name)
	under, errUnder := fs.ReadDir(o.under, name)
	if errOver != nil && !errors.Is(errOver, fs.ErrNotExist) {
		return nil, errOver // what somebody put there and cannot be read is not passed over
	}
	if errOver != nil && errUnder != nil {
		return nil, errUnder
	}
	all := append(over, under...)
	slices.SortStableFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(all, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}
