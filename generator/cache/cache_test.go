package cache_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"fazhi/generator/cache"
	"fazhi/generator/trace"
)

// What was kept is there again, in its own world and under its own name alone, and
// not where one byte of it is otherwise or missing.
func TestStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	world, other := [32]byte{1}, [32]byte{2}
	s := cache.Open(dir, world)
	if _, ok := s.Load("a"); ok {
		t.Fatal("there is something in a folder that is not there")
	}
	want := cache.Entry{Read: trace.Trace{{Name: "data/a/x.toml", Kind: trace.File, Size: 3, Read: true}}, Value: []byte("made")}
	for range 2 {
		if err := errors.Join(s.Put("a", want), s.Turn(map[string]bool{"a": true})); err != nil {
			t.Fatal(err)
		}
	}
	if got, ok := s.Load("a"); !ok || !reflect.DeepEqual(got, want) {
		t.Fatalf("%v, %t", got, ok)
	}
	if _, ok := cache.Open(dir, other).Load("a"); ok {
		t.Error("it is there in another world")
	}
	file := filepath.Join(dir, "a.made")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("b.made", data)
	if _, ok := s.Load("b"); ok {
		t.Error("it is there under another name")
	}
	for i := range data {
		data[i] ^= 1
		put("a.made", data)
		if _, ok := s.Load("a"); ok {
			t.Errorf("it is there although byte %d is another", i)
		}
		data[i] ^= 1
		put("a.made", data[:i])
		if _, ok := s.Load("a"); ok {
			t.Errorf("it is there although it ends at byte %d", i)
		}
	}
	put("a.made", data)
	put("left.made.new", data)
	put("a.made.new", []byte("of another program"))
	s = cache.Open(dir, world)
	if err := s.Turn(map[string]bool{"a": true}); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) != 1 {
		t.Errorf("%v is left, %v", left, err)
	}
	if _, ok := s.Load("a"); !ok {
		t.Error("what was to be kept is gone")
	}
}
