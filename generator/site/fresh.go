package site

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"fazhi/generator/durable"
)

// beside gives where trees stand that are not in place, and how their names begin:
// new for those being written, before for those that were in place. No server
// shows names that begin with a dot by itself.
func beside(out, what string) (parent, prefix string) {
	return filepath.Dir(out), "." + filepath.Base(out) + "." + what + "-"
}

// patience is how long a program waits for another one to put its tree in place.
const patience = 10 * time.Second

// hold makes the caller the only program that puts trees in place at out, as far
// as the system has locks that end with the process.
func hold(out string) (free func(), err error) {
	parent := filepath.Dir(out)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, &PlaceError{out, err}
	}
	const step = 50 * time.Millisecond
	for range patience / step {
		free, err := lock(parent, false)
		switch {
		case err == nil:
			return free, nil
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return func() {}, nil // no locks here; what is wrong with the folder shows when it is written
		}
		time.Sleep(step)
	}
	return nil, &BusyError{out}
}

// makeFresh makes the folder for the new tree beside out, with its permissions.
// It is locked, so that it can be told from what a killed build left behind.
func makeFresh(out string) (fresh string, unlock func(), err error) {
	parent, prefix := beside(out, "new")
	for {
		if fresh, err = os.MkdirTemp(parent, prefix); err != nil {
			return "", nil, err
		}
		if unlock, err = lock(fresh, true); err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) { // else another program swept it before it was locked
			_ = os.Remove(fresh)
			return "", nil, err
		}
	}
	mode := fs.FileMode(0o755)
	if info, err := os.Stat(out); err == nil {
		mode = info.Mode() | 0o700
	}
	if err := os.Chmod(fresh, mode); err != nil {
		_ = os.Remove(fresh)
		unlock()
		return "", nil, err
	}
	return fresh, unlock, nil
}

// settle flushes a new tree and gives it the name under which it is exchanged: it
// ends with the beginning of its manifest's hash. A program that is killed around
// the exchange leaves a folder of such a name, and whether the tree in it was ever
// in place is told by whether the hash is its own.
func settle(fresh, sum string) (string, error) {
	if err := flush(fresh); err != nil {
		return fresh, err
	}
	settled := fresh + "-" + sum
	if err := os.Rename(fresh, settled); err != nil {
		return fresh, err
	}
	return settled, nil
}

// manifestSum gives the beginning of the hash of a tree's manifest, "" where it has
// none.
func manifestSum(dir string) string {
	list, err := openListing(dir)
	if err != nil || list == nil {
		return ""
	}
	defer list.Close()
	return list.shortSum()
}

func (l *listing) shortSum() string { return hex.EncodeToString(l.sum[:8]) }

func flush(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	return errors.Join(durable.Tree(root), root.Close())
}

// flushParent flushes the names of the trees: without that, an exchange might be
// undone by a cut of power.
func flushParent(out string) error {
	root, err := os.OpenRoot(filepath.Dir(out))
	if err != nil {
		return err
	}
	return errors.Join(durable.Sync(root, "."), root.Close())
}

// sweep looks after the trees of programs that were killed, those that nobody
// locks: one that was in place is kept, the others are removed.
func sweep(out string) {
	parent, prefix := beside(out, "new")
	entries, _ := os.ReadDir(parent)
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), prefix)
		random, sum, settled := strings.Cut(rest, "-")
		if !ok || !e.IsDir() || strings.Trim(random, "0123456789") != "" || settled && len(sum) != 16 {
			continue
		}
		left := filepath.Join(parent, e.Name())
		unlock, err := lock(left, false)
		if err != nil {
			continue
		}
		if own := manifestSum(left); settled && own != "" && own != sum && keepable(left, out) && keepFormer(out, left) == nil {
			_ = prune(out)
		} else {
			_ = removeTree(left) // if it stays, it harms nothing
		}
		unlock()
	}
}
