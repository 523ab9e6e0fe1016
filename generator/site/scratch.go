package site

import (
	"os"
	"path/filepath"
	"sync"
)

// scratch keeps what is wanted again once all parts of a site are made: in a file
// beside them, or in memory where it has none. It is for several goroutines.
type scratch struct {
	mu   sync.Mutex
	file *os.File
	end  int64
	held []byte // without a file
}

// scratchName is out of the way of everything that a build makes.
const scratchName = ".fazhi-scratch"

// newScratch makes the file in a folder. Where the system allows that it has no name
// from the first, so that nothing is left of it.
func newScratch(dir string) (*scratch, error) {
	name := filepath.Join(dir, scratchName)
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	_ = os.Remove(name)
	return &scratch{file: file}, nil
}

// put keeps bytes, and gives where they are.
func (s *scratch) put(data []byte) (extent, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := extent{s.end, s.end + int64(len(data))}
	if s.file == nil {
		s.held = append(s.held, data...)
	} else if _, err := s.file.WriteAt(data, at.from); err != nil {
		return extent{}, err
	}
	s.end = at.to
	return at, nil
}

// get gives what was kept.
func (s *scratch) get(at extent) ([]byte, error) {
	data := make([]byte, at.to-at.from)
	if s.file == nil {
		copy(data, s.held[at.from:at.to])
		return data, nil
	}
	_, err := s.file.ReadAt(data, at.from)
	return data, err
}

func (s *scratch) close() {
	if s.file != nil {
		name := s.file.Name()
		s.file.Close()
		_ = os.Remove(name)
	}
}
