package site

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fazhi/generator/check"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/report"
)

// TestSketches reads sketches back from agency.json, and passes over what is no
// hash.
func TestSketches(t *testing.T) {
	a := &v1.Agency{ID: "a", Name: "甲局", Forms: []v1.Form{{ID: "fzzf", Years: []v1.Year{
		{Year: 2023, Paragraphs: []v1.Paragraph{{Line: 7, Start: "全年", Length: 80, Hashes: "00c0ffee01234567"}, {Line: 9, Hashes: "xyzxyzxy"}},
			Waivers: []v1.Waiver{{Check: "copied-text", Text: "乙局", Reason: "共同起草"}, {Check: "jump", Reason: "属实"}}},
		{Year: 2022},
	}}}}
	book := (*Tree)(nil).Sketchbook()
	if err := book.Add(SketchedBy(a)); err != nil {
		t.Fatal(err)
	}
	var got []check.Sketch
	for _, year := range book.Years() {
		all, err := year.Sketches()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, all...)
	}
	want := []check.Sketch{{
		Agency: "a", Name: "甲局", Form: "fzzf", Year: 2023, Path: "content/a/fzzf/2023.md",
		Paragraphs: []check.SketchParagraph{{Line: 7, Start: "全年", Letters: 80, Hashes: []uint32{0xc0ffee, 0x1234567}}, {Line: 9}},
		Waivers:    []report.Waiver{{Check: "copied-text", Text: "乙局", Reason: "共同起草"}},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// What was checked and not built is kept alike, in a file or without one.
	for _, folder := range []string{t.TempDir(), "/no such folder"} {
		noted := NewSketchbook(folder)
		if err := noted.Note(want[0]); err != nil {
			t.Fatal(err)
		}
		for _, year := range noted.Years() {
			all, err := year.Sketches()
			if diff := cmp.Diff(want, all); diff != "" || err != nil {
				t.Error(err, diff)
			}
		}
		noted.Close()
		if left, _ := os.ReadDir(folder); len(left) > 0 {
			t.Errorf("left in %s: %v", folder, left)
		}
	}
}

// Sketches are read back as they were packed; what is cut off is none.
func TestPackSketched(t *testing.T) {
	for _, all := range [][]Sketched{nil, {{Form: "fzzf", Year: 2024, Packed: []byte("x"), Sum: [32]byte{1}}, {Form: "", Year: -1, Packed: []byte{}}}} {
		data := PackSketched(all)
		if got, err := UnpackSketched(data); err != nil || !cmp.Equal(got, all) {
			t.Error(err, cmp.Diff(all, got))
		}
		for n := range len(data) {
			if got, err := UnpackSketched(data[:n]); err == nil && len(got) == len(all) {
				t.Errorf("%d of %d bytes are taken for all", n, len(data))
			}
		}
	}
}
