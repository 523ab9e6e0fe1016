package importer

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
)

// longestLabel is the length of a label in characters.
const longestLabel = 20

//go:embed labels.toml
var labelsTOML string

// fillers are labels.toml, each list with the longest word first.
type fillers struct{ lead, trail, stop, join []string }

var labelWords = sync.OnceValue(func() fillers {
	f, _ := readFillers(textfile.New("labels.toml", labelsTOML))
	return f
})

func readFillers(f *textfile.File) (fillers, finding.List) {
	var log finding.List
	t := tomlfile.Parse(f, &log)
	list := func(key string) []string {
		all := strings.Fields(t.String(key))
		slices.SortStableFunc(all, func(a, b string) int { return len(b) - len(a) })
		return all
	}
	out := fillers{list("lead"), list("trail"), list("stop"), list("join")}
	t.Close()
	return out, log
}

// context is what stands around a number within its clause.
type context struct {
	left, right string // cleaned
	joined      bool   // a conjunction or another number's noun stands before it
	listed      bool   // it is an item of a list: behind 、 or （ or 其中
	of          bool   // 的 follows the number
	bracket     bool   // it stands in brackets
}

// reach is how far from a number its noun is looked for, in bytes: no clause
// that anybody wrote is longer, and work stays in proportion to the text.
const reach = 360

// runeStart gives the place at or before i where a character begins.
func runeStart(s string, i int) int {
	i = min(max(i, 0), len(s))
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// around reads the clause around a number that stands from at to end. floor is
// where the number before it ends, ceiling where the next begins.
func (l *lexicon) around(text string, at, end, floor, ceiling int) context {
	var c context
	floor = max(floor, runeStart(text, at-reach))
	ceiling = min(ceiling, runeStart(text, end+reach))
	start, stopped := clauseStart(text, at, floor)
	raw := text[start:at]
	c.listed = stopped == '、' || stopped == '（' || stopped == '(' || strings.HasPrefix(strings.TrimSpace(raw), "其中")
	if start > 0 && (stopped == '，' || stopped == ',') && strings.HasSuffix(strings.TrimRight(text[:start], "，,"), "其中") {
		c.listed = true
	}
	near := text[runeStart(text, at-reach):at]
	c.bracket = stopped == '（' || stopped == '(' || strings.LastIndex(near, "（") > strings.LastIndex(near, "）")
	c.left, c.joined = l.cleanLeft(raw, stopped == 0 && floor > 0 && start == floor)
	behind := text[end:min(clauseEnd(text[:ceiling], end), ceiling)]
	c.of = strings.HasPrefix(behind, "的")
	c.right = l.cleanRight(strings.TrimPrefix(behind, "的"))
	return c
}

const clauseMarks = "，。；：！？、,;:!?|"

// clauseStart goes back from a number to where its clause begins: behind a
// mark, an open bracket or quotation mark, or the number before it (stopped is
// 0 then). Marks within brackets that close before the number do not count.
func clauseStart(text string, at, floor int) (start int, stopped rune) {
	depth := 0
	for i := at; i > floor; {
		r, n := utf8.DecodeLastRuneInString(text[:i])
		switch {
		case strings.ContainsRune("）)”》’", r):
			depth++
		case strings.ContainsRune("（(“《‘", r):
			if depth--; depth < 0 {
				return i, r
			}
		case depth == 0 && strings.ContainsRune(clauseMarks, r):
			return i, r
		}
		i -= n
	}
	return floor, 0
}

func clauseEnd(text string, from int) int {
	depth := 0
	for i, r := range text[from:] {
		switch {
		case strings.ContainsRune("“《‘", r):
			depth++
		case depth > 0 && strings.ContainsRune("”》’", r):
			depth--
		case depth == 0 && (strings.ContainsRune(clauseMarks, r) || strings.ContainsRune("（()）”》—", r)):
			return from + i
		}
	}
	return len(text)
}

var (
	brackets = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`（[^（）]*）|\([^()]*\)`) })
	quotes   = strings.NewReplacer("“", "", "”", "", "‘", "", "’", "", "《", "", "》", "", "〈", "", "〉", "", "＜", "", "＞", "", "【", "", "】", "", "\"", "", "*", "", "`", "")
)

// cleanLeft takes remarks in brackets, quotation marks, times and filling words
// off the text before a number. joined says that it belongs to another number.
func (l *lexicon) cleanLeft(s string, afterNumber bool) (string, bool) {
	s = brackets().ReplaceAllString(s, "")
	s = s[numberOf(s).end:]
	for q := range quantity.Scan(s) {
		switch q.Kind {
		case quantity.Year, quantity.Date, quantity.Enumerator:
			return l.cleanLeft(s[q.End:], afterNumber)
		}
	}
	s = quotes.Replace(s)
	joined := afterNumber
	for _, w := range labelWords().join {
		if strings.HasSuffix(s, w) && !l.has(lastRunes(s, utf8.RuneCountInString(w)+1)) {
			joined = true
		}
	}
	return l.trimWords(l.trimWords(s, labelWords().lead, strings.CutPrefix), labelWords().trail, strings.CutSuffix), joined
}

func (l *lexicon) cleanRight(s string) string {
	s = strings.Trim(quotes.Replace(s), " 　\t")
	out := ""
	for _, part := range l.segments(s) {
		if slices.Contains(labelWords().stop, part) {
			break
		}
		out += part
	}
	return l.trimWords(strings.TrimFunc(out, isEdge), labelWords().trail, strings.CutSuffix)
}

// trimWords takes words off one end as long as one fits that is no part of a
// longer word of the language: 在 goes, but not from 在建.
func (l *lexicon) trimWords(s string, list []string, trim func(string, string) (string, bool)) string {
	for again := true; again; {
		again = false
		s = strings.TrimFunc(s, isEdge)
		for _, w := range list {
			rest, ok := trim(s, w)
			if !ok || rest == "" && utf8.RuneCountInString(w) > 2 || l.insideWord(s, w) {
				continue
			}
			s, again = rest, true
			break
		}
	}
	return s
}

// insideWord reports whether a filling word at an end of s is part of a known
// word there.
func (l *lexicon) insideWord(s, w string) bool {
	parts := l.segments(s)
	if len(parts) == 0 {
		return false
	}
	front, back := parts[0], parts[len(parts)-1]
	if strings.HasPrefix(s, w) && len(front) > len(w) && l.has(front) {
		return true
	}
	return strings.HasSuffix(s, w) && !strings.HasPrefix(s, w) && len(back) > len(w) && l.has(back)
}

// isEdge tells what no label begins or ends with.
func isEdge(r rune) bool {
	return strings.ContainsRune(" 　\t，。；：！？、,;:!?“”‘’《》（）()…—–-~～+|.·/\\[]{}<>&#=_^$@%‰", r)
}

func lastRunes(s string, n int) string {
	runes := []rune(s)
	return string(runes[max(0, len(runes)-n):])
}

// segments parts a phrase into the fewest words.
func (l *lexicon) segments(s string) []string {
	var out []string
	from := 0
	for _, c := range l.cuts(s) {
		out = append(out, s[from:c.at])
		from = c.at
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}
