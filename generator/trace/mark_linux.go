package trace

import (
	"io/fs"
	"syscall"
)

// MarkOf gives the mark of a file or folder.
func MarkOf(info fs.FileInfo) Mark {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return Mark{Node: s.Ino, Modified: s.Mtim.Nano(), Marked: s.Ctim.Nano()}
	}
	return Mark{}
}
