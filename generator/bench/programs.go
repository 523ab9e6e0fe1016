package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// hugoVersion is the Hugo that is compared with.
const hugoVersion = "v0.165.0"

// marker stands in a folder that bench made and may empty.
const marker = ".fazhi-bench"

// programs are what is timed, and where.
type programs struct {
	Fazhi   string   `help:"the program; built from this checkout where it is not given"`
	Hugo    string   `help:"Hugo's program; built from the module cache or the module proxy where it is not given"`
	NoHugo  bool     `help:"without Hugo"`
	Scratch []string `required:"" sep:"none" help:"a folder to work in, new or of an earlier run, which is emptied: on memory, or on the disk to be tried; several in turn"`

	self string
}

// everywhere builds what was not given, says on what it is timed, and does
// something in each scratch folder.
func (p *programs) everywhere(do func(scratch string) error) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	p.self = self
	for i, scratch := range p.Scratch {
		if p.Scratch[i], err = filepath.Abs(scratch); err != nil {
			return err
		}
		if err := empty(p.Scratch[i]); err != nil {
			return err
		}
	}
	if err := p.build(filepath.Join(p.Scratch[0], "bin")); err != nil {
		return err
	}
	fmt.Printf("%s; %s\n", time.Now().Format(time.DateOnly), machine())
	for _, scratch := range p.Scratch {
		fmt.Printf("\n### %s\n", disk(scratch))
		if err := do(scratch); err != nil {
			return err
		}
	}
	return nil
}

// empty makes a scratch folder, or empties one that an earlier run made.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(dir, marker)); err != nil {
			return fmt.Errorf("%s is not empty and bench did not make it", dir)
		}
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return writeFile(dir, marker, "bench empties this folder\n")
}

// build builds the programs that were not given.
func (p *programs) build(bin string) error {
	var err error
	if p.Fazhi == "" {
		p.Fazhi = filepath.Join(bin, "fazhi")
		if err := goTool(nil, "build", "-o", p.Fazhi, "./generator"); err != nil {
			return err
		}
	}
	if p.Hugo == "" && !p.NoHugo {
		p.Hugo = filepath.Join(bin, "hugo")
		if err := goTool([]string{"GOBIN=" + bin, "CGO_ENABLED=0"}, "install", "github.com/gohugoio/hugo@"+hugoVersion); err != nil {
			return err
		}
	}
	if p.Fazhi, err = filepath.Abs(p.Fazhi); err == nil && p.Hugo != "" {
		p.Hugo, err = filepath.Abs(p.Hugo)
	}
	return err
}

func goTool(env []string, args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), env...), os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}
	return nil
}

// machine says on what was timed.
func machine() string {
	parts := []string{fmt.Sprintf("%d cores", runtime.NumCPU())}
	if name := fieldOf("/proc/cpuinfo", "model name"); name != "" {
		parts[0] += " of " + name
	}
	if memory := fieldOf("/proc/meminfo", "MemTotal"); memory != "" {
		parts = append(parts, memory+" of memory")
	}
	parts = append(parts, runtime.GOOS, runtime.Version())
	if out, err := exec.Command("git", "rev-parse", "--short", "HEAD").Output(); err == nil {
		parts = append(parts, "fazhi "+strings.TrimSpace(string(out)))
	}
	return strings.Join(append(parts, "Hugo "+hugoVersion), ", ")
}

// fieldOf reads “name : value” of a file of the system.
func fieldOf(file, name string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// disk says what a folder stands on.
func disk(dir string) string {
	out, err := exec.Command("df", "--output=fstype", dir).Output()
	if err != nil {
		return dir
	}
	kind := strings.Fields(string(out))
	return dir + " (" + kind[len(kind)-1] + ")"
}
