//go:build !linux

package durable

import "os"

// Tree flushes a tree that was just written: all files and folders, one by one.
func Tree(root *os.Root) error { return walk(root, ".") }
