package site

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"

	"fazhi/generator/trace"
)

// Stamps are the files of a part of a site as they were written into its tree: enough
// to take them over into the next one without reading them.
type Stamps struct {
	own   string
	files []stamp
}

// Take takes a part over from the tree in place, its files under second names; ok is
// false, and nothing was taken, where one of them is not the one that was written.
// The part must have a folder that is its own, and no file elsewhere. It may be
// called by several goroutines.
func (t *Tree) Take(p Stamps) (ok bool, err error) {
	made := map[string]bool{}
	w := partWriter{tree: t, made: made}
	for _, f := range p.files {
		local := filepath.FromSlash(f.name)
		from, to := filepath.Join(t.out, local), filepath.Join(t.fresh, local)
		if !f.isAt(t.out) {
			return false, os.RemoveAll(filepath.Join(t.fresh, p.own))
		}
		if err := w.folder(filepath.Dir(to)); err != nil {
			return false, err
		}
		if os.Link(from, to) != nil { // no second names here, or it is gone
			return false, os.RemoveAll(filepath.Join(t.fresh, p.own))
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return true, t.list(p.files)
}

// isAt reports whether a file still is in a tree as it was written.
func (f *stamp) isAt(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(f.name)))
	return err == nil && info.Mode().IsRegular() && info.Size() == int64(f.size) && f.mark != trace.Mark{} && trace.MarkOf(info).Written() == f.mark
}

// IsIn reports whether all files of a part still are in a tree as they were written.
func (p Stamps) IsIn(dir string) bool {
	for i := range p.files {
		if !p.files[i].isAt(dir) {
			return false
		}
	}
	return true
}

// ManifestStamps is the one of the manifest of a tree that is complete.
func (t *Tree) ManifestStamps() (Stamps, error) {
	info, err := os.Lstat(filepath.Join(t.fresh, ManifestName))
	if err != nil {
		return Stamps{}, err
	}
	return Stamps{files: []stamp{{name: ManifestName, size: int(info.Size()), mark: trace.MarkOf(info).Written()}}}, nil
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (p Stamps) MarshalBinary() ([]byte, error) {
	out := binary.AppendUvarint(nil, uint64(len(p.own)))
	out = append(out, p.own...)
	for _, f := range p.files {
		out = binary.AppendUvarint(out, uint64(len(f.name)))
		out = append(out, f.name...)
		out = binary.AppendUvarint(out, uint64(f.size))
		out = append(out, f.sum[:]...)
		out = f.mark.Append(out)
	}
	return out, nil
}

// errStamps says that bytes are no stamps.
var errStamps = errors.New("not the stamps of a part")

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (p *Stamps) UnmarshalBinary(data []byte) error {
	text := func() (string, bool) {
		n, used := binary.Uvarint(data)
		if used <= 0 || n > uint64(len(data)-used) {
			return "", false
		}
		s := string(data[used : used+int(n)])
		data = data[used+int(n):]
		return s, true
	}
	own, ok := text()
	if !ok {
		return errStamps
	}
	out := Stamps{own: own}
	for len(data) > 0 {
		var f stamp
		if f.name, ok = text(); !ok || !filepath.IsLocal(filepath.FromSlash(f.name)) {
			return errStamps
		}
		size, used := binary.Uvarint(data)
		if used <= 0 || len(data)-used < sha256.Size {
			return errStamps
		}
		f.size, data = int(size), data[used:]
		data = data[copy(f.sum[:], data):]
		mark, rest, err := trace.CutMark(data)
		if err != nil {
			return errStamps
		}
		f.mark, data = mark, rest
		out.files = append(out.files, f)
	}
	*p = out
	return nil
}
