package verify

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
)

// copies holds every compressed copy against the file beside it: servers give it
// out in the file's place, so it must say the same, whatever the list says.
func (r *run) copies(list *v1.Manifest) {
	names := slices.Clone(r.target.names())
	if list != nil {
		for _, f := range list.Files {
			names = append(names, f.Path)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, name := range names {
		plain, ok := strings.CutSuffix(name, v1.CompressedExt)
		if _, beside := slices.BinarySearch(names, plain); !ok || !beside {
			continue
		}
		data, err := r.target.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // told where it is held against the list
		}
		sum, size, err2 := r.target.sum(plain)
		if err == nil {
			err = err2
		}
		if err != nil || unpacked(data, size) != sum {
			r.add(name, r.proofOf(plain), "压缩副本的内容不是 "+path.Base(plain)+" 的内容，服务器会把它当作那个文件发出去", "the compressed copy is not of "+path.Base(plain)+", in the place of which servers give it out")
		}
	}
}

// unpacked gives the hash of what a copy holds, "" where it is none of a file of
// that size. It reads no more than that: a copy may be made to fill the memory.
func unpacked(data []byte, size int64) string {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return ""
	}
	plain, err := io.ReadAll(io.LimitReader(z, size+1))
	if err != nil || int64(len(plain)) != size {
		return ""
	}
	return hashOf(plain)
}

// proofOf gives what a file was held against.
func (r *run) proofOf(name string) Proof {
	agency, rest, _ := strings.Cut(name, "/")
	log := slices.ContainsFunc(r.Agencies, func(a Agency) bool { return a.ID == agency })
	if log && (rest == "agency.json" || strings.HasPrefix(rest, "ledger/") || strings.HasPrefix(rest, "data/")) {
		return Signed
	}
	for address := range r.held {
		if name == address || strings.HasPrefix(name, strings.TrimSuffix(address, ".html")+"/") {
			return Signed
		}
	}
	return Listed
}
