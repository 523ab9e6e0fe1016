package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// contender is one way to make the site; each run writes into an empty folder.
type contender struct {
	name string
	args func(out string) []string
	dir  string // where it runs
}

// taken is what a run took.
type taken struct {
	wall, cpu time.Duration
	peak      int64 // bytes of resident memory
}

// race runs all contenders in turn, as often as asked: A B A B, so that what else
// the machine does falls on all alike.
func race(all []contender, rounds int, scratch string, log io.Writer) (map[string][]taken, error) {
	out := map[string][]taken{}
	for round := range rounds {
		for _, c := range all {
			dir := filepath.Join(scratch, c.name)
			if err := os.RemoveAll(dir); err != nil {
				return nil, err
			}
			t, err := once(c, dir)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			fmt.Fprintf(log, "round %d: %-12s %8.2f s, CPU %8.2f s, %5d MB\n", round+1, c.name, t.wall.Seconds(), t.cpu.Seconds(), t.peak>>20)
			out[c.name] = append(out[c.name], t)
		}
	}
	return out, nil
}

func once(c contender, out string) (taken, error) {
	args := c.args(out)
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = c.dir
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	err := cmd.Run()
	t := taken{wall: time.Since(start)}
	if err != nil {
		text := said.String()
		return t, fmt.Errorf("%w\n%s", err, text[max(0, len(text)-2000):])
	}
	t.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		t.peak = usage.Maxrss << 10
	}
	return t, nil
}

// table gives the medians with their spread, and how each compares with the first.
func table(all []contender, times map[string][]taken) string {
	var b strings.Builder
	b.WriteString("| | median s | min | max | × | CPU s | peak MB |\n|---|---:|---:|---:|---:|---:|---:|\n")
	first := middle(times[all[0].name], func(t taken) float64 { return t.wall.Seconds() })
	for _, c := range all {
		runs := times[c.name]
		wall := func(t taken) float64 { return t.wall.Seconds() }
		lo, hi := runs[0], runs[0]
		for _, t := range runs {
			if t.wall < lo.wall {
				lo = t
			}
			if t.wall > hi.wall {
				hi = t
			}
		}
		median := middle(runs, wall)
		fmt.Fprintf(&b, "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f |\n", c.name, median, lo.wall.Seconds(), hi.wall.Seconds(), median/first,
			middle(runs, func(t taken) float64 { return t.cpu.Seconds() }), middle(runs, func(t taken) float64 { return float64(t.peak) / (1 << 20) }))
	}
	return b.String()
}

func middle(runs []taken, of func(taken) float64) float64 {
	var values []float64
	for _, t := range runs {
		values = append(values, of(t))
	}
	slices.Sort(values)
	n := len(values)
	return (values[n/2] + values[(n-1)/2]) / 2
}
