package importer

import (
	"strings"
)

// escape writes a line of plain text so that Markdown reads it as just that:
// the plain text of the parsed line is the line. Marks that mean nothing where
// they stand are left alone, since people will edit the file.
func escape(line string) string {
	return escapeStart(line, escapeInline(line))
}

// escapeInline escapes what Markdown would interpret within a line.
func escapeInline(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<|{&") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if strings.IndexByte("\\`*_[]<|{", c) >= 0 || c == '&' && i+1 < len(s) && (s[i+1] == '#' || isLetter(s[i+1])) {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// escapeStart escapes what Markdown would take for the start of a block:
// headings, quotations, lists, rules, code. escaped is the line with its
// inline escapes, which never add to the marks that count here.
func escapeStart(line, escaped string) string {
	if line == "" {
		return escaped
	}
	if strings.IndexByte("#>+-=~:", line[0]) >= 0 {
		return `\` + escaped
	}
	n := 0
	for n < len(line) && digit(rune(line[n])) {
		n++
	}
	if n == 0 || n > 9 || n == len(line) || line[n] != '.' && line[n] != ')' {
		return escaped
	}
	if n+1 == len(line) || line[n+1] == ' ' {
		return escaped[:n] + `\` + escaped[n:]
	}
	return escaped
}

// escapeHeading escapes a heading's text: a # at its end would be taken for a
// closing mark.
func escapeHeading(s string) string {
	return strings.ReplaceAll(escapeInline(s), "#", `\#`)
}
