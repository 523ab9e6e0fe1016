package archive

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fazhi/generator/civil"
	"fazhi/generator/ledger"
	"fazhi/generator/record"
)

type ones struct{}

func (ones) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte{1}, len(p))), nil }

var _ io.Reader = ones{}

// sealer writes records into the archive of agency a in a folder of its own.
type sealer struct {
	t    *testing.T
	ws   string
	root *os.Root
	key  *ledger.Key
	day  civil.Date
}

func newSealer(t *testing.T) *sealer {
	ws := t.TempDir()
	dir := filepath.Join(ws, filepath.FromSlash(Dir("a")))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	private, _, err := ledger.NewKey(ones{}, "example.test/a")
	if err != nil {
		t.Fatal(err)
	}
	key, err := ledger.ParseKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return &sealer{t, ws, root, key, civil.Date{Year: 2024, Month: 1, Day: 1}}
}

func (s *sealer) open() *Archive {
	s.t.Helper()
	a, err := Open(os.DirFS(s.ws), "a")
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

func (s *sealer) append(act ledger.Act, year, revision int, title string) {
	s.t.Helper()
	r := &record.Record{Schema: record.Schema, Act: string(act), Agency: "a", Form: "fzzf", Year: year, Revision: revision, Address: "a/fzzf/x.html"}
	if act != ledger.Withdraw {
		r.Report = &record.Report{Title: title}
	}
	s.day.Day++
	if _, err := s.open().Append(s.root, s.key, s.day, []*record.Record{r}, nil); err != nil {
		s.t.Fatal(err)
	}
}

// What holds of each report after seals, a revision, a withdrawal, and a return.
func TestRevisions(t *testing.T) {
	s := newSealer(t)
	if a := s.open(); a != nil || a.Latest("fzzf", 2022) != nil || a.Corrections() != nil || a.Holding() != nil {
		t.Error("nothing is sealed, and something holds")
	}
	s.append(ledger.Seal, 2022, 1, "甲")
	s.append(ledger.Seal, 2021, 1, "乙")
	s.append(ledger.Revise, 2022, 2, "甲二")
	s.append(ledger.Withdraw, 2021, 2, "")
	a := s.open()
	first, second := a.Revisions("fzzf", 2022)[0], a.Latest("fzzf", 2022)
	data, _ := first.Encode()
	if second.Report.Title != "甲二" || second.Previous != record.Hash(data) || a.Before(second) != first {
		t.Errorf("the revision does not follow the first: %+v", second)
	}
	if h := a.Holding(); len(h) != 1 || h[0] != second {
		t.Errorf("holding: %+v", h)
	}
	if c := a.Corrections(); len(c) != 2 || c[0].Act != "withdraw" || c[1].Act != "revise" {
		t.Errorf("corrections: %+v", c)
	}
	if w := a.Withheld(); !slices.Equal(w, []string{"records/fzzf/2021/1.json"}) {
		t.Errorf("withheld: %v", w)
	}
	s.append(ledger.Seal, 2021, 3, "乙三")
	a = s.open()
	if w := a.Withheld(); w != nil || len(a.Holding()) != 2 || len(a.Reports("fzzf")) != 2 {
		t.Errorf("published again: %v", w)
	}
}

// What was touched is named, whatever it is.
func TestBroken(t *testing.T) {
	s := newSealer(t)
	s.append(ledger.Seal, 2022, 1, "甲")
	for _, name := range []string{"head", "key", "records/fzzf/2022/1.json", "tile/8/0/000.p/1", "tile/8/data/000.p/1"} {
		data, err := s.root.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		bad := bytes.Clone(data)
		bad[len(bad)/2] ^= 1
		for what, text := range map[string][]byte{"changed": bad, "cut": data[:len(data)/2], "empty": nil} {
			if err := s.root.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
			var f *FileError
			if _, err := Open(os.DirFS(s.ws), "a"); !errors.As(err, &f) || filepath.Dir(f.Path) == "." {
				t.Errorf("%s %s: %v", name, what, err)
			}
		}
		if err := s.root.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.open()
}
