package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

type runCommand struct {
	size
	programs
	Rounds int  `default:"5" help:"how often each is timed"`
	Pages  int  `default:"50" help:"how many reports are held against each other"`
	Whole  bool `default:"true" negatable:"" help:"time a build of the whole site, too"`
}

// Run makes the sources, checks that the sites say the same, and times.
func (c *runCommand) Run() error {
	fmt.Printf("`go run ./generator/bench run --agencies %d --years %d --rounds %d`\n", c.Agencies, c.Years, c.Rounds)
	return c.everywhere(func(scratch string) error { return c.in(scratch, os.Stdout, os.Stderr) })
}

// asOf is the day that builds are made for, after all is published.
const asOf = "2026-03-01"

// fazhiBuild gives the arguments of a build of what Hugo's site has, too.
func fazhiBuild(fazhi, src, out string) []string {
	return []string{fazhi, "-C", src, "build", "--as-of", asOf, "--no-gzip", "--allow-missing", "--out", out}
}

func (c *runCommand) in(scratch string, out, log io.Writer) error {
	at := func(name string) string { return filepath.Join(scratch, name) }
	if err := makeWorkspace(at("fazhi-src"), c.Agencies, c.Years); err != nil {
		return err
	}
	site := func(whole bool) func() error {
		return func() error { return writeSite(at("fazhi-src"), whole) }
	}
	all := []contender{{name: "fazhi", prepare: site(false), args: func(out string) []string { return fazhiBuild(c.Fazhi, at("fazhi-src"), out) }}}
	if !c.NoHugo {
		if err := makeHugoSite(at("hugo-src"), c.Agencies, c.Years); err != nil {
			return err
		}
		all = append(all, contender{name: "hugo", dir: at("hugo-src"), args: func(out string) []string { return []string{c.Hugo, "--destination", out} }})
	}
	if _, err := race(all, 1, at("first"), true, log); err != nil {
		return err
	}
	files, bytes, err := listSite(at("first/fazhi"), at("list"))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nfazhi writes %d files of %d MB", files, bytes>>20)
	if !c.NoHugo {
		n, err := agree(at("first/fazhi"), at("first/hugo"), c.Agencies, c.Years, c.Pages)
		if err != nil {
			return err
		}
		files, bytes, err := listSite(at("first/hugo"), at("list-hugo"))
		if err != nil {
			return err
		}
		fmt.Fprintf(out, ", Hugo %d of %d MB. %d pages of %d reports taken at random say the same: every figure, every change, every narrative", files, bytes>>20, n, c.Pages)
	}
	fmt.Fprint(out, ".\n\n")
	if err := os.RemoveAll(at("first")); err != nil {
		return err
	}
	all = append(all, contender{name: "floor", args: func(out string) []string {
		return []string{c.self, "floor", at("fazhi-src"), at("list"), out}
	}})
	if c.Whole {
		all = append(all, contender{name: "fazhi, whole", prepare: site(true), args: func(out string) []string {
			return []string{c.Fazhi, "-C", at("fazhi-src"), "build", "--as-of", asOf, "--out", out}
		}})
	}
	times, err := race(all, c.Rounds, at("timed"), false, log)
	if err != nil {
		return err
	}
	fmt.Fprint(out, table(all, times))
	reports := strconv.Itoa(c.Agencies * c.Years)
	fmt.Fprintf(out, "\n%s reports; seconds and × are median (least–most) of %d rounds, × is taken within each round. “fazhi, whole” has search, data, indicators, feeds, commitments and .gz files, which the Hugo site lacks.\n", reports, c.Rounds)
	return nil
}
