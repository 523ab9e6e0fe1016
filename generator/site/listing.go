package site

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	v1 "fazhi/generator/export/v1"
)

// listing is the manifest of a tree on the disk. It stays there: in memory is only
// where the files of each top folder stand in it, and those of the folder that was
// asked for last. It is not for several goroutines.
type listing struct {
	v1.Manifest // without files
	file        *os.File
	sum         [sha256.Size]byte // of the manifest
	plain       int               // files but for compressed copies
	tallying    tallying
	sorted      bool
	spans       map[string][]extent          // by top folder, "" for the files beside them
	sums        map[string][sha256.Size]byte // of the files of each, as they are listed

	folder string // that was read last
	below  []ManifestFile
}

// extent is a part of a file.
type extent struct{ from, to int64 }

// openManifest opens the manifest of a tree, nil for none. What is no file counts as
// none: a pipe would wait for its writer.
func openManifest(dir string) (*os.File, error) {
	name := filepath.Join(dir, ManifestName)
	if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() {
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, err
	}
	return os.Open(name)
}

// openListing reads the manifest of a tree, nil where no build made one.
func openListing(dir string) (*listing, error) {
	file, err := openManifest(dir)
	if file == nil {
		return nil, err
	}
	l := &listing{file: file, sorted: true, spans: map[string][]extent{}, sums: map[string][sha256.Size]byte{}}
	if known, err := l.scan(); err != nil || !known {
		file.Close()
		return nil, err
	}
	return l, nil
}

// headOf reads what a manifest says before its files, nil where no build made one.
func headOf(dir string) (*v1.Manifest, error) {
	file, err := openManifest(dir)
	if file == nil {
		return nil, err
	}
	defer file.Close()
	enough := errors.New("enough")
	in := &watched{r: file}
	head, err := v1.ScanManifest(in, func(ManifestFile, int64, int64) error { return enough })
	switch {
	case in.err != nil:
		return nil, in.err
	case err != nil && !errors.Is(err, enough) || head.Schema != v1.ManifestSchema:
		return nil, nil
	}
	return &head, nil
}

// sumOfManifest gives the sum that the listing of a tree has, without reading what it
// says.
func sumOfManifest(dir string) (sum [sha256.Size]byte, err error) {
	file, err := openManifest(dir)
	if file == nil {
		return sum, cmp.Or(err, fs.ErrNotExist)
	}
	defer file.Close()
	h := sha256.New()
	_, err = io.Copy(h, file)
	h.Sum(sum[:0])
	return sum, err
}

// scan reads the manifest once; known is false where it is none of ours.
func (l *listing) scan() (known bool, err error) {
	sum := sha256.New()
	in := &watched{r: l.file}
	var last, at string // the file before, and its top folder
	var copies copyFinder
	below := folderSum{Hash: sha256.New()}
	head, err := v1.ScanManifest(io.TeeReader(in, sum), func(f ManifestFile, from, to int64) error {
		l.sorted = l.sorted && (last == "" || last < f.Path)
		isCopy := copies.is(f.Path)
		if !isCopy {
			l.plain++
		}
		l.tallying.add(f, isCopy)
		folder := topFolder(f.Path)
		if last == "" || folder != at {
			below.end(l.sums, at)
		}
		below.add(f)
		spans := l.spans[folder]
		if n := len(spans); n > 0 && at == folder {
			spans[n-1].to = to
		} else {
			l.spans[folder] = append(spans, extent{from, to})
		}
		last, at = f.Path, folder
		return nil
	})
	switch {
	case in.err != nil:
		return false, in.err
	case err != nil || head.Schema != v1.ManifestSchema:
		return false, nil
	}
	below.end(l.sums, at)
	l.Manifest, l.sum = head, [sha256.Size]byte(sum.Sum(nil))
	return true, nil
}

// folderSum sums up what is listed of a top folder.
type folderSum struct {
	hash.Hash
	line []byte
}

func (s *folderSum) add(f ManifestFile) {
	s.line = append(append(s.line[:0], f.Path...), 0)
	s.line = append(strconv.AppendInt(s.line, int64(f.Size), 10), 0)
	s.line = append(append(s.line, f.SHA256...), 0)
	s.Write(s.line)
}

// end ends a stretch of a folder. What stands in none comes in several of them.
func (s *folderSum) end(sums map[string][sha256.Size]byte, folder string) {
	before := sums[folder]
	s.Write(before[:])
	sums[folder] = [sha256.Size]byte(s.Sum(nil))
	s.Reset()
}

// watched remembers why reading failed.
type watched struct {
	r   io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

// topFolder is the folder of the root that a file stands in, "" for none.
func topFolder(name string) string {
	folder, _, below := strings.Cut(name, "/")
	if !below {
		return ""
	}
	return folder
}

// in gives the files that stand in a top folder, sorted; "" is for those that stand
// in none.
func (l *listing) in(folder string) ([]ManifestFile, error) {
	if l == nil {
		return nil, nil
	}
	if l.below != nil && l.folder == folder {
		return l.below, nil
	}
	below := []ManifestFile{}
	for _, s := range l.spans[folder] {
		data := make([]byte, s.to-s.from)
		if _, err := l.file.ReadAt(data, s.from); err != nil {
			return nil, err
		}
		files, err := v1.ReadListed(data)
		if err != nil {
			return nil, &ChangedError{ManifestName}
		}
		below = append(below, files...)
	}
	slices.SortFunc(below, func(a, b ManifestFile) int { return strings.Compare(a.Path, b.Path) })
	l.folder, l.below = folder, below
	return below, nil
}

// same reports whether another manifest lists the same files of a top folder.
func (l *listing) same(other *listing, folder string) bool {
	return l != nil && other != nil && l.sums[folder] == other.sums[folder]
}

// get gives a file of the tree, nil where it lists none.
func (l *listing) get(name string) (*ManifestFile, error) {
	below, err := l.in(topFolder(name))
	i, ok := slices.BinarySearchFunc(below, name, func(f ManifestFile, name string) int { return strings.Compare(f.Path, name) })
	if err != nil || !ok {
		return nil, err
	}
	return &below[i], nil
}

// folders gives the top folders, sorted.
func (l *listing) folders() []string {
	if l == nil {
		return nil
	}
	var out []string
	for folder := range l.spans {
		if folder != "" {
			out = append(out, folder)
		}
	}
	slices.Sort(out)
	return out
}

// all gives every file, sorted by path. What cannot be read ends it with an error.
func (l *listing) all() iter.Seq2[ManifestFile, error] {
	return func(yield func(ManifestFile, error) bool) {
		if l == nil {
			return
		}
		stop := errors.New("enough")
		var unsorted []ManifestFile
		_, err := v1.ScanManifest(io.NewSectionReader(l.file, 0, 1<<62), func(f ManifestFile, _, _ int64) error {
			if !l.sorted {
				unsorted = append(unsorted, f)
			} else if !yield(f, nil) {
				return stop
			}
			return nil
		})
		if err != nil {
			if !errors.Is(err, stop) {
				yield(ManifestFile{}, err)
			}
			return
		}
		slices.SortFunc(unsorted, func(a, b ManifestFile) int { return strings.Compare(a.Path, b.Path) })
		for _, f := range unsorted {
			if !yield(f, nil) {
				return
			}
		}
	}
}

// Close closes the file; a nil listing has none.
func (l *listing) Close() error {
	if l == nil {
		return nil
	}
	return l.file.Close()
}

// copyFinder tells compressed copies of files among sorted names: it remembers the
// names that the last one begins with.
type copyFinder struct{ open []string }

// is reports whether the next name is that of a copy.
func (c *copyFinder) is(name string) bool {
	n := len(c.open)
	for n > 0 && !strings.HasPrefix(name, c.open[n-1]) {
		n--
	}
	c.open = c.open[:n]
	plain, ok := strings.CutSuffix(name, v1.CompressedExt)
	ok = ok && slices.Contains(c.open, plain)
	c.open = append(c.open, name)
	return ok
}
