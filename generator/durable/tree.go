package durable

import (
	"errors"
	"io/fs"
	"os"
)

// walk flushes every file and every folder of a tree one by one, folders after
// what is in them.
func walk(root *os.Root, dir string) error {
	entries, err := fs.ReadDir(root.FS(), dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if dir != "." {
			name = dir + "/" + name
		}
		switch {
		case e.IsDir():
			err = walk(root, name)
		case e.Type().IsRegular():
			err = flushFile(root, name)
		}
		if err != nil {
			return err
		}
	}
	return Sync(root, dir)
}

// flushFile flushes a file that is written already. One that may not be opened
// is not one that this program wrote.
func flushFile(root *os.Root, name string) error {
	f, err := root.OpenFile(name, flushMode, 0)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
