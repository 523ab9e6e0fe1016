package finding

import (
	"strings"
	"unicode/utf8"
)

// Width is the number of terminal cells that a text takes: two for a Chinese
// character.
func Width(s string) int { return cells([]rune(s)) }

// Wrap breaks a text into lines, the first of at most so many cells and each
// other of at most so many, at a blank or between Chinese characters. A closing mark is not put at the start of a line, nor an
// opening one at its end.
func Wrap(s string, first, rest int) []string {
	var lines []string
	for most := first; s != ""; most = rest {
		n := breakAt(s, most)
		lines = append(lines, strings.TrimRight(s[:n], " "))
		s = strings.TrimLeft(s[n:], " ")
	}
	return lines
}

// breakAt gives the bytes of a text that stand on its first line.
func breakAt(s string, most int) int {
	used, last := 0, 0
	var before rune
	for i, r := range s {
		if i > 0 && mayBreak(before, r) {
			last = i
		}
		if used += cell(r); used > most {
			if last == 0 { // a word that is too long
				return max(i, utf8.RuneLen([]rune(s)[0]))
			}
			return last
		}
		before = r
	}
	return len(s)
}

func mayBreak(before, after rune) bool {
	const closing, opening = "，。、；：？！）》”’」』】〉…,.;:?!)]}", "（《“‘「『【〈([{"
	switch {
	case strings.ContainsRune(closing, after) || strings.ContainsRune(opening, before):
		return false
	case before == ' ':
		return true
	case after == ' ':
		return false
	}
	return cell(before) == 2 || cell(after) == 2 || strings.ContainsRune(closing, before) && before >= 0x80 || strings.ContainsRune(opening, after) && after >= 0x80
}
