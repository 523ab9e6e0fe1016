package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// The same numbers give the same files, in any order of work, and the first
// agencies of a large workspace are those of a small one.
func TestDeterminism(t *testing.T) {
	for name, make := range map[string]func(string, int, int) error{"fazhi": makeWorkspace, "hugo": makeHugoSite} {
		one, two, more := t.TempDir(), t.TempDir(), t.TempDir()
		for dir, agencies := range map[string]int{one: 3, two: 3, more: 5} {
			if err := make(dir, agencies, 3); err != nil {
				t.Fatal(err)
			}
		}
		a, b, c := files(t, one), files(t, two), files(t, more)
		if len(a) < 3*3*2 || len(a) != len(b) || len(c) <= len(a) {
			t.Fatalf("%s: %d, %d and %d files", name, len(a), len(b), len(c))
		}
		for file, text := range a {
			if b[file] != text || c[file] != text {
				t.Errorf("%s: %s differs", name, file)
			}
		}
	}
}

// Every report is as long as was asked for, quotes every figure once, and is like
// no other.
func TestVaried(t *testing.T) {
	dir := t.TempDir()
	if err := makeWorkspace(dir, 10, 3); err != nil {
		t.Fatal(err)
	}
	sentences, reports, names := map[string]int{}, 0, map[string]bool{}
	for file, text := range files(t, dir) {
		if !strings.HasSuffix(file, ".md") {
			continue
		}
		reports++
		if n := strings.Count(text, "{{"); n != len(groups())*perGroup {
			t.Errorf("%s quotes %d figures", file, n)
		}
		if n := utf8.RuneCountInString(text); n < textLength || n > 2*textLength {
			t.Errorf("%s has %d characters", file, n)
		}
		for _, p := range strings.Split(text, "\n") {
			if utf8.RuneCountInString(p) > 60 {
				sentences[p]++
				if sentences[p] > 1 {
					t.Errorf("%s repeats %s", file, p)
				}
			}
		}
	}
	if reports != 30 {
		t.Errorf("%d reports", reports)
	}
	for n := range 5000 {
		if name := officeName(n); names[name] {
			t.Fatalf("two agencies are called %s", name)
		} else {
			names[name] = true
		}
	}
}

// The workspace is one that a careful agency would have: it passes all checks,
// and its site says what was written.
func TestChecks(t *testing.T) {
	dir := t.TempDir()
	fazhi := filepath.Join(dir, "fazhi")
	run(t, "go", "build", "-o", fazhi, "..")
	src := filepath.Join(dir, "src")
	if err := makeWorkspace(src, 3, 3); err != nil {
		t.Fatal(err)
	}
	if said := run(t, fazhi, "-C", src, "--lang", "en", "check", "--strict", "--as-of", asOf); said != "nothing found\n" {
		t.Errorf("check says %s", said)
	}
	whole, less := filepath.Join(dir, "whole"), filepath.Join(dir, "less")
	run(t, fazhiBuild(fazhi, src, whole)...)
	if err := writeSite(src, false); err != nil {
		t.Fatal(err)
	}
	run(t, fazhiBuild(fazhi, src, less)...)
	if n, err := agree(whole, less, 3, 3, 20); err != nil || n < 40 {
		t.Errorf("%d pages: %v", n, err)
	}
	testPlanted(t, less)
	testFloor(t, src, less)
}

// testPlanted changes one thing after another in a site, and expects that it is
// found.
func testPlanted(t *testing.T, site string) {
	t.Helper()
	column := filepath.Join("a000001", formID)
	for _, c := range []struct{ file, pattern, with string }{
		{column + "/2023.html", `(id="f-aid\.denied">.*?<td class="num">)\d+`, "${1}7"},
		{column + "/2023.html", `(id="f-aid\.denied">.*?<td class="num before".*?>)\d+件`, "${1}7件"},
		{column + "/2023.html", `(id="f-aid\.denied">.*?<td class="change">)[^<]+`, "${1}增长一倍"},
		{column + "/2024.html", `<p>工作中`, "<p>在工作中"},
		{column + "/2024.html", `>\d+件</data>`, ">0件</data>"},
		{column + "/compare/index.html", `(id="f-review\.limit">.*?)\d+工作日`, "${1}7工作日"},
		{column + "/compare/2022-2023.html", `(复议审理平均用时.*?)\d+工作日`, "${1}7工作日"},
	} {
		name := filepath.Join(site, c.file)
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		first := regexp.MustCompile(c.pattern).FindIndex(data)
		if first == nil {
			t.Fatalf("%s has no %s", c.file, c.pattern)
		}
		changed := append(bytes.Clone(data[:first[0]]), regexp.MustCompile(c.pattern).ReplaceAll(data[first[0]:first[1]], []byte(c.with))...)
		other := filepath.Join(t.TempDir(), "other")
		if err := os.CopyFS(other, os.DirFS(site)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(other, c.file), append(changed, data[first[1]:]...), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := agree(site, other, 3, 3, 60); err == nil || !strings.Contains(err.Error(), filepath.ToSlash(c.file)) {
			t.Errorf("%s in %s: %v", c.with, c.file, err)
		}
	}
}

// testFloor expects as many bytes in as many files as the site has, and that the
// sources are really read.
func testFloor(t *testing.T, src, site string) {
	t.Helper()
	list, out := filepath.Join(t.TempDir(), "list"), filepath.Join(t.TempDir(), "out")
	n, size, err := listSite(site, list)
	if err != nil {
		t.Fatal(err)
	}
	if err := floor(src, list, out); err != nil {
		t.Fatal(err)
	}
	if n2, size2, err := listSite(out, list+"2"); err != nil || n == 0 || n != n2 || size != size2 {
		t.Errorf("%d files of %d bytes, not %d of %d: %v", n2, size2, n, size, err)
	}
	if err := os.WriteFile(filepath.Join(src, "data/a000002", formID, "2023.toml"), []byte("= 1"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := floor(src, list, out); err == nil {
		t.Error("a broken source is not noticed")
	}
}

// A folder that bench did not make is left alone.
func TestEmpty(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine")
	if err := os.WriteFile(mine, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := empty(dir); err == nil {
		t.Error("a folder with files was taken")
	}
	if _, err := os.Stat(mine); err != nil {
		t.Error(err)
	}
	own := filepath.Join(dir, "own")
	for range 2 {
		if err := empty(own); err != nil {
			t.Fatal(err)
		}
		if err := writeFile(own, "a/b", "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := empty(own); err != nil {
		t.Fatal(err)
	}
	if got := files(t, own); len(got) != 1 {
		t.Errorf("left: %v", got)
	}
}

// A ratio is taken within its round: two rounds of which one was slow for both say
// that nothing changed.
func TestTable(t *testing.T) {
	all := []contender{{name: "fazhi"}, {name: "hugo"}}
	got := table(all, map[string][]taken{
		"fazhi": {{wall: 2e9, cpu: 1e9, peak: 3 << 20}, {wall: 10e9, cpu: 1e9, peak: 5 << 20}, {wall: 4e9, cpu: 2e9, peak: 4 << 20}},
		"hugo":  {{wall: 6e9}, {wall: 30e9}, {wall: 16e9}},
	})
	for _, want := range []string{"| fazhi | 4.00 (2.00–10.0) | 1.00 (1.00–1.00) | 1.00 | 4 |", "| hugo | 16.0 (6.00–30.0) | 3.00 (3.00–4.00) |"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func run(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

// files reads a folder.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
