package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fazhi"
	"fazhi/generator/archive"
	"fazhi/generator/ledger"
	"fazhi/templates"
)

const sampleAgency = "yunxi-sfj"

// history is how the sample came to be sealed: each year as it was published, one
// correction, one withdrawal.
var history = []struct {
	day      string
	year     int
	act      []string
	old, new string // in the year's data, before it is sealed
}{
	{day: "2019-01-15", year: 2017, act: []string{"seal"}},
	{day: "2019-02-20", year: 2017, act: []string{"withdraw", "--reason", "移交的统计把没有立案的也计入，期末数核对不上，核实以前撤回"}},
	{day: "2019-03-12", year: 2018, act: []string{"seal"}},
	{day: "2020-03-10", year: 2019, act: []string{"seal"}},
	{day: "2022-03-15", year: 2021, act: []string{"seal"}},
	{day: "2023-03-14", year: 2022, act: []string{"seal"}, old: "\ncases     = 618", new: "\ncases     = 628"},
	{day: "2023-06-20", year: 2022, act: []string{"revise", "--material", "yes", "--reason", "10件法律援助案件在转交时重复登记，复核后减去"}},
	{day: "2024-03-18", year: 2023, act: []string{"seal"}},
	{day: "2025-03-11", year: 2024, act: []string{"seal"}},
}

// yearFile is the name of a file of one year.
var yearFile = regexp.MustCompile(`/(fzzf|commitments)/\d{4}\.(toml|md)$`)

// makeHistory seals the sample in a folder of its own, year by year, and gives the
// folder of the log.
func makeHistory(t *testing.T) string {
	dir := t.TempDir()
	data, content := filepath.Join(dir, "data", sampleAgency), filepath.Join(dir, "content", sampleAgency)
	copyTree(t, fazhi.Sample, dir, func(name string) bool { return !yearFile.MatchString(name) && !strings.Contains(name, "/ledger") })
	key := filepath.Join(t.TempDir(), "key")
	writeFile(t, key, string(readSampleKey(t)))
	for _, h := range history {
		y := time.Date(h.year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")
		toml, md := yearSource(t, "data", y+".toml"), yearSource(t, "content", y+".md")
		if h.old != "" {
			if !strings.Contains(toml, h.old) {
				t.Fatalf("%d does not say %q", h.year, h.old)
			}
			toml = strings.Replace(toml, h.old, h.new, 1)
		}
		writeFile(t, filepath.Join(data, "fzzf", y+".toml"), toml)
		writeFile(t, filepath.Join(content, "fzzf", y+".md"), md)
		if promises, err := fs.ReadFile(fazhi.Sample, "data/"+sampleAgency+"/commitments/"+y+".toml"); err == nil {
			// What a later report shows was not known yet.
			writeFile(t, filepath.Join(data, "commitments", y+".toml"), strings.ReplaceAll(string(promises), `"fzzf/2023"`, `"fzzf/`+y+`"`))
		}
		args := append([]string{"-C", dir}, h.act...)
		args = append(args, "--agency", sampleAgency, "--year", y, "--key", key, "--as-of", h.day)
		var out, errs bytes.Buffer
		if code := run(args, &out, &errs, time.Now(), nil); code != 0 {
			t.Fatalf("%v: %d\n%s%s", args, code, out.String(), errs.String())
		}
		if h.act[0] == "withdraw" {
			_ = os.Remove(filepath.Join(data, "fzzf", y+".toml"))
			_ = os.Remove(filepath.Join(content, "fzzf", y+".md"))
		}
	}
	return filepath.Join(data, "ledger")
}

// yearSource gives a file of a year, from the sample or, where it was withdrawn, from
// testdata.
func yearSource(t *testing.T, root, name string) string {
	t.Helper()
	data, err := fs.ReadFile(fazhi.Sample, root+"/"+sampleAgency+"/fzzf/"+name)
	if err != nil {
		if data, err = os.ReadFile("testdata/sample/" + name); err != nil {
			t.Fatal(err)
		}
	}
	return string(data)
}

func readSampleKey(t *testing.T) []byte {
	t.Helper()
	key, err := fs.ReadFile(templates.FS, "start/sample.key")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func copyTree(t *testing.T, from fs.FS, to string, keep func(string) bool) {
	t.Helper()
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !keep(name) {
			return err
		}
		data, err := fs.ReadFile(from, name)
		writeFile(t, filepath.Join(to, filepath.FromSlash(name)), string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestSampleLedger: the sample is sealed as its history tells, with the key that is
// public. -update seals it anew; what a later program would find or word otherwise
// does not matter to what is sealed.
func TestSampleLedger(t *testing.T) {
	made := makeHistory(t)
	place := filepath.Join("..", "data", sampleAgency, "ledger")
	if *update {
		if err := os.RemoveAll(place); err != nil {
			t.Fatal(err)
		}
		copyTree(t, os.DirFS(made), place, func(name string) bool { return !strings.HasPrefix(name, ".") })
		return
	}
	fresh, err := archive.Open(os.DirFS(filepath.Dir(filepath.Dir(filepath.Dir(made)))), sampleAgency)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := archive.Open(os.DirFS(".."), sampleAgency)
	if err != nil || kept == nil {
		t.Fatalf("the sample's archive: %v", err)
	}
	for _, h := range history {
		a, b := fresh.Latest("fzzf", h.year), kept.Latest("fzzf", h.year)
		if a == nil || b == nil || a.Act != b.Act || a.Revision != b.Revision || a.Date != b.Date || a.Reason != b.Reason {
			t.Errorf("%d is not sealed as its history tells", h.year)
		}
	}
	if len(kept.Corrections()) != 2 {
		t.Errorf("%d corrections, want one and a withdrawal", len(kept.Corrections()))
	}
	key, err := ledger.ParseKey(string(readSampleKey(t)))
	if err != nil || !strings.Contains(key.Name(), "public") {
		t.Errorf("the sample's key does not say that it is public: %v", err)
	}
}

// The sealed sample is built, and proved, with a whole address too.
func TestSampleWithAddress(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "w")
	command(t, 0, "init", "--sample", dir)
	command(t, 0, "-C", dir, "build", "--as-of", "2026-03-01", "--base-url", "https://www.example.gov.cn/x/")
	command(t, 0, "verify", filepath.Join(dir, "public"))
}
