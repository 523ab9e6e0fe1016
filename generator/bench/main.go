// Command bench makes a workspace of many agencies and times what makes sites of
// it: fazhi, Hugo on the same job, and a floor. It is no part of the program that
// ships. What it found stands in docs/performance.md.
//
//	go run ./generator/bench run --agencies 100 --scratch /dev/shm/bench --scratch /tmp/bench
package main

import (
	"fmt"
	"os"

	"github.com/alecthomas/kong"
)

type cli struct {
	Make    makeCommand    `cmd:"" help:"write a workspace of agencies"`
	Hugo    hugoCommand    `cmd:"" help:"write the same agencies as the sources of a Hugo site"`
	Floor   floorCommand   `cmd:"" help:"read and write what any program must, and no more"`
	Run     runCommand     `cmd:"" help:"make both, hold their pages against each other, and time cold builds in turn"`
	Edit    editCommand    `cmd:"" help:"time builds after no change and after one, and Hugo's own in its watch mode"`
	Profile profileCommand `cmd:"" help:"say where a build's CPU time goes"`
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
	List      string `arg:"" help:"size and path of each file to write, one a line"`
	Out       string `arg:""`
}

// Run does the least.
func (c *floorCommand) Run() error { return floor(c.Workspace, c.List, c.Out) }

func main() {
	var c cli
	ctx := kong.Parse(&c, kong.Name("bench"), kong.Description("times builds of many agencies: docs/performance.md"))
	if err := ctx.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
