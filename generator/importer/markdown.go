package importer

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
)

// readMarkdown makes blocks of Markdown. Lines stay as they are, with what
// would be taken for a reference or for HTML escaped; front matter of another
// program is left out and counted.
func readMarkdown(text string) (blocks []block, title string, dropped int) {
	lines := strings.Split(text, "\n")
	lines, dropped = dropFrontMatter(lines)
	fence := ""
	tight := false
	for _, l := range lines {
		trimmed := strings.TrimSpace(l)
		mark := fenceMark(trimmed)
		switch {
		case fence != "" || mark != "":
			if fence == "" {
				fence = mark
			} else if mark != "" && strings.HasPrefix(mark, fence) && strings.Trim(trimmed, mark[:1]) == "" {
				fence = ""
			}
			blocks = append(blocks, block{kind: code, text: strings.TrimRight(l, " \t\r"), raw: true, tight: tight})
			tight = true
			continue
		case trimmed == "":
			tight = false
			continue
		}
		b := block{text: escapeRaw(cleanRaw(l)), raw: true, tight: tight}
		if level := strings.IndexFunc(trimmed, func(r rune) bool { return r != '#' }); level > 0 && level <= 6 && trimmed[level] == ' ' {
			b.hint, b.text = level, strings.TrimSpace(strings.TrimRight(escapeRaw(cleanRaw(trimmed[level:])), "# "))
			if level == 1 && title == "" {
				title = b.text
			}
		}
		if b.text != "" {
			blocks = append(blocks, b)
			tight = b.hint == 0
		}
	}
	return blocks, title, dropped
}

// dropFrontMatter leaves out what stands between lines of +++ or --- at the
// start.
func dropFrontMatter(lines []string) ([]string, int) {
	if len(lines) == 0 {
		return lines, 0
	}
	fence := strings.TrimSpace(lines[0])
	if fence != "+++" && fence != "---" {
		return lines, 0
	}
	for i, l := range lines[1:] {
		if strings.TrimSpace(l) == fence {
			return lines[i+2:], i + 2
		}
	}
	return lines, 0
}

// fenceMark gives the run of marks that opens or closes a code block.
func fenceMark(s string) string {
	for _, c := range []string{"`", "~"} {
		if n := len(s) - len(strings.TrimLeft(s, c)); n >= 3 && (c == "~" || !strings.Contains(s[n:], "`")) {
			return s[:n]
		}
	}
	return ""
}

// cleanRaw takes out what cannot be seen, and keeps the blanks at the start,
// which nest lists.
func cleanRaw(s string) string {
	lead := s[:len(s)-len(strings.TrimLeft(s, " \t"))]
	return strings.ReplaceAll(lead, "\t", "    ") + tidy(s)
}

// escapeRaw escapes what means something to this program alone, or would stop a
// build: {{…}}, {role=…}, HTML. Code spans are left alone, since nothing in
// them is interpreted.
func escapeRaw(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '`':
			n := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
			mark := s[i : i+n]
			if end := strings.Index(s[i+n:], mark); end >= 0 {
				b.WriteString(s[i : i+n+end+n])
				i += n + end + n - 1
			} else {
				b.WriteString(mark)
				i += n - 1
			}
		case c == '\\' && i+1 < len(s):
			b.WriteString(s[i : i+2])
			i++
		case c == '{', c == '<' && !strings.HasPrefix(s[i:], "<http"):
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// readable gives a function that tells whether a mention in a block of Markdown
// stands in text that readers read: not in code or in the address of a link,
// where a reference would not be one.
func (j *job) readable() func(block int, m *mention) bool {
	if !j.isMarkdown() {
		return func(int, *mention) bool { return true }
	}
	text, blocks := j.rawSource()
	var log finding.List // findings about the given Markdown are for the build to tell
	d := parser().Parse(textfile.New(j.textName, text), 0, nil, &log)
	read := make([]bool, len(text)+1)
	_ = ast.Walk(d.Root, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if _, code := n.(*ast.CodeSpan); code {
			return ast.WalkSkipChildren, nil
		}
		if t, ok := n.(*ast.Text); ok && enter && !t.IsRaw() {
			for i := t.Segment.Start; i < t.Segment.Stop && i < len(read); i++ {
				read[i] = true
			}
		}
		return ast.WalkContinue, nil
	})
	return func(block int, m *mention) bool {
		start := m.at
		if m.from != "" {
			start = m.fromAt
		}
		for i := start; i < m.end; i++ {
			if at := blocks[block].start + i; at >= len(read) || !read[at] {
				return false
			}
		}
		return true
	}
}
