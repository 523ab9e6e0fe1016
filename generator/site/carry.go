package site

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// ownKeep tells files that belong beside a site and need no mention: a note,
// and what version control keeps.
func ownKeep(name string) bool { return name == "README.md" || strings.HasPrefix(name, ".") }

// NotBuilt gives what stands in the tree at out and no build made, to be told.
func NotBuilt(out string) ([]string, error) {
	out, err := place(out)
	if err != nil {
		return nil, err
	}
	all, err := foreignFiles(out, nil)
	return toTell(all), err
}

// toTell leaves out what needs no mention.
func toTell(foreign []string) []string {
	var out []string
	for _, name := range foreign {
		if !ownKeep(name) {
			out = append(out, filepath.ToSlash(name))
		}
	}
	return out
}

// refuse refuses a folder that is not ours.
func refuse(out string) error {
	if known, err := headOf(out); known != nil || err != nil {
		return err
	}
	_, err := foreignFiles(out, nil)
	return err
}

// foreignFiles lists what stands in the old tree and was made by no build: files,
// and folders with all that is in them. made lists the tree that is to take its
// place. A tree without a manifest is not ours: it must be empty, but for what may
// always stand there.
func foreignFiles(out string, made *listing) ([]string, error) {
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
	own, err := openListing(out)
	if err != nil {
		return nil, err
	}
	defer own.Close()
	foreign, clash, err := sortOut(out, own, made)
	switch {
	case err != nil:
		return nil, err
	case own != nil && len(clash) > 0:
		return nil, &ForeignError{Dir: out, Paths: clash, Clash: true}
	case own != nil:
		return foreign, nil
	}
	for _, name := range append(foreign, clash...) {
		if !ownKeep(name) && !emptyFolder(filepath.Join(out, name)) {
			return nil, &ForeignError{Dir: out}
		}
	}
	return foreign, nil
}

// sortOut walks the old tree, a top folder at a time: own files are passed over,
// what a build made nothing of is foreign, and it clashes where the new tree has
// something there.
func sortOut(out string, own, made *listing) (foreign, clash []string, err error) {
	entries, err := os.ReadDir(out)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		ours, err := own.under(e.Name())
		if err != nil {
			return nil, nil, err
		}
		theirs, err := made.under(e.Name())
		if err != nil {
			return nil, nil, err
		}
		if e.Name() == ManifestName {
			ours[ManifestName], theirs[ManifestName] = own != nil, true
		}
		f, c, err := sortBelow(out, e.Name(), ours, theirs)
		if err != nil {
			return nil, nil, err
		}
		foreign, clash = append(foreign, f...), append(clash, c...)
	}
	return foreign, clash, nil
}

// under gives the names of the file or of the files in the folder of that name.
func (l *listing) under(name string) (map[string]bool, error) {
	out := map[string]bool{}
	beside, err := l.get(name)
	if err != nil {
		return nil, err
	}
	if beside != nil {
		out[name] = true
	}
	below, err := l.in(name)
	for _, f := range below {
		out[f.Path] = true
	}
	return out, err
}

func sortBelow(out, top string, own, made map[string]bool) (foreign, clash []string, err error) {
	ownFolders, madeFolders := folders(own), folders(made)
	err = filepath.WalkDir(filepath.Join(out, top), func(full string, d fs.DirEntry, err error) error {
		if err != nil {
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
	entries, _ := os.ReadDir(dir) // what is wrong shows when the rest is removed
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(entries); i = int(next.Add(1)) - 1 {
				_ = os.RemoveAll(filepath.Join(dir, entries[i].Name()))
			}
		})
	}
	wg.Wait()
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
