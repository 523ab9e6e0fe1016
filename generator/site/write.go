package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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

// Write puts the files in the place of the tree at out in one step: the new
// tree is written beside it, flushed to the disk, and then exchanged with it. On
// any error the old tree stays whole; of trees to be published the last ones are
// kept beside the new one. What no build made is kept, and named. Where out is a
// link to a folder, the tree is that folder.
func Write(out string, files *Files) (w Written, err error) {
	if files.Get(ManifestName) != nil {
		return w, &CollisionError{ManifestName}
	}
	out, free, err := begin(out)
	if err != nil {
		return w, err
	}
	defer free()
	if err := files.meets(out); err != nil {
		return w, err
	}
	foreign, err := foreignFiles(out, files)
	if err != nil {
		return w, err
	}
	fresh, unlock, err := makeFresh(out)
	if err != nil {
		return w, &PlaceError{out, err}
	}
	defer unlock()
	exchanged := false
	defer func() {
		if !exchanged {
			_ = removeTree(fresh) // if it stays, the next build removes it
		}
	}()
	if w, err = writeTree(fresh, files); err != nil {
		return w, err
	}
	if err := carryAll(out, fresh, foreign); err != nil {
		return w, err
	}
	for _, name := range foreign {
		if !ownKeep(name) {
			w.Foreign = append(w.Foreign, filepath.ToSlash(name))
		}
	}
	if fresh, err = settle(fresh); err != nil {
		return w, &PlaceError{out, err}
	}
	if err := exchange(fresh, out); err != nil {
		return w, &PlaceError{out, err}
	}
	exchanged = true
	return w, leave(out, fresh, foreign)
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

func writeTree(dir string, files *Files) (w Written, err error) {
	manifest := Manifest{Schema: v1.ManifestSchema, Draft: files.draft, Kept: slices.Sorted(slices.Values(files.kept))}
	made := map[string]bool{}
	for _, name := range files.Names() {
		data := files.Get(name)
		if err := writeFile(dir, name, data, made); err != nil {
			return w, err
		}
		sum := sha256.Sum256(data)
		manifest.Files = append(manifest.Files, ManifestFile{Path: name, Size: len(data), SHA256: hex.EncodeToString(sum[:])})
	}
	w.Files = manifest.Plain()
	data, err := manifest.Encode()
	if err != nil {
		return w, err
	}
	return w, writeFile(dir, ManifestName, data, made)
}

func writeFile(dir, name string, data []byte, made map[string]bool) error {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return fmt.Errorf("output path %s leads out of the site", name)
	}
	full := filepath.Join(dir, filepath.FromSlash(name))
	if parent := filepath.Dir(full); !made[parent] {
		if err := os.MkdirAll(parent, 0o755); err != nil {
			return err
		}
		made[parent] = true
	}
	return os.WriteFile(full, data, 0o644)
}
