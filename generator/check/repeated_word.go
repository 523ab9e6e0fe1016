package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fazhi/generator/finding"
)

// hanSize is how many bytes a Chinese character of everyday use has.
const hanSize = len("的")

// repeatedWord finds words written twice. Single characters meet across the
// border of two words all the time (工作作风), so of them only particles count;
// of longer ones all but those that are right.
func repeatedWord() Check {
	return Check{ID: "repeated-word", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			for i := 0; i < len(p.Text); {
				n := s.repeatAt(p.Text, i)
				if n == 0 || p.Cell && n > hanSize { // heads of columns run together
					_, size := decode(p.Text[i:])
					i += size
					continue
				}
				s.tell("twice", p.Pos(i, i+2*n), "word", p.Text[i:i+n], "text", p.Text[i:i+2*n])
				i += 2 * n
			}
		}
	}}
}

// repeatAt gives the bytes of the word that stands twice at a byte of a text, 0
// where there is none.
func (s *Subject) repeatAt(text string, i int) int {
	if text[i] < 0xE0 {
		return 0
	}
	for n := 4 * hanSize; n >= hanSize; n -= hanSize {
		if i+2*n > len(text) || text[i+2] != text[i+n+2] || text[i:i+n] != text[i+n:i+2*n] { // most differ in the byte that varies most
			continue
		}
		word := text[i : i+n]
		r, _ := utf8.DecodeRuneInString(word)
		switch {
		case !allHan(word) || strings.Trim(word, "一二三四五六七八九十百千万亿零〇") == "":
			return 0
		case n == hanSize && (!s.words.particles[r] || doubledAt(text, i-2*n) || doubledAt(text, i+2*n)):
			return 0 // 实实在在, 和和美美
		case n > hanSize && (r == '一' || word == strings.Repeat(string(r), n/hanSize)):
			return 0 // 一件一件, 哈哈哈哈
		case s.rightTwice(text, i, i+2*n):
			return 0
		}
		return n
	}
	return 0
}

// doubledAt reports whether a Chinese character stands twice at a byte of a text.
func doubledAt(text string, i int) bool {
	return i >= 0 && i+2*hanSize <= len(text) && text[i] >= 0xE0 && text[i:i+hanSize] == text[i+hanSize:i+2*hanSize]
}

// rightTwice reports whether a repetition overlaps one that is right.
func (s *Subject) rightTwice(text string, start, end int) bool {
	const reach = 3 * hanSize
	from := max(0, start-reach)
	for i := from; i < end; i++ {
		if utf8.RuneStart(text[i]) {
			r, _ := utf8.DecodeRuneInString(text[i:])
			if e, ok := s.words.repeats.at(text, i, r); ok && i+len(e.word) > start && (i+len(e.word) >= end || i <= start) {
				return true
			}
		}
	}
	return false
}

func allHan(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) < 0
}
