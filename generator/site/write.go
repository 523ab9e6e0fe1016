package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ManifestName is the file of a built tree that lists every other one with its
// hash. It is also how the next build tells its own files from others.
const ManifestName = "manifest.json"

// Manifest is what manifest.json holds.
type Manifest struct {
	Schema string         `json:"schema"`          // fazhi.manifest/1
	Draft  bool           `json:"draft,omitempty"` // built with drafts: not to be published
	Kept   []string       `json:"kept,omitempty"`  // agencies whose files are those of the tree before, sorted
	Files  []ManifestFile `json:"files"`           // sorted by path
}

// ManifestFile is one file of a built tree.
type ManifestFile struct {
	Path   string `json:"path"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

const manifestSchema = "fazhi.manifest/1"

// Written says what Write did.
type Written struct {
	Files int

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
// tree is written beside it and then exchanged with it. On any error the old
// tree stays whole. What no build made is kept, and named. Where out is a link
// to a folder, the tree is that folder.
func Write(out string, files *Files) (w Written, err error) {
	if files.Get(ManifestName) != nil {
		return w, &CollisionError{ManifestName}
	}
	out, err = place(out)
	if err != nil {
		return w, err
	}
	if err := restore(out); err != nil {
		return w, &PlaceError{out, err}
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
	defer func() {
		// After the exchange this is the old tree.
		if e := removeTree(fresh); e != nil && err == nil {
			err = &LeftoverError{fresh, e}
		}
	}()
	if w, err = writeTree(fresh, files); err != nil {
		return w, err
	}
	for _, name := range foreign {
		if err := carry(filepath.Join(out, name), filepath.Join(fresh, name)); err != nil {
			return w, err
		}
		if !ownKeep(name) {
			w.Foreign = append(w.Foreign, filepath.ToSlash(name))
		}
	}
	if err := exchange(fresh, out); err != nil {
		return w, &PlaceError{out, err}
	}
	return w, nil
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

// makeFresh makes the folder for the new tree beside out, with its permissions.
// It is locked, so that it can be told from what a killed build left behind;
// such leavings are removed.
func makeFresh(out string) (fresh string, unlock func(), err error) {
	parent, prefix := filepath.Dir(out), "."+filepath.Base(out)+".new-"
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", nil, err
	}
	sweep(parent, prefix)
	for {
		if fresh, err = os.MkdirTemp(parent, prefix); err != nil {
			return "", nil, err
		}
		if unlock, err = lock(fresh, true); err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) { // else another build swept it before it was locked
			_ = os.Remove(fresh)
			return "", nil, err
		}
	}
	mode := fs.FileMode(0o755)
	if info, err := os.Stat(out); err == nil {
		mode = info.Mode() | 0o700
	}
	if err := os.Chmod(fresh, mode); err != nil {
		_ = os.Remove(fresh)
		unlock()
		return "", nil, err
	}
	return fresh, unlock, nil
}

// sweep removes the trees of builds that were killed: those that nobody locks.
func sweep(parent, prefix string) {
	entries, _ := os.ReadDir(parent)
	for _, e := range entries {
		random, ok := strings.CutPrefix(e.Name(), prefix)
		if !ok || !e.IsDir() || strings.Trim(random, "0123456789") != "" {
			continue
		}
		left := filepath.Join(parent, e.Name())
		if unlock, err := lock(left, false); err == nil {
			_ = removeTree(left) // if it stays, it harms nothing
			unlock()
		}
	}
}

func writeTree(dir string, files *Files) (w Written, err error) {
	manifest := Manifest{Schema: manifestSchema, Draft: files.draft, Kept: slices.Sorted(slices.Values(files.kept))}
	made := map[string]bool{}
	for _, name := range files.Names() {
		data := files.Get(name)
		if err := writeFile(dir, name, data, made); err != nil {
			return w, err
		}
		sum := sha256.Sum256(data)
		manifest.Files = append(manifest.Files, ManifestFile{name, len(data), hex.EncodeToString(sum[:])})
		w.Files++
	}
	data, err := json.MarshalIndent(manifest, "", " ")
	if err != nil {
		return w, err
	}
	return w, writeFile(dir, ManifestName, append(data, '\n'), made)
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
