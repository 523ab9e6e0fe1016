package quantity

import (
	"unicode"
	"unicode/utf8"
)

// runeAt is utf8.DecodeRuneInString at i, with the three bytes of nearly every
// character of these texts decoded here: package utf8 treats them as its slow
// case, and the reader decodes each character near a number many times.
func runeAt(s string, i int) (rune, int) {
	if i+2 < len(s) && threeBytes(s[i], s[i+1], s[i+2]) {
		return rune(s[i]&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s[i:])
}

// runeBefore is utf8.DecodeLastRuneInString of s[:i], as runeAt is.
func runeBefore(s string, i int) (rune, int) {
	if i > 2 && threeBytes(s[i-3], s[i-2], s[i-1]) {
		return rune(s[i-3]&0x0F)<<12 | rune(s[i-2]&0x3F)<<6 | rune(s[i-1]&0x3F), 3
	}
	return utf8.DecodeLastRuneInString(s[:i])
}

// threeBytes tells whether a, b, c are one character. The first bytes 0xE0 and
// 0xED, of which some forms are no UTF-8, are left to package utf8; no Chinese
// character begins with them.
func threeBytes(a, b, c byte) bool {
	return a > 0xE0 && a < 0xF0 && a != 0xED && b&0xC0 == 0x80 && c&0xC0 == 0x80
}

func isHan(c rune) bool { return c >= 0x4E00 && c <= 0x9FFF || unicode.Is(unicode.Han, c) }

// isBreak tells whether c parts words: blanks, punctuation, the end of text.
func isBreak(c rune) bool {
	if c >= 0x4E00 && c <= 0x9FFF || c >= '0' && c <= '9' {
		return false
	}
	return c == 0 || unicode.IsSpace(c) || unicode.IsPunct(c) && c != '%' && c != '％' && c != '-' && c != '·'
}
