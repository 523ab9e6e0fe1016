package check_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/source"
	"fazhi/templates"
)

// update writes what the checks say into the cases; read the change before
// committing it: go test ./generator/check -run Cases -update
var update = flag.Bool("update", false, "write the findings into the cases")

// TestCases runs testdata/<id>/*.txtar. A case is a workspace, of which only
// what matters is written, and before it the findings of that one check:
//
//	# what the case shows
//	as-of 2024-03-01
//	content/a/fzzf/2023.md:7:5 warning 正文里的…
//	-- content/a/fzzf/2023.md --
//
// fires-*.txtar lists one finding or more, silent-*.txtar none.
func TestCases(t *testing.T) {
	rules, log := check.Load(templates.FS)
	if len(log) > 0 {
		t.Fatal(log)
	}
	for _, c := range rules.All() {
		for _, kind := range []string{"fires", "silent"} {
			if names, _ := filepath.Glob("testdata/" + c.ID + "/" + kind + "-*.txtar"); len(names) == 0 {
				t.Errorf("%s has no case that %s", c.ID, map[string]string{"fires": "fires", "silent": "stays silent"}[kind])
			}
		}
	}
	names, _ := filepath.Glob("testdata/*/*.txtar")
	for _, name := range names {
		id := filepath.Base(filepath.Dir(name))
		t.Run(id+"/"+strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runCase(t, rules, id, name) })
	}
}

func runCase(t *testing.T, rules *check.Rules, id, name string) {
	c := rules.Get(id)
	if c == nil {
		t.Fatalf("there is no check %s", id)
	}
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	asOf := civil.Date{Year: 2024, Month: 3, Day: 1}
	var head, want []string
	for _, line := range strings.Split(strings.TrimSpace(string(archive.Comment)), "\n") {
		switch day, isDay := strings.CutPrefix(line, "as-of "); {
		case isDay:
			if asOf, err = civil.Parse(day); err != nil {
				t.Fatal(err)
			}
			head = append(head, line)
		case line == "" || strings.HasPrefix(line, "#"):
			head = append(head, line)
		default:
			want = append(want, line)
		}
	}
	var got []string
	for _, f := range findings(t, rules, workspace(archive), asOf) {
		if f.ID != id {
			continue
		}
		line := fmt.Sprintf("%s %s %s", f.Pos, f.Severity, f.Message.ZH)
		if f.Waived != "" {
			line += "（豁免：" + f.Waived + "）"
		}
		got = append(got, line)
		if text := f.Message.ZH + f.Expected.ZH + f.Cure.ZH + f.Message.EN + f.Expected.EN + f.Cure.EN; open().MatchString(text) || f.Message.ZH == "" || f.Message.EN == "" {
			t.Errorf("a message is not whole: %+v", f)
		}
		if f.Severity > c.Severity {
			t.Errorf("graver than the check says: %s", line)
		}
	}
	if fires := strings.HasPrefix(filepath.Base(name), "fires-"); fires != (len(got) > 0) {
		t.Errorf("%d findings", len(got))
	}
	if *update {
		archive.Comment = []byte(strings.Join(append(head, got...), "\n") + "\n")
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// open finds a {name} of a message that was not filled in.
func open() *regexp.Regexp { return regexp.MustCompile(`\{[a-z]+\}`) }

// workspace is the case's files with what every workspace has.
func workspace(a *txtar.Archive) fstest.MapFS {
	fsys := fstest.MapFS{
		"data/site.toml":     {Data: []byte("title = \"示例\"\n")},
		"data/a/agency.toml": {Data: []byte("name = \"示例区虚构局\"\n")},
	}
	for _, f := range a.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// findings runs all checks over a workspace.
func findings(t *testing.T, rules *check.Rules, ws fstest.MapFS, asOf civil.Date) finding.List {
	t.Helper()
	forms, log := form.Load(templates.FS)
	if log.HasErrors() {
		t.Fatal(log)
	}
	loader := source.New(ws, forms)
	ids, log := loader.Agencies()
	for _, id := range ids {
		a, notes := loader.Agency(id)
		log.Add(notes...)
		for r, found := range rules.Agency(a, civil.On(asOf)) {
			for _, f := range r.Findings {
				if f.Severity == finding.Error {
					t.Errorf("the case itself: %s %s %s", f.Pos, f.ID, f.Message.EN)
				}
			}
			log.Add(found...)
		}
		for _, c := range a.Commitments {
			for _, f := range c.Findings {
				if f.Severity == finding.Error {
					t.Errorf("the case itself: %s %s %s", f.Pos, f.ID, f.Message.EN)
				}
			}
		}
		log.Add(rules.Pledges(a, civil.On(asOf))...)
	}
	log.Sort()
	return log
}

// TestOneFile finds each check in the file that has its name.
func TestOneFile(t *testing.T) {
	rules, _ := check.Load(templates.FS)
	for _, c := range rules.All() {
		name := strings.ReplaceAll(c.ID, "-", "_") + ".go"
		data, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if ids := regexp.MustCompile(`Check\{ID: "([a-z0-9-]+)"`).FindAllStringSubmatch(string(data), -1); len(ids) != 1 || ids[0][1] != c.ID {
			t.Errorf("%s holds the checks %v", name, ids)
		}
	}
}
