package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"iter"
	"slices"
	"strings"

	"fazhi/generator/trace"
)

// stamp is what is kept of a file that was written, as the manifest says it.
type stamp struct {
	name string
	size int
	sum  [sha256.Size]byte
	mark trace.Mark // of the file as it was written; not kept in the scratch
}

func (w stamp) listed() ManifestFile {
	return ManifestFile{Path: w.name, Size: w.size, SHA256: hex.EncodeToString(w.sum[:])}
}

// run is where the files of one part are listed in the scratch, sorted by name.
type run struct {
	first string
	at    extent
}

// packRun lists files for the scratch, about 60 bytes each. They are sorted.
func packRun(files []stamp) []byte {
	var out []byte
	for _, f := range files {
		out = binary.AppendUvarint(out, uint64(len(f.name)))
		out = append(out, f.name...)
		out = binary.AppendUvarint(out, uint64(f.size))
		out = append(out, f.sum[:]...)
	}
	return out
}

func unpackRun(data []byte) []stamp {
	var out []stamp
	for len(data) > 0 {
		var f stamp
		n, used := binary.Uvarint(data)
		f.name, data = string(data[used:used+int(n)]), data[used+int(n):]
		n, used = binary.Uvarint(data)
		f.size, data = int(n), data[used:]
		data = data[copy(f.sum[:], data):]
		out = append(out, f)
	}
	return out
}

// mergeRuns gives the files of all runs in the order of their names. Runs that do
// not overlap, as those of agencies, are in memory one after the other.
func mergeRuns(s *scratch, runs []run) iter.Seq2[stamp, error] {
	return func(yield func(stamp, error) bool) {
		runs := slices.SortedFunc(slices.Values(runs), func(a, b run) int { return strings.Compare(a.first, b.first) })
		var open [][]stamp // each with files that are left
		for len(open) > 0 || len(runs) > 0 {
			for len(runs) > 0 && (len(open) == 0 || runs[0].first <= open[least(open)][0].name) {
				data, err := s.get(runs[0].at)
				if err != nil {
					yield(stamp{}, err)
					return
				}
				open, runs = append(open, unpackRun(data)), runs[1:]
			}
			i := least(open)
			if !yield(open[i][0], nil) {
				return
			}
			if open[i] = open[i][1:]; len(open[i]) == 0 {
				open = slices.Delete(open, i, i+1)
			}
		}
	}
}

func least(open [][]stamp) int {
	least := 0
	for i := range open {
		if cmp.Less(open[i][0].name, open[least][0].name) {
			least = i
		}
	}
	return least
}
