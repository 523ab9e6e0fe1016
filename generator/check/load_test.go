package check_test

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/finding"
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
		files["content/a/fzzf/2023.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"示例区虚构局2023年度法治政府建设情况报告\"\nstatus = \"draft\"\n+++\n\n## 二、存在的不足和原因\n\n人手不够。\n")}
		whole, _ := check.Load(templates.FS)
		day := civil.Date{Year: 2024, Month: 3, Day: 1}
		if got, want := findings(t, rules, files, day), findings(t, whole, files, day); !slices.EqualFunc(got, want, func(a, b finding.Finding) bool { return a.ID == b.ID && a.Message == b.Message }) {
			t.Errorf("%q: the checks do not go by the program's own limits:\n%v\n%v", text, got, want)
		}
	}
}

// BenchmarkLoad reads the catalogue and all data of the checks.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		check.Load(templates.FS)
	}
}
