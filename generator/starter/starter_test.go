package starter

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/importer"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
	"fazhi/templates"
)

func TestQuote(t *testing.T) {
	for _, s := range []string{"示例局", `a"b\c`, "甲\n乙\t丙\r", "a\x00b\x1b[31m\x7f\u0085", `\u0041`, "x = 1\"\n[figures]"} {
		var log finding.List
		got := tomlfile.Parse(textfile.New("a.toml", "name = "+tomlfile.Quote(s)+"\n"), &log).String("name")
		if got != s || len(log) > 0 {
			t.Errorf("%q quoted %s reads %q, %v", s, tomlfile.Quote(s), got, log)
		}
	}
}

func start(t *testing.T, dir string) (Made, error) {
	t.Helper()
	forms, _ := form.Load(templates.FS)
	return Start(templates.FS, Request{Dir: dir, Agency: "a", Name: "示例局", Form: forms.Find("fzzf", 2023), Year: 2023})
}

func TestStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "workspace")
	made, err := start(t, dir)
	if err != nil || len(made.New) != 5 || len(made.Kept) != 0 {
		t.Fatalf("%+v, %v", made, err)
	}
	made, err = start(t, dir)
	if err != nil || len(made.New) != 0 || len(made.Kept) != 5 {
		t.Errorf("the second time: %+v, %v", made, err)
	}
	_ = filepath.WalkDir(dir, func(name string, _ os.DirEntry, _ error) error {
		if strings.HasSuffix(name, ".tmp") {
			t.Errorf("left behind: %s", name)
		}
		return nil
	})
}

// Nothing is written through a link that leads out, and nothing halfway.
func TestStartOutside(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(dir, "content")); err != nil {
		t.Skip(err)
	}
	if _, err := start(t, dir); !errors.Is(err, importer.ErrOutside) {
		t.Errorf("content/ leads out: %v", err)
	}
	for _, d := range []string{elsewhere, filepath.Join(dir, "data")} {
		if entries, _ := os.ReadDir(d); len(entries) > 0 {
			t.Errorf("written: %v", entries)
		}
	}
}
