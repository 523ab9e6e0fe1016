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

// lock holds a folder for this build. Here there are no locks that end with the
// process, so whoever would not wait for one gets none, and sweeps nothing.
func lock(_ string, wait bool) (unlock func(), err error) {
	if !wait {
		return nil, errors.ErrUnsupported
	}
	return func() {}, nil
}
