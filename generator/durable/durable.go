// Package durable puts files on a disk so that they are there whole or not at
// all, whatever happens in between: a cut of power, a kill, a full disk.
//
// A file is written beside its place, flushed, and renamed; then the folder is
// flushed, since a rename that is not on the disk is no rename. Nothing is
// flushed where the system has no means to (folders on Windows).
package durable

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
)

// temporary is how the names of files begin that are being written. Nothing
// reads them, and the next writing of the same file takes their place.
const temporary = ".writing-"

// IsTemporary tells whether a file is one that was being written when a
// program was killed.
func IsTemporary(name string) bool { return strings.HasPrefix(path.Base(name), temporary) }

// Write puts data into the file name of root, in the place of what is there.
// The folders that it needs are made. On an error the old file is whole.
func Write(root *os.Root, name string, data []byte) error {
	dir := path.Dir(name)
	if err := makeDirs(root, dir); err != nil {
		return err
	}
	temp := path.Join(dir, temporary+path.Base(name))
	if err := fill(root, temp, data); err != nil {
		_ = root.Remove(temp)
		return err
	}
	if err := root.Rename(temp, name); err != nil {
		_ = root.Remove(temp)
		return err
	}
	return Sync(root, dir)
}

// makeDirs makes a folder and those above it, and flushes the folder above each
// one that is new.
func makeDirs(root *os.Root, dir string) error {
	if dir == "." {
		return nil
	}
	if info, err := root.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if err := makeDirs(root, path.Dir(dir)); err != nil {
		return err
	}
	if err := root.Mkdir(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return Sync(root, path.Dir(dir))
}

func fill(root *os.Root, name string, data []byte) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
