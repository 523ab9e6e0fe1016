package site

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// replace swaps two trees by renaming, for systems without an exchange. If the
// second step fails the old tree goes back to its place; if the program is
// stopped before it, restore brings it back the next time.
func replace(fresh, out string) error {
	old := fresh + ".old"
	if err := os.Rename(out, old); err != nil {
		return err
	}
	if err := os.Rename(fresh, out); err != nil {
		return errors.Join(err, os.Rename(old, out))
	}
	return os.Rename(old, fresh) // where the caller removes it
}

// restore puts the tree before back into its place where a swap by renaming was
// cut off between its two steps. Only a tree that a build made is touched.
func restore(out string) error {
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".new-*.old"))
	if err != nil {
		return err
	}
	for _, old := range left {
		if _, known, err := readManifest(old); err == nil && known {
			return os.Rename(old, out)
		}
	}
	return nil
}
