// Command bench makes a workspace of many agencies and times what makes sites of
// it: fazhi, Hugo on the same job, and a floor. It is no part of the program that
// ships.
package main

import (
	"fmt"
	"os"

	"github.com/alecthomas/kong"
)

type cli struct {
	Make makeCommand `cmd:"" help:"write a workspace of agencies"`
	Hugo hugoCommand `cmd:"" help:"write the same agencies as the sources of a Hugo site"`
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

func main() {
	var c cli
	ctx := kong.Parse(&c, kong.Name("bench"))
	if err := ctx.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
