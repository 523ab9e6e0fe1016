package site

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	v1 "fazhi/generator/export/v1"
)

// smallest is the size below which a file fits into one packet as it is, so
// that compressing gains nothing.
const smallest = 1 << 10

// Compressed gives the name of the compressed copy that stands beside a file.
// Servers give it out in the file's place.
func Compressed(name string) string { return name + v1.CompressedExt }

// compressible tells the files of text.
func compressible(name string) bool {
	return slices.Contains([]string{".html", ".css", ".js", ".json", ".xml", ".csv", ".svg", ".txt", ".webmanifest"}, path.Ext(name))
}

// Compress adds a compressed copy beside each file of text that gets smaller by
// it, on all cores. The same bytes give the same copy: it names neither the file
// nor a time.
func (f *Files) Compress() error {
	var names []string
	for _, name := range f.Names() {
		if compressible(name) && len(f.Get(name)) >= smallest && f.Get(Compressed(name)) == nil {
			names = append(names, name)
		}
	}
	copies := make([][]byte, len(names))
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			z := gzip.NewWriter(nil) // the best level takes half as long again for half a percent
			var b bytes.Buffer
			for i := range next {
				b.Reset()
				z.Reset(&b)
				_, _ = z.Write(f.Get(names[i])) // a buffer does not fail
				_ = z.Close()
				if b.Len() < len(f.Get(names[i])) {
					copies[i] = bytes.Clone(b.Bytes())
				}
			}
		})
	}
	for i := range names {
		next <- i
	}
	close(next)
	wg.Wait()
	for i, data := range copies {
		if data == nil {
			continue
		}
		if err := f.Add(Compressed(names[i]), data); err != nil {
			return err
		}
	}
	return nil
}

// otherCopy finds a file that servers would take for the compressed copy of
// another one, and that is none: somebody's attachment, most likely.
func (f *Files) otherCopy() string {
	for _, name := range f.Names() {
		plain, ok := strings.CutSuffix(name, v1.CompressedExt)
		if !ok || f.Get(plain) == nil {
			continue
		}
		z, err := gzip.NewReader(bytes.NewReader(f.Get(name)))
		if err != nil {
			return name
		}
		data, err := io.ReadAll(io.LimitReader(z, int64(len(f.Get(plain)))+1))
		if err != nil || !bytes.Equal(data, f.Get(plain)) {
			return name
		}
	}
	return ""
}
