package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/yuin/goldmark"
)

// A floor's list says of each file of a site, one a line, its size and its path,
// those of one folder at the top together.

// listSite writes the list of a site, and gives how many files and bytes it has.
func listSite(site, list string) (files int, size int64, err error) {
	var b bytes.Buffer
	err = filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(site, name)
		if err != nil {
			return err
		}
		files, size = files+1, size+info.Size()
		fmt.Fprintln(&b, info.Size(), filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	return files, size, os.WriteFile(list, b.Bytes(), 0o644)
}

// listed is one line of a list.
type listed struct {
	size int
	path string
}

// floor does the least that any program must which makes such a site, folder by
// folder, on all cores: it reads an agency's sources, decodes the TOML, renders
// the narratives, and writes as many bytes into as many files as the list says.
func floor(workspace, list, out string) error {
	f, err := os.Open(list)
	if err != nil {
		return err
	}
	defer f.Close()
	return onAllCores(func(hand func([]listed)) error {
		var group []listed
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			var l listed
			if _, err := fmt.Sscan(lines.Text(), &l.size, &l.path); err != nil {
				return fmt.Errorf("%s: %w", list, err)
			}
			if len(group) > 0 && top(group[0].path) != top(l.path) {
				hand(group)
				group = nil
			}
			group = append(group, l)
		}
		hand(group)
		return lines.Err()
	}, func() func([]listed) error {
		w := floorWorker{md: goldmark.New()}
		return func(group []listed) error {
			if err := w.read(workspace, top(group[0].path)); err != nil {
				return err
			}
			return w.write(out, group)
		}
	})
}

// top is the first folder of a path, "" where it has none.
func top(path string) string {
	dir, _, ok := strings.Cut(path, "/")
	if !ok {
		return ""
	}
	return dir
}

// floorWorker is what one core keeps from folder to folder.
type floorWorker struct {
	md    goldmark.Markdown
	html  bytes.Buffer
	blank []byte
}

// read reads, decodes and renders all that an agency wrote.
func (w *floorWorker) read(workspace, agency string) error {
	if agency == "" {
		return nil
	}
	for _, kind := range []string{"data", "content"} {
		dir := filepath.Join(workspace, kind, agency)
		if _, err := os.Stat(dir); err != nil {
			return nil // a folder of the portal
		}
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			return w.source(name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *floorWorker) source(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var values map[string]any
	if strings.HasSuffix(name, ".toml") {
		_, err = toml.Decode(string(data), &values)
		return err
	}
	head, body, _ := bytes.Cut(bytes.TrimPrefix(data, []byte("+++\n")), []byte("\n+++\n"))
	if _, err := toml.Decode(string(head), &values); err != nil {
		return err
	}
	w.html.Reset()
	return w.md.Convert(body, &w.html)
}

func (w *floorWorker) write(out string, group []listed) error {
	last := ""
	for _, l := range group {
		name := filepath.Join(out, l.path)
		if dir := filepath.Dir(name); dir != last {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			last = dir
		}
		if len(w.blank) < l.size {
			w.blank = bytes.Repeat([]byte{' '}, l.size)
		}
		if err := os.WriteFile(name, w.blank[:l.size], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// onAllCores hands things out to as many workers as there are cores, and gives the
// first error.
func onAllCores[T any](give func(hand func(T)) error, worker func() func(T) error) error {
	next := make(chan T)
	failed := make(chan error, 1)
	fail := func(err error) {
		select {
		case failed <- err:
		default:
		}
	}
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		do := worker()
		wg.Go(func() {
			for x := range next {
				if err := do(x); err != nil {
					fail(err)
				}
			}
		})
	}
	if err := give(func(x T) { next <- x }); err != nil {
		fail(err)
	}
	close(next)
	wg.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// eachOffice does something for every agency, on all cores.
func eachOffice(agencies, years int, do func(office) error) error {
	return onAllCores(func(hand func(int)) error {
		for n := range agencies {
			hand(n)
		}
		return nil
	}, func() func(int) error { return func(n int) error { return do(makeOffice(n, years)) } })
}
