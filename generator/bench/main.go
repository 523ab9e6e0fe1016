// Command bench makes a workspace of many agencies and times what makes sites of
// it: fazhi, Hugo on the same job, and a floor. It is no part of the program that
// ships.
//
//	go run ./generator/bench run --agencies 100 --hugo …/hugo --scratch /dev/shm/bench
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/alecthomas/kong"
)

type cli struct {
	Make  makeCommand  `cmd:"" help:"write a workspace of agencies"`
	Hugo  hugoCommand  `cmd:"" help:"write the same agencies as the sources of a Hugo site"`
	Floor floorCommand `cmd:"" help:"read and write what any program must, and no more"`
	Run   runCommand   `cmd:"" help:"make both, hold their pages against each other, and time them in turn"`
}

type size struct {
	Agencies int `default:"100" help:"how many agencies"`
	Years    int `default:"10" help:"how many years each"`
}

type makeCommand struct {
	size
	Dir string `arg:"" help:"an empty folder"`
}

// Run writes the workspace.
func (c *makeCommand) Run() error { return makeWorkspace(c.Dir, c.Agencies, c.Years) }

type hugoCommand struct {
	size
	Dir string `arg:"" help:"an empty folder"`
}

// Run writes the sources for Hugo.
func (c *hugoCommand) Run() error { return makeHugoSite(c.Dir, c.Agencies, c.Years) }

type floorCommand struct {
	Workspace string `arg:""`
	Manifest  string `arg:"" help:"manifest.json of the site that a build made of it"`
	Out       string `arg:""`
}

// Run does the least.
func (c *floorCommand) Run() error { return floor(c.Workspace, c.Manifest, c.Out) }

type runCommand struct {
	size
	Rounds  int    `default:"5" help:"how often each is timed"`
	Pages   int    `default:"50" help:"how many pages are held against each other"`
	Fazhi   string `help:"the program; built from this checkout where it is not given"`
	HugoBin string `name:"hugo" help:"Hugo's program; left out where it is not given"`
	Scratch string `required:"" help:"a folder that may be emptied: on memory, or on the disk to be tried"`
}

// Run makes the sources, checks that the sites say the same, and times.
func (c *runCommand) Run() error {
	if err := os.RemoveAll(c.Scratch); err != nil {
		return err
	}
	at := func(name string) string { return filepath.Join(c.Scratch, name) }
	if err := makeWorkspace(at("fazhi-src"), c.Agencies, c.Years); err != nil {
		return err
	}
	if err := c.program(at("bin")); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	build := []string{c.Fazhi, "-C", at("fazhi-src"), "build", "--as-of", strconv.Itoa(lastYear+2) + "-03-01", "--no-gzip", "--out"}
	all := []contender{{name: "fazhi", args: func(out string) []string { return append(build, out) }}}
	if c.HugoBin != "" {
		if err := makeHugoSite(at("hugo-src"), c.Agencies, c.Years); err != nil {
			return err
		}
		all = append(all, contender{name: "hugo", dir: at("hugo-src"), args: func(out string) []string { return []string{c.HugoBin, "--quiet", "--destination", out} }})
	}
	if _, err := race(all, 1, at("first"), os.Stderr); err != nil {
		return err
	}
	if c.HugoBin != "" {
		n, err := agree(at("first/fazhi"), at("first/hugo"), c.Agencies, c.Years, c.Pages)
		if err != nil {
			return err
		}
		fmt.Printf("%d pages taken at random say the same: %d figures each, and the narrative.\n\n", n, len(groups())*perGroup)
	}
	manifest := at("first/fazhi/manifest.json")
	all = append(all, contender{name: "floor", args: func(out string) []string {
		return []string{self, "floor", at("fazhi-src"), manifest, out}
	}})
	times, err := race(all, c.Rounds, at("timed"), os.Stderr)
	if err != nil {
		return err
	}
	fmt.Print(table(all, times))
	return nil
}

// program builds fazhi where none was given.
func (c *runCommand) program(dir string) error {
	if c.Fazhi != "" {
		return nil
	}
	c.Fazhi = filepath.Join(dir, "fazhi")
	cmd := exec.Command("go", "build", "-o", c.Fazhi, "./generator")
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

func main() {
	var c cli
	ctx := kong.Parse(&c, kong.Name("bench"))
	if err := ctx.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
