package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	v1 "fazhi/generator/export/v1"
)

// ManifestName is the file of a built tree that lists every other one with its
// hash. It is also how the next build tells its own files from others.
const ManifestName = "manifest.json"

// Manifest is what manifest.json holds, and ManifestFile one of its files.
type (
	Manifest     = v1.Manifest
	ManifestFile = v1.ManifestFile
)

// Written says what Write did.
type Written struct {
	Files int // compressed copies are not counted

	Foreign []string // what stood in the old tree and no build made, files and whole folders: kept, and to be told
}

// ForeignError says that a folder holds what no build of ours made, so that
// nothing was written to it.
type ForeignError struct {
	Dir   string
	Paths []string
	Clash bool // the paths are of files that this build makes too
}

func (e *ForeignError) Error() string {
	if e.Clash {
		return fmt.Sprintf("%s: files in the way that no build made: %s", e.Dir, strings.Join(e.Paths, ", "))
	}
	return fmt.Sprintf("%s: not a folder that a build made", e.Dir)
}

// PlaceError says that a folder cannot be put in its place: it is a link that
// leads nowhere, a disk of its own, or held by another program. What was there
// stays whole.
type PlaceError struct {
	Dir string
	Err error
}

func (e *PlaceError) Error() string { return e.Dir + ": " + e.Err.Error() }

// Unwrap gives the cause.
func (e *PlaceError) Unwrap() error { return e.Err }

// BusyError says that another program is putting a tree into the same place.
type BusyError struct{ Dir string }

func (e *BusyError) Error() string { return e.Dir + ": another program is writing there" }

// MovedError says that the tree in place is not the one any more that this one was
// compared with: another program put its own there in the meantime.
type MovedError struct{ Dir string }

func (e *MovedError) Error() string { return e.Dir + ": another program wrote there in the meantime" }

// LeftoverError says that the new site is in place, but the tree before it could
// not be removed.
type LeftoverError struct {
	Dir string
	Err error
}

func (e *LeftoverError) Error() string {
	return "the site is in place, but the tree before it is left at " + e.Dir + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *LeftoverError) Unwrap() error { return e.Err }

// Write puts the files in the place of the tree at out in one step, see [Tree].
func Write(out string, files *Files) (Written, error) {
	t, err := Begin(out)
	if err != nil {
		return Written{}, err
	}
	defer t.Discard()
	if _, err := t.Add("", files); err != nil {
		return Written{}, err
	}
	next, err := t.Complete()
	if err != nil {
		return Written{}, err
	}
	if err := next.Close(); err != nil {
		return Written{}, err
	}
	return t.Switch()
}

// begin takes what writing a tree begins with: the folder that out means, the
// right to change it, and order after whoever was killed before. The caller ends
// with free.
func begin(out string) (real string, free func(), err error) {
	if real, err = place(out); err != nil {
		return real, nil, err
	}
	if free, err = hold(real); err != nil {
		return real, nil, err
	}
	if err := restore(real); err != nil {
		free()
		return real, nil, &PlaceError{real, err}
	}
	sweep(real)
	return real, free, nil
}

// leave ends an exchange: old is now the tree that was in place, if there was
// one. It is kept where it may be wanted again, without what no build made, and
// what is too old is removed.
func leave(out, old string, foreign []string) error {
	if err := flushParent(out); err != nil {
		return &PlaceError{out, err}
	}
	if _, err := os.Lstat(old); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if keepable(old, out) {
		if strip(old, foreign) == nil && keepFormer(out, old) == nil {
			return prune(out)
		}
	}
	if err := removeTree(old); err != nil {
		return &LeftoverError{old, err}
	}
	return nil
}

// place follows a link to the folder that it means.
func place(out string) (string, error) {
	out = filepath.Clean(out)
	if info, err := os.Lstat(out); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return out, nil // what is wrong with it shows when it is read
	}
	real, err := filepath.EvalSymlinks(out)
	if err != nil {
		return out, &PlaceError{out, err}
	}
	return real, nil
}
