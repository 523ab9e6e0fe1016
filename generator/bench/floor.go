package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/yuin/goldmark"
)

// floor does the least that any program must which makes such a site: it reads
// every source, decodes the TOML, renders the narratives, and writes as many bytes
// into as many files as the site before it has, of which manifest.json tells.
func floor(workspace, manifest, out string) error {
	if err := readSources(workspace); err != nil {
		return err
	}
	data, err := os.ReadFile(manifest)
	if err != nil {
		return err
	}
	var m struct {
		Files []struct {
			Path string
			Size int
		}
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	largest := 0
	for _, f := range m.Files {
		largest = max(largest, f.Size)
	}
	blank := bytes.Repeat([]byte{' '}, largest)
	made := map[string]bool{}
	for _, f := range m.Files { // folders first, so that the writing needs no order
		if dir := filepath.Join(out, filepath.Dir(f.Path)); !made[dir] {
			made[dir] = true
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
		}
	}
	return onAllCores(len(m.Files), func(i int) error {
		f := m.Files[i]
		return os.WriteFile(filepath.Join(out, f.Path), blank[:f.Size], 0o644)
	})
}

// readSources reads, decodes and renders all that agencies wrote.
func readSources(workspace string) error {
	var names []string
	for _, top := range []string{"data", "content"} {
		err := filepath.WalkDir(filepath.Join(workspace, top), func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	md := goldmark.New()
	return onAllCores(len(names), func(i int) error {
		data, err := os.ReadFile(names[i])
		if err != nil {
			return err
		}
		var out bytes.Buffer
		var values map[string]any
		if strings.HasSuffix(names[i], ".toml") {
			_, err = toml.Decode(string(data), &values)
			return err
		}
		head, body, _ := bytes.Cut(bytes.TrimPrefix(data, []byte("+++\n")), []byte("\n+++\n"))
		if _, err := toml.Decode(string(head), &values); err != nil {
			return err
		}
		return md.Convert(body, &out)
	})
}

// onAllCores does something for 0 to n-1, and gives the first error.
func onAllCores(n int, do func(i int) error) error {
	next := make(chan int)
	failed := make(chan error, 1)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				if err := do(i); err != nil {
					select {
					case failed <- err:
					default:
					}
				}
			}
		})
	}
	for i := range n {
		next <- i
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
