package narrative

import (
	"strings"
	"testing"
	"time"
)

func definitions(n int, format string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(format, "N", itoa(i)))
	}
	return b.String()
}

func table(columns, rows int) string {
	return strings.Repeat("|甲", columns) + "|\n" + strings.Repeat("|-", columns) + "|\n" + strings.Repeat("|1\n", rows)
}

// What would take goldmark minutes is told at its place, and at once.
func TestLimits(t *testing.T) {
	r := strings.Repeat
	for _, c := range []struct {
		name, markdown string
		line           int
	}{
		{"columns", "甲\n\n" + table(1000, 20_000), 4},
		{"columns without bars at the ends", "a" + r("|a", 1000) + "\n-" + r("|-", 1000) + "\n", 2},
		{"columns in a quote", "> " + strings.ReplaceAll(table(1000, 20_000), "\n", "\n> "), 2},
		{"cells", table(90, 1_200), 1113},
		{"cells of many tables", r(table(90, 100)+"\n", 20), 1135},
		{"nested by indents", func() string {
			var b strings.Builder
			for i := range 150 {
				b.WriteString(r("  ", i) + "- a\n")
			}
			return b.String()
		}(), 102},
		{"nested on one line", "甲\n\n" + r("> ", 101) + "a", 3},
		{"nested lists on one line", r("- ", 50) + r("1. ", 51) + "a", 1},
		{"footnotes", definitions(60_000, "[^N]: a\n"), 2001},
		{"definitions", definitions(100_000, "[N]: a\n"), 2001},
		{"ticks", "甲" + r("`", 101), 1},
		{"links that do not end", r("![a](", 40_000), 1},
		{"destinations that do not end", "甲\n\n" + r("[a](<b", 200_000), 3},
		{"stars", r("*a_", 400_000), 1},
		{"stars over lines", r("*a_\n", 400_000), 12910},
		{"stars behind a table that is none", "|a|b|\n|-|\n" + r("*a_\n", 400_000), 12911},
		{"a paragraph without end", r("字", 90_000), 1},
		{"a text without end", r("字\n\n", 250_000), 419431},
		{"rows in another quote", "|a|\n|-|\n" + r("> |*a_\n", 400_000), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			d, log := parse(t, c.markdown)
			if len(log) != 1 || log[0].ID != "file-limit" || c.line > 0 && log[0].Pos.Line != c.line || d.Text() != "" {
				t.Errorf("findings: %v", log)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// What a report may hold, and what is long but harmless.
func TestWithinLimits(t *testing.T) {
	r := strings.Repeat
	for _, c := range []struct{ name, markdown string }{
		{"a wide table", table(100, 900)},
		{"a long table with bold names", "| 甲 | 乙 |\n|---|---|\n" + r("| **甲**乙丙丁 | [1](a.md) |\n", 20_000)},
		{"a long list", r("- **甲**：乙丙丁戊己庚辛\n", 2_000)},
		{"rules", "甲\n\n" + r("-", 5_000) + "\n\n乙\n\n" + r("* ", 80)},
		{"references on a line", r("{{x}}", 20_000)},
		{"footnotes", definitions(1_000, "甲[^N]\n\n[^N]: 乙\n\n")},
		{"a long numbered list", r("1. 甲\n", 30_000)},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			d, log := parse(t, c.markdown)
			if len(log) > 0 || d.Text() == "" {
				t.Errorf("findings: %v", log)
			}
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
	for _, s := range []string{r("{{a", 300_000), r("{", 1_000_000), r("{{x} ", 50_000)} {
		start := time.Now()
		if _, log := parse(t, s); len(log) != 1 || time.Since(start) > 10*time.Second {
			t.Errorf("%.20s…: %d findings in %v", s, len(log), time.Since(start))
		}
	}
}

// Tags are told up to a hundred: a pasted page has more, and none may stay.
func TestManyTags(t *testing.T) {
	if _, log := parse(t, strings.Repeat("字<b>字</b>", 1000)); len(log) != maxHTML {
		t.Errorf("%d findings", len(log))
	}
}
