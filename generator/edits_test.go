package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fazhi/templates"
)

// edits is how many edits TestEdits makes; docs/performance.md has the long run.
var edits = flag.Int("edits", 12, "how many random edits are built")

// TestEdits edits a workspace at random, sources, forms, templates, whole agencies and
// the site itself, and holds what a build makes of each edit, which takes over what is
// as it was, against a build of everything: the same files, the same words, the same
// exit code.
func TestEdits(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	e := &editing{t: t, rand: rand.New(rand.NewPCG(seed, 7)), dir: filepath.Join(t.TempDir(), "w")}
	writeAll(t, e.dir, map[string]string{"data/site.toml": sound["data/site.toml"]})
	for range 4 {
		e.newAgency()
	}
	kinds := e.kinds()
	taken, good := 0, 0
	for i := range *edits {
		name := "nothing"
		if i%8 != 0 {
			k := kinds[e.rand.IntN(len(kinds))]
			name = k.name
			k.do()
		}
		code, said := e.build("public")
		wantCode, want := e.build("clean", "--clean")
		if code != wantCode || said != want {
			t.Fatalf("edit %d, %s: %d and\n%s\nbut anew %d and\n%s", i, name, code, said, wantCode, want)
		}
		if code == 0 {
			sameTrees(t, fmt.Sprintf("edit %d, %s", i, name), filepath.Join(e.dir, "public"), filepath.Join(e.dir, "clean"))
			taken += e.taken()
			good++
		}
		if e.mend != nil {
			e.mend()
			e.mend = nil
		}
	}
	if taken == 0 || good < *edits/2 {
		t.Errorf("too little was tried: %d builds came to their end, and %d files were taken over", good, taken)
	}
	t.Logf("%d builds came to their end, %d files were taken over", good, taken)
}

// editing is a workspace that is edited.
type editing struct {
	t    *testing.T
	rand *rand.Rand
	dir  string
	day  string // that builds are made for, 2026-03-01 where none is named
	made int    // agencies, ever
	mend func() // undoes an edit that no build can stand
}

// build builds into a folder, and gives what it says but for its name and the time.
func (e *editing) build(out string, more ...string) (int, string) {
	var stdout, stderr bytes.Buffer
	now := time.Now()
	if e.rand.IntN(2) == 0 {
		now = now.Add(time.Hour) // so that every mark counts
	}
	args := append([]string{"-C", e.dir, "build", "--as-of", cmp.Or(e.day, "2026-03-01"), "--allow-missing", "--out", out}, more...)
	code := run(args, &stdout, &stderr, now, nil)
	return code, strings.ReplaceAll(stderr.String(), out, "public")
}

// taken is how many files of the tree have second names: those of the tree before.
func (e *editing) taken() (n int) {
	_ = filepath.WalkDir(filepath.Join(e.dir, "public"), func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && linked(name) {
			n++
		}
		return nil
	})
	return n
}

func (e *editing) must(err error) {
	if err != nil {
		e.t.Fatal(err)
	}
}

// one gives an agency.
func (e *editing) one() string {
	all, err := filepath.Glob(filepath.Join(e.dir, "data/*/agency.toml"))
	e.must(err)
	if len(all) == 0 {
		return e.newAgency()
	}
	return filepath.Base(filepath.Dir(all[e.rand.IntN(len(all))]))
}

func (e *editing) newAgency() string {
	e.made++
	id := fmt.Sprintf("a%d", e.made)
	writeAll(e.t, e.dir, map[string]string{"data/" + id + "/agency.toml": fmt.Sprintf("name = \"示例区虚构%d局\"\n", e.made)})
	for year := 2021; year <= 2023; year++ {
		e.year(id, year)
	}
	return id
}

func (e *editing) year(id string, year int) {
	name := "示例区虚构" + id[1:] + "局"
	swap := func(s string) string {
		return strings.NewReplacer("；审批时间{{hall.filing_limit:change}}", "", `, before = "63个工作日"`, "", "示例区虚构局", name, "2024-", fmt.Sprint(year+1, "-"), "2023年", fmt.Sprint(year, "年"), "708", fmt.Sprint(600+e.rand.IntN(300))).Replace(s)
	}
	writeAll(e.t, e.dir, map[string]string{
		fmt.Sprintf("data/%s/fzzf/%d.toml", id, year):        swap(sound["data/a/fzzf/2023.toml"]),
		fmt.Sprintf("content/%s/fzzf/%d.md", id, year):       swap(sound["content/a/fzzf/2023.md"]) + fmt.Sprintf("\n见[清单](%d-list.csv)。\n", year),
		fmt.Sprintf("content/%s/fzzf/%d-list.csv", id, year): fmt.Sprintf("事项,%d\n", e.rand.IntN(1000)),
	})
}

// change rewrites a file of an agency's year, as it is or keeping size and time.
func (e *editing) change(pattern string, from *regexp.Regexp, to func(string) string) {
	id, year := e.one(), 2021+e.rand.IntN(3)
	name := filepath.Join(e.dir, fmt.Sprintf(pattern, id, year))
	data, err := os.ReadFile(name)
	if err != nil {
		return // that year is gone
	}
	info, err := os.Stat(name)
	e.must(err)
	e.must(os.WriteFile(name, []byte(from.ReplaceAllStringFunc(string(data), to)), 0o644))
	if e.rand.IntN(3) == 0 {
		e.must(os.Chtimes(name, info.ModTime(), info.ModTime()))
	}
}

type editKind struct {
	name string
	do   func()
}

func (e *editing) kinds() []editKind {
	digits := func(string) string { return fmt.Sprint(600 + e.rand.IntN(300)) }
	remove := func(rel string) { e.must(os.RemoveAll(filepath.Join(e.dir, filepath.FromSlash(rel)))) }
	return []editKind{
		{"a figure", func() { e.change("data/%s/fzzf/%d.toml", regexp.MustCompile(`\b[6-8]\d\d\b`), digits) }},
		{"a sentence", func() {
			e.change("content/%s/fzzf/%d.md", regexp.MustCompile(`材料退回补正的情形`), func(s string) string { return "又一次" + s })
		}},
		{"an attachment", func() { e.change("content/%s/fzzf/%d-list.csv", regexp.MustCompile(`\d+`), digits) }},
		{"a year more", func() { e.year(e.one(), 2021+e.rand.IntN(3)) }},
		{"a year less", func() {
			id, year := e.one(), 2021+e.rand.IntN(3)
			remove(fmt.Sprintf("data/%s/fzzf/%d.toml", id, year))
			remove(fmt.Sprintf("content/%s/fzzf/%d.md", id, year))
		}},
		{"an agency more", func() { e.newAgency() }},
		{"an agency less", func() {
			id := e.one()
			remove("data/" + id)
			remove("content/" + id)
		}},
		{"an agency renamed", func() {
			id := e.one()
			e.made++
			for _, top := range []string{"data", "content"} {
				e.must(os.Rename(filepath.Join(e.dir, top, id), filepath.Join(e.dir, top, fmt.Sprintf("a%d", e.made))))
			}
		}},
		{"a page of an agency", func() {
			writeAll(e.t, e.dir, map[string]string{fmt.Sprintf("content/%s/about.md", e.one()): fmt.Sprintf("+++\ntitle = \"关于%d\"\n+++\n\n说明。\n", e.rand.IntN(9))})
		}},
		{"a page of the site", func() {
			writeAll(e.t, e.dir, map[string]string{"content/help.md": fmt.Sprintf("+++\ntitle = \"帮助%d\"\n+++\n\n说明。\n", e.rand.IntN(9))})
		}},
		{"the site", func() {
			writeAll(e.t, e.dir, map[string]string{"data/site.toml": fmt.Sprintf("title = \"示例%d\"\n", e.rand.IntN(9))})
		}},
		{"a form", func() {
			e.overlay("forms/fzzf.toml", "受办审批业务", fmt.Sprintf("受理审批%d", e.rand.IntN(9)))
		}},
		{"a template", func() { e.overlay("pages/report.html", "<article", fmt.Sprintf("<!-- %d --><article", e.rand.IntN(9))) }},
		{"a style sheet", func() {
			e.overlay("assets/css/90-print.css", "@media print", fmt.Sprintf("/*! %d */@media print", e.rand.IntN(9)))
		}},
		{"templates of the program again", func() { remove("templates") }},
		{"a file of the site is gone", func() { remove("public/" + e.one() + "/index.html") }},
		{"a file of the site is another", func() {
			name := filepath.Join(e.dir, "public", e.one(), "index.html")
			if _, err := os.Stat(name); err == nil {
				e.must(os.WriteFile(name, []byte("x"), 0o644))
			}
		}},
		{"an error", func() {
			name := filepath.Join(e.dir, "data", e.one(), "agency.toml")
			data, err := os.ReadFile(name)
			e.must(err)
			e.must(os.WriteFile(name, append(data, "nmae = 1\n"...), 0o644))
			e.mend = func() { e.must(os.WriteFile(name, data, 0o644)) }
		}},
		{"a draft", func() {
			e.change("content/%s/fzzf/%d.md", regexp.MustCompile(`status = "(published|draft)"`), func(s string) string {
				if strings.Contains(s, "draft") {
					return `status = "published"`
				}
				return `status = "draft"`
			})
		}},
	}
}

// overlay lays a changed copy of one of the program's templates over it.
func (e *editing) overlay(name, from, to string) {
	data, err := fs.ReadFile(templates.FS, name)
	e.must(err)
	text := strings.Replace(string(data), from, to, 1)
	if text == string(data) {
		e.t.Fatalf("%s has no %s", name, from)
	}
	writeAll(e.t, e.dir, map[string]string{"templates/" + name: text})
}

// sameTrees holds every file of two trees against each other.
func sameTrees(t *testing.T, what, one, other string) {
	t.Helper()
	a, b := treeOf(t, one), treeOf(t, other)
	for name, data := range a {
		if other, ok := b[name]; !ok || !bytes.Equal(data, other) {
			t.Fatalf("%s: %s is not what a build anew makes (there %t)", what, name, ok)
		}
	}
	if len(a) != len(b) {
		t.Fatalf("%s: %d files, anew %d", what, len(a), len(b))
	}
}
