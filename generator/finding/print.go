package finding

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// excerptWidth is the widest part of a source line that is shown, in terminal
// cells: with the line number and the marks of a cut it fits into 80. Paragraphs
// of a report run to thousands of characters.
const excerptWidth = 68

// maxRelated is how many of the other places of one finding are printed: a
// paragraph may stand in the reports of ten years.
const maxRelated = 5

// WriteText prints the findings for people, in their order, one block each:
// place, severity and id, the source line with a caret under the marked part,
// what was expected and how to mend it. Where a file has several, a line above
// them says how many. Every block begins with file:line:column at the margin,
// where terminals and editors look for it. Waived findings are left out.
func (l List) WriteText(w io.Writer, lang string) error {
	b := bufio.NewWriter(w)
	open := l.open()
	for i := 0; i < len(open); {
		n := 1
		for i+n < len(open) && open[i+n].Pos.File == open[i].Pos.File {
			n++
		}
		if i > 0 {
			fmt.Fprintln(b)
		}
		if n > 1 {
			fmt.Fprintf(b, "── %s%s\n\n", printable(open[i].Pos.File), heading(open[i:i+n]).In(lang))
		}
		for j, f := range open[i : i+n] {
			if j > 0 {
				fmt.Fprintln(b)
			}
			f.writeText(b, lang)
		}
		i += n
	}
	return b.Flush()
}

// WriteWaived prints the findings that were waived, each with the reason.
func (l List) WriteWaived(w io.Writer, lang string) error {
	b := bufio.NewWriter(w)
	first := true
	for _, f := range l {
		if f.Waived == "" {
			continue
		}
		if !first {
			fmt.Fprintln(b)
		}
		first = false
		f.writeHead(b, lang)
		writeExcerpt(b, f.Pos)
		writeLabelled(b, Text{"豁免理由：", "waived: "}, Text{f.Waived, f.Waived}, lang)
	}
	return b.Flush()
}

// open gives the findings that nobody waived.
func (l List) open() List {
	var out List
	for _, f := range l {
		if f.Waived == "" {
			out = append(out, f)
		}
	}
	return out
}

// Waived gives the number of findings that were waived.
func (l List) Waived() int { return len(l) - len(l.open()) }

// heading counts the findings of one file, in brackets.
func heading(l List) Text {
	var zh, en []string
	for s := Error; ; s-- {
		if n := l.Count(s); n > 0 {
			zh = append(zh, fmt.Sprintf("%d个%s", n, s.Label().ZH))
			en = append(en, Plural(n, s.Label().EN))
		}
		if s == Info {
			return Text{"（" + strings.Join(zh, "、") + "）", " (" + strings.Join(en, ", ") + ")"}
		}
	}
}

// Plural gives a number with an English noun that takes an s.
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (f Finding) writeHead(b *bufio.Writer, lang string) {
	fmt.Fprintf(b, "%s  %s  %s\n", printable(f.Pos.String()), f.Severity.Label().In(lang), f.ID)
	fmt.Fprintf(b, "  %s\n", printable(f.Message.In(lang)))
}

func (f Finding) writeText(b *bufio.Writer, lang string) {
	f.writeHead(b, lang)
	writeExcerpt(b, f.Pos)
	writeLabelled(b, Text{"应为：", "expected: "}, f.Expected, lang)
	writeLabelled(b, Text{"改法：", "to mend: "}, f.Cure, lang)
	for i, r := range f.Related {
		if i == maxRelated {
			fmt.Fprintf(b, "  %s\n", Text{fmt.Sprintf("等%d处", len(f.Related)), fmt.Sprintf("and so on, %d places in all", len(f.Related))}.In(lang))
			break
		}
		fmt.Fprintf(b, "  %s%s  %s\n", Text{"参见：", "see: "}.In(lang), printable(r.Pos.String()), printable(r.Note.In(lang)))
		if r.Pos.File != f.Pos.File || r.Pos.Line != f.Pos.Line { // else the line stands above
			writeExcerpt(b, r.Pos)
		}
	}
}

// writeLabelled writes an expectation or a cure, which may have several lines.
func writeLabelled(b *bufio.Writer, label, text Text, lang string) {
	if text.In(lang) == "" {
		return
	}
	lines := strings.Split(text.In(lang), "\n")
	for i, line := range lines {
		lines[i] = printable(line)
	}
	fmt.Fprintf(b, "  %s%s\n", label.In(lang), strings.Join(lines, "\n      "))
}

// String gives file:line:column, or what of it is known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// writeExcerpt shows the source line and marks the place. Characters of double
// width take two cells, so that the caret stands right in a terminal; a long
// line is cut around the mark.
func writeExcerpt(b *bufio.Writer, p Pos) {
	if p.Line == 0 || strings.TrimSpace(p.Source) == "" {
		return
	}
	before, after, cutBefore, cutAfter := window(p)
	lead := cells(before)
	line := string(before) + string(after)
	if cutBefore {
		line, lead = "… "+line, lead+2
	}
	if cutAfter {
		line += " …"
	}
	gutter := fmt.Sprintf("%5d | ", p.Line)
	fmt.Fprintf(b, "%s%s\n", gutter, line)
	mark := max(1, cells(after[:min(max(p.Length, 1), len(after))]))
	fmt.Fprintf(b, "%s| %s%s\n", strings.Repeat(" ", len(gutter)-2), strings.Repeat(" ", lead), strings.Repeat("^", mark))
}

// window takes the part of a line that is shown: what stands before the mark,
// and the mark with what stands behind it. A line may have millions of
// characters and a finding at each, so only the part around the mark is read.
func window(p Pos) (before, after []rune, cutBefore, cutAfter bool) {
	const most = 4 * 4 * excerptWidth // bytes that can matter on one side
	at := min(p.Offset, len(p.Source))
	from, to := max(0, at-most), min(len(p.Source), at+most)
	for from > 0 && !utf8.RuneStart(p.Source[from]) {
		from++
	}
	for to < len(p.Source) && !utf8.RuneStart(p.Source[to]) {
		to--
	}
	before, after = []rune(printable(p.Source[from:at])), []rune(printable(p.Source[at:to]))
	cutBefore, cutAfter = from > 0, to < len(p.Source)
	if !cutBefore && !cutAfter && cells(before)+cells(after) <= excerptWidth {
		return before, after, false, false
	}
	// The mark first, then both sides in turn until the width is used up.
	i, j, used := len(before), 0, 0
	for j < min(p.Length, len(after)) && used < excerptWidth {
		used += cell(after[j])
		j++
	}
	for used < excerptWidth && (i > 0 || j < len(after)) {
		if i > 0 {
			i--
			used += cell(before[i])
		}
		if j < len(after) && used < excerptWidth {
			used += cell(after[j])
			j++
		}
	}
	return before[i:], after[:j], cutBefore || i > 0, cutAfter || j < len(after)
}

// printable keeps control characters out of the terminal; a tab becomes one
// blank so that columns stay columns.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '�'
		}
		return r
	}, s)
}

func cells(runes []rune) int {
	n := 0
	for _, r := range runes {
		n += cell(r)
	}
	return n
}

// cell is the number of terminal cells of a character. Quotation marks and the
// like are of ambiguous width; most terminals show them narrow.
func cell(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0 // combining marks and joiners
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
