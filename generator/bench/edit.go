package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

type editCommand struct {
	size
	programs
	Rounds int `default:"5" help:"how often each is timed"`
}

// Run times builds after no change and after one.
func (c *editCommand) Run() error {
	fmt.Printf("`go run ./generator/bench edit --agencies %d --years %d --rounds %d`\n", c.Agencies, c.Years, c.Rounds)
	return c.everywhere(func(scratch string) error {
		t := edits{scratch: scratch, log: os.Stderr, taken: map[string][]float64{}}
		if err := c.fazhi(&t); err != nil {
			return err
		}
		if !c.NoHugo {
			if err := c.hugo(&t); err != nil {
				return err
			}
		}
		fmt.Print("\n", t.table())
		return nil
	})
}

// What is timed, in the order of the table.
const (
	coldBuild     = "fazhi, cold"
	noChange      = "fazhi, no change"
	oneFigure     = "fazhi, one figure"
	hugoCold      = "Hugo, cold"
	hugoOneText   = "Hugo, one text, as it says itself"
	hugoOneFigure = "Hugo, one figure, as it says itself"
	hugoWait      = "Hugo, one text, until it says so"
)

// edits collects seconds, by what was timed.
type edits struct {
	scratch string
	log     io.Writer
	taken   map[string][]float64
}

func (t *edits) add(what string, seconds float64) {
	fmt.Fprintf(t.log, "%-36s %8.3f s\n", what, seconds)
	t.taken[what] = append(t.taken[what], seconds)
}

// fazhi builds, builds again, and builds after a figure was changed.
func (c *editCommand) fazhi(t *edits) error {
	src, out := filepath.Join(t.scratch, "fazhi-src"), filepath.Join(t.scratch, "out")
	if err := makeWorkspace(src, c.Agencies, c.Years); err != nil {
		return err
	}
	if err := writeSite(src, false); err != nil {
		return err
	}
	args := fazhiBuild(c.Fazhi, src, out)
	for round := range c.Rounds {
		if err := os.RemoveAll(out); err != nil {
			return err
		}
		for _, what := range []string{coldBuild, noChange, oneFigure} {
			if what == oneFigure {
				name, text := editedFigure(round, c.Agencies, c.Years)
				if err := writeFile(src, name, text); err != nil {
					return err
				}
			}
			took, err := once("", args)
			if err != nil {
				return err
			}
			t.add(what, took.wall.Seconds())
		}
	}
	return nil
}

// editedFigure gives the file of an agency's last year with one figure changed
// that stands in no identity and no commitment.
func editedFigure(round, agencies, years int) (name, text string) {
	o := makeOffice((round*37+11)%agencies, years)
	y := &o.years[years-1]
	y.figures[len(groups())-1][limit] += round + 1
	return fmt.Sprintf("data/%s/%s/%d.toml", o.id, formID, y.year), y.dataText()
}

// hugo has Hugo watch a site, changes one text and one figure in turn, and takes
// what Hugo says that it took. What goes before, the waiting for more changes, is
// told beside it.
func (c *editCommand) hugo(t *edits) error {
	src := filepath.Join(t.scratch, "hugo-src")
	if err := makeHugoSite(src, c.Agencies, c.Years); err != nil {
		return err
	}
	cmd := exec.Command(c.Hugo, "--watch", "--destination", filepath.Join(t.scratch, "out-hugo"))
	cmd.Dir = src
	said, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		return err
	}
	lines := bufio.NewScanner(said)
	watchdog := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	defer func() {
		watchdog.Stop()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	cold, err := total(lines)
	if err != nil {
		return err
	}
	t.add(hugoCold, cold)
	time.Sleep(2 * time.Second) // until it watches
	for round := range c.Rounds {
		o := makeOffice((round*37+11)%c.Agencies, c.Years)
		y := &o.years[c.Years-1]
		y.sections[0].paragraphs[0] += fmt.Sprintf("第%d次改动。", round+1)
		page := fmt.Sprintf("content/%s/%s/%d.md", o.id, formID, y.year)
		start := time.Now()
		if err := writeFile(src, page, hugoPage(y.title(&o), "report", &o, y)+hugoText(y)); err != nil {
			return err
		}
		took, err := total(lines)
		if err != nil {
			return err
		}
		t.add(hugoOneText, took)
		t.add(hugoWait, time.Since(start).Seconds())
		time.Sleep(time.Second)
		y.figures[len(groups())-1][limit] += round + 1
		if err := writeFile(src, fmt.Sprintf("data/%s/y%d.toml", o.id, y.year), hugoFigures(y)); err != nil {
			return err
		}
		if took, err = total(lines); err != nil {
			return err
		}
		t.add(hugoOneFigure, took)
		time.Sleep(time.Second)
	}
	return nil
}

// totalLine is the line that Hugo ends a build with: the first, and those after
// changes.
var totalLine = regexp.MustCompile(`^(?:Built|Total) in (\d+) ms`)

// patience is how long Hugo is waited for.
const patience = 20 * time.Minute

// total waits until Hugo says what a build took, and gives it in seconds.
func total(lines *bufio.Scanner) (float64, error) {
	var said []string
	for lines.Scan() {
		if m := totalLine.FindStringSubmatch(lines.Text()); m != nil {
			ms, err := strconv.Atoi(m[1])
			return float64(ms) / 1000, err
		}
		said = append(said, lines.Text())
	}
	return 0, fmt.Errorf("hugo ended: %s", strings.Join(said, "\n"))
}

// table compares what was timed with the cold build of its round and with Hugo's
// own rebuild of one page; where Hugo built cold once, all rounds are held to it.
func (t *edits) table() string {
	var b strings.Builder
	b.WriteString("| | seconds | cold build ÷ this | Hugo's one text ÷ this | Hugo's one figure ÷ this |\n|---|---|---|---|---|\n")
	for _, what := range []string{coldBuild, noChange, oneFigure, hugoCold, hugoOneText, hugoWait, hugoOneFigure} {
		if runs := t.taken[what]; len(runs) > 0 {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", what, spread(runs), t.against(what, coldBuild), t.against(what, hugoOneText), t.against(what, hugoOneFigure))
		}
	}
	return b.String()
}

// against is how many times one took what another took, round by round.
func (t *edits) against(what, other string) string {
	a, b := t.taken[what], t.taken[other]
	if what == other || len(a) != len(b) || strings.HasPrefix(what, "Hugo") {
		return ""
	}
	var ratios []float64
	for i := range a {
		ratios = append(ratios, b[i]/a[i])
	}
	return spread(ratios)
}
