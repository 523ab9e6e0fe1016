package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"fazhi/generator/finding"
)

// TestProgressLine says how far a job is, in either language and any width.
func TestProgressLine(t *testing.T) {
	begin := time.Date(2024, 3, 10, 9, 0, 0, 0, time.UTC)
	doing := finding.Text{ZH: "正在生成", EN: "building"}
	for _, c := range []struct {
		lang        string
		done, total int
		after       time.Duration
		width       int
		want        string
	}{
		{"zh", 0, 1000, time.Second, 80, "正在生成：0/1000个单位"},
		{"zh", 250, 1000, 10 * time.Second, 80, "正在生成：250/1000个单位，约剩30秒（每秒25个）"},
		{"en", 250, 1000, 10 * time.Second, 80, "building: 250 of 1000 agencies, about 30 s left (25 a second)"},
		{"zh", 30, 1000, 20 * time.Second, 80, "正在生成：30/1000个单位，约剩10分47秒（每秒1.5个）"},
		{"en", 10, 10000, 100 * time.Second, 80, "building: 10 of 10000 agencies, about 27 h 45 min left (0.10 a second)"},
		{"zh", 250, 1000, 10 * time.Second, 45, "正在生成：250/1000个单位，约剩30秒"},
		{"zh", 250, 1000, 10 * time.Second, 27, "正在生成：250/1000个单位"},
		{"zh", 250, 1000, 10 * time.Second, 10, "正在生"},
		{"zh", 250, 1000, 10 * time.Second, 2, ""},
		{"zh", 0, 0, 65 * time.Second, 80, "正在生成，已用1分5秒"},
		{"en", 0, 0, 5 * time.Second, 80, "building, 5 s so far"},
	} {
		var out bytes.Buffer
		p := &progress{out: &out, width: func() int { return c.width }, lang: c.lang, job: job{doing, c.done, c.total, begin}}
		p.draw(begin.Add(c.after))
		if got := out.String(); got != c.want {
			t.Errorf("%d of %d in %d cells: %q, not %q", c.done, c.total, c.width, got, c.want)
		}
		p.wipe()
		if rows := screenOf(out.String(), c.width); strings.TrimSpace(strings.Join(rows, "")) != "" || len(rows) != 1 {
			t.Errorf("left on a screen of %d: %q", c.width, rows)
		}
	}
}

// TestProgressRedrawn draws in the same place: what a shorter line leaves free is free,
// and what says the same is not drawn again.
func TestProgressRedrawn(t *testing.T) {
	now := time.Date(2024, 3, 10, 9, 0, 0, 0, time.UTC)
	var out bytes.Buffer
	p := &progress{out: &out, width: func() int { return 60 }, lang: "zh", job: job{finding.Text{ZH: "正在生成", EN: "building"}, 1, 400, now}}
	p.draw(now.Add(9 * time.Second))
	p.job.done = 399
	p.draw(now.Add(9 * time.Second))
	if rows := screenOf(out.String(), 60); len(rows) != 1 || strings.TrimRight(rows[0], " ") != "正在生成：399/400个单位，约剩0秒（每秒44个）" {
		t.Errorf("%q", rows)
	}
	n := out.Len()
	if p.draw(now.Add(9 * time.Second)); out.Len() != n {
		t.Error("drawn again")
	}
	// The first word of anything else ends the line.
	p.stop = func() {} // as if it were drawn
	if _, err := p.over(&out).Write([]byte("done\n")); err != nil {
		t.Fatal(err)
	}
	if rows := screenOf(out.String(), 60); strings.TrimSpace(rows[0]) != "done" || p.stop != nil {
		t.Errorf("%q", rows)
	}
}

// screenOf is what a terminal of a width shows after it was sent something: rows
// without what was overwritten.
func screenOf(sent string, width int) []string {
	rows := [][]rune{{}}
	at := 0
	for _, r := range sent {
		row := &rows[len(rows)-1]
		switch r {
		case '\r':
			at = 0
			continue
		case '\n':
			rows, at = append(rows, []rune{}), 0
			continue
		}
		n := finding.Width(string(r))
		if at+n > width {
			rows, at = append(rows, []rune{}), 0
			row = &rows[len(rows)-1]
		}
		for len(*row) < at+n {
			*row = append(*row, ' ')
		}
		(*row)[at] = r
		if n == 2 {
			(*row)[at+1] = -1 // the right half of it
		}
		at += n
	}
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = strings.ReplaceAll(string(row), string(rune(-1)), "")
	}
	return out
}
