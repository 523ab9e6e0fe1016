package check_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/templates"
)

// FuzzChecks feeds whatever narrative and data through reading and all checks,
// as this year and as the year before, of two forms. Nothing may panic, hang,
// or tell a place that is not in the file.
func FuzzChecks(f *testing.F) {
	names, _ := filepath.Glob("testdata/*/*.txtar")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		var text, figures string
		for _, file := range txtar.Parse(data).Files {
			switch {
			case strings.HasPrefix(file.Name, "content/"):
				text = string(file.Data)
			case strings.HasPrefix(file.Name, "data/") && !strings.HasSuffix(file.Name, "agency.toml"):
				figures = string(file.Data)
			}
		}
		f.Add(text, figures)
	}
	f.Add("+++\ntitle = \"二〇二三年\"\nstatus = \"published\"\nsigned = 0001-01-01\npublished = 9999-12-31\n+++\n## （九十九）。\n\n由近0件增加到0余件，增长0%。上年0件，本年-1件，下降100%。\n", "[figures.approval]\nhandled = { value = -1, before = 0 }\nsatisfaction_rate = \"100%\"\nnegative = 0\nrectification_rate = \"-0%\"\n")
	rules, _ := check.Load(templates.FS)
	forms, _ := form.Load(templates.FS)
	f.Fuzz(func(t *testing.T, text, figures string) {
		if len(text)+len(figures) > 64<<10 {
			return
		}
		ws := fstest.MapFS{"data/a/agency.toml": {Data: []byte("name = \"示例区虚构局\"\n")}}
		for _, kind := range []string{"fzzf", "xxgk"} {
			for _, year := range []string{"2022", "2023"} {
				ws["content/a/"+kind+"/"+year+".md"] = &fstest.MapFile{Data: []byte(text)}
				ws["data/a/"+kind+"/"+year+".toml"] = &fstest.MapFile{Data: []byte(figures)}
			}
		}
		agency, _ := source.New(ws, forms).Agency("a")
		if agency == nil {
			return
		}
		for r, log := range rules.Agency(agency, civil.On(civil.Date{Year: 2024, Month: 4, Day: 1})) {
			for _, one := range log {
				if one.Message.ZH == "" || one.Message.EN == "" {
					t.Errorf("no message: %+v", one)
				}
				if r.Status == report.Imported && rules.Get(one.ID).Severity > one.Severity {
					continue
				}
				file := ws[one.Pos.File]
				if lines := strings.Count(lineEnds(file), "\n") + 1; one.Pos.Line < 0 || one.Pos.Line > lines {
					t.Errorf("line %d of %d: %+v", one.Pos.Line, lines, one)
				}
			}
		}
	})
}

// lineEnds gives the text of a file with all its line ends as \n; a file that
// is not UTF-8 has at most as many lines as bytes.
func lineEnds(file *fstest.MapFile) string {
	if file == nil {
		return ""
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\n", "\u2028", "\n").Replace(string(file.Data))
}
