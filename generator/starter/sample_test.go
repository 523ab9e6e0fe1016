package starter

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fazhi"
	"fazhi/templates"
)

// What is embedded is the repository's own folders, every file of them: embed
// passes over names that begin with a dot or an underscore.
func TestSampleWhole(t *testing.T) {
	for _, dir := range []string{"data/yunxi-sfj", "content/yunxi-sfj"} {
		on := os.DirFS("../..")
		err := fs.WalkDir(on, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			want, _ := fs.ReadFile(on, name)
			if got, err := fs.ReadFile(fazhi.Sample, name); err != nil || string(got) != string(want) {
				t.Errorf("%s is not in the sample as it stands: %v", name, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestStartSample(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "workspace")
	s, err := StartSample(templates.FS, fazhi.Sample, dir)
	if err != nil {
		t.Fatal(err)
	}
	if s.Agency != "yunxi-sfj" || s.Form != "fzzf" || !slices.Equal(s.Years, []int{2018, 2019, 2021, 2022, 2023, 2024}) {
		t.Errorf("%+v", s)
	}
	var found []string
	_ = filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ = filepath.Rel(dir, name)
			found = append(found, filepath.ToSlash(name))
		}
		return err
	})
	slices.Sort(s.Files)
	slices.Sort(found)
	if !slices.Equal(found, s.Files) {
		t.Errorf("written %v\nsaid %v", found, s.Files)
	}
}

// A folder with a file in it, however deep, is named with it and stays as it
// is; empty folders and what is hidden are no hindrance.
func TestStartSampleOccupied(t *testing.T) {
	for name, occupied := range map[string]bool{"data/mine/x.toml": true, "报告.docx": true, ".git/config": false, ".keep": false} {
		dir := t.TempDir()
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := StartSample(templates.FS, fazhi.Sample, dir)
		var e *OccupiedError
		if errors.As(err, &e) != occupied || occupied && e.File != name {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Lstat(filepath.Join(dir, "说明.txt")); (err == nil) == occupied {
			t.Errorf("%s: written: %v", name, err)
		}
		if got, _ := os.ReadFile(full); string(got) != "mine" {
			t.Errorf("%s was changed", name)
		}
	}
}

// A link that leads out is a file of the folder like any other.
func TestStartSampleOutside(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(dir, "content")); err != nil {
		t.Skip(err)
	}
	if _, err := StartSample(templates.FS, fazhi.Sample, dir); err == nil {
		t.Error("content/ leads out, and nothing was said")
	}
	if entries, _ := os.ReadDir(elsewhere); len(entries) > 0 {
		t.Errorf("written: %v", entries)
	}
}
