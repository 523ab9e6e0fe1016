package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestPowerCut looks at what a disk holds at the moment of a kill: only what was
// flushed by then, as after a cut of power. The disk is a file with an ext4 file
// system, of which a copy is mounted and mended by its journal.
func TestPowerCut(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("no disk of its own without the rights of an administrator")
	}
	image := filepath.Join(t.TempDir(), "disk")
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", image, "64M").CombinedOutput(); err != nil {
		t.Skipf("no ext4 here: %v\n%s", err, out)
	}
	dir := mount(t, image)
	for _, c := range killable {
		t.Run(c.name, func(t *testing.T) {
			w := newKilling(t, filepath.Join(dir, c.name))
			after := 0
			for i := range max(2, *kills/20) {
				after += w.cut(c, image, i)
			}
			t.Logf("%s: cut off %d times, the new state %d times", c.name, max(2, *kills/20), after)
			if err := os.RemoveAll(w.dir); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// mount gives the folder in which an image of a disk shows until the test ends.
func mount(t *testing.T, image string) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-o", "loop", image, dir).CombinedOutput(); err != nil {
		t.Skipf("cannot mount: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return dir
}

// cut kills a command and looks at the disk as it is at that moment. Every fourth
// command comes to its end: then the disk must hold what it did.
func (w *killing) cut(c killed, image string, turn int) (after int) {
	w.t.Helper()
	if w.took[c.name] == 0 {
		w.measure(c)
	}
	args := c.ready(w)
	if out, err := exec.Command("sync", "-f", w.dir).CombinedOutput(); err != nil {
		w.t.Skipf("sync: %s", out)
	}
	entries, before := w.entries(), w.manifest()
	w.total++ // the other half of the kills, by turns
	ended := false
	if turn%4 == 3 {
		w.must(args...)
		ended = true
	} else {
		ended = w.kill(c, args)
	}
	copied := filepath.Join(w.t.TempDir(), "copy")
	if out, err := exec.Command("cp", "--sparse=always", image, copied).CombinedOutput(); err != nil {
		w.t.Fatalf("%s", out)
	}
	w.t.Run("look", func(t *testing.T) {
		then := *w
		then.t, then.dir = t, filepath.Join(mount(t, copied), filepath.Base(w.dir))
		then.whole()
		held, middle := then.entries(), then.manifest()
		then.verifies(entries, held)
		if ended && (len(held) != len(w.entries()) || !bytes.Equal(middle, w.manifest())) {
			t.Error("the command had come to its end, and the disk does not hold what it did")
		}
		out, err := then.command(args...).CombinedOutput()
		if err != nil && (c.done == "" || !strings.Contains(string(out), c.done)) {
			t.Fatalf("after the cut %v does not run: %v\n%s", args, err, out)
		}
		then.whole()
		if !bytes.Equal(middle, before) && !bytes.Equal(middle, then.manifest()) {
			t.Error("the site was neither the one before nor the one after")
		}
		if len(held) > len(entries) || !bytes.Equal(middle, before) {
			after = 1
		}
	})
	_ = os.Remove(copied)
	if out, err := w.command(args...).CombinedOutput(); err != nil && (c.done == "" || !strings.Contains(string(out), c.done)) {
		w.t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return after
}
