//go:build !unix

package durable

import "os"

// flushMode is how a file is opened to be flushed: Windows asks for the right to
// write.
const flushMode = os.O_RDWR

// Sync does nothing where folders cannot be flushed.
func Sync(*os.Root, string) error { return nil }
