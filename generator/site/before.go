package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	v1 "fazhi/generator/export/v1"
)

// Before is the tree that an earlier build made, from which the pages of an
// agency can be taken over as they are. Every byte is held against the tree's
// manifest: what somebody changed since is not taken.
type Before struct {
	root   *os.Root
	files  map[string]ManifestFile
	names  []string // in the order of the manifest, which is sorted
	assets []string

	manifest []byte // its file
}

// assetFolder is where the files stand that all pages share.
const assetFolder = "assets/"

// OpenBefore opens the tree at out, nil where no build made one there. A tree
// with drafts gives nothing to one without, nor the other way round.
func OpenBefore(out string, draft bool) (*Before, error) {
	out, err := place(out)
	if err != nil {
		return nil, err
	}
	if err := restore(out); err != nil {
		return nil, &PlaceError{out, err}
	}
	return openTree(out, func(m Manifest) bool { return m.Draft == draft })
}

// OpenFormer opens a tree that was in place before.
func OpenFormer(f Former) (*Before, error) {
	return openTree(f.Dir, func(m Manifest) bool { return !m.Draft })
}

// openTree opens a tree if it is one that is wanted.
func openTree(dir string, wanted func(Manifest) bool) (*Before, error) {
	data, err := readManifestFile(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var m Manifest
	if json.Unmarshal(data, &m) != nil || m.Schema != v1.ManifestSchema || !wanted(m) {
		return nil, nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	b := &Before{root: root, manifest: data, files: map[string]ManifestFile{}}
	for _, f := range m.Files {
		b.files[f.Path] = f
		b.names = append(b.names, f.Path)
		if strings.HasPrefix(f.Path, assetFolder) {
			b.assets = append(b.assets, f.Path)
		}
	}
	return b, nil
}

// is reports whether the tree at out is the one that was opened, nil for none that
// is to be published.
func (b *Before) is(out string) bool {
	if b == nil {
		_, public := publicManifest(out)
		return !public
	}
	data, err := readManifestFile(out)
	return err == nil && bytes.Equal(data, b.manifest)
}

// Close closes the tree; a nil Before has nothing to close.
func (b *Before) Close() error {
	if b == nil {
		return nil
	}
	return b.root.Close()
}

// ChangedError says that a file of the tree before is not the one that its
// build made.
type ChangedError struct{ Path string }

func (e *ChangedError) Error() string {
	return e.Path + " is not what the manifest of its build says"
}

// Agency takes over an agency: its folder, its agency.json and the shared files
// that its pages name. Files are nil where the tree has no such agency. The
// error is a *ChangedError where a file is gone or changed.
func (b *Before) Agency(id string) (*Files, *v1.Agency, error) {
	about := id + "/agency.json"
	if _, ok := b.known()[about]; !ok {
		return nil, nil, nil
	}
	files := &Files{kept: []string{id}}
	var fresh []string
	for _, name := range b.names {
		if strings.HasPrefix(name, id+"/") && !b.copied(name) {
			fresh = append(fresh, name)
		}
	}
	// A page names style sheets, a style sheet may name a picture: until nothing
	// new is named.
	for len(fresh) > 0 {
		var named []string
		for _, name := range fresh {
			data, err := b.read(name)
			if err != nil {
				return nil, nil, err
			}
			if err := files.Add(name, data); err != nil {
				return nil, nil, err
			}
			named = append(named, b.named(name, data)...)
		}
		fresh = fresh[:0]
		for _, name := range named {
			if files.Get(name) == nil {
				fresh = append(fresh, name)
			}
		}
	}
	out, err := v1.Decode(files.Get(about))
	if err != nil || out.ID != id {
		return nil, nil, &ChangedError{about}
	}
	return files, out, nil
}

// copied tells whether a file is the compressed copy of another one, which the
// next build makes anew.
func (b *Before) copied(name string) bool {
	plain, ok := strings.CutSuffix(name, v1.CompressedExt)
	_, beside := b.files[plain]
	return ok && beside
}

func (b *Before) known() map[string]ManifestFile {
	if b == nil {
		return nil
	}
	return b.files
}

// named gives the shared files that a page or style sheet names.
func (b *Before) named(name string, data []byte) []string {
	switch path.Ext(name) {
	case ".html", ".css", ".js":
	default:
		return nil
	}
	var out []string
	for _, asset := range b.assets {
		if bytes.Contains(data, []byte(strings.TrimPrefix(asset, assetFolder))) {
			out = append(out, asset)
		}
	}
	return out
}

// read gives a file of the tree if it is the one that its build made.
func (b *Before) read(name string) ([]byte, error) {
	local := filepath.FromSlash(name)
	if path.Clean(name) != name || !filepath.IsLocal(local) {
		return nil, &ChangedError{name}
	}
	info, err := b.root.Lstat(local)
	want := b.files[name]
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(want.Size) {
		return nil, &ChangedError{name}
	}
	data, err := b.root.ReadFile(local)
	if err != nil {
		return nil, fmt.Errorf("%s of the tree before: %w", name, err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != want.SHA256 {
		return nil, &ChangedError{name}
	}
	return data, nil
}
