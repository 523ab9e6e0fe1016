package main

import "golang.org/x/sys/unix"

// scratch is where tests write: in memory where there is room for it, since they
// make some hundred sites and flush each of them; else "", the system's own place.
func scratch() string {
	const shared, room = "/dev/shm", 4 << 30
	var fs unix.Statfs_t
	if unix.Statfs(shared, &fs) != nil || unix.Access(shared, unix.W_OK) != nil || fs.Bavail*uint64(fs.Bsize) < room {
		return ""
	}
	return shared
}

// linked reports whether a file has several names.
func linked(name string) bool {
	var s unix.Stat_t
	return unix.Stat(name, &s) == nil && s.Nlink > 1
}
