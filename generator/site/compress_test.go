package site_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fazhi/generator/site"
)

// Every file of text that gets smaller has a copy that holds it and nothing else,
// the same each time; the others have none.
func TestCompress(t *testing.T) {
	one, two := build(t, workspace(), site.Options{}), build(t, workspace(), site.Options{})
	plain := one.Names()
	for _, f := range []*site.Files{one, two} {
		must(t, f.Add("a/scan.pdf", make([]byte, 4096)))
		must(t, f.Add("a/small.txt", []byte("甲")))
		must(t, f.Compress())
	}
	copies := 0
	for _, name := range one.Names() {
		if !strings.HasSuffix(name, ".gz") {
			continue
		}
		copies++
		if !bytes.Equal(one.Get(name), two.Get(name)) {
			t.Errorf("%s differs between two builds", name)
		}
		z, err := gzip.NewReader(bytes.NewReader(one.Get(name)))
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(z)
		if err != nil || !bytes.Equal(data, one.Get(strings.TrimSuffix(name, ".gz"))) || z.Name != "" || !z.ModTime.Equal(time.Time{}) {
			t.Errorf("%s: %v, name %q, time %v", name, err, z.Name, z.ModTime)
		}
		if len(one.Get(name)) >= len(data) || len(data) < 1024 {
			t.Errorf("%s: %d bytes for %d", name, len(one.Get(name)), len(data))
		}
	}
	if one.Get("a/fzzf/2022.html.gz") == nil || one.Get("a/agency.json.gz") == nil || copies < len(plain)/3 {
		t.Errorf("%d copies of %d files", copies, len(plain))
	}
	if one.Get("a/scan.pdf.gz") != nil || one.Get("a/small.txt.gz") != nil {
		t.Error("a copy of what gains nothing by it")
	}
}

// Copies are no changes, are not counted, and come anew for an agency that is
// taken over; a file that only looks like one is a collision.
func TestCopies(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	text := strings.Repeat("近8万件", 1000)
	bare, packed := agencyFiles(t, text, 2023), agencyFiles(t, text, 2023)
	must(t, packed.Compress())
	if len(packed.Names()) == len(bare.Names()) {
		t.Fatal("no copies")
	}
	w, err := site.Write(out, packed)
	must(t, err)
	if w.Files != len(bare.Names()) {
		t.Errorf("%d files, want %d", w.Files, len(bare.Names()))
	}
	before, err := site.OpenBefore(out, false)
	must(t, err)
	defer before.Close()
	if c := changes(t, before, built(t, bare)); c.Files != 0 || len(c.Changed) != 0 {
		t.Errorf("without copies: %+v", c)
	}
	kept, _, err := before.Agency("a")
	must(t, err)
	for _, name := range kept.Names() {
		if strings.HasSuffix(name, ".gz") {
			t.Errorf("%s was taken over", name)
		}
	}

	var two *site.CollisionError
	must(t, bare.Add("a/fzzf/2023.html.gz", []byte("an attachment")))
	if err := bare.Check(); !errors.As(err, &two) || two.Path != "a/fzzf/2023.html.gz" {
		t.Errorf("an attachment that looks like a copy: %v", err)
	}
	must(t, packed.Check())
}
