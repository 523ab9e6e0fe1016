//go:build unix

package durable

import (
	"errors"
	"os"
	"syscall"
)

// flushMode is how a file is opened to be flushed.
const flushMode = os.O_RDONLY

// Sync flushes a folder, so that the names in it are on the disk.
func Sync(root *os.Root, dir string) error {
	f, err := root.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil // some file systems of networks cannot, and flush by themselves
	}
	return errors.Join(err, f.Close())
}
