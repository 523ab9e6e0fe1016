package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"fazhi/generator/finding"
)

// manyAgencies is a workspace whose build takes some tenths of a second at least.
func manyAgencies(n int) map[string]string {
	files := map[string]string{}
	for name, text := range sound {
		files[name] = text
		for i := range n {
			if more := strings.Replace(name, "/a/", fmt.Sprintf("/a%03d/", i), 1); more != name {
				files[more] = strings.ReplaceAll(text, "示例区虚构局", fmt.Sprintf("示例区虚构第%d局", i))
			}
		}
	}
	return files
}

// terminal opens a pseudo-terminal, and gives both of its ends.
func terminal(t *testing.T, cols uint16) (own, its *os.File) {
	t.Helper()
	own, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { own.Close() })
	n, err := unix.IoctlGetInt(int(own.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(own.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(own.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: cols})
	}
	if err == nil {
		its, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		t.Skip(err)
	}
	return own, its
}

// atTerminal runs the program with a terminal for all that it says, and gives what the
// terminal was sent. at is called whenever more of it comes.
func atTerminal(t *testing.T, cols uint16, env []string, at func(sent string, keys io.Writer), args ...string) (string, error) {
	t.Helper()
	own, its := terminal(t, cols)
	cmd := exec.Command(atOnce(t), args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = its, its, its
	cmd.Env = append(os.Environ(), append([]string{"TERM=xterm", "CI="}, env...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	its.Close()
	var sent bytes.Buffer
	chunk := make([]byte, 4096)
	for {
		n, err := own.Read(chunk)
		sent.Write(chunk[:n])
		if err != nil { // EIO: the last that had the other end is gone
			break
		}
		at(sent.String(), own)
	}
	return sent.String(), cmd.Wait()
}

// atOnce gives a path under which this test is the program with a line that begins at
// once.
func atOnce(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(filepath.Dir(fazhiBinary(t)), "fazhi-at-once")
	if err := os.Symlink("fazhi", bin); err != nil {
		t.Skip(err)
	}
	return bin
}

// lineSeen is how a line of a build begins.
const lineSeen = "正在生成："

// TestProgressTerminal builds at a terminal: the line is seen, fits, is wiped before
// the summary, and nothing of it is left.
func TestProgressTerminal(t *testing.T) {
	t.Parallel()
	for _, cols := range []uint16{100, 30} {
		dir := workspaceOf(t, manyAgencies(12))
		sent, err := atTerminal(t, cols, nil, func(string, io.Writer) {}, "-C", dir, "build", "--clean")
		if err != nil {
			t.Fatalf("%v\n%s", err, sent)
		}
		if !strings.Contains(sent, lineSeen) || !strings.Contains(sent, "/13个单位") {
			t.Errorf("no line in %q", sent)
		}
		for _, line := range strings.FieldsFunc(sent, func(r rune) bool { return r == '\r' || r == '\n' }) {
			if strings.Contains(line, lineSeen) && finding.Width(line) > int(cols)-1 {
				t.Errorf("%q does not fit into %d", line, cols)
			}
		}
		rows := strings.Join(screenOf(sent, int(cols)), "\n")
		if strings.Contains(rows, "正在") || !strings.Contains(strings.ReplaceAll(rows, "\n", ""), "已生成 public：13个单位") {
			t.Errorf("left on the screen of %d:\n%s", cols, rows)
		}
	}
}

// TestProgressInterrupted ends a build with Ctrl-C: the terminal is clean, and the
// program has ended as one does that was interrupted.
func TestProgressInterrupted(t *testing.T) {
	t.Parallel()
	dir := workspaceOf(t, manyAgencies(60))
	pressed := false
	sent, err := atTerminal(t, 80, nil, func(sent string, keys io.Writer) {
		if !pressed && strings.Contains(sent, lineSeen) {
			pressed = true
			_, _ = keys.Write([]byte{3})
		}
	}, "-C", dir, "build", "--clean")
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGINT {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(sent, "^C") {
		t.Errorf("not interrupted: %q", sent)
	}
	if rows := screenOf(sent, 80); strings.TrimSpace(strings.Join(rows, "")) != "" {
		t.Errorf("left on the screen: %q\n%q", rows, sent)
	}
}

// TestProgressNone has no line where nobody looks at it: in CI, on a terminal that
// cannot go back, and in a file.
func TestProgressNone(t *testing.T) {
	t.Parallel()
	for _, env := range []string{"CI=1", "TERM=dumb"} {
		sent, err := atTerminal(t, 100, []string{env}, func(string, io.Writer) {}, "-C", workspaceOf(t, manyAgencies(3)), "build")
		if err != nil || strings.Contains(sent, "正在") {
			t.Errorf("%s: %v, %q", env, err, sent)
		}
	}
	cmd := exec.Command(atOnce(t), "-C", workspaceOf(t, manyAgencies(3)), "build")
	cmd.Env = append(os.Environ(), "TERM=xterm", "CI=")
	said, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(said), "正在") {
		t.Errorf("a file: %v, %q", err, said)
	}
}
