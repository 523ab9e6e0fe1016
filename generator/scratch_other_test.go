//go:build !linux

package main

// scratch is where tests write: the system's own place.
func scratch() string { return "" }
