//go:build !unix

package durable

import "os"

// Sync does nothing where folders cannot be flushed.
func Sync(*os.Root, string) error { return nil }
