package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a text or a query into the form in which they are compared, so
// that １２３, 123 and “ABC”, "abc" are one. It works code point by code point,
// since a part of a text must fold to a part of the folded text:
//
//   - compatibility forms become what they stand for (NFKC), letters small;
//   - brackets, quotation marks and dashes of one use become one;
//   - what has no width is dropped;
//   - white space beside Chinese is dropped, other runs of it become one blank.
//
// fold.js has the same rule; a test compares them.
func Fold(s string) string {
	var f folder
	f.Grow(len(s))
	for _, r := range s {
		if folded, ok := plainly(r); ok {
			f.add(folded)
			continue
		}
		for _, part := range norm.NFKC.String(string(r)) {
			f.add(unify(unicode.ToLower(part)))
		}
	}
	return f.String()
}

// plainly folds the code points that most text consists of without asking tables.
func plainly(r rune) (rune, bool) {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A', true
	case r == '[' || r == ']' || r == '{' || r == '}' || r == '~':
		return unify(r), true
	case r >= ' ' && r < 0x7f, r >= 0x4e00 && r <= 0x9fff:
		return r, true
	}
	return 0, false
}

// folder is a folded text in the making.
type folder struct {
	strings.Builder
	last rune // 0 before the first
	gap  bool // white space is waiting for what comes after it
}

func (f *folder) add(r rune) {
	switch {
	case blank(r):
		f.gap = f.last != 0
		return
	case invisible(r):
		return
	}
	if f.gap && !wide(f.last) && !wide(r) {
		f.WriteByte(' ')
	}
	f.gap, f.last = false, r
	f.WriteRune(r)
}

// unify gives one character for those that people use for each other.
func unify(r rune) rune {
	switch r {
	case '[', '{', '〔', '【', '〖', '〘', '〚':
		return '('
	case ']', '}', '〕', '】', '〗', '〙', '〛':
		return ')'
	case '“', '”', '„', '‟', '″', '〝', '〞':
		return '"'
	case '‘', '’', '‚', '‛', '′':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '−', '~', '〜', '─':
		return '-'
	case '·', '•', '‧', '・', '∙':
		return '·'
	}
	return r
}

// blank tells white space: what NFKC leaves of it.
func blank(r rune) bool {
	return r <= ' ' || r == 0x85 || r == 0x1680 || r == 0x2028 || r == 0x2029
}

// invisible tells what has no width: soft hyphens, joiners, marks of direction
// and of variants.
func invisible(r rune) bool {
	switch {
	case r == 0xad, r == 0xfeff, r == 0x034f:
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff:
	default:
		return false
	}
	return true
}

// wide tells Han characters, kana and the punctuation that is set like them.
func wide(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe4f || r >= 0x20000 && r <= 0x3ffff
}

// grams gives every single code point and every pair of neighbours of a folded
// text to f, in the order of the text; a single one has no second.
func grams(folded string, f func(gram)) {
	last := utf8.RuneError
	for i, r := range folded {
		if i > 0 {
			f(gram{last, r})
		}
		f(gram{r, 0})
		last = r
	}
}

// gram is one code point, or two neighbours.
type gram struct{ first, second rune }

// compare orders grams by code point, a single one before its pairs.
func (g gram) compare(h gram) int {
	if g.first != h.first {
		return int(g.first - h.first)
	}
	return int(g.second - h.second)
}

func (g gram) String() string {
	if g.second == 0 {
		return string(g.first)
	}
	return string(g.first) + string(g.second)
}
