package site

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"

	v1 "fazhi/generator/export/v1"
)

// PartAt tells of the tree at out what part of a site it is, nil where it is a whole
// one; ok is false where no build made one there.
func PartAt(out string) (part *v1.Part, ok bool, err error) {
	if out, err = place(out); err != nil {
		return nil, false, err
	}
	list, err := openListing(out)
	if err != nil || list == nil {
		return nil, false, err
	}
	return list.Part, true, list.Close()
}

// PartTree is a tree that holds a part of a site.
type PartTree struct {
	Name  string // as the caller calls it
	Shard Shard

	tree *Built
}

// PartError says that a folder holds no part of a site.
type PartError struct {
	Whole bool // but a site
}

func (e *PartError) Error() string {
	if e.Whole {
		return "a site, and no part of one"
	}
	return "no part of a site"
}

// OpenPart opens the tree in a folder. The error is a *PartError where it holds no
// part of a site.
func OpenPart(name, dir string) (*PartTree, error) {
	list, err := openListing(dir)
	switch {
	case err != nil:
		return nil, err
	case list == nil:
		return nil, &PartError{}
	}
	draft := list.Draft
	if err := list.Close(); err != nil {
		return nil, err
	}
	b, err := openTree(dir, draft)
	switch {
	case err != nil:
		return nil, err
	case b == nil:
		return nil, &PartError{}
	case b.Part == nil:
		return nil, errors.Join(&PartError{Whole: true}, b.Close())
	}
	p := &PartTree{Name: name, tree: b}
	if p.Shard, err = ParseShard(b.Part.Shard); err != nil {
		return nil, errors.Join(&PartError{}, b.Close())
	}
	return p, nil
}

// Close closes the tree.
func (p *PartTree) Close() error { return p.tree.Close() }

// Part is what the tree says of itself.
func (p *PartTree) Part() v1.Part { return *p.tree.Part }

// Draft tells whether the tree was built with drafts.
func (p *PartTree) Draft() bool { return p.tree.Draft }

// TwoError says that two parts have the same agency otherwise.
type TwoError struct {
	ID, First, Second, File string
}

func (e *TwoError) Error() string {
	return fmt.Sprintf("%s and %s both have %s, and its %s is not the same", e.First, e.Second, e.ID, e.File)
}

// StrayError says that an agency stands in a part where it does not belong.
type StrayError struct{ Part, ID string }

func (e *StrayError) Error() string { return e.Part + ": " + e.ID + " is not of this part" }

// Turns gives the agencies of all parts by their ids, each once. Where two parts have
// one with the same files, it is taken from the first. Problems are all that is
// wrong: *TwoError, *StrayError and *ChangedPart.
func Turns(parts []*PartTree) (ids []string, from map[string]*PartTree, problems []error, err error) {
	from = map[string]*PartTree{}
	for _, p := range parts {
		n := 0
		for _, id := range p.tree.folders() {
			about, err := p.tree.get(id + "/agency.json")
			if err != nil {
				return nil, nil, nil, err
			}
			if about == nil {
				continue
			}
			n++
			if !p.Shard.Has(id) {
				problems = append(problems, &StrayError{p.Name, id})
				continue
			}
			first := from[id]
			if first == nil {
				ids, from[id] = append(ids, id), p
				continue
			}
			a, err := first.tree.in(id)
			if err != nil {
				return nil, nil, nil, err
			}
			b, err := p.tree.in(id)
			if err != nil {
				return nil, nil, nil, err
			}
			if file := firstDifference(a, b); file != "" {
				problems = append(problems, &TwoError{id, first.Name, p.Name, file})
			}
		}
		if n != p.tree.Part.Agencies {
			problems = append(problems, &ChangedPart{p.Name, ManifestName})
		}
	}
	slices.Sort(ids)
	return ids, from, problems, nil
}

// firstDifference names the first file in which two lists differ, "" for none.
func firstDifference(a, b []ManifestFile) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return min(a[i].Path, b[i].Path)
		}
	}
	switch {
	case len(a) > len(b):
		return a[len(b)].Path
	case len(b) > len(a):
		return b[len(a)].Path
	}
	return ""
}

// ChangedPart says that a file of a part is not the one that its build made.
type ChangedPart struct{ Part, Path string }

func (e *ChangedPart) Error() string {
	return filepath.Join(e.Part, e.Path) + " is not what the manifest of its build says"
}

// Agency lists what the tree has of an agency, to be read by Read.
func (p *PartTree) Agency(id string) ([]ManifestFile, error) {
	below, err := p.tree.in(id)
	return slices.Clone(below), err
}

// Beside lists what agencies have outside of their folders.
func (p *PartTree) Beside() ([]ManifestFile, error) {
	var out []ManifestFile
	for _, folder := range append([]string{""}, p.tree.folders()...) {
		if folder != "" {
			if about, err := p.tree.get(folder + "/agency.json"); about != nil || err != nil {
				if err != nil {
					return nil, err
				}
				continue
			}
		}
		below, err := p.tree.in(folder)
		if err != nil {
			return nil, err
		}
		out = append(out, below...)
	}
	return out, nil
}

// Read reads files of the tree, which goes on where one is not the one that was
// listed: changed are all of those. It is for several goroutines.
func (p *PartTree) Read(list []ManifestFile) (files *Files, changed []*ChangedPart, err error) {
	files = &Files{}
	for i := range list {
		data, err := p.tree.readListed(&list[i])
		var not *ChangedError
		switch {
		case errors.As(err, &not):
			changed = append(changed, &ChangedPart{p.Name, not.Path})
			continue
		case err != nil:
			return nil, nil, err
		}
		if err := files.Add(list[i].Path, data); err != nil {
			return nil, nil, err
		}
	}
	return files, changed, nil
}

// Export reads the agency.json of an agency out of its files; the error is a
// *ChangedPart where it is none.
func (p *PartTree) Export(id string, files *Files) (*v1.Agency, error) {
	about := id + "/agency.json"
	a, err := v1.Decode(files.Get(about))
	if err != nil || a.ID != id {
		return nil, &ChangedPart{p.Name, about}
	}
	return a, nil
}

// Quotes tells whether the agency.json of any agency names a title.
func (b *Built) Quotes(title string) (bool, error) {
	written := writings(title)
	for f, err := range b.abouts() {
		if err != nil {
			return false, err
		}
		data, err := b.read(f)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(written, func(s string) bool { return bytes.Contains(data, []byte(s)) }) {
			return true, nil
		}
	}
	return false, nil
}

// abouts gives the names of all agency.json.
func (b *Built) abouts() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, id := range b.folders() {
			about, err := b.get(id + "/agency.json")
			if about == nil && err == nil {
				continue
			}
			if !yield(id+"/agency.json", err) {
				return
			}
		}
	}
}

// MissingShards gives the numbers of those parts that no tree holds.
func MissingShards(parts []*PartTree) []int {
	there := map[int]bool{}
	for _, p := range parts {
		there[p.Shard.Number] = true
	}
	var out []int
	for n := 1; len(parts) > 0 && n <= parts[0].Shard.Of; n++ {
		if !there[n] {
			out = append(out, n)
		}
	}
	return out
}
