// Package cache keeps what was made, each thing under a name with all that was read
// for it, so that what would come out the same is not made again.
//
// It is only ever a memory of what a build would do: whatever is wrong with it, a
// file cut off by a kill among that, what was kept is not there, and is made anew.
package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"fazhi/generator/trace"
)

// Store is a folder of what was made, all in one world: what everything depends on,
// such as templates and the program itself. In another world nothing of it is there.
type Store struct {
	dir   string
	world [sha256.Size]byte

	mu  sync.Mutex
	put map[string]bool // made ready by this program
}

// Entry is one thing that was made.
type Entry struct {
	Read  trace.Trace // for it
	Value []byte
}

// Open names a folder, which need not be there, and the world.
func Open(dir string, world [sha256.Size]byte) *Store {
	return &Store{dir: dir, world: world, put: map[string]bool{}}
}

// ext is that of a store's files.
const ext = ".made"

func (s *Store) file(name string) string { return filepath.Join(s.dir, name+ext) }

// Load gives what was kept under a name, if there is any of this world. Whether what
// was read for it still stands is for the caller to ask.
func (s *Store) Load(name string) (e Entry, ok bool) {
	data, err := os.ReadFile(s.file(name))
	if err != nil || len(data) < 3*sha256.Size {
		return e, false
	}
	body, sum := data[:len(data)-sha256.Size], data[len(data)-sha256.Size:]
	if sha256.Sum256(body) != [sha256.Size]byte(sum) || [sha256.Size]byte(body[:sha256.Size]) != s.world || [sha256.Size]byte(body[sha256.Size:]) != sha256.Sum256([]byte(name)) {
		return e, false
	}
	rest := body[2*sha256.Size:]
	n, size := binary.Uvarint(rest)
	if size <= 0 || n > uint64(len(rest)-size) {
		return e, false
	}
	rest = rest[size:]
	if e.Read.UnmarshalBinary(rest[:n]) != nil {
		return Entry{}, false
	}
	e.Value = rest[n:]
	return e, true
}

// Put makes something ready to be kept under a name; Turn keeps it.
func (s *Store) Put(name string, e Entry) error {
	read, err := e.Read.AppendBinary(nil)
	if err != nil {
		return err
	}
	of := sha256.Sum256([]byte(name))
	data := append(s.world[:len(s.world):len(s.world)], of[:]...)
	data = binary.AppendUvarint(data, uint64(len(read)))
	data = append(append(data, read...), e.Value...)
	sum := sha256.Sum256(data)
	data = append(data, sum[:]...)
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	// Not flushed: what a power cut leaves of it has another sum.
	if err := os.WriteFile(s.file(name)+ready, data, 0o600); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put[name] = true
	return nil
}

// ready is behind the names of files that Turn keeps.
const ready = ".new"

// Turn keeps what was made ready of the named things, and forgets all others, also
// what a program made ready that did not come to its end.
func (s *Store) Turn(names map[string]bool) error {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		full := filepath.Join(s.dir, e.Name())
		name, fresh := strings.CutSuffix(e.Name(), ready)
		name, own := strings.CutSuffix(name, ext)
		switch {
		case !own:
		case !names[name], fresh && !s.put[name]:
			err = errors.Join(err, os.Remove(full))
		case fresh:
			err = errors.Join(err, os.Rename(full, s.file(name)))
		}
	}
	return err
}
