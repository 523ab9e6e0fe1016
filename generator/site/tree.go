package site

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/trace"
)

// Tree is a site that is being written beside the one in place, part by part: that
// of an agency as soon as it is made, that of the portal last. Of what is written it
// keeps a few words a file, and those on the disk, so a site of any size takes the
// memory of its largest part.
//
// Begin, Add for each part, Complete, and then Switch puts it in the place of the
// tree at out in one step: flushed to the disk and exchanged with it. On any error
// the old tree stays whole; of trees to be published the last ones are kept beside
// the new one. What no build made is kept, and named. Where out is a link to a
// folder, the tree is that folder. Discard, in the end, leaves no trace of a tree
// that did not come into its place.
type Tree struct {
	out, fresh string
	unlock     func()
	scratch    *scratch
	parents    []string // folders above out that were made for it, the deepest first

	mu    sync.Mutex // of what follows
	runs  []run
	draft bool
	kept  []string
	part  *v1.Part // nil for a site

	shared sync.Mutex // held while a file is written that several parts may have

	sum      string // of the manifest, once it is written
	compared bool   // with the tree in place
	before   *Built // that tree
}

// Begin makes the folder of a new tree beside out. Others may write there until it
// takes its place.
func Begin(out string) (*Tree, error) {
	parents := missing(filepath.Dir(filepath.Clean(out)))
	out, free, err := begin(out)
	if err != nil {
		return nil, err
	}
	defer free()
	t := &Tree{out: out, parents: parents}
	if err := refuse(out); err != nil { // early, before anything is made
		return nil, err
	}
	if t.fresh, t.unlock, err = makeFresh(out); err != nil {
		return nil, &PlaceError{out, err}
	}
	if t.scratch, err = newScratch(t.fresh); err != nil {
		t.scratch = &scratch{}
		t.Discard()
		return nil, err
	}
	return t, nil
}

// missing gives a folder and those above it as far as they are not there.
func missing(dir string) []string {
	var out []string
	for {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			return out
		}
		out = append(out, dir)
		dir = filepath.Dir(dir)
	}
}

// Add writes the files of a part, which may be dropped then. own is the folder that
// is the part's alone, "" for none: what stands elsewhere may be in other parts too,
// with the same bytes. The error is a *CollisionError where it has others. It may be
// called by several goroutines.
func (t *Tree) Add(own string, f *Files) (Stamps, error) {
	w := partWriter{tree: t, own: own + "/", made: map[string]bool{}}
	for _, name := range f.Names() {
		if err := w.write(name, f.Get(name)); err != nil {
			return Stamps{}, err
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.draft = t.draft || f.draft
	t.kept = append(t.kept, f.kept...)
	return Stamps{own, w.stamps}, t.list(w.stamps)
}

// list notes files for the manifest.
func (t *Tree) list(files []stamp) error {
	if len(files) == 0 {
		return nil
	}
	at, err := t.scratch.put(packRun(files))
	t.runs = append(t.runs, run{files[0].name, at})
	return err
}

// partWriter writes one part.
type partWriter struct {
	tree   *Tree
	own    string          // its folder, with a slash
	made   map[string]bool // folders
	stamps []stamp
}

func (w *partWriter) write(name string, data []byte) error {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return fmt.Errorf("output path %s leads out of the site", name)
	}
	if name == ManifestName || name == scratchName {
		return &CollisionError{name}
	}
	if !strings.HasPrefix(name, w.own) {
		w.tree.shared.Lock()
		defer w.tree.shared.Unlock()
	}
	full := filepath.Join(w.tree.fresh, filepath.FromSlash(name))
	err := w.folder(filepath.Dir(full))
	var mark trace.Mark
	if err == nil {
		mark, err = create(full, data)
	}
	switch {
	case err == nil:
		w.stamps = append(w.stamps, stamp{name, len(data), sha256.Sum256(data), mark})
		return nil
	case errors.Is(err, fs.ErrExist):
		if old, err := os.ReadFile(full); err == nil && bytes.Equal(old, data) {
			return nil // and listed by whoever wrote it
		}
		return &CollisionError{name}
	case errors.Is(err, syscall.ENOTDIR):
		return &CollisionError{w.inTheWay(name)}
	}
	return err
}

// inTheWay finds the file that stands where another one needs a folder.
func (w *partWriter) inTheWay(name string) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if info, err := os.Lstat(filepath.Join(w.tree.fresh, filepath.FromSlash(dir))); err == nil && !info.IsDir() {
			return dir
		}
	}
	return name
}

// folder makes a folder. Names come sorted, so the one above is mostly there.
func (w *partWriter) folder(dir string) error {
	if w.made[dir] {
		return nil
	}
	err := os.Mkdir(dir, 0o755)
	if errors.Is(err, fs.ErrNotExist) {
		err = os.MkdirAll(dir, 0o755)
	}
	if err == nil || errors.Is(err, fs.ErrExist) {
		w.made[dir] = true
		return nil // a file in its place shows when the next one is written
	}
	return err
}

// create writes a file that is not there yet, and gives its mark.
func create(name string, data []byte) (trace.Mark, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return trace.Mark{}, err
	}
	_, err = f.Write(data)
	info, unknown := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil || unknown != nil {
		return trace.Mark{}, err
	}
	return trace.MarkOf(info).Written(), nil
}

// Partial says that the tree is no site but a part of one, with drafts or without.
func (t *Tree) Partial(part v1.Part, draft bool) { t.part, t.draft = &part, draft }

// Complete writes the manifest, and opens the tree to be looked at; nothing can be
// added any more. The caller closes it before the switch.
func (t *Tree) Complete() (*Built, error) {
	slices.Sort(t.kept)
	file, err := os.OpenFile(filepath.Join(t.fresh, ManifestName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	w := v1.NewManifestWriter(file, Manifest{Schema: v1.ManifestSchema, Draft: t.draft, Part: t.part, Kept: t.kept})
	for s, err := range mergeRuns(t.scratch, t.runs) {
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		w.Add(s.listed())
	}
	if err := errors.Join(w.Close(), file.Close()); err != nil {
		return nil, err
	}
	b, err := openTree(t.fresh, t.draft)
	if err == nil && b == nil {
		err = &ChangedError{ManifestName}
	}
	if err == nil {
		t.sum = b.shortSum()
	}
	return b, err
}

// Compared notes the tree in place that this one was compared with, nil for none: it
// may take the place of no other.
func (t *Tree) Compared(with *Built) { t.compared, t.before = true, with }

// Switch puts the tree into its place.
func (t *Tree) Switch() (w Written, err error) {
	free, err := hold(t.out)
	if err != nil {
		return w, err
	}
	defer free()
	if err := restore(t.out); err != nil {
		return w, &PlaceError{t.out, err}
	}
	if t.compared && !t.before.is(t.out) {
		return w, &MovedError{t.out}
	}
	foreign, err := t.carry(&w)
	if err != nil {
		return w, err
	}
	t.scratch.close()
	if t.fresh, err = settle(t.fresh, t.sum); err != nil {
		return w, &PlaceError{t.out, err}
	}
	if err := exchange(t.fresh, t.out); err != nil {
		return w, &PlaceError{t.out, err}
	}
	old := t.fresh
	t.fresh = ""
	return w, leave(t.out, old, foreign)
}

// carry takes over from the tree in place what no build made.
func (t *Tree) carry(w *Written) (foreign []string, err error) {
	made, err := openListing(t.fresh)
	if err != nil {
		return nil, err
	}
	defer made.Close()
	w.Files = made.plain
	if foreign, err = foreignFiles(t.out, made); err != nil {
		return nil, err
	}
	w.Foreign = toTell(foreign)
	return foreign, carryAll(t.out, t.fresh, foreign)
}

// Discard ends the writing: a tree that is not in its place is removed. A nil tree
// has nothing to end.
func (t *Tree) Discard() {
	if t == nil {
		return
	}
	t.scratch.close()
	if t.fresh != "" {
		_ = removeTree(t.fresh) // if it stays, the next build removes it
		t.fresh = ""
		for _, dir := range t.parents {
			_ = os.Remove(dir) // where nobody put anything there
		}
	}
	t.unlock()
}
