package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// The next year of the sample builds, and check says exactly what is still to be
// written: each line of the data that waits for a number, each passage that
// waits for words, each promise that waits for its answer; and nothing else.
func TestNewOnSample(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ws")
	at := time.Date(2026, 1, 10, 9, 0, 0, 0, time.UTC)
	for _, args := range [][]string{
		{"init", dir, "--sample"}, {"-C", dir, "new", "2025"}, {"-C", dir, "build", "--draft"}, {"-C", dir, "build"},
	} {
		var out bytes.Buffer
		if code := run(args, &out, &out, at, nil); code != 0 {
			t.Fatalf("%v: %d\n%s", args, code, out.String())
		}
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"-C", dir, "check", "--format", "json"}, &stdout, &stderr, at, nil); code != 0 || stderr.Len() > 0 {
		t.Fatalf("check: %d\n%s", code, stderr.String())
	}
	told := map[string][]int{} // lines by id
	for dec := json.NewDecoder(&stdout); dec.More(); {
		var f struct {
			ID, File, Severity string
			Line               int
			Waived             bool
		}
		if err := dec.Decode(&f); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.File, "/2025.toml") || strings.HasSuffix(f.File, "/2025.md") {
			told[f.ID] = append(told[f.ID], f.Line)
		} else if f.Severity != "info" && !f.Waived {
			t.Errorf("%s:%d %s is of another year", f.File, f.Line, f.ID)
		}
	}
	data, prose := filepath.Join(dir, "data/yunxi-sfj/fzzf/2025.toml"), filepath.Join(dir, "content/yunxi-sfj/fzzf/2025.md")
	want := map[string][]int{
		"figure-required": linesOf(t, data, `^# ".*" = \{ value = `),
		"text-unwritten":  linesOf(t, prose, `^（在这里写`),
		"plan-unanswered": linesOf(t, prose, `^- （在这里写.*\{answers=`),
	}
	for id, lines := range want {
		slices.Sort(told[id])
		if !slices.Equal(told[id], lines) {
			t.Errorf("%s is told of lines %v, waiting are %v", id, told[id], lines)
		}
		delete(told, id)
	}
	if len(want["figure-required"]) < 40 || len(want["text-unwritten"]) < 5 {
		t.Errorf("new left less to be done than the sample has: %v", want)
	}
	if len(told) > 0 {
		t.Errorf("told besides: %v", told)
	}
}

// linesOf gives the numbers of the lines that match.
func linesOf(t *testing.T, name, pattern string) []int {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []int
	for i, line := range strings.Split(string(text), "\n") {
		if regexp.MustCompile(pattern).MatchString(line) {
			out = append(out, i+1)
		}
	}
	return out
}
