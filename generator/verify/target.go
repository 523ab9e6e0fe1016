package verify

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// What a target may be in size at most: a hostile one must not fill the memory.
const (
	largestFile = 256 << 20
	largestAll  = 8 << 30
	mostFiles   = 1_000_000
	mostEntries = 1 << 20 // of a log
)

// SizeError says that a target is larger than anything that a build makes.
type SizeError struct{ Path string }

func (e *SizeError) Error() string { return e.Path + ": too large" }

// target reads what is to be verified, and remembers the hash of what it read.
type target struct {
	files    fs.FS
	listable bool
	all      []string
	sums     map[string]sum
	read     int64
	failed   error // why nothing more can be said
}

type sum struct {
	hash string
	size int64
}

// open takes a target; of a pack that lies in a folder of its own, that folder.
func open(files fs.FS) (*target, error) {
	t := &target{files: files, sums: map[string]sum{}}
	if _, ok := files.(*remote); ok {
		return t, nil
	}
	t.listable = true
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	if len(entries) == 1 && entries[0].IsDir() {
		if _, err := fs.Stat(files, entries[0].Name()+"/bagit.txt"); err == nil {
			if t.files, err = fs.Sub(files, entries[0].Name()); err != nil {
				return nil, err
			}
		}
	}
	return t, t.list()
}

func (t *target) list() error {
	return fs.WalkDir(t.files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if name != "." && strings.HasPrefix(d.Name(), ".git") {
				return fs.SkipDir
			}
			return nil
		case len(t.all) >= mostFiles:
			return &SizeError{name}
		}
		t.all = append(t.all, name)
		return nil
	})
}

// names lists the files; none where that cannot be known.
func (t *target) names() []string { return t.all }

func (t *target) exists(name string) bool {
	info, err := fs.Stat(t.files, name)
	return err == nil && !info.IsDir()
}

// Open opens a file.
func (t *target) Open(name string) (fs.File, error) { return t.files.Open(name) }

// ReadFile reads a file within the limits.
func (t *target) ReadFile(name string) ([]byte, error) {
	if t.failed != nil {
		return nil, t.failed
	}
	f, err := t.files.Open(name)
	if err != nil {
		return nil, t.fail(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largestFile+1))
	if err != nil && !t.listable {
		err = fmt.Errorf("%w: %w", ErrUnreachable, err) // torn off in the middle
	}
	if err != nil {
		return nil, t.fail(err)
	}
	t.read += int64(len(data))
	if len(data) > largestFile || t.read > largestAll {
		return nil, &SizeError{name}
	}
	t.sums[path.Clean(name)] = sum{hashOf(data), int64(len(data))}
	return data, nil
}

// fail notes that a host cannot be asked any more: whatever is missing then is no
// mismatch.
func (t *target) fail(err error) error {
	if t.failed == nil && (errors.Is(err, ErrUnreachable) || errors.Is(err, ErrElsewhere)) {
		t.failed = err
	}
	return err
}

// sum gives hash and size of a file, of what was read of it already where it was.
func (t *target) sum(name string) (string, int64, error) {
	if s, ok := t.sums[name]; ok {
		return s.hash, s.size, nil
	}
	if !fs.ValidPath(name) {
		return "", 0, fmt.Errorf("%q: %w", name, fs.ErrInvalid)
	}
	_, err := t.ReadFile(name)
	s := t.sums[name]
	return s.hash, s.size, err
}
