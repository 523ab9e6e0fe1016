package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fazhi/generator/archive"
	"fazhi/generator/ledger"
	"fazhi/generator/site"
)

// kills is how often TestKill kills the program; docs/reliability.md has the
// figures of the long run.
var kills = flag.Int("kills", 6, "how often the program is killed, all commands together")

// killed is a command that may be killed at any moment.
type killed struct {
	name string
	// ready makes something for the command to do, and gives its arguments.
	ready func(w *killing) []string
	// sign is where its writing first shows: half of the kills fall behind it.
	sign string
	// done tells from what a run of it says that there was nothing left to do,
	// since the killed run had come to its end.
	done string
}

// killable are the commands that write. One more is one more line.
var killable = []killed{
	{name: "build", ready: (*killing).change, sign: "."},
	{name: "seal", ready: (*killing).another, sign: "data/a/ledger/records/fzzf", done: "已经"},
	{name: "revise", ready: (*killing).correct, sign: "data/a/ledger/.lock.txt", done: "没有可更正的"},
}

// TestKill kills the program at random moments. Whatever the moment: the site is
// the one before or the one after, whole; the log verifies and holds all that it
// held; and the next run comes to its end and clears away what was left.
func TestKill(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("a site is exchanged by two renames here, and the next build mends what a kill leaves between them")
	}
	for _, c := range killable {
		t.Run(c.name, func(t *testing.T) {
			w := newKilling(t, t.TempDir())
			for w.total < (*kills+len(killable)-1)/len(killable) {
				w.round(c)
			}
			w.tell(c.name)
		})
	}
}

// killing is a workspace in which commands are killed.
type killing struct {
	t        *testing.T
	dir, bin string
	secret   string // the file of the key
	rand     *rand.Rand
	turn     int
	took     map[string]time.Duration // how long a command runs
	wrote    map[string]time.Duration // and how long from its sign to its end

	// Kills; those that came too late and do not count; those after which the
	// command had had its effect; those that left something.
	total, late, after, traces int
}

// firstYear and lastYear are the years that are sealed one by one; the one behind
// them is never sealed, so that there is something to change.
const firstYear, lastYear = 2012, 2021

func newKilling(t *testing.T, dir string) *killing {
	t.Helper()
	w := &killing{t: t, dir: dir, secret: filepath.Join(t.TempDir(), "a.key"), took: map[string]time.Duration{}, wrote: map[string]time.Duration{}}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	w.rand = rand.New(rand.NewPCG(seed, 1))
	t.Logf("seed %d", seed)
	w.bin = fazhiBinary(t)
	writeAll(t, w.dir, map[string]string{
		"data/site.toml":     "title = \"示例\"\n",
		"data/a/agency.toml": "name = \"示例区虚构局\"\ndemo = true\n",
	})
	for year := firstYear; year <= lastYear+1; year++ {
		w.year(year, 700+year)
		writeAll(t, w.dir, map[string]string{
			fmt.Sprintf("content/a/fzzf/%d.md", year):       fmt.Sprintf("+++\ntitle = \"示例区虚构局%d年度法治政府建设情况报告\"\nstatus = \"published\"\npublished = %d-01-26\n+++\n\n窗口问题{{hall.issues}}，见[清单](%d-list.csv)。\n\n%s", year, year+1, year, finished),
			fmt.Sprintf("content/a/fzzf/%d-list.csv", year): strings.Repeat(fmt.Sprintf("%d,事项\n", year), 5000),
		})
	}
	w.must("key", "--agency", "a", "--out", w.secret)
	w.must("build")
	return w
}

// fazhiBinary gives a path under which this test is the program.
func fazhiBinary(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(t.TempDir(), "fazhi")
	if err := os.Symlink(self, bin); err != nil {
		t.Skip(err)
	}
	return bin
}

func (w *killing) year(year, issues int) {
	writeAll(w.t, w.dir, map[string]string{fmt.Sprintf("data/a/fzzf/%d.toml", year): fmt.Sprintf("[figures.hall]\nissues = %d\n", issues)})
}

// change alters a report that is not sealed, so that a build makes another site,
// with a log in it.
func (w *killing) change() []string {
	for len(w.entries()) < 2 {
		w.must(w.another()...)
	}
	w.turn++
	w.year(lastYear+1, 10000+w.turn)
	return []string{"build"}
}

// another picks a report that is not sealed yet. Where all are, the log begins
// anew.
func (w *killing) another() []string {
	year := firstYear + len(w.entries())
	if year > lastYear {
		if err := os.RemoveAll(filepath.Join(w.dir, "data/a/ledger")); err != nil {
			w.t.Fatal(err)
		}
		year = firstYear
	}
	return []string{"seal", "--agency", "a", "--year", fmt.Sprint(year), "--key", w.secret}
}

// correct alters a sealed report, so that there is something to revise.
func (w *killing) correct() []string {
	if len(w.entries()) == 0 {
		for range lastYear - firstYear + 1 {
			w.must(w.another()...)
		}
	}
	w.turn++
	year := firstYear + w.turn%(lastYear-firstYear+1)
	w.year(year, 20000+w.turn)
	return []string{"revise", "--agency", "a", "--year", fmt.Sprint(year), "--key", w.secret, "--reason", "数据报送有误", "--material", "yes"}
}

func (w *killing) command(args ...string) *exec.Cmd {
	return exec.Command(w.bin, append([]string{"-C", w.dir}, args...)...)
}

// must runs a command to its end.
func (w *killing) must(args ...string) {
	w.t.Helper()
	if out, err := w.command(args...).CombinedOutput(); err != nil {
		w.t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

// round kills a command once and looks at what is left.
func (w *killing) round(c killed) {
	w.t.Helper()
	if w.total%100 == 0 || w.took[c.name] == 0 { // the log grows, and others use the machine
		w.measure(c)
	}
	args := c.ready(w)
	entries, before := w.entries(), w.manifest()
	ended := w.kill(c, args)
	middle, left := w.manifest(), w.entries()
	w.whole()
	w.verifies(entries, left)
	leavings := w.leavings()

	out, err := w.command(args...).CombinedOutput()
	if err != nil && (c.done == "" || !strings.Contains(string(out), c.done)) {
		w.t.Fatalf("after the kill %v does not run: %v\n%s", args, err, out)
	}
	after := w.manifest()
	w.whole()
	w.verifies(left, w.entries())
	if !bytes.Equal(middle, before) && !bytes.Equal(middle, after) {
		w.t.Fatal("the site was neither the one before nor the one after")
	}
	if more := w.leavings(); len(more) > 0 {
		w.t.Errorf("left behind: %v", more)
	}
	switch {
	case ended:
		w.late++
		return
	case !bytes.Equal(middle, before) || len(left) > len(entries):
		w.after++
	}
	if len(leavings) > 0 {
		w.traces++
	}
	w.total++
}

// measure runs a command undisturbed, to know how long it takes.
func (w *killing) measure(c killed) {
	const runs = 3
	w.took[c.name], w.wrote[c.name] = 0, 0
	for range runs {
		args := c.ready(w)
		cmd := w.command(args...)
		seen := w.watch(c.sign)
		start := time.Now()
		if err := cmd.Start(); err != nil {
			w.t.Fatal(err)
		}
		first := make(chan time.Time, 1)
		go func() { first <- seen(5 * time.Second) }()
		if err := cmd.Wait(); err != nil {
			w.t.Fatal(err)
		}
		end := time.Now()
		w.took[c.name] += end.Sub(start) / runs
		w.wrote[c.name] += end.Sub(<-first) / runs
	}
}

// kill starts a command and kills it: by turns at a moment of its whole run, and
// at one after it began to write. It tells whether the command had ended by then.
func (w *killing) kill(c killed, args []string) (ended bool) {
	cmd := w.command(args...)
	seen := w.watch(c.sign)
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	part := w.took[c.name]
	if (w.total+w.late)%2 == 1 {
		seen(part * 2)
		part = w.wrote[c.name]
	}
	time.Sleep(time.Duration(w.rand.Int64N(int64(part) + 1)))
	_ = cmd.Process.Kill()
	return cmd.Wait() == nil
}

// watch gives a function that waits until a folder is made or something in it.
func (w *killing) watch(name string) func(limit time.Duration) time.Time {
	stamp := func() (at time.Time) {
		if info, err := os.Stat(filepath.Join(w.dir, name)); err == nil {
			at = info.ModTime()
		}
		return at
	}
	old := stamp()
	return func(limit time.Duration) time.Time {
		for end := time.Now().Add(limit); stamp().Equal(old) && time.Now().Before(end); {
			time.Sleep(100 * time.Microsecond)
		}
		return time.Now()
	}
}

func (w *killing) manifest() []byte {
	data, err := os.ReadFile(filepath.Join(w.dir, publicFolder, site.ManifestName))
	if err != nil {
		w.t.Fatal(err)
	}
	return data
}

// whole checks that every file of the site is what its manifest says, and that
// there is no other.
func (w *killing) whole() {
	w.t.Helper()
	var m site.Manifest
	if err := json.Unmarshal(w.manifest(), &m); err != nil {
		w.t.Fatal(err)
	}
	public := filepath.Join(w.dir, publicFolder)
	want := map[string]bool{site.ManifestName: true}
	for _, f := range m.Files {
		want[f.Path] = true
		data, err := os.ReadFile(filepath.Join(public, f.Path))
		if sum := sha256.Sum256(data); err != nil || hex.EncodeToString(sum[:]) != f.SHA256 {
			w.t.Fatalf("%s is not what the manifest says: %v", f.Path, err)
		}
	}
	for _, name := range w.files(publicFolder, func(string) bool { return true }) {
		if !want[name] {
			w.t.Fatalf("%s stands in the site and not in its manifest", name)
		}
	}
}

// entries reads the log, whole or not there.
func (w *killing) entries() []ledger.Entry {
	w.t.Helper()
	a, err := archive.Open(os.DirFS(w.dir), "a")
	if err != nil {
		w.t.Fatalf("the log does not verify: %v", err)
	}
	if a == nil {
		return nil
	}
	all, err := a.Log.Entries()
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// verifies checks that the log holds what it held before, and that every file of
// it is as its head says.
func (w *killing) verifies(before, now []ledger.Entry) {
	w.t.Helper()
	if len(now) < len(before) || len(now) > len(before)+1 || !slices.Equal(before, now[:len(before)]) {
		w.t.Fatalf("the log held %v, and now %v", before, now)
	}
	if len(now) == 0 {
		return
	}
	dir := os.DirFS(filepath.Join(w.dir, "data/a/ledger"))
	public, err := fs.ReadFile(dir, ledger.KeyName)
	if err != nil {
		w.t.Fatal(err)
	}
	key, err := ledger.ParsePublic(string(public))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range ledger.Faults(dir, key) {
		w.t.Fatal(f)
	}
}

// leavings lists what a killed run left.
func (w *killing) leavings() []string {
	return w.files(".", func(name string) bool {
		return strings.HasPrefix(name, ".public.new-") || strings.HasPrefix(filepath.Base(name), ".writing-")
	})
}

func (w *killing) files(in string, which func(string) bool) []string {
	var out []string
	root := filepath.Join(w.dir, in)
	err := filepath.WalkDir(root, func(full string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(root, full)
			if name = filepath.ToSlash(name); which(name) {
				out = append(out, name)
			}
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func (w *killing) tell(name string) {
	w.t.Logf("%s: %d kills over %v (writing %v): the old state %d times, the new one %d times; %d left something that the next run cleared away; %d more came too late",
		name, w.total, w.took[name].Round(time.Millisecond), w.wrote[name].Round(time.Millisecond), w.total-w.after, w.after, w.traces, w.late)
}
