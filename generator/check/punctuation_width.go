package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fazhi/generator/finding"
)

// punctuationWidth finds half-width marks behind Chinese text, and half-width
// brackets round it. A file that came from elsewhere may have hundreds, so that
// many are told as one.
func punctuationWidth() Check {
	return Check{ID: "punctuation-width", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		var marks, brackets []spot
		for _, p := range s.Prose {
			marks = halfMarks(p, marks)
			brackets = halfBrackets(p, brackets)
		}
		s.each("mark", marks)
		s.each("bracket", brackets)
	}}
}

// halfMarks adds the half-width marks of a passage that stand behind a Chinese
// character or a closing mark. Behind digits and Latin letters they may belong
// to a time, a ratio, an address or a foreign text.
func halfMarks(p *Passage, out []spot) []spot {
	for i := 0; i < len(p.Text); i++ {
		full := ""
		switch p.Text[i] {
		case ',':
			full = "，"
		case ';':
			full = "；"
		case ':':
			full = "："
		case '?':
			full = "？"
		case '!':
			full = "！"
		default:
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(p.Text[:i])
		if r < utf8.RuneSelf || !unicode.Is(unicode.Han, r) && !strings.ContainsRune("》”’）〕】〉", r) || strings.HasPrefix(p.Text[i:], "://") || p.Quote(i, i+1) != nil {
			continue
		}
		out = append(out, spot{p.Pos, i, i + 1, []any{"mark", p.Text[i : i+1], "full", full}})
	}
	return out
}

// halfBrackets adds pairs of brackets round Chinese text of which one is half
// as wide as it.
func halfBrackets(p *Passage, out []spot) []spot {
	open := -1
	for i := 0; i < len(p.Text); i++ {
		switch b := p.Text[i]; {
		case b != '(' && b != ')' && b != "（"[0]: // nearly all, without reading characters
		case p.Text[i] == '(', strings.HasPrefix(p.Text[i:], "（"):
			open = i
		case p.Text[i] == ')', strings.HasPrefix(p.Text[i:], "）"):
			size := 1
			if p.Text[i] != ')' {
				size = len("）")
			}
			if open < 0 {
				continue
			}
			if (p.Text[open] == '(' || size == 1) && hasHan(p.Text[open:i]) {
				out = append(out, spot{p.Pos, open, i + size, []any{"text", p.Text[open : i+size]}})
			}
			open = -1
		}
	}
	return out
}

func hasHan(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf && unicode.Is(unicode.Han, r) }) >= 0
}
