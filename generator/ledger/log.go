package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Log is a log as it stood when its head was read. Everything that its methods
// give has been checked against that head.
type Log struct {
	Head   Head
	Signed []byte // the head with its signature
	files  fs.FS
}

// Open reads the log in a folder, whose head must be signed with key. Where no
// head is, the error is fs.ErrNotExist; one that is not right is a *HeadError.
func Open(files fs.FS, key note.Verifier) (*Log, error) {
	signed, err := fs.ReadFile(files, HeadName)
	if err != nil {
		return nil, err
	}
	head, err := ParseHead(signed, key)
	if err != nil {
		return nil, err
	}
	l := &Log{Head: head, Signed: signed, files: files}
	root, err := tlog.TreeHash(head.Size, l.hashes())
	if err != nil {
		return nil, err
	}
	if root != head.Root {
		return nil, &HeadError{errTile} // the reader of tiles has told already
	}
	return l, nil
}

// FileError says that a file of a log does not agree with its signed head.
type FileError struct {
	Path   string
	Reason error
}

func (e *FileError) Error() string { return e.Path + ": " + e.Reason.Error() }

// Unwrap gives the cause.
func (e *FileError) Unwrap() error { return e.Reason }

var (
	errTile   = errors.New("does not hold the hashes that the tree head says")
	errNoData = errors.New("does not hold the entries that the tree says")

	errNeither = errors.New("neither the tiles nor the entries agree with it")
)

// hashes reads hashes from the tiles and checks them against the head.
func (l *Log) hashes() tlog.HashReader {
	return tlog.TileHashReader(l.Head.tree(), tileReader{l.files})
}

// tileReader reads the tiles of a log from its folder.
type tileReader struct{ files fs.FS }

func (tileReader) Height() int { return height }

func (tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

// ReadTiles reads tiles. Of one that is not full a fuller one will do, of which
// it is the beginning.
func (r tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(tiles))
	for i, t := range tiles {
		data, more, err := r.readFile(t)
		if err != nil {
			return nil, err
		}
		if width := t.W * tlog.HashSize; len(data) < width || len(data) > width && !more {
			return nil, &FileError{t.Path(), errTile}
		}
		out[i] = data[:t.W*tlog.HashSize]
	}
	return out, nil
}

// readFile gives a tile's file, or that of the full tile; more tells the latter.
func (r tileReader) readFile(t tlog.Tile) (data []byte, more bool, err error) {
	data, err = fs.ReadFile(r.files, t.Path())
	if errors.Is(err, fs.ErrNotExist) && t.W < 1<<t.H {
		full := t
		full.W = 1 << t.H
		if whole, err := fs.ReadFile(r.files, full.Path()); err == nil {
			return whole, true, nil
		}
	}
	return data, false, err
}

// Entry gives an entry by its index, proved to stand in the log.
func (l *Log) Entry(i int64) (Entry, error) {
	if i < 0 || i >= l.Head.Size {
		return Entry{}, fmt.Errorf("the log has no entry %d", i)
	}
	all, err := l.tileEntries(l.dataTile(i >> height))
	if err != nil {
		return Entry{}, err
	}
	return all[i&(1<<height-1)], nil
}

// Entries gives all entries in their order, proved to be those of the log.
func (l *Log) Entries() ([]Entry, error) {
	var out []Entry
	for n := int64(0); n<<height < l.Head.Size; n++ {
		all, err := l.tileEntries(l.dataTile(n))
		if err != nil {
			return nil, err
		}
		out = append(out, all...)
	}
	return out, nil
}

// dataTile is the nth file of entries, as wide as the head says.
func (l *Log) dataTile(n int64) tlog.Tile {
	return tlog.Tile{H: height, L: -1, N: n, W: int(min(1<<height, l.Head.Size-n<<height))}
}

// tileEntries reads the entries of a tile and checks each against the tree.
func (l *Log) tileEntries(t tlog.Tile) ([]Entry, error) {
	data, more, err := tileReader{l.files}.readFile(t)
	if err != nil {
		return nil, err
	}
	first := t.N << height
	indexes := make([]int64, t.W)
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
	}
	hashes, err := l.hashes().ReadHashes(indexes)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, t.W)
	for i := range out {
		id, text, rest, err := tlog.ParseRecord(data)
		if err != nil || id != first+int64(i) || tlog.RecordHash(text) != hashes[i] {
			return nil, &FileError{t.Path(), errNoData}
		}
		if out[i], err = ParseEntry(text); err != nil {
			return nil, &FileError{t.Path(), err}
		}
		data = rest
	}
	if len(data) > 0 && !more {
		return nil, &FileError{t.Path(), errNoData}
	}
	return out, nil
}

// Prove gives the proof that an entry stands in the log, to be checked with
// tlog.CheckRecord against the head and the entry's text.
func (l *Log) Prove(i int64) (tlog.RecordProof, error) {
	return tlog.ProveRecord(l.Head.Size, i, l.hashes())
}

// ErrForked says that two heads are of logs that are no continuation of each
// other: something that was published was taken out or changed.
var ErrForked = errors.New("the log does not continue the earlier tree head")

// Continues checks that the log holds all that it held when earlier was signed,
// in its place. A log that does not is ErrForked.
func (l *Log) Continues(earlier Head) error {
	switch {
	case earlier.Origin != l.Head.Origin || earlier.Size > l.Head.Size:
		return ErrForked
	case earlier.Size == 0:
		return nil
	}
	proof, err := tlog.ProveTree(l.Head.Size, earlier.Size, l.hashes())
	if err != nil {
		return err
	}
	if tlog.CheckTree(proof, l.Head.Size, l.Head.Root, earlier.Size, earlier.Root) != nil {
		return ErrForked
	}
	return nil
}

// Paths gives the files that the log consists of as its head says, sorted: head,
// key, tiles, entries and records. Attachments are named by the records.
func (l *Log) Paths() ([]string, error) {
	entries, err := l.Entries()
	if err != nil {
		return nil, err
	}
	out := []string{HeadName, KeyName}
	for _, e := range entries {
		out = append(out, e.Path())
	}
	for n := int64(0); n<<height < l.Head.Size; n++ {
		out = append(out, l.dataTile(n).Path())
	}
	for _, t := range tlog.NewTiles(height, 0, l.Head.Size) {
		out = append(out, t.Path())
	}
	slices.Sort(out)
	return out, nil
}
