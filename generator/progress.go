package main

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/term"

	"fazhi/generator/finding"
)

// progress is a line on a terminal that says how far a long run is. It is drawn again
// and again in its place, and wiped for good before anything else is written. A nil one
// says nothing.
type progress struct {
	out   io.Writer  // the terminal
	width func() int // its cells
	now   func() time.Time
	wait  time.Duration // a run that is over sooner has no line
	every time.Duration // between two drawings
	lang  string

	mu    sync.Mutex
	job   job
	shown string
	stop  func() // ends the drawing; nil where nobody draws
}

// job is what is being done.
type job struct {
	doing       finding.Text
	done, total int // agencies; a total of 0 is of what is not counted
	began       time.Time
}

// newProgress gives the line of a terminal, nil where the file is none or nobody looks
// at it.
func newProgress(f *os.File, env func(string) string) *progress {
	fd := int(f.Fd())
	if !term.IsTerminal(fd) || env("CI") != "" || env("TERM") == "dumb" {
		return nil
	}
	width := func() int {
		if w, _, err := term.GetSize(fd); err == nil && w > 0 {
			return w
		}
		return screen
	}
	return &progress{out: f, width: width, now: time.Now, wait: time.Second, every: 250 * time.Millisecond, lang: "zh"}
}

// count begins something that is done agency by agency.
func (p *progress) count(doing finding.Text, total int) { p.begin(job{doing: doing, total: total}) }

// say begins something that nobody can count.
func (p *progress) say(doing finding.Text) { p.begin(job{doing: doing}) }

func (p *progress) begin(j job) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	j.began = p.now()
	p.job = j
	if p.stop == nil {
		stop, ended := make(chan struct{}), make(chan struct{})
		p.stop = sync.OnceFunc(func() { close(stop); <-ended })
		go p.draws(j.began, stop, ended)
	}
}

// step says that one more agency is done.
func (p *progress) step() {
	if p != nil {
		p.mu.Lock()
		p.job.done++
		p.mu.Unlock()
	}
}

// end wipes the line; there is none until something else begins.
func (p *progress) end() {
	if p == nil {
		return
	}
	p.mu.Lock()
	stop := p.stop
	p.stop = nil
	p.mu.Unlock()
	if stop != nil {
		stop()
		p.wipe()
	}
}

// draws draws the line until it is told to stop. Whoever interrupts the program finds
// the terminal as it was, and the program ended as it would have been.
func (p *progress) draws(began time.Time, stop <-chan struct{}, ended chan<- struct{}) {
	signals := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	tick := time.NewTicker(p.every)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if now := p.now(); now.Sub(began) >= p.wait {
				p.draw(now)
			}
		case s := <-signals:
			p.die(s)
		case <-stop:
			signal.Stop(signals)
			select {
			case s := <-signals:
				p.die(s)
			default:
			}
			close(ended)
			return
		}
	}
}

// die ends the program as a signal does that nobody waits for.
func (p *progress) die(s os.Signal) {
	p.wipe()
	signal.Reset(s)
	if self, err := os.FindProcess(os.Getpid()); err == nil && self.Signal(s) == nil {
		time.Sleep(time.Second)
	}
	os.Exit(130) // where a program cannot send itself a signal
}

// echo is what a terminal writes behind the line when it is interrupted: ^C.
const echo = 2

func (p *progress) draw(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	line := fit(p.job.parts(now, p.lang), p.width()-1-echo)
	if line == p.shown {
		return
	}
	_, _ = io.WriteString(p.out, wiping(p.shown)+line)
	p.shown = line
}

func (p *progress) wipe() {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, _ = io.WriteString(p.out, wiping(p.shown))
	p.shown = ""
}

// wiping overwrites a line with blanks: that is understood everywhere.
func wiping(line string) string {
	if line == "" {
		return ""
	}
	return "\r" + strings.Repeat(" ", finding.Width(line)+echo) + "\r"
}

// in gives the same line in a language.
func (p *progress) in(lang string) *progress {
	if p != nil {
		p.lang = lang
	}
	return p
}

// over gives a stream whose first word ends the line.
func (p *progress) over(w io.Writer) io.Writer {
	if p == nil {
		return w
	}
	return behindLine{p, w}
}

type behindLine struct {
	*progress
	w io.Writer
}

func (b behindLine) Write(data []byte) (int, error) {
	b.end()
	return b.w.Write(data)
}

// fit puts together as many parts as there is room for, the first of them cut where it
// alone is too long.
func fit(parts []string, cells int) string {
	line := parts[0]
	if finding.Width(line) > cells {
		for line != "" && finding.Width(line) > cells {
			r := []rune(line)
			line = string(r[:len(r)-1])
		}
		return line
	}
	for _, more := range parts[1:] {
		if finding.Width(line)+finding.Width(more) > cells {
			return line
		}
		line += more
	}
	return line
}

// parts says how far a job is, the most important first.
func (j job) parts(now time.Time, lang string) []string {
	took := now.Sub(j.began)
	var out []finding.Text
	switch {
	case j.total == 0:
		out = []finding.Text{j.doing, {ZH: "，已用" + span(took).ZH, EN: ", " + span(took).EN + " so far"}}
	default:
		out = []finding.Text{{
			ZH: fmt.Sprintf("%s：%d/%d个单位", j.doing.ZH, j.done, j.total),
			EN: fmt.Sprintf("%s: %d of %d agencies", j.doing.EN, j.done, j.total),
		}}
		if j.done > 0 && took > 0 {
			left := time.Duration(float64(took) / float64(j.done) * float64(j.total-j.done))
			rate := rate(float64(j.done) / took.Seconds())
			out = append(out,
				finding.Text{ZH: "，约剩" + span(left).ZH, EN: ", about " + span(left).EN + " left"},
				finding.Text{ZH: "（每秒" + rate + "个）", EN: " (" + rate + " a second)"})
		}
	}
	words := make([]string, len(out))
	for i, t := range out {
		words[i] = t.In(lang)
	}
	return words
}

// rate is a number of a few digits.
func rate(n float64) string {
	switch {
	case n >= 10:
		return fmt.Sprintf("%.0f", n)
	case n >= 1:
		return fmt.Sprintf("%.1f", n)
	}
	return fmt.Sprintf("%.2f", n)
}

// span is a length of time as one would say it: nobody counts the seconds of an hour.
func span(d time.Duration) finding.Text {
	s := int(d.Round(time.Second).Seconds())
	switch {
	case s < 60:
		return finding.Text{ZH: fmt.Sprintf("%d秒", s), EN: fmt.Sprintf("%d s", s)}
	case s < 3600:
		return finding.Text{ZH: fmt.Sprintf("%d分%d秒", s/60, s%60), EN: fmt.Sprintf("%d min %d s", s/60, s%60)}
	}
	return finding.Text{ZH: fmt.Sprintf("%d小时%d分", s/3600, s%3600/60), EN: fmt.Sprintf("%d h %d min", s/3600, s%3600/60)}
}
