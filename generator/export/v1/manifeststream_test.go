package v1

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

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

// listed is a file with where it stands.
type listed struct {
	ManifestFile
	from, to int64
}

// scanSlowly reads a manifest as any JSON.
func scanSlowly(data []byte) (head Manifest, files []listed, err error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := expect(dec, '{'); err != nil {
		return head, nil, err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return head, files, err
		}
		var other json.RawMessage
		switch key {
		case "schema":
			err = dec.Decode(&head.Schema)
		case "draft":
			err = dec.Decode(&head.Draft)
		case "part":
			err = dec.Decode(&head.Part)
		case "kept":
			err = dec.Decode(&head.Kept)
		case "files":
			var open json.Token
			if open, err = dec.Token(); err == nil && open != nil {
				if open != json.Delim('[') {
					return head, files, errNoManifest
				}
				for dec.More() {
					f := listed{from: dec.InputOffset()}
					if err := dec.Decode(&f.ManifestFile); err != nil {
						return head, files, err
					}
					f.to = dec.InputOffset()
					files = append(files, f)
				}
				err = expect(dec, ']')
			}
		default:
			err = dec.Decode(&other)
		}
		if err != nil {
			return head, files, err
		}
	}
	if err := expect(dec, '}'); err != nil {
		return head, files, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return head, files, errNoManifest
	}
	return head, files, nil
}

// Whatever bytes a manifest is, it is read as the JSON that it is.
func FuzzScanManifest(f *testing.F) {
	one := ManifestFile{"a/index.html", 12, strings.Repeat("0", 64)}
	for _, m := range []Manifest{
		{Schema: ManifestSchema},
		{Schema: ManifestSchema, Draft: true, Kept: []string{"a"}, Part: &Part{Shard: "1/2"}, Files: []ManifestFile{one, {"a/附件 <1>.pdf", 0, ""}, {"b/附件.pdf", 7, "x"}}},
		{Schema: ManifestSchema, Files: slices.Repeat([]ManifestFile{one, {strings.Repeat("x", 5000), 1, ""}}, 20)},
	} {
		data, err := m.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		for _, change := range []string{"\n ]=\n ], \"more\": {}", "\n  }=\n  ,\"x\":1}", "12=012", "12=-1", "12=1e2", "\n  {=  {", "path=Path", "000=\\u0030", "index=\xff", "index=\x01", "\n}=\n} x", ",\n=,,\n"} {
			from, to, _ := strings.Cut(change, "=")
			f.Add(bytes.Replace(data, []byte(from), []byte(to), 1))
			if i := bytes.LastIndex(data, []byte(from)); i >= 0 {
				f.Add(slices.Concat(data[:i], []byte(to), data[i+len(from):]))
			}
		}
	}
	f.Add([]byte(`{"files":[],"files": [` + "\n  {\n   \"path\": \"a\",\n   \"size\": 1,\n   \"sha256\": \"\"\n  }" + `,null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		want, wantFiles, wantErr := scanSlowly(data)
		var files []listed
		head, err := ScanManifest(iotest.HalfReader(bytes.NewReader(data)), func(f ManifestFile, from, to int64) error {
			for from < to && strings.ContainsRune(" \t\r\n", rune(data[from])) {
				from++ // which counts for the file or not
			}
			files = append(files, listed{f, from, to})
			return nil
		})
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("%v, as JSON %v", err, wantErr)
		}
		if diff := cmp.Diff(wantFiles, files, cmp.AllowUnexported(listed{})); diff != "" && err == nil {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(want, head); diff != "" && err == nil {
			t.Fatal(diff)
		}
		if err != nil || len(files) == 0 {
			return
		}
		for i := range files[:min(len(files), 3)] { // as they are read again
			again, err := ReadListed(data[files[i].from:files[len(files)-1].to])
			if err != nil || len(again) != len(files)-i || again[0] != files[i].ManifestFile {
				t.Fatalf("read again: %v %v, want %v", again, err, files[i:])
			}
		}
	})
}
