package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// ErrChanged says that a file in the workspace is no longer as Import saw it.
var ErrChanged = errors.New("changed since it was read")

// Write puts the files into a workspace, all or none: they are written beside
// their places first and renamed when all are there. It refuses where a file
// has come or changed since Import looked.
func (r *Result) Write(dir string) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	defer root.Close()
	for _, f := range r.Files {
		if err := f.unchanged(root); err != nil {
			return fmt.Errorf("import: %w", err)
		}
	}
	var temps []string
	defer func() {
		for _, t := range temps {
			_ = root.Remove(t) // gone where it was renamed
		}
	}()
	for _, f := range r.Files {
		if err := root.MkdirAll(path.Dir(f.Name), 0o755); err != nil {
			return fmt.Errorf("import: %w", err)
		}
		temp := path.Join(path.Dir(f.Name), ".import-"+path.Base(f.Name)+".tmp")
		temps = append(temps, temp)
		if err := root.WriteFile(temp, f.Data, 0o644); err != nil {
			return fmt.Errorf("import: %w", err)
		}
	}
	for i, f := range r.Files {
		if err := root.Rename(temps[i], f.Name); err != nil {
			undo(root, r.Files[:i])
			return fmt.Errorf("import: %w", err)
		}
	}
	return nil
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
