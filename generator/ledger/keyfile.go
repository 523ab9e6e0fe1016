package ledger

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteKey puts a private key into a new file that only its owner may read. A
// file that is there is left alone and is fs.ErrExist.
func WriteKey(name, private string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(private + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		_ = os.Remove(name)
	}
	return err
}

// ReadKey reads the private key in a file.
func ReadKey(name string) (*Key, error) {
	dir, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	text, err := fs.ReadFile(dir.FS(), filepath.Base(name))
	if err != nil {
		return nil, err
	}
	return ParseKey(string(text))
}
