package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// ErrChanged says that a file in the workspace is no longer as it was seen.
var ErrChanged = errors.New("changed since it was read")

// ErrOutside says that a link leads out of the workspace, where nothing is
// written.
var ErrOutside = errors.New("a link leads out of the workspace")

// Write puts the files into a workspace.
func (r *Result) Write(dir string) error { return WriteFiles(dir, r.Files) }

// WriteFiles puts files into a workspace, all or none: they are written beside
// their places first and renamed when all are there. It refuses where a file
// has come or changed since it was looked at; one that was not looked at must
// not be there.
func WriteFiles(dir string, files []File) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return Outside(writeFiles(root, files))
}

func writeFiles(root *os.Root, files []File) error {
	for _, f := range files {
		if err := f.unchanged(root); err != nil {
			return err
		}
	}
	var temps []string
	defer func() {
		for _, t := range temps {
			_ = root.Remove(t) // gone where it was renamed
		}
	}()
	for _, f := range files {
		if err := root.MkdirAll(path.Dir(f.Name), 0o755); err != nil {
			return err
		}
		temp := path.Join(path.Dir(f.Name), "."+path.Base(f.Name)+".tmp")
		temps = append(temps, temp)
		if err := create(root, temp, f.Data); err != nil {
			return err
		}
	}
	for i, f := range files {
		if err := root.Rename(temps[i], f.Name); err != nil {
			undo(root, files[:i])
			return err
		}
	}
	return nil
}

// create makes a file in the place of what a killed run may have left there.
func create(root *os.Root, name string, data []byte) error {
	_ = root.Remove(name)
	f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// Outside makes ErrOutside of the error of a path that leaves an os.Root, for
// which os has only words.
func Outside(err error) error {
	if err != nil && strings.Contains(err.Error(), "path escapes from parent") {
		return fmt.Errorf("%w: %w", ErrOutside, err)
	}
	return err
}

func (f *File) unchanged(root *os.Root) error {
	now, err := root.ReadFile(f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if f.had {
			return fmt.Errorf("%s: %w", f.Name, ErrChanged)
		}
		return nil
	case err != nil:
		return err
	case !f.had || !bytes.Equal(now, f.was):
		return fmt.Errorf("%s: %w", f.Name, ErrChanged)
	}
	return nil
}

// undo puts back what stood in the places of files that were written already.
func undo(root *os.Root, files []File) {
	for _, f := range files {
		if f.had {
			_ = root.WriteFile(f.Name, f.was, 0o644)
		} else {
			_ = root.Remove(f.Name)
		}
	}
}
