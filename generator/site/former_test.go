package site

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// formerly is a folder in which trees are written one after the other.
type formerly struct {
	t   *testing.T
	out string
}

func newFormerly(t *testing.T) *formerly {
	return &formerly{t, filepath.Join(t.TempDir(), "public")}
}

func (f *formerly) files(text string) *Files {
	f.t.Helper()
	files := &Files{}
	for _, name := range []string{"index.html", "a/" + text + ".html"} {
		if err := files.Add(name, []byte(text)); err != nil {
			f.t.Fatal(err)
		}
	}
	return files
}

func (f *formerly) write(texts ...string) {
	f.t.Helper()
	for _, text := range texts {
		if _, err := Write(f.out, f.files(text)); err != nil {
			f.t.Fatal(err)
		}
	}
}

// says gives what the tree in place and those before say.
func (f *formerly) says() string {
	f.t.Helper()
	all, err := Formers(f.out)
	if err != nil {
		f.t.Fatal(err)
	}
	dirs := []string{f.out}
	for _, former := range all {
		dirs = append(dirs, former.Dir)
	}
	var out []string
	for _, dir := range dirs {
		data, err := os.ReadFile(filepath.Join(dir, "index.html"))
		if err != nil {
			f.t.Fatal(err)
		}
		out = append(out, string(data))
		b, err := whole(dir)
		if err != nil {
			f.t.Errorf("%s is not whole: %v", dir, err)
		}
		b.Close()
	}
	return strings.Join(out, " ")
}

func (f *formerly) back(n int) error {
	f.t.Helper()
	seen, err := OpenBefore(f.out, false)
	if err != nil {
		f.t.Fatal(err)
	}
	defer seen.Close()
	_, err = Rollback(f.out, n, seen)
	return err
}

func (f *formerly) want(want string) {
	f.t.Helper()
	if got := f.says(); got != want {
		f.t.Errorf("in place and before: %s, want %s", got, want)
	}
}

// beside lists what stands beside the tree in place.
func (f *formerly) beside() []string {
	f.t.Helper()
	entries, err := os.ReadDir(filepath.Dir(f.out))
	if err != nil {
		f.t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.Name() != "public" {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	return out
}

// The last trees are kept, one that is built again is not kept twice, and older
// ones go. Going back and the same again is where one began.
func TestRollback(t *testing.T) {
	f := newFormerly(t)
	f.write("1")
	var none *NoFormerError
	if err := f.back(1); !errors.As(err, &none) || none.Have != 0 {
		t.Errorf("back to nothing: %v", err)
	}
	f.write("2", "2", "3", "4", "5")
	f.want("5 4 3 2")
	for _, n := range []int{1, 3} {
		if err := f.back(n); err != nil {
			t.Fatal(err)
		}
	}
	f.want("2 5 3 4")
	for _, n := range []int{3, 1} {
		if err := f.back(n); err != nil {
			t.Fatal(err)
		}
	}
	f.want("5 4 3 2")
	if err := f.back(4); !errors.As(err, &none) || none.Have != 3 {
		t.Errorf("too far back: %v", err)
	}
	f.write("6")
	f.want("6 5 4 3")
	if got := f.beside(); len(got) != 3 {
		t.Errorf("beside it: %v", got)
	}
}

// What no build made stays where it is, whatever tree is in place, and stops what
// would take its name.
func TestRollbackForeign(t *testing.T) {
	f := newFormerly(t)
	f.write("1", "2")
	tree(t, filepath.Join(f.out, "mine"), "mine")
	f.write("3")
	for range 2 {
		if err := f.back(1); err != nil {
			t.Fatal(err)
		}
		says(t, filepath.Join(f.out, "mine"), "mine")
		for _, name := range f.beside() {
			if _, err := os.Lstat(filepath.Join(filepath.Dir(f.out), name, "mine")); err == nil {
				t.Errorf("%s holds what no build made", name)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(f.out, "a/2.html"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	var clash *ForeignError
	if err := f.back(1); !errors.As(err, &clash) || !clash.Clash {
		t.Errorf("a file in the way: %v", err)
	}
	f.says()
}

// A former tree that somebody changed is not put in place, and neither is any
// where the one in place is not the one that was looked at.
func TestRollbackRefused(t *testing.T) {
	f := newFormerly(t)
	f.write("1", "2")
	seen, err := OpenBefore(f.out, false)
	if err != nil {
		t.Fatal(err)
	}
	defer seen.Close()
	f.write("3")
	var moved *MovedError
	if _, err := Rollback(f.out, 1, seen); !errors.As(err, &moved) {
		t.Errorf("another tree is in place: %v", err)
	}
	tree, err := Begin(f.out)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Discard()
	if _, err := tree.Add("", f.files("4")); err != nil {
		t.Fatal(err)
	}
	next, err := tree.Complete()
	if err != nil {
		t.Fatal(err)
	}
	next.Close()
	tree.Compared(seen)
	if _, err := tree.Switch(); !errors.As(err, &moved) {
		t.Errorf("another tree is in place: %v", err)
	}
	f.want("3 2 1")
	all, _ := Formers(f.out)
	if err := os.WriteFile(filepath.Join(all[0].Dir, "a/2.html"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	var changed *ChangedError
	if err := f.back(1); !errors.As(err, &changed) {
		t.Errorf("a tree that was changed: %v", err)
	}
	says(t, f.out, "3")
}

// A program that is killed between the exchange and its end leaves the tree before
// under the name of the new one; the next one keeps it. One that was never in place
// goes. Trees with drafts are not kept.
func TestKilledExchange(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("no locks here")
	}
	f := newFormerly(t)
	f.write("1", "2")
	dir := filepath.Dir(f.out)
	sum := manifestSum(f.out)
	if err := os.Rename(filepath.Join(dir, ".public.before-1"), filepath.Join(dir, ".public.new-77-"+sum)); err != nil {
		t.Fatal(err)
	}
	f.write("3")
	f.want("3 2 1")

	never := filepath.Join(dir, "never")
	if _, err := Write(never, f.files("x")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(never, filepath.Join(dir, ".public.new-78-"+manifestSum(never))); err != nil {
		t.Fatal(err)
	}
	f.write("4")
	f.want("4 3 2 1")
	if got := f.beside(); len(got) != 3 {
		t.Errorf("beside it: %v", got)
	}

	drafts := newFormerly(t)
	for _, text := range []string{"1", "2", "3"} {
		files := drafts.files(text)
		files.draft = true
		if _, err := Write(drafts.out, files); err != nil {
			t.Fatal(err)
		}
	}
	if got := drafts.beside(); len(got) != 0 {
		t.Errorf("drafts were kept: %v", got)
	}
}

// A program waits for another one that is putting a tree in place, and gives up
// after some time with nothing changed.
func TestBusy(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("no locks here")
	}
	t.Parallel()
	f := newFormerly(t)
	f.write("1")
	free, err := hold(f.out)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(200 * time.Millisecond)
		free()
	}()
	f.write("2")
	if free, err = hold(f.out); err != nil {
		t.Fatal(err)
	}
	defer free()
	var busy *BusyError
	if _, err := Write(f.out, f.files("3")); !errors.As(err, &busy) {
		t.Errorf("another program is writing there: %v", err)
	}
	says(t, f.out, "2")
}
