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
	name    string
	prepare func() error // before each run, not timed; may be nil
	args    func(out string) []string
	dir     string // where it runs
}

// taken is what a run took.
type taken struct {
	wall, cpu time.Duration
	peak      int64 // bytes of resident memory
}

// race runs all contenders in turn, as often as asked: A B A B, so that what else
// the machine does falls on all alike. What the last one left to be written is
// written before the next begins. The sites of the last round may stay to be looked
// at.
func race(all []contender, rounds int, scratch string, keep bool, log io.Writer) (map[string][]taken, error) {
	out := map[string][]taken{}
	for round := range rounds {
		for _, c := range all {
			dir := filepath.Join(scratch, c.name)
			if err := os.RemoveAll(dir); err != nil {
				return nil, err
			}
			if c.prepare != nil {
				if err := c.prepare(); err != nil {
					return nil, err
				}
			}
			syscall.Sync()
			t, err := once(c.dir, c.args(dir))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			fmt.Fprintf(log, "round %d: %-12s %8.2f s, CPU %8.2f s, %5d MB\n", round+1, c.name, t.wall.Seconds(), t.cpu.Seconds(), t.peak>>20)
			out[c.name] = append(out[c.name], t)
			if !keep {
				if err := os.RemoveAll(dir); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

// once runs a program in a folder.
func once(dir string, args []string) (taken, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
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

// table gives the medians with their spread. How a contender compares with the
// first one is taken within each round.
func table(all []contender, times map[string][]taken) string {
	var b strings.Builder
	b.WriteString("| | seconds | × fazhi | CPU s | peak MB |\n|---|---|---|---:|---:|\n")
	first := times[all[0].name]
	for _, c := range all {
		runs := times[c.name]
		var wall, ratio, cpu, peak []float64
		for i, t := range runs {
			wall, cpu = append(wall, t.wall.Seconds()), append(cpu, t.cpu.Seconds())
			ratio, peak = append(ratio, t.wall.Seconds()/first[i].wall.Seconds()), append(peak, float64(t.peak)/(1<<20))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %.2f | %.0f |\n", c.name, spread(wall), spread(ratio), middle(cpu), middle(peak))
	}
	return b.String()
}

// spread writes median, least and most.
func spread(values []float64) string {
	return fmt.Sprintf("%s (%s–%s)", number(middle(values)), number(slices.Min(values)), number(slices.Max(values)))
}

// number writes three digits that count.
func number(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	case v >= 0.1:
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.4f", v)
}

// middle is the median.
func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[n/2] + sorted[(n-1)/2]) / 2
}
