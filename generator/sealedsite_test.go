package main

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/mod/sumdb/note"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/ledger"
	"fazhi/generator/page"
	"fazhi/generator/record"
	"fazhi/generator/verify"
	"fazhi/templates"
)

// exhaustive has the tamper test go through every byte's place of every file of
// the sample: go test ./generator -run Tamper -exhaustive -timeout 2h
var exhaustive = flag.Bool("exhaustive", false, "tamper with many places of every file of the sample")

// sealedSite is a published site with a sealed report, and what a verifier knows.
type sealedSite struct {
	fstest.MapFS
	opts verify.Options
}

// command runs the program, which must end with a code.
func command(t *testing.T, code int, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if got := run(args, &out, &out, time.Date(2024, 3, 10, 9, 0, 0, 0, time.UTC), nil); got != code {
		t.Fatalf("fazhi %s: %d\n%s", strings.Join(args, " "), got, out.String())
	}
	return out.String()
}

// seal makes a workspace, seals reports of it and builds it.
func sealAndBuild(t *testing.T, dir, agency string, years ...string) sealedSite {
	t.Helper()
	key := filepath.Join(t.TempDir(), "key")
	command(t, 0, "-C", dir, "key", "--agency", agency, "--name", "example.gov.cn/"+agency, "--out", key)
	for _, year := range years {
		command(t, 0, "-C", dir, "seal", "--agency", agency, "--year", year, "--key", key)
	}
	command(t, 0, "-C", dir, "build")
	words, err := page.Vocabulary(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	s := sealedSite{fstest.MapFS{}, verify.Options{Words: words}}
	s.read(t, filepath.Join(dir, "public"))
	public, err := ledger.ParsePublic(string(s.MapFS[agency+"/ledger/key"].Data))
	if err != nil {
		t.Fatal(err)
	}
	s.opts.Keys = []note.Verifier{public}
	return s
}

func (s sealedSite) read(t *testing.T, dir string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		s.MapFS[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// small is the sound workspace with attachments.
func small(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range sound {
		if name == "content/a/fzzf/2023.md" {
			text = strings.Replace(text, "published = 2024", "number = \"虚司〔2024〕3号\"\nsummary = \"全年工作\"\nattachments = [\"清单.csv\"]\npublished = 2024", 1)
		}
		writeSource(t, dir, name, text)
	}
	writeSource(t, dir, "content/a/fzzf/清单.csv", "事项,件数\n甲,3\n")
	return dir
}

func writeSource(t *testing.T, dir, name, text string) {
	t.Helper()
	place := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(place, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// with gives the site with one file otherwise; rewritten has the unsigned list
// agree with it.
func (s sealedSite) with(t *testing.T, name string, data []byte, rewritten bool) sealedSite {
	t.Helper()
	out := sealedSite{maps.Clone(s.MapFS), s.opts}
	out.MapFS[name] = &fstest.MapFile{Data: data}
	if rewritten {
		list, _, err := v1.DecodeManifest(s.MapFS["manifest.json"].Data)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(list.Files, func(f v1.ManifestFile) bool { return f.Path == name })
		if i < 0 {
			list.Files = append(list.Files, v1.ManifestFile{Path: name})
			i = len(list.Files) - 1
		}
		list.Files[i].Size, list.Files[i].SHA256 = len(data), record.Hash(data)
		out.MapFS["manifest.json"] = &fstest.MapFile{Data: must(list.Encode())}
	}
	return out
}

func must(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}

func (s sealedSite) verify(t *testing.T) *verify.Result {
	t.Helper()
	r, err := verify.Target(s.MapFS, s.opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// names tells whether a result names a file with a proof.
func names(r *verify.Result, name string, p verify.Proof) bool {
	return slices.ContainsFunc(r.Mismatches, func(m verify.Mismatch) bool { return m.File == name && m.Proof == p })
}
