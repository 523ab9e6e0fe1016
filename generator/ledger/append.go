package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"fazhi/generator/civil"
	"fazhi/generator/durable"
)

// File is a file that an entry is about: its record, or an attachment.
type File struct {
	Name string // within the log's folder
	Data []byte
}

// ClockError says that an entry would be dated before the last one of the log: a
// clock is wrong.
type ClockError struct{ Last, Now civil.Date }

func (e *ClockError) Error() string {
	return fmt.Sprintf("the last entry is of %s, which is after %s", e.Last, e.Now)
}

// Append adds entries to the log in the folder root, with the files that they
// are about, and signs the new head with key. All of it happens or nothing: the
// files are on the disk before the head is put in its place. The caller holds
// the log's lock. A log that another key signed is an error, and so is an entry
// that is dated before the last (*ClockError).
func Append(root *os.Root, key *Key, entries []Entry, files []File) (*Log, error) {
	old, last, err := current(root, key)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.Date.Before(last) {
			return nil, &ClockError{last, e.Date}
		}
		if !e.sound() {
			return nil, errEntry
		}
		last = e.Date
	}
	next, tiles, err := old.grow(entries)
	if err != nil {
		return nil, err
	}
	signed, err := next.sign(key)
	if err != nil {
		return nil, err
	}
	for _, f := range slices.Concat(files, tiles, []File{{KeyName, []byte(key.Public + "\n")}}) {
		if err := write(root, f); err != nil {
			return nil, err
		}
	}
	if err := durable.Write(root, HeadName, signed); err != nil {
		return nil, err
	}
	prune(root, old.Head.Size, next.Size)
	return Open(root.FS(), key.Verifier)
}

// write puts a file in its place, unless it is there already.
func write(root *os.Root, f File) error {
	if have, err := root.ReadFile(f.Name); err == nil && string(have) == string(f.Data) {
		return nil
	}
	return durable.Write(root, f.Name, f.Data)
}

// current reads the log as it is, and the day of its last entry. One that has no
// head yet is empty.
func current(root *os.Root, key *Key) (*Log, civil.Date, error) {
	l, err := Open(root.FS(), key.Verifier)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := root.Stat(HeadName); errors.Is(err, fs.ErrNotExist) {
			return &Log{Head: Head{Origin: key.Name()}, files: root.FS()}, civil.Date{}, nil
		}
	}
	if err != nil || l.Head.Size == 0 {
		return l, civil.Date{}, err
	}
	e, err := l.Entry(l.Head.Size - 1)
	return l, e.Date, err
}

// grow computes the head and the tiles that the log has with more entries.
func (l *Log) grow(entries []Entry) (Head, []File, error) {
	fresh := map[int64]tlog.Hash{}
	stored := l.hashes()
	hashes := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		return readBoth(fresh, stored, indexes)
	})
	size := l.Head.Size
	data, err := l.rest()
	if err != nil {
		return Head{}, nil, err
	}
	var files []File
	for i, e := range entries {
		n := size + int64(i)
		made, err := tlog.StoredHashes(n, e.Text(), hashes)
		if err != nil {
			return Head{}, nil, err
		}
		for k, h := range made {
			fresh[tlog.StoredHashIndex(0, n)+int64(k)] = h
		}
		record, err := tlog.FormatRecord(n, e.Text())
		if err != nil {
			return Head{}, nil, err
		}
		data = append(data, record...)
		full := (n+1)&(1<<height-1) == 0
		if full || i == len(entries)-1 {
			t := tlog.Tile{H: height, L: -1, N: n >> height, W: int(n&(1<<height-1)) + 1}
			files = append(files, File{t.Path(), data})
		}
		if full {
			data = nil
		}
	}
	next := Head{Origin: l.Head.Origin, Size: size + int64(len(entries))}
	for _, t := range tlog.NewTiles(height, size, next.Size) {
		tile, err := tlog.ReadTileData(t, hashes)
		if err != nil {
			return Head{}, nil, err
		}
		files = append(files, File{t.Path(), tile})
	}
	next.Root, err = tlog.TreeHash(next.Size, hashes)
	return next, files, err
}

// rest gives the entries in the last file of entries, where it is not full.
func (l *Log) rest() ([]byte, error) {
	if l.Head.Size&(1<<height-1) == 0 {
		return nil, nil
	}
	t := l.dataTile(l.Head.Size >> height)
	if _, err := l.tileEntries(t); err != nil {
		return nil, err
	}
	data, _, err := tileReader{l.files}.readFile(t)
	return data, err
}

// readBoth reads hashes that were just made, and others from the tiles.
func readBoth(fresh map[int64]tlog.Hash, stored tlog.HashReader, indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	var rest, at []int64
	for i, x := range indexes {
		if h, ok := fresh[x]; ok {
			out[i] = h
			continue
		}
		rest, at = append(rest, x), append(at, int64(i))
	}
	if len(rest) == 0 {
		return out, nil
	}
	hashes, err := stored.ReadHashes(rest)
	if err != nil {
		return nil, err
	}
	for i, h := range hashes {
		out[at[i]] = h
	}
	return out, nil
}

// prune removes tiles that are not full and have been taken over by fuller ones.
// What stays harms nothing, so errors are of no account.
func prune(root *os.Root, from, to int64) {
	if from == 0 || from == to {
		return
	}
	last := tlog.Tile{H: height, L: -1, N: from >> height, W: int(from & (1<<height - 1))}
	tiles := append(tlog.NewTiles(height, 0, from), last)
	for _, t := range tiles {
		if t.W == 1<<height || t.W == 0 {
			continue
		}
		l := max(t.L, 0)
		if to>>(l*height) == from>>(l*height) {
			continue // as wide as before
		}
		if to>>(l*height) >= (t.N+1)<<height {
			_ = root.RemoveAll(path.Dir(t.Path())) // the full one is there
			continue
		}
		_ = root.Remove(t.Path())
	}
}
