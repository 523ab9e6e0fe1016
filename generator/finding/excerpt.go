package finding

import "strings"

// Excerpt gives the part of the source line around the mark, for printing: what
// stands before it, the marked part and what stands behind it. All are empty
// where the place is a whole file.
func (p Pos) Excerpt() (before, marked, after string) {
	if p.Line == 0 || strings.TrimSpace(p.Source) == "" {
		return "", "", ""
	}
	lead, rest, cutBefore, cutAfter := window(p)
	n := min(max(p.Length, 1), len(rest))
	before, marked, after = strings.TrimLeft(string(lead), " "), string(rest[:n]), string(rest[n:])
	if cutBefore {
		before = "… " + before
	}
	if cutAfter {
		after += " …"
	}
	return before, marked, after
}

// Printable gives a text without characters that could move what is printed
// around it.
func Printable(s string) string { return printable(s) }
