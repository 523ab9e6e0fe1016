package site

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"fazhi/generator/feed"
)

// Files are the files of a site or of a part of it, by slash path. A path that
// is given twice is an error unless the bytes are the same.
type Files struct {
	data  map[string][]byte
	draft bool                  // made with drafts
	kept  []string              // agencies whose files are those of the tree before
	base  string                // the site's whole address, where it is known
	away  []string              // addresses of other sites that may stand below it
	links map[string]*PageLinks // of pages that were looked at
}

// CollisionError says that two sources want one output path, or one that is a
// folder of the other.
type CollisionError struct{ Path string }

func (e *CollisionError) Error() string { return "two sources for the output " + e.Path }

// Add puts a file in. The error is a *CollisionError.
func (f *Files) Add(name string, data []byte) error {
	if f.data == nil {
		f.data = map[string][]byte{}
	}
	if old, ok := f.data[name]; ok && !bytes.Equal(old, data) {
		return &CollisionError{name}
	}
	f.data[name] = data
	return nil
}

// addAll makes and adds files.
func (f *Files) addAll(entries []entry) error {
	for _, e := range entries {
		data, err := e.make()
		if err != nil {
			return err
		}
		if err := f.Add(e.name, data); err != nil {
			return err
		}
	}
	return nil
}

// Merge adds all files of another part.
func (f *Files) Merge(other *Files) error {
	for _, name := range other.Names() {
		if err := f.Add(name, other.data[name]); err != nil {
			return err
		}
	}
	f.draft = f.draft || other.draft
	if f.base == "" {
		f.base = other.base
	}
	f.kept = append(f.kept, other.kept...)
	if f.links == nil {
		f.links = map[string]*PageLinks{}
	}
	maps.Copy(f.links, other.links)
	return nil
}

// Check finds a file that stands where another one needs a folder, and one that
// is named like the compressed copy of another.
func (f *Files) Check() error {
	if name := f.otherCopy(); name != "" {
		return &CollisionError{name}
	}
	for _, name := range f.Names() {
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if f.data[dir] != nil {
				return &CollisionError{dir}
			}
		}
	}
	return nil
}

// Names gives the paths, sorted.
func (f *Files) Names() []string { return slices.Sorted(maps.Keys(f.data)) }

func (f *Files) has(name string) bool {
	_, ok := f.data[name]
	return ok
}

// Get gives a file's bytes, nil where there is none.
func (f *Files) Get(name string) []byte { return f.data[name] }

// rel gives the address of one page as a link from another: always relative,
// so that the site works under any path and from disk. A page of another site
// keeps its whole address.
func rel(from, to string) string {
	if feed.Elsewhere(to) {
		return to
	}
	file, fragment, _ := strings.Cut(to, "#")
	if fragment == "" {
		to = file
	}
	if file == "" || file == from {
		if fragment != "" {
			return to[len(file):]
		}
		return path.Base(from)
	}
	dir := from[:strings.LastIndexByte(from, '/')+1]
	shared := 0 // of the folders that both stand in
	for i := 0; i < len(dir) && i < len(file) && dir[i] == file[i]; i++ {
		if dir[i] == '/' {
			shared = i + 1
		}
	}
	return strings.Repeat("../", strings.Count(dir[shared:], "/")) + to[shared:]
}
