package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"fazhi/generator/form"
)

// numbering is how a heading is numbered. Official documents have four levels
// (党政机关公文格式, GB/T 9704—2012): 一、 （一） 1. （1）; parts and chapters may stand
// above them.
type numbering uint8

const (
	unnumbered numbering = iota
	chapter              // 第一部分, and short lines without a number
	first                // 一、
	second               // （一）
	third                // 1.
	fourth               // （1）
)

// number is the numbering at the start of a line.
type number struct {
	kind numbering
	end  int // offset behind it
}

var numberPatterns = sync.OnceValue(func() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, p := range []string{
		`^第[一二三四五六七八九十]{1,3}(?:部分|章|编)[\s　：:、]*`,
		`^[一二三四五六七八九十]{1,3}[、．][\s　]*`,
		`^[（(][一二三四五六七八九十]{1,3}[）)][\s　、]*`,
		`^[0-9０-９]{1,2}(?:[.．、](?:[^0-9０-９]|$)|[.．][\s　]+)`,
		`^[（(][0-9０-９]{1,2}[）)][\s　]*`,
	} {
		all = append(all, regexp.MustCompile(p))
	}
	return all
})

// numberOf reads the numbering of a line.
func numberOf(s string) number {
	for i, p := range numberPatterns() {
		if at := p.FindStringIndex(s); at != nil {
			end := at[1]
			if numbering(i+1) == third {
				end = strings.IndexAny(s, ".．、")
				_, n := utf8.DecodeRuneInString(s[end:])
				end += n
			}
			return number{numbering(i + 1), end}
		}
	}
	return number{}
}

// The longest heading on a line of its own, the longest run in with its text,
// and the longest without a number, in characters.
const longHeading, longRunIn, longBare = 60, 45, 26

// markHeadings finds the headings among the blocks, gives them their level,
// the roles that the form knows for their wording, and to every block the
// section that it stands in.
//
// A level is one deeper than the heading above it, in the order 一、 （一） 1. （1）,
// so that no level is left out: screen readers go by it.
func markHeadings(blocks []block, f *form.Form) {
	var open []numbering
	var at section
	marked := slices.ContainsFunc(blocks, func(b block) bool { return b.raw && b.hint > 0 })
	for i := range blocks {
		b := &blocks[i]
		kind, run := headingOf(blocks, i)
		if kind == unnumbered || marked && b.hint == 0 {
			b.in = at // Markdown that marks its headings has no others
			continue
		}
		for len(open) > 0 && open[len(open)-1] >= kind {
			open = open[:len(open)-1]
		}
		if b.run = run; run == 0 {
			b.level = min(6, len(open)+2)
			if b.kind == prose {
				b.kind = heading
			}
		}
		b.depth = len(open)
		at = at.next(len(open), headingText(*b))
		b.in = at
		open = append(open, kind)
	}
	markRoles(blocks, f)
}

// markRoles gives roles to the headings of the first level, and to deeper ones
// where a role that the form requires has none yet.
func markRoles(blocks []block, f *form.Form) {
	seen := map[string]bool{}
	for i := range blocks {
		if b := &blocks[i]; b.isHeading() && b.depth == 0 {
			b.roles = f.RoleOf(headingText(*b))
			if b.in.later && f.Role("plan") != nil {
				b.roles = []string{"plan"} // 2024年主要工作 in a report on 2023
			}
			for _, r := range b.roles {
				seen[r] = true
			}
		}
	}
	for i := range blocks {
		b := &blocks[i]
		if !b.isHeading() || b.depth == 0 {
			continue
		}
		for _, role := range f.RoleOf(headingText(*b)) {
			if r := f.Role(role); r != nil && r.Required && !seen[role] {
				b.roles = append(b.roles, role)
				seen[role] = true
			}
		}
	}
}

// headingText is the wording of a heading, run in or not.
func headingText(b block) string {
	text := b.text
	if b.run > 0 {
		text = text[:b.run]
	}
	return text
}

// section is where something stands: the ordinals of the headings above it,
// outermost first.
type section struct {
	ordinals [3]int
	titles   [3]string
	year     int  // the latest that a heading of the first level names
	later    bool // its heading names a later year than one before
	plan     bool // it says what is to be done, not what was
}

// next is the section that a heading at a depth opens.
func (s section) next(depth int, title string) section {
	if depth >= len(s.ordinals) {
		return s
	}
	s.ordinals[depth]++
	s.titles[depth] = form.StripNumber(title)
	if depth == 0 {
		year := 0
		if at := titlePatterns().year.FindStringSubmatch(title); at != nil {
			year, _ = strconv.Atoi(at[1])
		}
		s.later = s.year > 0 && year > s.year
		s.plan = s.later || planWords().MatchString(title)
		s.year = max(s.year, year)
	}
	for i := depth + 1; i < len(s.ordinals); i++ {
		s.ordinals[i], s.titles[i] = 0, ""
	}
	return s
}

// planWords finds headings of what is to be done.
var planWords = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`任务|计划|打算|安排|目标|下一?步|总体要求|展望|工作思路|来年|明年|今后`)
})

// key is the id of the section's group of figures: s1_2 is the second part of
// the first section, s0 what stands before all headings.
func (s section) key() string {
	key := "s" + strconv.Itoa(s.ordinals[0])
	for _, n := range s.ordinals[1:] {
		if n == 0 {
			break
		}
		key += "_" + strconv.Itoa(n)
	}
	return key
}

// title is the wording of the innermost heading.
func (s section) title() string {
	for i := len(s.titles) - 1; i >= 0; i-- {
		if s.titles[i] != "" {
			return s.titles[i]
		}
	}
	return ""
}

// headingOf tells whether a block is a heading or starts with one. run is the
// length of a heading that is run in with its text.
func headingOf(blocks []block, i int) (kind numbering, run int) {
	b := blocks[i]
	if b.kind == table || b.kind == code {
		return unnumbered, 0
	}
	n := numberOf(b.text)
	switch {
	case b.raw && b.hint > 0:
		return numbering(b.hint), 0
	case b.hint > 0 && n.kind == unnumbered:
		return chapter, 0
	case b.hint > 0:
		return n.kind, 0
	case b.raw && (strings.ContainsAny(b.text, "*_`[<|") || listItem().MatchString(b.text)):
		return unnumbered, 0
	}
	if n.kind == unnumbered {
		if bare(blocks, i) {
			return chapter, 0
		}
		return unnumbered, 0
	}
	if i := strings.Index(b.text, "："); n.kind >= third && i >= 0 && i+len("：") < len(b.text) {
		return unnumbered, 0 // a term and its explanation, as in notes at the end
	}
	sentence := sentenceEnd(b.text)
	length := utf8.RuneCountInString(b.text)
	switch {
	case sentence == len(b.text) && length <= longHeading && !strings.HasSuffix(b.text, "；"):
		return n.kind, itemRun(blocks, i, n.kind)
	case sentence < len(b.text) && utf8.RuneCountInString(b.text[:sentence]) <= longRunIn && strings.HasSuffix(b.text[:sentence], "。"):
		return n.kind, sentence
	}
	return unnumbered, 0
}

// itemRun tells items of a list from headings, which look alike: a line that
// closes with a full stop and has no text below it is an item. It is bold then,
// as a heading without text.
func itemRun(blocks []block, i int, kind numbering) int {
	text := blocks[i].text
	if kind <= first || !strings.HasSuffix(text, "。") {
		return 0
	}
	if i+1 < len(blocks) && !signatureLine(blocks[i+1].text) && (blocks[i+1].kind == table || numberOf(blocks[i+1].text).kind == unnumbered || numberOf(blocks[i+1].text).kind > kind) {
		return 0
	}
	return len(text)
}

// bare reports whether a line without a number is a heading: short, without
// any punctuation that ends or parts a sentence, with text below it, and
// neither the first nor among the last lines, where addressee and signature
// stand.
func bare(blocks []block, i int) bool {
	b := blocks[i]
	if i == 0 || i+1 >= len(blocks) || utf8.RuneCountInString(b.text) > longBare || utf8.RuneCountInString(b.text) < 4 ||
		strings.ContainsAny(b.text, "。；：，！？、…|:;,?!)）”》=@") || signatureLine(b.text) {
		return false
	}
	next := blocks[i+1]
	return blocks[i-1].kind != table && next.kind == prose && (utf8.RuneCountInString(next.text) > longBare || numberOf(next.text).kind != unnumbered)
}

// sentenceEnd gives the offset behind the first full stop, question or
// exclamation mark outside quotation marks and brackets, or the end of the text.
func sentenceEnd(s string) int {
	depth := 0
	for i, r := range s {
		switch r {
		case '“', '《', '（':
			depth++
		case '”', '》', '）':
			depth = max(0, depth-1)
		case '。', '！', '？', '；':
			if depth == 0 {
				return i + utf8.RuneLen(r)
			}
		}
	}
	return len(s)
}

// listItem finds what Markdown takes for an item of a list.
var listItem = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*(?:[-+*]|\d+[.)])(?:\s|$)`) })
