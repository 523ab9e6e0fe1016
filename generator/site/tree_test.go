package site_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/site"
)

// A tree that is written part by part, in any order and by several goroutines, is
// byte for byte the one of all files together; its parts are not changed by what
// others have too, and nothing is left beside it.
func TestTreeByParts(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for round := range 20 {
		whole := &site.Files{}
		var parts []*site.Files
		owns := []string{"a", "a-b", "a1", "b", "b.c", ""}
		for _, own := range owns {
			part := &site.Files{}
			add := func(name, text string) {
				must(t, part.Add(name, []byte(text)))
				must(t, whole.Add(name, []byte(text)))
			}
			add("assets/look.css", "shared")
			for range r.Intn(30) {
				folder := strings.Repeat("x/", r.Intn(3))
				if own != "" {
					folder = own + "/" + folder
				}
				name := fmt.Sprintf("%s%c%d.html", folder, 'c'+rune(r.Intn(20)), r.Intn(9))
				add(name, name)
				if r.Intn(2) == 0 {
					add(name+".gz", "copy")
				}
			}
			parts = append(parts, part)
		}
		out := filepath.Join(t.TempDir(), "public")
		tree, err := site.Begin(out)
		must(t, err)
		var wg sync.WaitGroup
		for _, i := range r.Perm(len(parts)) {
			wg.Go(func() {
				if _, err := tree.Add(owns[i], parts[i]); err != nil {
					t.Errorf("part %s: %v", owns[i], err)
				}
			})
		}
		wg.Wait()
		next, err := tree.Complete()
		must(t, err)
		must(t, next.Close())
		w, err := tree.Switch()
		must(t, err)
		tree.Discard()
		want := v1.Manifest{Schema: v1.ManifestSchema}
		for _, name := range whole.Names() {
			data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
			if err != nil || string(data) != string(whole.Get(name)) {
				t.Fatalf("round %d: %s: %v", round, name, err)
			}
			sum := sha256.Sum256(data)
			want.Files = append(want.Files, v1.ManifestFile{Path: name, Size: len(data), SHA256: hex.EncodeToString(sum[:])})
		}
		list, err := want.Encode()
		must(t, err)
		got, err := os.ReadFile(filepath.Join(out, site.ManifestName))
		must(t, err)
		if diff := cmp.Diff(string(list), string(got)); diff != "" {
			t.Fatalf("round %d: %s", round, diff)
		}
		if w.Files != want.Plain() {
			t.Errorf("round %d: %d files, want %d", round, w.Files, want.Plain())
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), ".*")); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	}
}

// Two parts that want one path, or a file where the other needs a folder, do not go
// together; a tree that is given up leaves nothing, not even the folder above it.
func TestTreeCollisions(t *testing.T) {
	for _, c := range []struct{ first, second, told string }{
		{"b/x.html", "b/x.html", "b/x.html"}, {"b", "b/x.html", "b"}, {"b/x.html", "b", "b"}, {"b", "b/c/d/x.html", "b"},
		{"b/x.html", site.ManifestName, site.ManifestName},
	} {
		dir := t.TempDir()
		tree, err := site.Begin(filepath.Join(dir, "deep", "down", "public"))
		must(t, err)
		one, two := &site.Files{}, &site.Files{}
		must(t, one.Add(c.first, []byte("1")))
		must(t, two.Add(c.second, []byte("2")))
		_, err = tree.Add("a", one)
		must(t, err)
		var collision *site.CollisionError
		if _, err := tree.Add("", two); !errors.As(err, &collision) || collision.Path != c.told {
			t.Errorf("%s and %s: %v", c.first, c.second, err)
		}
		tree.Discard()
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

// What a tree was given may be changed by whoever gave it: it keeps no byte of it.
func TestTreeKeepsNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	tree, err := site.Begin(out)
	must(t, err)
	defer tree.Discard()
	part, data := &site.Files{}, []byte("before")
	must(t, part.Add("a/index.html", data))
	_, err = tree.Add("a", part)
	must(t, err)
	copy(data, "after ")
	next, err := tree.Complete()
	must(t, err)
	must(t, next.Close())
	_, err = tree.Switch()
	must(t, err)
	if got, err := os.ReadFile(filepath.Join(out, "a", "index.html")); err != nil || string(got) != "before" {
		t.Errorf("%s %v", got, err)
	}
}

// Links that cross folders, judged from targets alone and read again only where they
// are broken, give what all pages together give.
func TestCrossLinks(t *testing.T) {
	parts := map[string]map[string]string{
		"a": {
			"a/index.html": `<h2 id="s1">x</h2><a href="../b/index.html">1</a><a href="../b/index.html#s1">2</a><a href="../b/none.html">3</a><a href="../b/index.html#s2">4</a><a href="../index.html#main">5</a>`,
			"a/two.html":   `<a href="../B/index.html">1</a><a href="../b">2</a><a href="../b/index.html/">3</a><a href="../b/none.html">4</a><a href="index.html#s1">5</a>`,
			"old/a.html":   `<a href="../a/none.html">1</a><a href="../a/index.html">2</a>`,
		},
		"b": {"b/index.html": `<h2 id="s1">一、来源</h2><a href="../a/index.html#s1">1</a>`, "b/index.css": `a { background: url(../none.png) }`},
		"":  {"index.html": `<main id="main"><a href="a/index.html">1</a><a href="/a/index.html">2</a><a href="a/index.html#一、来源">3</a><a href="b/indx.html">4</a><a href="a%23b.html">5</a><a href="a%23c.html">6</a>`, "a#b.html": ""},
	}
	b := builder(t, workspace(), site.Options{})
	out := filepath.Join(t.TempDir(), "public")
	tree, err := site.Begin(out)
	must(t, err)
	defer tree.Discard()
	whole := &site.Files{}
	var links site.CrossLinks
	var want, got []site.Broken
	for _, id := range []string{"a", "b", ""} {
		part := &site.Files{}
		for name, text := range parts[id] {
			must(t, part.Add(name, []byte(text)))
		}
		must(t, whole.Merge(part))
		_, err = tree.Add(id, part)
		must(t, err)
		folder := ""
		if id != "" {
			folder = id + "/"
			got = append(got, b.BrokenLinks(part, folder)...)
		}
		links.Add(b.Leads(part, folder, id == ""))
	}
	next, err := tree.Complete()
	must(t, err)
	defer next.Close()
	more, err := links.Broken(b, next)
	must(t, err)
	got = append(got, more...)
	want = b.BrokenLinks(whole, "")
	order := func(x, y site.Broken) int { return strings.Compare(x.Page+x.Address, y.Page+y.Address) }
	slices.SortStableFunc(got, order)
	slices.SortStableFunc(want, order)
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(site.Broken{})); diff != "" || len(want) != 12 {
		t.Errorf("%d broken: %s", len(want), diff)
	}
}
