package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"fazhi/generator/civil"
)

// zeros is a source of keys that are the same each time.
type zeros byte

func (z zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(z)
	}
	return len(p), nil
}

func testKey(t testing.TB, name string, seed byte) *Key {
	t.Helper()
	private, _, err := NewKey(zeros(seed), name)
	if err != nil {
		t.Fatal(err)
	}
	k, err := ParseKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func testRoot(t testing.TB) *os.Root {
	t.Helper()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func entry(i int) Entry {
	return Entry{Act: Seal, Agency: "a", Form: "fzzf", Year: 2000 + i%1000, Revision: 1 + i/1000, Date: civil.Date{Year: 2024, Month: 3, Day: 1}, Record: [32]byte{byte(i), byte(i >> 8), byte(i >> 16)}}
}

func entries(from, to int) []Entry {
	var out []Entry
	for i := from; i < to; i++ {
		out = append(out, entry(i))
	}
	return out
}

// Every key that can be made can be read.
func TestKeys(t *testing.T) {
	plus := false
	for seed := range 64 {
		private, public, err := NewKey(zeros(seed*4+2), "example.test/a")
		if err != nil {
			t.Fatal(err)
		}
		plus = plus || strings.Count(private, "+") > 4
		k, err := ParseKey(private + "\n")
		if err != nil || k.Public != public || k.Name() != "example.test/a" {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
	if !plus {
		t.Error("no key here has a plus in its secret")
	}
	for _, bad := range []string{"", "PRIVATE+KEY+a+00000000+AQ==", "x"} {
		if _, err := ParseKey(bad); err == nil || strings.Contains(err.Error(), "AQ") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, name := range []string{"", "a b", "a+b"} {
		if _, _, err := NewKey(zeros(1), name); err == nil {
			t.Errorf("a key may be called %q", name)
		}
	}
}

// However a log grew, it has the same head and files, every entry is proved in
// it, and it continues every head that it had.
func TestGrowth(t *testing.T) {
	key := testKey(t, "example.test/a", 1)
	for _, steps := range [][]int{{1}, {1, 2, 3}, {255, 256, 257}, {256, 512}, {1, 300, 301, 770}, {770}} {
		root := testRoot(t)
		var heads []Head
		size := 0
		for _, to := range steps {
			l, err := Append(root, key, entries(size, to), []File{{entry(size).Path(), []byte("{}\n")}})
			if err != nil {
				t.Fatalf("%v: %v", steps, err)
			}
			for _, h := range heads {
				if err := l.Continues(h); err != nil {
					t.Errorf("%v: does not continue %d: %v", steps, h.Size, err)
				}
			}
			heads, size = append(heads, l.Head), to
			got, err := l.Entries()
			if err != nil || !slices.Equal(got, entries(0, size)) {
				t.Fatalf("%v: %d entries at %d: %v", steps, len(got), size, err)
			}
			for _, i := range []int{0, size / 2, size - 1} {
				proof, err := l.Prove(int64(i))
				if err != nil {
					t.Fatal(err)
				}
				if err := tlog.CheckRecord(proof, l.Head.Size, l.Head.Root, int64(i), tlog.RecordHash(entry(i).Text())); err != nil {
					t.Errorf("%v: entry %d of %d: %v", steps, i, size, err)
				}
			}
		}
		whole := testRoot(t)
		l, err := Append(whole, key, entries(0, size), nil)
		if err != nil || l.Head != heads[len(heads)-1] {
			t.Errorf("%v: another head than in one step: %v", steps, err)
		}
		paths, err := l.Paths()
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range paths {
			if strings.HasPrefix(name, "records/") {
				continue
			}
			a, err1 := root.ReadFile(name)
			b, err2 := whole.ReadFile(name)
			if err1 != nil || err2 != nil || !bytes.Equal(a, b) {
				t.Errorf("%v: %s differs from the log made in one step: %v %v", steps, name, err1, err2)
			}
		}
		_ = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !slices.Contains(paths, name) {
				t.Errorf("%v: %s is of no account", steps, name)
			}
			return err
		})
	}
}

// One byte changed anywhere in the files of a log is found, and the file named.
func TestTamper(t *testing.T) {
	key := testKey(t, "example.test/a", 1)
	root := testRoot(t)
	l, err := Append(root, key, entries(0, 300), nil)
	if err != nil {
		t.Fatal(err)
	}
	paths, _ := l.Paths()
	for _, name := range paths {
		data, err := root.ReadFile(name)
		if err != nil || name == KeyName {
			continue
		}
		for i := 0; i < len(data); i += max(1, len(data)/97) {
			bad := bytes.Clone(data)
			bad[i] ^= 1
			if err := root.WriteFile(name, bad, 0o644); err != nil {
				t.Fatal(err)
			}
			l, err := Open(root.FS(), key.Verifier)
			if err == nil {
				_, err = l.Entries()
			}
			if err == nil {
				t.Errorf("%s: byte %d may be changed", name, i)
			}
			if got := Faults(root.FS(), key.Verifier); len(got) != 1 || got[0].Path != name {
				t.Errorf("%s: byte %d is changed, and blamed on %v", name, i, got)
			}
		}
		if err := root.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := Faults(root.FS(), key.Verifier); got != nil {
		t.Errorf("an honest log has faults: %v", got)
	}
	if _, err := Open(root.FS(), testKey(t, "example.test/a", 2).Verifier); err == nil {
		t.Error("a head that another key of the same name signed is taken")
	}
	if _, err := Open(root.FS(), testKey(t, "example.test/b", 1).Verifier); err == nil {
		t.Error("the head of another log is taken")
	}
}

// A log that was written anew with something left out does not continue the head
// that somebody kept.
func TestForked(t *testing.T) {
	key := testKey(t, "example.test/a", 1)
	honest, err := Append(testRoot(t), key, entries(0, 5), nil)
	if err != nil {
		t.Fatal(err)
	}
	other := entries(0, 9)
	other[2].Record[0]++
	forked, err := Append(testRoot(t), key, other, nil)
	if err != nil {
		t.Fatal(err)
	}
	short, err := Append(testRoot(t), key, entries(0, 4), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []*Log{forked, short} {
		if err := l.Continues(honest.Head); !errors.Is(err, ErrForked) {
			t.Errorf("size %d: %v", l.Head.Size, err)
		}
	}
}

// Nothing is appended by another key, into the past, or behind a broken log; what
// there was stays.
func TestRefused(t *testing.T) {
	key := testKey(t, "example.test/a", 1)
	root := testRoot(t)
	if _, err := Append(root, key, entries(0, 3), nil); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, root)
	early := entry(3)
	early.Date = civil.Date{Year: 2024, Month: 2, Day: 29}
	var clock *ClockError
	if _, err := Append(root, key, []Entry{early}, nil); !errors.As(err, &clock) {
		t.Errorf("an entry of the past: %v", err)
	}
	if _, err := Append(root, testKey(t, "example.test/a", 2), entries(3, 4), nil); err == nil {
		t.Error("another key may append")
	}
	if _, err := Append(root, key, []Entry{{Act: "forget"}}, nil); err == nil {
		t.Error("an entry without sense is taken")
	}
	if after := snapshot(t, root); after != before {
		t.Errorf("the log was touched:\n%s\n%s", before, after)
	}
}

func snapshot(t *testing.T, root *os.Root) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := root.ReadFile(name)
		fmt.Fprintf(&b, "%s %x\n", name, tlog.RecordHash(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What a killed run left behind, whole or torn, does not stand in the way.
func TestLeavings(t *testing.T) {
	key := testKey(t, "example.test/a", 1)
	root, clean := testRoot(t), testRoot(t)
	for _, r := range []*os.Root{root, clean} {
		if _, err := Append(r, key, entries(0, 3), nil); err != nil {
			t.Fatal(err)
		}
	}
	old, err := Open(root.FS(), key.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	other := []Entry{entry(77)}
	_, tiles, err := old.grow(other)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range tiles {
		if err := root.WriteFile(f.Name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := root.WriteFile("."+"writing-head", []byte("torn"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := Open(root.FS(), key.Verifier); err != nil || got.Head != old.Head {
		t.Fatalf("leavings are read: %v", err)
	}
	got, err := Append(root, key, entries(3, 4), nil)
	want, err2 := Append(clean, key, entries(3, 4), nil)
	if err != nil || err2 != nil || got.Head != want.Head {
		t.Errorf("behind leavings: %v %v", err, err2)
	}
}

func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	unlock, err := Lock(dir, "张三的电脑，进程42")
	if err != nil {
		t.Fatal(err)
	}
	var held *HeldError
	if _, err := Lock(dir, "李四"); !errors.As(err, &held) || held.Holder != "张三的电脑，进程42" {
		t.Errorf("%v", err)
	}
	unlock()
	again, err := Lock(dir, "李四")
	if err != nil {
		t.Fatal(err)
	}
	again()
}

// Reading is the inverse of writing, and nothing else is read.
func TestText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := entry(rapid.IntRange(0, 1<<20).Draw(t, "n"))
		e.Act = rapid.SampledFrom([]Act{Seal, Revise, Withdraw}).Draw(t, "act")
		got, err := ParseEntry(e.Text())
		if err != nil || got != e {
			t.Fatalf("%s: %v", e.Text(), err)
		}
		bad := e.Text()
		bad[rapid.IntRange(0, len(bad)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		if other, err := ParseEntry(bad); err == nil && other == e {
			t.Fatalf("%q reads as %q", bad, e.Text())
		}
		h := Head{"a/b", rapid.Int64Range(1, 1<<40).Draw(t, "size"), tlog.RecordHash(e.Text())}
		if back, err := parseHeadText(h.Text()); err != nil || back != h {
			t.Fatalf("%q: %v", h.Text(), err)
		}
	})
}

func FuzzHead(f *testing.F) {
	f.Add("example.test/a\n3\n" + strings.Repeat("A", 43) + "=\n")
	f.Fuzz(func(t *testing.T, text string) {
		if h, err := parseHeadText(text); err == nil && h.Text() != text {
			t.Errorf("%q reads as %q", text, h.Text())
		}
	})
}

// BenchmarkAppend and BenchmarkVerify are of a log of 100,000 entries.
func BenchmarkAppend(b *testing.B) {
	key, root := bigLog(b)
	for i := 0; b.Loop(); i++ {
		if _, err := Append(root, key, []Entry{entry(i)}, []File{{entry(i).Path(), []byte("{}\n")}}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	key, root := bigLog(b)
	for i := int64(0); b.Loop(); i++ {
		l, err := Open(root.FS(), key.Verifier)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := l.Entry(i * 7919 % l.Head.Size); err != nil {
			b.Fatal(err)
		}
	}
}

func bigLog(b *testing.B) (*Key, *os.Root) {
	key := testKey(b, "example.test/a", 1)
	root := testRoot(b)
	if _, err := Append(root, key, entries(0, 100_000), nil); err != nil {
		b.Fatal(err)
	}
	return key, root
}
