package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
)

// Tally says what the files of a tree are: of each kind how many, and their bytes.
type Tally struct {
	Kinds  []Kind // the most bytes first
	Copies Kind   // compressed copies, which stand in no other kind
}

// Kind are the files whose names end alike.
type Kind struct {
	Ext   string // ".html"; "" where there is none
	Files int
	Bytes int64
}

func (k *Kind) add(size int) {
	k.Files++
	k.Bytes += int64(size)
}

// Total is of all files but the copies.
func (t Tally) Total() Kind {
	var all Kind
	for _, k := range t.Kinds {
		all.Files += k.Files
		all.Bytes += k.Bytes
	}
	return all
}

// tallying counts files.
type tallying struct {
	kinds  map[string]*Kind
	copies Kind
}

func (t *tallying) add(f ManifestFile, isCopy bool) {
	if isCopy {
		t.copies.add(f.Size)
		return
	}
	ext := strings.ToLower(path.Ext(f.Path))
	if t.kinds == nil {
		t.kinds = map[string]*Kind{}
	}
	if t.kinds[ext] == nil {
		t.kinds[strings.Clone(ext)] = &Kind{Ext: strings.Clone(ext)}
	}
	t.kinds[ext].add(f.Size)
}

// Tally gives what the files of the tree are, but for its manifest.
func (b *Built) Tally() Tally {
	t := Tally{Copies: b.tallying.copies}
	t.Copies.Ext = v1.CompressedExt
	for _, k := range b.tallying.kinds {
		t.Kinds = append(t.Kinds, *k)
	}
	slices.SortFunc(t.Kinds, func(a, b Kind) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), strings.Compare(a.Ext, b.Ext))
	})
	return t
}
