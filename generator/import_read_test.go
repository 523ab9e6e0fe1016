package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"fazhi/generator/textfile"
)

// What is no file would be read for ever.
func TestReadLimited(t *testing.T) {
	for _, name := range []string{os.DevNull, "/dev/zero", t.TempDir()} {
		if _, err := os.Stat(name); err != nil {
			continue
		}
		if _, err := readLimited(name); !errors.Is(err, textfile.ErrNotRegular) {
			t.Errorf("%s: %v", name, err)
		}
	}
	large := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(large, make([]byte, textfile.MaxSize+10), 0o644); err != nil {
		t.Fatal(err)
	}
	if data, err := readLimited(large); err != nil || len(data) != textfile.MaxSize+1 {
		t.Errorf("%d bytes of a large file, %v", len(data), err)
	}
}
