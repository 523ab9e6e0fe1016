package assets

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"fazhi/templates"
)

func TestBundle(t *testing.T) {
	fsys := fstest.MapFS{
		"css/20-b.css": {Data: []byte("/* two */ main { color : red ; }")},
		"css/10-a.css": {Data: []byte(":root { --ink : #000000 ; }\n")},
		"js/a.js":      {Data: []byte("const one = 1; // one")},
		"js/b.js":      {Data: []byte("console.log(one);")},
		"readme.txt":   {Data: []byte("not bundled")},
	}
	files, err := Bundle(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 {
		t.Fatalf("%d files, want 2", len(files))
	}
	// In the order of the names, and small.
	if got, want := string(files[0].Data), ":root{--ink:#000000}main{color:red}"; got != want {
		t.Errorf("css: %s, want %s", got, want)
	}
	if got, want := string(files[1].Data), "const one=1;console.log(one)"; got != want {
		t.Errorf("js: %s, want %s", got, want)
	}
	for i, want := range []string{"look.*.css", "page.*.js"} {
		sum := sha512.Sum384(files[i].Data)
		if want := strings.Replace(want, "*", hex.EncodeToString(sum[:])[:12], 1); files[i].Name != want {
			t.Errorf("name %s, want %s", files[i].Name, want)
		}
		if want := "sha384-" + base64.StdEncoding.EncodeToString(sum[:]); files[i].SRI != want {
			t.Errorf("SRI %s, want %s", files[i].SRI, want)
		}
	}
}

func TestBundleNothing(t *testing.T) {
	files, err := Bundle(fstest.MapFS{})
	if err != nil || len(files) != 0 {
		t.Errorf("%v, %v, want no files", files, err)
	}
}

func TestBundleSame(t *testing.T) {
	t.Setenv("HUGO_MINIFY_DISABLECSS", "true") // must not reach the build
	fsys := shipped(t)
	first, err := Bundle(fsys)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Bundle(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
}

// The minifier may drop what it does not know: what the look rests on must
// come through.
func TestBundleKeeps(t *testing.T) {
	files, err := Bundle(shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	css := string(files[0].Data)
	for _, want := range []string{"@page", "counter(page)", "@media print", "prefers-color-scheme", "forced-colors", "details-content", ":has(", ":focus-visible"} {
		if !strings.Contains(css, want) {
			t.Errorf("stylesheet lacks %s", want)
		}
	}
	for _, never := range []string{"@import", "http://", "https://", "url("} {
		if strings.Contains(css, never) {
			t.Errorf("stylesheet has %s", never)
		}
	}
}

func BenchmarkBundle(b *testing.B) {
	fsys, err := fs.Sub(templates.FS, "assets")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Bundle(fsys); err != nil {
			b.Fatal(err)
		}
	}
}

func shipped(t *testing.T) fs.FS {
	t.Helper()
	fsys, err := fs.Sub(templates.FS, "assets")
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}
