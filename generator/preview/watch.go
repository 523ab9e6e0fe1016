package preview

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long nothing must be saved before it is read: editors save in
// several steps, and several files together.
const quiet = 20 * time.Millisecond

// longest is how long a stream of changes is waited for.
const longest = 200 * time.Millisecond

// roots are the folders of a workspace that pages are made from.
func roots() []string { return []string{"data", "content", "templates"} }

// Watch reads again what is saved in the workspace, until ctx is done.
func (s *Server) Watch(ctx context.Context) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	// A watch is on folders, never files: an editor that saves by renaming puts
	// another file in the place of the one that was there.
	if err := w.Add(s.opts.Dir); err != nil {
		w.Close()
		return err
	}
	s.addRoots(w)
	s.behind.Go(func() {
		defer w.Close()
		s.follows(ctx, w)
	})
	return nil
}

func (s *Server) addRoots(w *fsnotify.Watcher) {
	for _, root := range roots() {
		addFolders(w, filepath.Join(s.opts.Dir, root))
	}
}

// addFolders watches a folder and all below it. One that cannot be watched is
// left out: it cannot be read either, which is told.
func addFolders(w *fsnotify.Watcher, dir string) {
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if d.IsDir() {
			_ = w.Add(name)
		}
		return nil
	})
}

// follows collects what changes and has it read once nothing changes any more.
func (s *Server) follows(ctx context.Context, w *fsnotify.Watcher) {
	var paths []string
	pause := time.NewTimer(time.Hour)
	var limit <-chan time.Time
	flush := func() {
		s.Changed(paths)
		paths, limit = nil, nil
		pause.Stop()
	}
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			name, ok := s.concerns(w, e)
			if !ok {
				continue
			}
			if !slices.Contains(paths, name) {
				paths = append(paths, name)
			}
			if limit == nil {
				limit = time.NewTimer(longest).C
			}
			pause.Reset(quiet)
		case <-w.Errors:
			// Events were lost: everything may have changed, and folders have come.
			s.addRoots(w)
			paths = append(paths, "templates")
			pause.Reset(quiet)
		case <-pause.C:
			flush()
		case <-limit:
			flush()
		}
	}
}

// concerns gives the slash path of what an event is about; ok is false where
// pages do not depend on it.
func (s *Server) concerns(w *fsnotify.Watcher, e fsnotify.Event) (name string, ok bool) {
	if e.Op == fsnotify.Chmod {
		return "", false
	}
	rel, err := filepath.Rel(s.opts.Dir, e.Name)
	if err != nil {
		return "", false
	}
	name = filepath.ToSlash(rel)
	root, _, _ := strings.Cut(name, "/")
	if !slices.Contains(roots(), root) || scratch(filepath.Base(e.Name)) {
		return "", false
	}
	if info, err := os.Stat(e.Name); err == nil && info.IsDir() {
		if !e.Has(fsnotify.Create) {
			return "", false // some systems tell of the folder, too, when a file in it changes
		}
		addFolders(w, e.Name)
	}
	return name, true
}

// scratch tells the files that editors and systems leave beside those they save.
func scratch(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || strings.HasSuffix(base, "~") || base == "4913"
}
