//go:build !linux

package site

import (
	"errors"
	"io/fs"
	"os"
)

// exchange puts the new tree in the place of the old one.
func exchange(fresh, out string) error {
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(fresh, out)
	}
	return replace(fresh, out)
}
