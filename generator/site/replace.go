package site

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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
	return os.Rename(old, fresh) // where the caller looks after it
}

// restore puts the tree before back into its place where a swap by renaming was
// cut off between its two steps. Only a tree that a build made is touched.
func restore(out string) error {
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	entries, _ := os.ReadDir(filepath.Dir(out))
	for _, e := range entries {
		name, ok := strings.CutPrefix(e.Name(), "."+filepath.Base(out)+".")
		if !ok || !strings.HasSuffix(name, ".old") || !strings.HasPrefix(name, "new-") && !strings.HasPrefix(name, "before-") {
			continue
		}
		old := filepath.Join(filepath.Dir(out), e.Name())
		if list, err := openListing(old); err == nil && list != nil {
			list.Close()
			return os.Rename(old, out)
		}
	}
	return nil
}
