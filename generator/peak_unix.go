//go:build unix

package main

import (
	"runtime"
	"syscall"
)

// peakMemory is the most memory that the program had so far, in bytes; 0 where that is
// not known.
func peakMemory() int64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10 // elsewhere in kilobytes
}
