// Package trace watches what is read of a file system, and tells later whether the
// same would be read again: what was made of it then need not be made again.
package trace

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
)

// Kind is what stands at a path.
type Kind uint8

// The kinds. Of what could not be read nothing is known, so that it never stands.
const (
	Unknown Kind = iota
	Missing
	File
	Folder
)

// Seen is what was read at one path.
type Seen struct {
	Name string
	Kind Kind
	Size int64             // of a file
	Read bool              // its content was read, not only that it is there
	Sum  [sha256.Size]byte // of that content: a file's bytes, or the names and kinds in a folder
	Mark Mark
}

// Mark tells a file or folder from what it was before without reading it: every
// change sets the time that the system itself keeps. The zero mark is none.
type Mark struct {
	Node             uint64
	Modified, Marked int64 // nanoseconds; Marked is the system's own time of the last change
}

// Written is the mark without what a second name for a file changes.
func (m Mark) Written() Mark {
	m.Marked = 0
	return m
}

// Trace is all that was read, by name.
type Trace []Seen

// Watch is a file system that keeps a trace. It may be read by several goroutines.
type Watch struct {
	under fs.FS
	young time.Time // what changed later may change again unnoticed

	mu   sync.Mutex
	seen map[string]Seen
}

// New watches a file system. start is when the program began: a file's mark counts
// only where it is older by a margin, since clocks of file systems are coarse.
func New(under fs.FS, start time.Time) *Watch {
	return &Watch{under: under, young: start.Add(-margin), seen: map[string]Seen{}}
}

// margin is more than the coarsest clock of a file system in use (FAT, two seconds).
const margin = 3 * time.Second

// Trace gives what was read so far, sorted by name.
func (w *Watch) Trace() Trace {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := make(Trace, 0, len(w.seen))
	for _, s := range w.seen {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Seen) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// note keeps what was seen. What was seen otherwise before, changed in between, and
// nothing that was made of it can be relied on.
func (w *Watch) note(s Seen) {
	if s.Mark.latest() >= w.young.UnixNano() {
		s.Mark = Mark{}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	old, known := w.seen[s.Name]
	switch {
	case !known:
	case old.Kind != s.Kind || old.Size != s.Size || old.Read && s.Read && old.Sum != s.Sum:
		s = Seen{Name: s.Name}
	case old.Read:
		return
	}
	w.seen[s.Name] = s
}

func (m Mark) latest() int64 { return max(m.Modified, m.Marked) }

// failed notes that something could not be read.
func (w *Watch) failed(name string, err error) {
	s := Seen{Name: name}
	if errors.Is(err, fs.ErrNotExist) {
		s.Kind = Missing
	}
	w.note(s)
}

// about gives what is seen of a path without reading it.
func about(name string, info fs.FileInfo) Seen {
	s := Seen{Name: name, Mark: MarkOf(info)}
	switch {
	case info.IsDir():
		s.Kind = Folder
	case info.Mode().IsRegular():
		s.Kind, s.Size = File, info.Size()
	}
	return s
}

// Stat implements fs.StatFS.
func (w *Watch) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(w.under, name)
	if err != nil {
		w.failed(name, err)
		return nil, err
	}
	w.note(about(name, info))
	return info, nil
}

// ReadDir implements fs.ReadDirFS.
func (w *Watch) ReadDir(name string) ([]fs.DirEntry, error) {
	info, unknown := fs.Stat(w.under, name) // first: a change while it is read shows in the mark
	entries, err := fs.ReadDir(w.under, name)
	if err = cmp.Or(err, unknown); err != nil {
		w.failed(name, err)
		return entries, err
	}
	s := about(name, info)
	s.Read, s.Sum = true, sumOf(entries)
	w.note(s)
	return entries, nil
}

func sumOf(entries []fs.DirEntry) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, e := range entries {
		fmt.Fprintf(h, "%q %v\n", e.Name(), e.Type())
	}
	h.Sum(sum[:0])
	return sum
}

// ReadFile implements fs.ReadFileFS.
func (w *Watch) ReadFile(name string) ([]byte, error) {
	info, unknown := fs.Stat(w.under, name)
	data, err := fs.ReadFile(w.under, name)
	if err = cmp.Or(err, unknown); err != nil {
		w.failed(name, err)
		return data, err
	}
	s := about(name, info)
	if s.Size != int64(len(data)) {
		s = Seen{Name: name} // it was being written
	} else {
		s.Read, s.Sum = true, sha256.Sum256(data)
	}
	w.note(s)
	return data, nil
}

// Open implements fs.FS.
func (w *Watch) Open(name string) (fs.File, error) {
	f, err := w.under.Open(name)
	if err != nil {
		w.failed(name, err)
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		w.failed(name, err)
		return f, nil
	}
	if info.IsDir() {
		if _, err := w.ReadDir(name); err != nil {
			w.failed(name, err)
		}
		return f, nil
	}
	return &watched{File: f, watch: w, seen: about(name, info), sum: sha256.New()}, nil
}

// watched is a file whose content is summed up as it is read.
type watched struct {
	fs.File
	watch *Watch
	seen  Seen
	sum   interface {
		io.Writer
		Sum([]byte) []byte
	}
	read int64
	bad  bool
}

// Read implements io.Reader.
func (f *watched) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.read += int64(n)
	_, _ = f.sum.Write(p[:n]) // a hash does not fail
	f.bad = f.bad || err != nil && err != io.EOF
	return n, err
}

// Close implements fs.File. What was read in part only is known by its mark alone.
func (f *watched) Close() error {
	switch {
	case f.bad:
		f.seen = Seen{Name: f.seen.Name}
	case f.read == f.seen.Size && f.seen.Kind == File:
		f.seen.Read = true
		f.sum.Sum(f.seen.Sum[:0])
	case f.read > 0:
		f.seen.Read = true // with no sum that any content has
	}
	f.watch.note(f.seen)
	return f.File.Close()
}

// Sum is a sum of all that was read, whatever its marks are; ok is false where
// nothing is known of something.
func (t Trace) Sum() (sum [sha256.Size]byte, ok bool) {
	h := sha256.New()
	ok = true
	for _, s := range t {
		ok = ok && s.Kind != Unknown
		fmt.Fprintf(h, "%q %d %d %t %x\n", s.Name, s.Kind, s.Size, s.Read, s.Sum)
	}
	h.Sum(sum[:0])
	return sum, ok
}

// Holds reports whether a file system still has all that was read, without reading
// what bears the mark that it had.
func (t Trace) Holds(under fs.FS) bool {
	near := near{{FS: under}}
	defer near.leave("")
	return !slices.ContainsFunc(t, func(s Seen) bool { return !s.holds(under, &near) })
}

// near asks for files whose names come sorted. Where the file system can open folders
// it keeps those open in which the last file stands, each in the one before, the file
// system itself first: from there every question would open all of them.
type near []nearFolder

type nearFolder struct {
	fs.FS
	name string // with a slash, but for the first
	open io.Closer
}

// leave closes the folders in which a name does not stand.
func (n *near) leave(name string) {
	for last := len(*n) - 1; last > 0 && (name == "" || !strings.HasPrefix(name, (*n)[last].name)); last-- {
		_ = (*n)[last].open.Close()
		*n = (*n)[:last]
	}
}

func (n *near) stat(name string) (fs.FileInfo, error) {
	n.leave(name)
	last := (*n)[len(*n)-1]
	for {
		opener, ok := last.FS.(interface {
			OpenFolder(name string) (fs.FS, io.Closer, error)
		})
		folder, _, below := strings.Cut(name[len(last.name):], "/")
		if !ok || !below {
			break
		}
		files, open, err := opener.OpenFolder(folder)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if err != nil {
			return fs.Stat((*n)[0].FS, name)
		}
		last = nearFolder{files, last.name + folder + "/", open}
		*n = append(*n, last)
	}
	info, err := fs.Stat(last.FS, name[len(last.name):])
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return info, err
	}
	return fs.Stat((*n)[0].FS, name) // a link may lead to another folder
}

func (s Seen) holds(under fs.FS, near *near) bool {
	info, err := near.stat(s.Name)
	if err != nil {
		return s.Kind == Missing && errors.Is(err, fs.ErrNotExist)
	}
	now := about(s.Name, info)
	switch {
	case s.Kind == Unknown || now.Kind != s.Kind || now.Size != s.Size:
		return false
	case !s.Read, s.Mark != Mark{} && s.Mark == now.Mark:
		return true
	case s.Kind == Folder:
		entries, err := fs.ReadDir(under, s.Name)
		return err == nil && sumOf(entries) == s.Sum
	}
	f, err := under.Open(s.Name)
	if err != nil {
		return false
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return false
	}
	return [sha256.Size]byte(sum.Sum(nil)) == s.Sum
}
