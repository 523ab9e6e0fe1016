package search

import (
	"fmt"
	"slices"
	"strings"
)

// Reader finds documents in the files of an index, by the rule of the page's
// script. It is what tests and the guard of a build hold the files to.
type Reader struct {
	head   head
	starts []gram
	file   func(name string) []byte
	folded map[int]string // texts that were read
}

// Open reads the head of an index; file gives its files by name, nil for one that
// is not there.
func Open(file func(name string) []byte) (*Reader, error) {
	r := &Reader{file: file, folded: map[int]string{}}
	if err := unscript(file("head.js"), "head", &r.head); err != nil {
		return nil, err
	}
	for _, s := range r.head.Shards {
		r.starts = append(r.starts, gramOf([]rune(s)))
	}
	return r, nil
}

func gramOf(runes []rune) gram {
	g := gram{}
	for i, r := range runes {
		switch i {
		case 0:
			g.first = r
		case 1:
			g.second = r
		}
	}
	return g
}

// Paths gives the addresses of all documents, as the head has them.
func (r *Reader) Paths() []string {
	var out []string
	for _, d := range r.head.Docs {
		out = append(out, d.Path)
	}
	return out
}

// Find gives the numbers of the documents that have a query, ascending. A query
// without a character finds nothing.
func (r *Reader) Find(query string) ([]int, error) {
	folded := Fold(query)
	runes := []rune(folded)
	if len(runes) == 0 {
		return nil, nil
	}
	var wanted []gram
	if len(runes) == 1 {
		wanted = append(wanted, gram{runes[0], 0})
	}
	for i := 1; i < len(runes); i++ {
		wanted = append(wanted, gram{runes[i-1], runes[i]})
	}
	docs, err := r.Having(wanted[0].String())
	if err != nil {
		return nil, err
	}
	for _, g := range wanted[1:] {
		more, err := r.Having(g.String())
		if err != nil {
			return nil, err
		}
		docs = slices.DeleteFunc(docs, func(d int) bool { _, ok := slices.BinarySearch(more, d); return !ok })
	}
	if len(runes) <= 2 {
		return docs, nil
	}
	var found []int
	for _, d := range docs {
		text, ok := r.folded[d]
		if !ok {
			if text, err = r.text(d); err != nil {
				return nil, err
			}
			text = Fold(text)
			r.folded[d] = text
		}
		if strings.Contains(text, folded) {
			found = append(found, d)
		}
	}
	return found, nil
}

// Having gives the documents that the index has for one or two folded characters.
func (r *Reader) Having(term string) ([]int, error) {
	g := gramOf([]rune(term))
	i, exact := slices.BinarySearchFunc(r.starts, g, gram.compare)
	if !exact {
		i--
	}
	if i < 0 {
		return nil, nil
	}
	name := fmt.Sprintf("%d.js", i)
	var f shardFile
	if err := unscript(r.file(name), "shard", &f); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return decodePosting(f.posting(g), len(r.head.Docs))
}

// text gives all that is searched of a document.
func (r *Reader) text(doc int) (string, error) {
	name := "text/" + r.head.Docs[doc].Name + ".js"
	var f textFile
	if err := unscript(r.file(name), "text", &f); err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return (&Document{Lines: f.Lines, Parts: f.Parts}).Text(), nil
}
