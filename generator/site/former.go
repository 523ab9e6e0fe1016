package site

import (
	"cmp"
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
	return counted(out)
}

// counted lists the trees that are kept, with the number of their files.
func counted(out string) ([]Former, error) {
	all, err := formers(out)
	if err != nil {
		return nil, err
	}
	var whole []Former
	for _, f := range all {
		list, err := publicListing(f.Dir)
		if err != nil || list == nil {
			continue // somebody's own
		}
		f.Files = list.plain
		list.Close()
		if whole = append(whole, f); len(whole) == KeptFormers {
			break
		}
	}
	return whole, nil
}

// formers lists all, also those that are about to be removed, without counting files.
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
		if !isPublic(f.Dir) {
			continue // somebody's own
		}
		if info, err := os.Stat(filepath.Join(f.Dir, ManifestName)); err == nil {
			f.Built = info.ModTime()
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Former) int { return cmp.Compare(b.number, a.number) })
	return all, nil
}

// publicListing reads the manifest of a site that was built to be published, nil
// where there is none.
func publicListing(dir string) (*listing, error) {
	list, err := openListing(dir)
	if err != nil || list == nil || !list.Draft && list.Part == nil {
		return list, err
	}
	return nil, list.Close()
}

// keepable tells whether a tree is worth keeping beside the one at out: both were
// built to be published, and they are not the same.
func keepable(dir, out string) bool {
	if !isPublic(dir) || !isPublic(out) {
		return false
	}
	old, err := sumOfManifest(dir)
	if err != nil {
		return false
	}
	now, err := sumOfManifest(out)
	return err == nil && old != now
}

// isPublic reports whether a tree is a site that was built to be published, as its
// manifest begins.
func isPublic(dir string) bool {
	head, err := headOf(dir)
	return err == nil && head != nil && !head.Draft && head.Part == nil
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
func Rollback(out string, back int, seen *Built) (w Written, err error) {
	out, free, err := begin(out)
	if err != nil {
		return w, err
	}
	defer free()
	all, err := counted(out)
	if err != nil {
		return w, err
	}
	if back < 1 || back > len(all) {
		return w, &NoFormerError{out, len(all)}
	}
	target := all[back-1].Dir
	made, err := whole(target)
	if err != nil {
		return w, err
	}
	foreign, err := foreignFiles(out, made.listing)
	if err = errors.Join(err, made.Close()); err != nil { // closed before it is renamed
		return w, err
	}
	if !seen.is(out) {
		return w, &MovedError{out}
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

// whole opens a tree and checks every file of it against its manifest.
func whole(dir string) (*Built, error) {
	b, err := openTree(dir, false)
	if err != nil {
		return nil, err
	}
	if b == nil {
		return nil, &ChangedError{ManifestName}
	}
	for f, err := range b.all() {
		if err == nil {
			_, err = b.read(f.Path)
		}
		if err != nil {
			return nil, errors.Join(err, b.Close())
		}
	}
	return b, nil
}
