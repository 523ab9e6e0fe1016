package check_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/templates"
)

// Limits that are missing, empty or nought are told, and nothing fails by them.
func TestLimits(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, name := range []string{"catalogue", "holidays", "laws", "wording"} {
		data, err := fs.ReadFile(templates.FS, "checks/"+name+".toml")
		if err != nil {
			t.Fatal(err)
		}
		fsys["checks/"+name+".toml"] = &fstest.MapFile{Data: data}
	}
	for _, text := range []string{"", "thin_section = 0\n", "[[bad"} {
		fsys["checks/limits.toml"] = &fstest.MapFile{Data: []byte(text)}
		rules, log := check.Load(fsys)
		if !log.HasErrors() {
			t.Errorf("%q: nothing told", text)
		}
		files := attach("a.txt", nil)
		files["data/a/fzzf/2023.toml"] = &fstest.MapFile{Data: []byte("[figures.approval]\nhandled = 1\n")}
		files["data/a/fzzf/2022.toml"] = &fstest.MapFile{Data: []byte("[figures.approval]\nhandled = 2\n")}
		findings(t, rules, files, civil.Date{Year: 2024, Month: 3, Day: 1})
	}
}

// BenchmarkLoad reads the catalogue and all data of the checks.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		check.Load(templates.FS)
	}
}
