package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	v1 "fazhi/generator/export/v1"
)

// ownKeep tells files that belong beside a site and need no mention: a note,
// and what version control keeps.
func ownKeep(name string) bool { return name == "README.md" || strings.HasPrefix(name, ".") }

// foreignFiles lists what stands in the old tree and was made by no build: files,
// and folders with all that is in them. A tree without a manifest is not ours:
// it must be empty, but for what may always stand there.
func foreignFiles(out string, files *Files) ([]string, error) {
	made := map[string]bool{ManifestName: true}
	for _, name := range files.Names() {
		made[name] = true
	}
	return foreignTo(out, made)
}

// foreignTo does the same for a tree of which only the names are known.
func foreignTo(out string, made map[string]bool) ([]string, error) {
	info, err := os.Stat(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &ForeignError{Dir: out}
	}
	own, known, err := readManifest(out)
	if err != nil {
		return nil, err
	}
	foreign, clash, err := sortOut(out, own, made)
	switch {
	case err != nil:
		return nil, err
	case known && len(clash) > 0:
		return nil, &ForeignError{Dir: out, Paths: clash, Clash: true}
	case known:
		return foreign, nil
	}
	for _, name := range append(foreign, clash...) {
		if !ownKeep(name) && !emptyFolder(filepath.Join(out, name)) {
			return nil, &ForeignError{Dir: out}
		}
	}
	return foreign, nil
}

// sortOut walks the old tree: own files are passed over, what a build made
// nothing of is foreign, and it clashes where the new one has something there.
func sortOut(out string, own, made map[string]bool) (foreign, clash []string, err error) {
	ownFolders, madeFolders := folders(own), folders(made)
	err = filepath.WalkDir(out, func(full string, d fs.DirEntry, err error) error {
		if err != nil || full == out {
			return err
		}
		name, err := filepath.Rel(out, full)
		if err != nil {
			return err
		}
		slash := filepath.ToSlash(name)
		folder := d.IsDir()
		switch {
		case folder && (ownFolders[slash] || madeFolders[slash]), !folder && own[slash]:
			return nil
		case made[slash] || madeFolders[slash]:
			clash = append(clash, slash)
		default:
			foreign = append(foreign, name)
		}
		if folder {
			return fs.SkipDir
		}
		return nil
	})
	return foreign, clash, err
}

// folders gives the folders that files stand in.
func folders(files map[string]bool) map[string]bool {
	all := map[string]bool{}
	for name := range files {
		for dir := path.Dir(name); dir != "." && dir != "/" && !all[dir]; dir = path.Dir(dir) {
			all[dir] = true
		}
	}
	return all
}

func emptyFolder(name string) bool {
	entries, err := os.ReadDir(name)
	return err == nil && len(entries) == 0
}

// readManifest gives the files that a build made; known is false where there
// is no manifest.
func readManifest(out string) (own map[string]bool, known bool, err error) {
	own = map[string]bool{}
	data, err := readManifestFile(out)
	if errors.Is(err, fs.ErrNotExist) {
		return own, false, nil
	}
	if err != nil {
		return own, false, err
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil || m.Schema != v1.ManifestSchema {
		return own, false, nil
	}
	own[ManifestName] = true
	for _, f := range m.Files {
		own[f.Path] = true
	}
	return own, true, nil
}

// readManifestFile gives the bytes of a tree's manifest. What is no file counts as
// none: a pipe would wait for its writer.
func readManifestFile(dir string) ([]byte, error) {
	name := filepath.Join(dir, ManifestName)
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return os.ReadFile(name)
}

// carryAll carries what no build made from one tree into another.
func carryAll(from, to string, foreign []string) error {
	for _, name := range foreign {
		if err := carry(filepath.Join(from, name), filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return nil
}

// carry puts a file or folder of the old tree into the new one. The old one
// stays whole until the exchange, so a file gets a second name where the system
// can do that, else it is copied.
func carry(from, to string) error {
	info, err := os.Lstat(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	switch {
	case info.IsDir():
		return carryFolder(from, to, info.Mode())
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(target, to)
	case os.Link(from, to) == nil:
		return nil
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: neither a file nor a folder; it cannot be kept", from)
	}
	return copyFile(from, to, info.Mode())
}

func carryFolder(from, to string, mode fs.FileMode) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	if err := os.Mkdir(to, 0o700); err != nil {
		return err
	}
	for _, e := range entries {
		if err := carry(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return err
		}
	}
	return os.Chmod(to, mode) // last: nothing can be put into a folder that is read only
}

func copyFile(from, to string, mode fs.FileMode) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(dst, src); err != nil {
		dst.Close()
		return err
	}
	if err := dst.Close(); err != nil {
		return err
	}
	return os.Chmod(to, mode)
}

// removeTree removes a tree, and folders in it that are read only.
func removeTree(dir string) error {
	if os.RemoveAll(dir) == nil {
		return nil
	}
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() {
			_ = os.Chmod(name, 0o700)
		}
		return nil
	})
	return os.RemoveAll(dir)
}
