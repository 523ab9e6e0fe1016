package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"fazhi/generator/civil"
)

// TestCheckCases takes every case of a check that fires through the command
// line: each of its findings is told with id, severity and place, and the exit
// code says whether one is an error. generator/check holds the cases and says
// what they look like.
func TestCheckCases(t *testing.T) {
	names, err := filepath.Glob("check/testdata/*/fires-*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		id := filepath.Base(filepath.Dir(name))
		t.Run(id+"/"+filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			runCheckCase(t, id, name)
		})
	}
}

func runCheckCase(t *testing.T, id, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	writeAll(t, dir, map[string]string{
		"data/site.toml":     "title = \"示例\"\n",
		"data/a/agency.toml": "name = \"示例区虚构局\"\n",
	})
	for _, f := range archive.Files {
		writeAll(t, dir, map[string]string{f.Name: string(f.Data)})
	}
	asOf := "2024-03-01"
	var want []string
	line := regexp.MustCompile(`^(\S+?)(?::\d+)?(?::\d+)? (error|warning|info) `)
	for _, l := range strings.Split(string(archive.Comment), "\n") {
		if day, ok := strings.CutPrefix(l, "as-of "); ok {
			asOf = day
		} else if !strings.HasPrefix(l, "#") && line.MatchString(l) {
			want = append(want, l)
		}
	}
	if len(want) == 0 {
		t.Fatal("the case lists no finding")
	}
	found, exit := checkJSON(t, dir, asOf)
	errors := false
	told := map[string]bool{}
	for _, f := range found {
		errors = errors || f.Severity == "error" && !f.Waived
		if f.ID == id {
			told[f.place()+" "+f.Severity+" "+f.Message] = true
		}
	}
	for _, w := range want {
		w, _, _ = strings.Cut(w, "（豁免：")
		if !told[w] {
			t.Errorf("not told: %s\ntold: %v", w, told)
		}
	}
	if code := map[bool]int{false: 0, true: 1}[errors]; exit != code {
		t.Errorf("exit code %d, want %d", exit, code)
	}
}

// told is what the tests need of a line of check --format json.
type told struct {
	ID, Severity, Message, File string
	Line, Column                int
	Waived                      bool
}

func (f told) place() string {
	place := f.File
	for _, n := range []int{f.Line, f.Column} {
		if n > 0 {
			place += ":" + strconv.Itoa(n)
		}
	}
	return place
}

func checkJSON(t testing.TB, dir, asOf string) ([]told, int) {
	t.Helper()
	if _, err := civil.Parse(asOf); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	exit := run([]string{"-C", dir, "check", "--format", "json", "--as-of", asOf}, &stdout, &stderr, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), nil)
	if stderr.Len() > 0 {
		t.Errorf("stderr: %s", stderr.String())
	}
	var out []told
	for dec := json.NewDecoder(&stdout); dec.More(); {
		var f told
		if err := dec.Decode(&f); err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out, exit
}

// writeAll writes files below a folder.
func writeAll(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		place := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(place, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
