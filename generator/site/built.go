package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	v1 "fazhi/generator/export/v1"
)

// Built is a tree that a build made, on the disk. Every byte that is read of it is
// held against its manifest: what somebody changed since is not taken. It is not
// for several goroutines.
type Built struct {
	dir  string
	root *os.Root
	*listing
}

// assetFolder is where the files stand that all pages share.
const assetFolder = "assets/"

// OpenBefore opens the tree at out, from which the pages of an agency can be taken
// over as they are; nil where no build made one there, or a part of a site alone. A
// tree with drafts gives nothing to one without, nor the other way round.
func OpenBefore(out string, draft bool) (*Built, error) {
	out, err := place(out)
	if err != nil {
		return nil, err
	}
	if err := restore(out); err != nil {
		return nil, &PlaceError{out, err}
	}
	b, err := openTree(out, draft)
	if b != nil && b.Part != nil {
		return nil, b.Close()
	}
	return b, err
}

// OpenFormer opens a tree that was in place before.
func OpenFormer(f Former) (*Built, error) { return openTree(f.Dir, false) }

// openTree opens a tree that was built with drafts, or without, nil where there is
// none.
func openTree(dir string, draft bool) (*Built, error) {
	list, err := openListing(dir)
	if err != nil || list == nil {
		return nil, err
	}
	if list.Draft != draft {
		return nil, list.Close()
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, errors.Join(err, list.Close())
	}
	return &Built{dir, root, list}, nil
}

// is reports whether the tree at out is the one that was opened, nil for none that
// is to be published.
func (b *Built) is(out string) bool {
	if b != nil {
		now, err := sumOfManifest(out)
		return err == nil && now == b.sum
	}
	head, err := headOf(out)
	return err == nil && (head == nil || head.Draft || head.Part != nil)
}

// Close closes the tree; a nil one has nothing to close.
func (b *Built) Close() error {
	if b == nil {
		return nil
	}
	return errors.Join(b.root.Close(), b.listing.Close())
}

// Plain is how many files the tree has but for compressed copies.
func (b *Built) Plain() int { return b.plain }

// list is the manifest; a nil tree has an empty one.
func (b *Built) list() *listing {
	if b == nil {
		return nil
	}
	return b.listing
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
func (b *Built) Agency(id string) (*Files, *v1.Agency, error) {
	about := id + "/agency.json"
	if there, err := b.list().get(about); there == nil || err != nil {
		return nil, nil, err
	}
	files := &Files{kept: []string{id}}
	fresh, err := b.plainIn(id)
	if err != nil {
		return nil, nil, err
	}
	assets, err := b.plainIn(strings.TrimSuffix(assetFolder, "/"))
	if err != nil {
		return nil, nil, err
	}
	// A page names style sheets, a style sheet may name a picture: until nothing
	// new is named.
	for len(fresh) > 0 {
		var names []string
		for _, name := range fresh {
			data, err := b.read(name)
			if err != nil {
				return nil, nil, err
			}
			if err := files.Add(name, data); err != nil {
				return nil, nil, err
			}
			names = append(names, named(assets, name, data)...)
		}
		fresh = fresh[:0]
		for _, name := range names {
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

// plainIn gives the names in a top folder but for those of compressed copies, which
// the next build makes anew.
func (b *Built) plainIn(folder string) ([]string, error) {
	below, err := b.in(folder)
	var out []string
	var copies copyFinder
	for _, f := range below {
		if !copies.is(f.Path) {
			out = append(out, f.Path)
		}
	}
	return out, err
}

// named gives the shared files that a page or style sheet names.
func named(assets []string, name string, data []byte) []string {
	switch path.Ext(name) {
	case ".html", ".css", ".js":
	default:
		return nil
	}
	var out []string
	for _, asset := range assets {
		if bytes.Contains(data, []byte(strings.TrimPrefix(asset, assetFolder))) {
			out = append(out, asset)
		}
	}
	return out
}

// read gives a file of the tree if it is the one that its build made.
func (b *Built) read(name string) ([]byte, error) {
	want, err := b.get(name)
	switch {
	case err != nil:
		return nil, err
	case want == nil:
		return nil, &ChangedError{name}
	}
	return b.readListed(want)
}

// readListed gives a file of the tree if it is the one that is listed. Other than the
// rest it is for several goroutines.
func (b *Built) readListed(want *ManifestFile) ([]byte, error) {
	name := want.Path
	local := filepath.FromSlash(name)
	if path.Clean(name) != name || !filepath.IsLocal(local) {
		return nil, &ChangedError{name}
	}
	info, err := b.root.Lstat(local)
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
