package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
)

// punctuationPair finds quotation marks and brackets without their other half.
// A passage is judged by itself; half-width and full-width round brackets are
// one kind here, since their width is told elsewhere.
func punctuationPair() Check {
	return Check{ID: "punctuation-pair", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		all := make([][]looseMark, len(s.Prose))
		for i, p := range s.Prose {
			all[i] = looseMarks(p.Text)
			if i > 0 {
				all[i-1], all[i] = joinLines(all[i-1], all[i])
			}
		}
		for i, p := range s.Prose {
			loose := all[i]
			for k := 0; k < len(loose); k++ {
				m := loose[k]
				mark, size := utf8.DecodeRuneInString(p.Text[m.at:])
				switch next := k + 1; {
				case mark == '“' && k == len(loose)-1 && i+1 < len(s.Prose) && strings.HasPrefix(s.Prose[i+1].Text, "“"):
					// a quotation of several paragraphs opens each of them
				case next < len(loose) && isQuote(mark) && isQuote(runeAt(p.Text, loose[next].at)):
					end := loose[next].at + size
					s.tell("direction", p.Pos(m.at, end), "text", short(p.Text[m.at:end]))
					k++
				case m.opening:
					s.tell("open", p.Pos(m.at, m.at+size), "mark", string(mark), "other", string(m.other))
				default:
					s.tell("close", p.Pos(m.at, m.at+size), "mark", string(mark), "other", string(m.other))
				}
			}
		}
	}}
}

// joinLines drops an opening mark at the end of one passage whose other half
// opens the loose marks of the next: a line that was broken in two.
func joinLines(a, b []looseMark) (restA, restB []looseMark) {
	if len(a) > 0 && len(b) > 0 && a[len(a)-1].opening && !b[0].opening && a[len(a)-1].kind == b[0].kind {
		return a[:len(a)-1], b[1:]
	}
	return a, b
}

// looseMark is a mark without its other half.
type looseMark struct {
	at      int
	opening bool
	kind    int
	other   rune // the half that it lacks
}

// openings and closings are the pairs, in the same order.
const openings, closings = "“‘《〈（(〔【", "”’》〉）)〕】"

// looseMarks gives the marks of a text without their other half, in order.
func looseMarks(text string) []looseMark {
	type open struct {
		at, kind int
	}
	var stack []open
	var waiting [16]int // in stack, by kind
	var loose []looseMark
	for i, r := range text {
		if !maybePaired(r) {
			continue
		}
		if k := kindOf(openings, r); k >= 0 {
			stack = append(stack, open{i, k})
			waiting[k]++
			continue
		}
		k := kindOf(closings, r)
		if k < 0 {
			continue
		}
		switch {
		case waiting[k] > 0:
			for ; stack[len(stack)-1].kind != k; stack = stack[:len(stack)-1] {
				o := stack[len(stack)-1]
				waiting[o.kind]--
				loose = append(loose, looseMark{o.at, true, o.kind, halfOf(closings, o.kind)})
			}
			waiting[k]--
			stack = stack[:len(stack)-1]
		case r == '’' || (r == ')' || r == '）') && listNumber(text[:i]):
		default:
			loose = append(loose, looseMark{i, false, k, halfOf(openings, k)})
		}
	}
	for _, o := range stack {
		loose = append(loose, looseMark{o.at, true, o.kind, halfOf(closings, o.kind)})
	}
	slices.SortFunc(loose, func(a, b looseMark) int { return cmp.Compare(a.at, b.at) })
	return loose
}

// maybePaired rules out most characters at once.
func maybePaired(r rune) bool {
	return r == '(' || r == ')' || r >= '‘' && r <= '”' || r >= '〈' && r <= '〕' || r == '（' || r == '）'
}

// kindOf gives the number of a mark's pair, -1 where it is none; both widths of
// round brackets are one.
func kindOf(marks string, r rune) int {
	n := 0
	for _, m := range marks {
		if m == r {
			if r == '(' || r == ')' {
				return n - 1
			}
			return n
		}
		n++
	}
	return -1
}

func halfOf(marks string, kind int) rune { return []rune(marks)[kind] }

// listNumber reports whether a text ends with the number of a list: 1) or a）.
func listNumber(text string) bool {
	rest := strings.TrimRight(text, "0123456789")
	if rest == text {
		if rest = strings.TrimRight(text, "一二三四五六七八九十"); rest == text && text != "" && text[len(text)-1] < utf8.RuneSelf {
			rest = text[:len(text)-1] // a letter
		}
	}
	if len(text)-len(rest) == 0 || len(text)-len(rest) > 9 {
		return false
	}
	r, size := utf8.DecodeLastRuneInString(rest)
	return size == 0 || strings.ContainsRune("，。；：、 \u3000\n:;,", r)
}

func isQuote(r rune) bool { return r == '“' || r == '”' }

func runeAt(text string, at int) rune {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return r
}

// shortText is how much of a text stands in a message, in characters.
const shortText = 20

// short cuts a text for a message.
func short(text string) string { return cut(text, shortText) }

// cut cuts a text behind so many characters.
func cut(text string, most int) string {
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "…"
		}
	}
	return text
}
