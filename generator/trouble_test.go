package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"fazhi/generator/archive"
	"fazhi/generator/ledger"
)

// smallDisk mounts a file system of its own that can be filled and made read only. It
// needs the rights of an administrator.
func smallDisk(t *testing.T) (dir string, remount func(options string)) {
	t.Helper()
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("no small disk without the rights of an administrator")
	}
	dir = t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=24m", "fazhi-test", dir).CombinedOutput(); err != nil {
		t.Skipf("cannot mount: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return dir, func(options string) {
		t.Helper()
		if out, err := exec.Command("mount", "-o", "remount,"+options, dir).CombinedOutput(); err != nil {
			t.Skipf("cannot remount: %s", out)
		}
	}
}

// try runs a command that may fail, and gives what it says.
func (w *killing) try(args ...string) (string, error) {
	out, err := w.command(args...).CombinedOutput()
	return string(out), err
}

// On a full disk every command says so and leaves what was there, however little
// or much room is left; when there is room again, it comes to its end.
func TestFullDisk(t *testing.T) {
	dir, _ := smallDisk(t)
	for _, c := range killable {
		t.Run(c.name, func(t *testing.T) {
			w := newKilling(t, filepath.Join(dir, c.name))
			filler := filepath.Join(dir, "filler")
			full := 0
			for room := 0; ; room = max(4<<10, 2*room) {
				args := c.ready(w)
				entries, before := w.entries(), w.manifest()
				fillUp(t, filler, room)
				said, err := w.try(args...)
				if rm := os.Remove(filler); rm != nil {
					t.Fatal(rm)
				}
				w.whole()
				if err == nil {
					break
				}
				full++
				if !strings.Contains(said, "磁盘已满") {
					t.Fatalf("with room for %d bytes: %s", room, said)
				}
				if string(before) != string(w.manifest()) || len(w.entries()) != len(entries) {
					t.Fatal("something was changed")
				}
				w.verifies(entries, w.entries())
			}
			t.Logf("%d times too little room", full)
			if full < 2 {
				t.Error("the disk was never full")
			}
			w.must(c.ready(w)...)
			if left := w.leavings(); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			if err := os.RemoveAll(w.dir); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// fillUp fills the disk but for some room.
func fillUp(t *testing.T, name string, room int) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size := 0
	for block := make([]byte, 4096); ; size += len(block) {
		if _, err := f.Write(block); err != nil {
			break
		}
	}
	if err := f.Truncate(int64(max(0, size-room))); err != nil {
		t.Fatal(err)
	}
}

// On a disk that is read only every command says so.
func TestReadOnly(t *testing.T) {
	dir, remount := smallDisk(t)
	w := newKilling(t, filepath.Join(dir, "w"))
	for _, c := range killable {
		args := c.ready(w)
		entries, before := w.entries(), string(w.manifest())
		remount("ro")
		said, err := w.try(args...)
		remount("rw")
		if err == nil || !strings.Contains(said, "只读") {
			t.Errorf("%s: %v, %s", c.name, err, said)
		}
		if before != string(w.manifest()) {
			t.Errorf("%s: the site was changed", c.name)
		}
		w.verifies(entries, w.entries())
		w.must(args...)
	}
}

// Of builds at once each puts its tree in place whole, or says that another one did
// so in the meantime.
func TestBuildsAtOnce(t *testing.T) {
	w := newKilling(t, t.TempDir())
	for range 3 {
		w.change()
		said, errs := w.atOnce(4, func(int) []string { return []string{"build"} })
		good := 0
		for i, err := range errs {
			if err == nil {
				good++
			} else if !strings.Contains(said[i], "另一个程序换过 public") {
				t.Errorf("%v: %s", err, said[i])
			}
		}
		if good == 0 {
			t.Error("none came to its end")
		}
		w.whole()
		if left := w.leavings(); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
	if out, err := w.try("rollback"); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	w.whole()
}

// Of seals at once one goes ahead, and the others say who holds the log; none is
// lost, and all of them are sealed in the end.
func TestSealsAtOnce(t *testing.T) {
	w := newKilling(t, t.TempDir())
	waiting := map[int]bool{}
	for year := firstYear; year <= lastYear; year++ {
		waiting[year] = true
	}
	held := 0
	for range 50 {
		var years []int
		for year := range waiting {
			years = append(years, year)
		}
		if len(years) == 0 {
			break
		}
		before := w.entries()
		said, errs := w.atOnce(min(4, len(years)), func(i int) []string {
			return []string{"seal", "--agency", "a", "--year", fmt.Sprint(years[i]), "--key", w.secret}
		})
		done := 0
		for i, err := range errs {
			switch {
			case err == nil:
				delete(waiting, years[i])
				done++
			case regexp.MustCompile(`另一个程序正在封存这个单位的报告（(.*，进程\d+)?）`).MatchString(said[i]):
				held++
			default:
				t.Errorf("%v: %s", err, said[i])
			}
		}
		if now := w.entries(); len(now) != len(before)+done {
			t.Fatalf("%d entries, %d sealed, then %d entries", len(before), done, len(now))
		}
	}
	if len(waiting) > 0 || held == 0 {
		t.Errorf("not sealed: %v; refused %d times", waiting, held)
	}
	all := w.entries()
	w.verifies(all, all)

	unlock, err := ledger.Lock(filepath.Join(w.dir, filepath.FromSlash(archive.Dir("a"))), "窗口电脑，进程7")
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if said, err := w.try(w.correct()...); err == nil || !strings.Contains(said, "窗口电脑，进程7") || !strings.Contains(said, "没有改动") {
		t.Errorf("%v: %s", err, said)
	}
}

// atOnce runs commands at the same time.
func (w *killing) atOnce(n int, args func(i int) []string) ([]string, []error) {
	said, errs, done := make([]string, n), make([]error, n), make(chan int)
	for i := range n {
		go func() {
			said[i], errs[i] = w.try(args(i)...)
			done <- i
		}()
	}
	for range n {
		<-done
	}
	return said, errs
}

// What is written is on the disk before it counts: the tree before the exchange,
// the files of the log before its head, and the names after both.
func TestFlushedInOrder(t *testing.T) {
	tracer, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("no strace here")
	}
	w := newKilling(t, t.TempDir())
	calls := func(args ...string) string {
		t.Helper()
		log := filepath.Join(t.TempDir(), "trace")
		cmd := exec.Command(tracer, append([]string{"-f", "-o", log, "-e", "trace=syncfs,fsync,rename,renameat,renameat2", w.bin, "-C", w.dir}, args...)...)
		cmd.WaitDelay = time.Second
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("strace does not work here: %v\n%s", err, out)
		}
		data, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, m := range regexp.MustCompile(`(?m)^\d+ +(syncfs|fsync|rename\w*)\((.*)$`).FindAllStringSubmatch(string(data), -1) {
			name := "rename"
			switch {
			case strings.Contains(m[2], "RENAME_EXCHANGE"):
				name = "exchange"
			case m[1] == "syncfs" || m[1] == "fsync":
				name = m[1]
			case strings.Contains(m[2], `"head"`):
				name = "head"
			}
			out = append(out, name)
		}
		return strings.Join(out, " ")
	}
	if got := calls(w.change()...); !regexp.MustCompile(`^syncfs rename exchange fsync\b`).MatchString(got) {
		t.Errorf("build: %s", got)
	}
	if got := calls(w.another()...); !regexp.MustCompile(`^(fsync |rename fsync )+fsync head fsync$`).MatchString(got) {
		t.Errorf("seal: %s", got)
	}
}
