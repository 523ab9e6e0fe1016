package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ManifestName is the file of a built tree that lists every other one with its
// hash. It is also how the next build tells its own files from others.
const ManifestName = "manifest.json"

// Manifest is what manifest.json holds.
type Manifest struct {
	Schema string         `json:"schema"` // fazhi.manifest/1
	Files  []ManifestFile `json:"files"`  // sorted by path
}

// ManifestFile is one file of a built tree.
type ManifestFile struct {
	Path   string `json:"path"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

const manifestSchema = "fazhi.manifest/1"

// Written says what Write did.
type Written struct {
	Files   int
	Bytes   int
	Foreign []string // files of the old tree that no build made: kept, and to be told
}

// ForeignError says that a folder holds what no build of ours made, so that
// nothing was written to it.
type ForeignError struct {
	Dir   string
	Paths []string
	Clash bool // the paths are of files that this build makes too
}

func (e *ForeignError) Error() string {
	if e.Clash {
		return fmt.Sprintf("%s: files in the way that no build made: %s", e.Dir, strings.Join(e.Paths, ", "))
	}
	return fmt.Sprintf("%s: not a folder that a build made", e.Dir)
}

// Write puts the files in the place of the tree at out in one step: the new
// tree is written beside it and then exchanged with it. On any error the old
// tree stays whole. Files that no build made are kept, and named.
func Write(out string, files *Files) (w Written, err error) {
	out = filepath.Clean(out)
	foreign, err := foreignFiles(out, files)
	if err != nil {
		return w, err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return w, err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(out), "."+filepath.Base(out)+".new-")
	if err != nil {
		return w, err
	}
	defer func() {
		// After the exchange this is the old tree.
		if e := os.RemoveAll(fresh); e != nil && err == nil {
			err = fmt.Errorf("the site is in place, but the tree before it could not be removed: %w", e)
		}
	}()
	if err := os.Chmod(fresh, 0o755); err != nil {
		return w, err
	}
	if w, err = writeTree(fresh, files); err != nil {
		return w, err
	}
	for _, name := range foreign {
		if err := carry(filepath.Join(out, name), filepath.Join(fresh, name)); err != nil {
			return w, err
		}
		if !ownKeep(name) {
			w.Foreign = append(w.Foreign, filepath.ToSlash(name))
		}
	}
	return w, exchange(fresh, out)
}

func writeTree(dir string, files *Files) (w Written, err error) {
	manifest := Manifest{Schema: manifestSchema}
	made := map[string]bool{}
	for _, name := range files.Names() {
		data := files.Get(name)
		if err := writeFile(dir, name, data, made); err != nil {
			return w, err
		}
		sum := sha256.Sum256(data)
		manifest.Files = append(manifest.Files, ManifestFile{name, len(data), hex.EncodeToString(sum[:])})
		w.Files, w.Bytes = w.Files+1, w.Bytes+len(data)
	}
	data, err := json.MarshalIndent(manifest, "", " ")
	if err != nil {
		return w, err
	}
	return w, writeFile(dir, ManifestName, append(data, '\n'), made)
}

func writeFile(dir, name string, data []byte, made map[string]bool) error {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return fmt.Errorf("output path %s leads out of the site", name)
	}
	full := filepath.Join(dir, filepath.FromSlash(name))
	if parent := filepath.Dir(full); !made[parent] {
		if err := os.MkdirAll(parent, 0o755); err != nil {
			return err
		}
		made[parent] = true
	}
	return os.WriteFile(full, data, 0o644)
}

// ownKeep tells files that belong beside a site and need no mention: a note,
// and what version control keeps.
func ownKeep(name string) bool { return name == "README.md" || strings.HasPrefix(name, ".") }

// foreignFiles lists what stands in the old tree and was made by no build. A
// tree without a manifest is not ours: it must be empty, but for what may
// always stand there.
func foreignFiles(out string, files *Files) ([]string, error) {
	info, err := os.Stat(out)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &ForeignError{Dir: out}
	}
	own, known, err := readManifest(out)
	if err != nil {
		return nil, err
	}
	var foreign, clash []string
	err = filepath.WalkDir(out, func(place string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(out, place)
		if err != nil {
			return err
		}
		switch slash := filepath.ToSlash(name); {
		case own[slash]:
		case files.Get(slash) != nil || slash == ManifestName && known:
			clash = append(clash, slash)
		default:
			foreign = append(foreign, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(clash) > 0 && known {
		return nil, &ForeignError{Dir: out, Paths: clash, Clash: true}
	}
	if !known {
		for _, name := range append(foreign, clash...) {
			if !ownKeep(name) {
				return nil, &ForeignError{Dir: out}
			}
		}
	}
	return foreign, nil
}

// readManifest gives the files that a build made; known is false where there
// is no manifest.
func readManifest(out string) (own map[string]bool, known bool, err error) {
	own = map[string]bool{}
	data, err := os.ReadFile(filepath.Join(out, ManifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return own, false, nil
	}
	if err != nil {
		return own, false, err
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil || m.Schema != manifestSchema {
		return own, false, nil
	}
	own[ManifestName] = true
	for _, f := range m.Files {
		own[f.Path] = true
	}
	return own, true, nil
}

// carry puts a file of the old tree into the new one: as a second name of the
// same file where the system can, else as a copy.
func carry(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if target, err := os.Readlink(from); err == nil {
		return os.Symlink(target, to)
	}
	if os.Link(from, to) == nil {
		return nil
	}
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	info, err := src.Stat()
	if err != nil {
		return err
	}
	dst, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, info.Mode().Perm())
	if err != nil {
		return err
	}
	if _, err := io.Copy(dst, src); err != nil {
		dst.Close()
		return err
	}
	return dst.Close()
}
