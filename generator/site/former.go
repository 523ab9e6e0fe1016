package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	v1 "fazhi/generator/export/v1"
)

// KeptFormers is how many trees are kept beside the one in place.
const KeptFormers = 3

// Former is a tree that was in place before.
type Former struct {
	Dir   string
	Built time.Time // when it was made
	Files int

	number int
}

// Formers lists the trees that were in place at out before, the newest first.
func Formers(out string) ([]Former, error) {
	out, err := place(out)
	if err != nil {
		return nil, err
	}
	all, err := formers(out)
	if err != nil {
		return nil, err
	}
	return all[:min(len(all), KeptFormers)], nil
}

// formers lists all, also those that are about to be removed.
func formers(out string) ([]Former, error) {
	parent, prefix := beside(out, "before")
	entries, err := os.ReadDir(parent)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var all []Former
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), prefix)
		n, err := strconv.Atoi(rest)
		if !ok || err != nil || n < 1 || rest != strconv.Itoa(n) || !e.IsDir() {
			continue
		}
		f := Former{Dir: filepath.Join(parent, e.Name()), number: n}
		m, ok := publicManifest(f.Dir)
		if !ok {
			continue // somebody's own
		}
		f.Files = m.Plain()
		if info, err := os.Stat(filepath.Join(f.Dir, ManifestName)); err == nil {
			f.Built = info.ModTime()
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Former) int { return cmp.Compare(b.number, a.number) })
	return all, nil
}

// publicManifest reads the manifest of a tree that was built to be published.
func publicManifest(dir string) (m Manifest, ok bool) {
	data, err := readManifestFile(dir)
	if err != nil || json.Unmarshal(data, &m) != nil {
		return m, false
	}
	return m, m.Schema == v1.ManifestSchema && !m.Draft
}

// keepable tells whether a tree is worth keeping beside the one at out: both were
// built to be published, and they are not the same.
func keepable(dir, out string) bool {
	_, old := publicManifest(dir)
	_, now := publicManifest(out)
	if !old || !now {
		return false
	}
	a, err := readManifestFile(dir)
	b, err2 := readManifestFile(out)
	return err == nil && err2 == nil && !bytes.Equal(a, b)
}

// keepFormer gives a tree that was in place the name of one: numbers go up, so
// that one renaming is enough and a kill can disturb no order.
func keepFormer(out, old string) error {
	parent, prefix := beside(out, "before")
	for n := 1; ; n++ {
		entries, err := os.ReadDir(parent)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if used, err := strconv.Atoi(strings.TrimPrefix(e.Name(), prefix)); err == nil && strings.HasPrefix(e.Name(), prefix) {
				n = max(n, used+1)
			}
		}
		err = os.Rename(old, filepath.Join(parent, prefix+strconv.Itoa(n)))
		if !errors.Is(err, fs.ErrExist) && !errors.Is(err, syscall.ENOTEMPTY) {
			return err
		}
	}
}

// prune removes the trees that are too old. Each gets the name of a new one first:
// what a kill leaves of it is no former tree, and is swept.
func prune(out string) error {
	all, err := formers(out)
	if err != nil || len(all) <= KeptFormers {
		return err
	}
	parent, prefix := beside(out, "new")
	for _, f := range all[KeptFormers:] {
		dir := filepath.Join(parent, prefix+strconv.Itoa(f.number))
		if os.Rename(f.Dir, dir) != nil {
			dir = f.Dir
		}
		if err := removeTree(dir); err != nil {
			return &LeftoverError{dir, err}
		}
	}
	return nil
}

// strip takes out of a tree that was in place what no build made: it stands in the
// new one.
func strip(dir string, foreign []string) error {
	for _, name := range foreign {
		if err := removeTree(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// NoFormerError says that there is no such tree to go back to.
type NoFormerError struct {
	Dir  string
	Have int
}

func (e *NoFormerError) Error() string {
	return fmt.Sprintf("%s: %d trees before this one", e.Dir, e.Have)
}

// Rollback exchanges the tree at out with the one that was in place so many trees
// before, which must be whole; seen is the tree in place that the caller looked at.
// The same again undoes it. What no build made stays where it is.
func Rollback(out string, back int, seen *Before) (w Written, err error) {
	out, free, err := begin(out)
	if err != nil {
		return w, err
	}
	defer free()
	all, err := formers(out)
	if err != nil {
		return w, err
	}
	if back < 1 || back > min(len(all), KeptFormers) {
		return w, &NoFormerError{out, min(len(all), KeptFormers)}
	}
	target := all[back-1].Dir
	if err := whole(target); err != nil {
		return w, err
	}
	if !seen.is(out) {
		return w, &MovedError{out}
	}
	made, _, err := readManifest(target)
	if err != nil {
		return w, err
	}
	foreign, err := foreignTo(out, made)
	if err != nil {
		return w, err
	}
	if err := strip(target, foreign); err != nil { // of a rollback that was killed
		return w, err
	}
	if err := carryAll(out, target, foreign); err != nil {
		return w, err
	}
	if err := flush(target); err != nil {
		return w, err
	}
	if err := exchange(target, out); err != nil {
		return w, &PlaceError{out, err}
	}
	w.Files = all[back-1].Files
	if err := flushParent(out); err != nil {
		return w, &PlaceError{out, err}
	}
	return w, strip(target, foreign)
}

// whole checks every file of a tree against its manifest.
func whole(dir string) error {
	b, err := openTree(dir, func(m Manifest) bool { return !m.Draft })
	if err != nil {
		return err
	}
	if b == nil {
		return &ChangedError{ManifestName}
	}
	defer b.Close()
	for _, name := range b.names {
		if _, err := b.read(name); err != nil {
			return err
		}
	}
	return nil
}
