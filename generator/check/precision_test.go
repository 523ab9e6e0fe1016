package check_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/importer"
	"fazhi/templates"
)

// texts names old reports at hand, for measuring how many findings are right:
// go test ./generator/check -run Precision -v -texts '/path/*.txt'
var texts = flag.String("texts", "", "glob of old reports to import and check")

// TestPrecision imports old reports as they are, runs all checks and prints
// every finding with its place in the text, and how many there are in a
// thousand characters. Texts whose names differ only in a year at the end
// become the years of one agency, so that years are compared too. A person
// reads the list: docs/precision.md.
func TestPrecision(t *testing.T) {
	if *texts == "" {
		t.Skip("no -texts given")
	}
	names, err := filepath.Glob(*texts)
	if err != nil || len(names) == 0 {
		t.Fatalf("-texts: nothing at %s", *texts)
	}
	rules, _ := check.Load(templates.FS)
	forms, _ := form.Load(templates.FS)
	agencies := map[string][]string{}
	for _, name := range names {
		base := strings.TrimSuffix(filepath.Base(name), ".txt")
		agency := strings.Trim(regexp.MustCompile(`(?:19|20)\d\d$`).ReplaceAllString(base, ""), "-")
		agencies[agency] = append(agencies[agency], name)
	}
	var ids []string
	for id := range agencies {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	total, counted, chars := 0, 0, 0
	for _, id := range ids {
		log, n := checkTexts(t, rules, forms, id, agencies[id])
		grave := 0
		for _, f := range log {
			if f.Severity >= finding.Warning {
				total++
				if !aboutLacks(f.ID) {
					grave++
				}
			}
			fmt.Printf("%s\t%s\t%s\t%s\t%s\n", f.Pos, f.Severity, f.ID, f.Message.ZH, excerpt(f.Pos))
			for _, r := range f.Related {
				fmt.Printf("\t\t\t%s %s\t%s\n", r.Pos, r.Note.ZH, excerpt(r.Pos))
			}
		}
		counted += grave
		chars += n
		fmt.Printf("# %s: %d characters, %d findings, %.2f warnings and errors in a thousand\n\n", id, n, len(log), 1000*float64(grave)/float64(n))
	}
	fmt.Printf("# all: %d characters, %d warnings and errors, %d of them not about missing sections and metadata: %.2f in a thousand\n", chars, total, counted, 1000*float64(counted)/float64(chars))
}

// aboutLacks tells the checks that ask for sections and metadata, which old
// texts lack by today's rules.
func aboutLacks(id string) bool {
	switch id {
	case "section-missing", "section-thin", "shortcomings-no-cause", "metadata-missing", "review-missing", "title-form", "deadline-submit", "deadline-publish":
		return true
	}
	return false
}

func checkTexts(t *testing.T, rules *check.Rules, forms form.Forms, agency string, names []string) (finding.List, int) {
	dir := t.TempDir()
	ws := fstest.MapFS{
		"data/site.toml": {Data: []byte("title = \"示例\"\n")},
	}
	if err := os.MkdirAll(dir+"/data", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/data/site.toml", ws["data/site.toml"].Data, 0o644); err != nil {
		t.Fatal(err)
	}
	chars := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		year := 2023
		if m := regexp.MustCompile(`((?:19|20)\d\d)\.txt$`).FindStringSubmatch(name); m != nil {
			year, _ = strconv.Atoi(m[1])
		}
		kind := "other"
		for _, k := range []string{"fzzf", "xxgk"} {
			if strings.Contains(filepath.Base(name), k) {
				kind = k
			}
		}
		if strings.Contains(name, "xzspj") {
			kind = "fzzf"
		}
		result, log := importer.Import(os.DirFS(dir), forms, importer.Request{Agency: agency, FormID: kind, Year: year, Name: filepath.Base(name), Data: data})
		if result == nil {
			t.Fatal(log)
		}
		if err := result.Write(dir); err != nil {
			t.Fatal(err)
		}
		chars += utf8.RuneCountInString(result.Body)
	}
	files := fstest.MapFS{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return findings(t, rules, files, civil.Date{Year: 2026, Month: 11, Day: 24}), chars
}

// excerpt is the marked part of a line with what stands around it.
func excerpt(p finding.Pos) string {
	if p.Source == "" {
		return ""
	}
	runes := []rune(p.Source)
	at := utf8.RuneCountInString(p.Source[:min(p.Offset, len(p.Source))])
	end := min(at+p.Length, len(runes), at+60)
	return string(runes[max(0, at-25):at]) + "⟦" + string(runes[at:end]) + "⟧" + string(runes[end:min(len(runes), end+25)])
}
