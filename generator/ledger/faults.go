package ledger

import (
	"bytes"
	"io/fs"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Faults reads every file of a log and names each that does not agree with the
// signed head. A head that is not signed with key is the only fault then, since
// nothing can be held against it.
func Faults(files fs.FS, key note.Verifier) []*FileError {
	signed, err := fs.ReadFile(files, HeadName)
	if err != nil {
		return []*FileError{{HeadName, err}}
	}
	head, err := ParseHead(signed, key)
	if err != nil {
		return []*FileError{{HeadName, err}}
	}
	l := &Log{Head: head, Signed: signed, files: files}
	texts, broken := l.texts()
	if want, ok := l.expected(texts); ok {
		return append(broken, l.differing(want)...)
	}
	// Something is wrong with the entries; the tiles say with which.
	leaves, err := l.leaves()
	if err != nil {
		return append(broken, &FileError{HeadName, errNeither})
	}
	return append(broken, l.foreign(texts, leaves)...)
}

// texts reads the texts of all entries, nil for those of a file that cannot be
// read or parsed.
func (l *Log) texts() (texts [][]byte, broken []*FileError) {
	texts = make([][]byte, l.Head.Size)
	for n := int64(0); n<<height < l.Head.Size; n++ {
		t := l.dataTile(n)
		data, more, err := tileReader{l.files}.readFile(t)
		if err != nil {
			broken = append(broken, &FileError{t.Path(), err})
			continue
		}
		part := make([][]byte, t.W)
		for i := range part {
			id, text, rest, err := tlog.ParseRecord(data)
			if err != nil || id != n<<height+int64(i) {
				part = nil
				break
			}
			part[i], data = text, rest
		}
		if part == nil || len(data) > 0 && !more {
			broken = append(broken, &FileError{t.Path(), errNoData})
			continue
		}
		copy(texts[n<<height:], part)
	}
	return texts, broken
}

// expected computes all tiles from the entries; ok is whether they lead to the
// head, and so are those that were signed.
func (l *Log) expected(texts [][]byte) (want map[tlog.Tile][]byte, ok bool) {
	stored := make([]tlog.Hash, 0, 2*len(texts))
	hashes := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = stored[x]
		}
		return out, nil
	})
	for n, text := range texts {
		if text == nil {
			return nil, false
		}
		made, err := tlog.StoredHashes(int64(n), text, hashes)
		if err != nil {
			return nil, false
		}
		stored = append(stored, made...)
	}
	if root, err := tlog.TreeHash(l.Head.Size, hashes); err != nil || root != l.Head.Root {
		return nil, false
	}
	want = map[tlog.Tile][]byte{}
	for _, t := range tlog.NewTiles(height, 0, l.Head.Size) {
		data, err := tlog.ReadTileData(t, hashes)
		if err != nil {
			return nil, false
		}
		want[t] = data
	}
	return want, true
}

// differing names the tiles that do not hold what they should.
func (l *Log) differing(want map[tlog.Tile][]byte) []*FileError {
	var out []*FileError
	for _, t := range tlog.NewTiles(height, 0, l.Head.Size) {
		data, more, err := tileReader{l.files}.readFile(t)
		switch {
		case err != nil:
			out = append(out, &FileError{t.Path(), err})
		case more && len(data) >= len(want[t]):
			data = data[:len(want[t])]
			fallthrough
		default:
			if !bytes.Equal(data, want[t]) {
				out = append(out, &FileError{t.Path(), errTile})
			}
		}
	}
	return out
}

// leaves reads the hashes of all entries from the tiles, checked against the head.
func (l *Log) leaves() ([]tlog.Hash, error) {
	indexes := make([]int64, l.Head.Size)
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(0, int64(i))
	}
	return l.hashes().ReadHashes(indexes)
}

// foreign names the files whose entries are not those of the tree.
func (l *Log) foreign(texts [][]byte, leaves []tlog.Hash) []*FileError {
	var out []*FileError
	for n := int64(0); n<<height < l.Head.Size; n++ {
		t := l.dataTile(n)
		for i := n << height; i < n<<height+int64(t.W); i++ {
			if texts[i] != nil && tlog.RecordHash(texts[i]) != leaves[i] {
				out = append(out, &FileError{t.Path(), errNoData})
				break
			}
		}
	}
	return out
}
