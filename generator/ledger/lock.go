package ledger

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// HeldError says that somebody else is writing to a log.
type HeldError struct {
	Dir    string
	Holder string // what the other said of itself, "" where it is not known
}

func (e *HeldError) Error() string {
	if e.Holder == "" {
		return fmt.Sprintf("%s is being written by another program", e.Dir)
	}
	return fmt.Sprintf("%s is being written by %s", e.Dir, e.Holder)
}

// Lock makes the caller the only one who writes to the log in dir, which is made
// where it is not there, and notes who that is. A log that another holds is a
// *HeldError. The lock ends with the process, however that ends.
func Lock(dir, holder string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	name := filepath.Join(dir, lockName)
	l := flock.New(name)
	ok, err := l.TryLock()
	if err != nil {
		return nil, err
	}
	told := name + ".txt" // where locks are mandatory, nobody else could read the locked file
	if !ok {
		who, _ := os.ReadFile(told)
		return nil, &HeldError{dir, strings.TrimSpace(string(who))}
	}
	_ = os.WriteFile(told, []byte(holder+"\n"), 0o644) // only for the message
	return func() {
		_ = os.Remove(told)
		_ = l.Close()
	}, nil
}
