package site

import (
	"errors"
	"os"
)

// replace swaps two trees by renaming, for systems without an exchange. If the
// second step fails the old tree goes back to its place.
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
