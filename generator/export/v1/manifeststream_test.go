package v1

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is written and read file by file is what is encoded at once.
func TestManifestStream(t *testing.T) {
	one := ManifestFile{"a/index.html", 12, strings.Repeat("0", 64)}
	for _, m := range []Manifest{
		{Schema: ManifestSchema},
		{Schema: ManifestSchema, Part: &Part{Shard: "3/16", AsOf: "2024-05-01"}},
		{Schema: ManifestSchema, Draft: true, Part: &Part{
			Shard: "1/1", Gzip: true, SRI: true, Program: "<v1>", Agencies: 2, Failing: []string{"c"}, Waiting: []string{"content/a/fzzf/2024.md"},
			Hidden: []Withheld{{"a", "fzzf", 2024, "甲局“二〇二四”年<报告>", true}, {Agency: "b", Form: "fzzf", Year: 2023}},
		}, Files: []ManifestFile{one}},
		{Schema: ManifestSchema, Draft: true, Kept: []string{"a"}, Files: []ManifestFile{one}},
		{Schema: ManifestSchema, Kept: []string{"a", "b"}, Files: []ManifestFile{one, {"a/附件 <1> & \"2\"\\.pdf", 0, ""}, {"a/\u2028", 3, "x"}}},
	} {
		want, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := NewManifestWriter(&b, m)
		for _, f := range m.Files {
			w.Add(f)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Error(diff)
		}
		var files []ManifestFile
		head, err := ScanManifest(&b, func(f ManifestFile, from, to int64) error {
			var one ManifestFile
			if err := json.Unmarshal(bytes.TrimLeft(want[from:to], ", \n"), &one); err != nil || one != f {
				t.Errorf("%s does not stand at %d to %d: %v", f.Path, from, to, err)
			}
			files = append(files, f)
			return nil
		})
		head.Files = files
		if diff := cmp.Diff(m, head); err != nil || diff != "" {
			t.Error(err, diff)
		}
	}
	for _, bad := range []string{"", "[]", "{", `{"files": {}}`, `{"files": [1]}`, `{"files": [}`, `{"files": []} x`, `{"schema": 1}`} {
		if _, err := ScanManifest(strings.NewReader(bad), func(ManifestFile, int64, int64) error { return nil }); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}
