package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
)

// headingNumber follows the numbers of headings that stand side by side: 一、
// 二、 四、 has lost one. Headings without numbers are free.
func headingNumber() Check {
	return Check{ID: "heading-number", Group: Law, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		var ends []finding.Pos
		c := counting{Subject: s, beside: map[*narrative.Heading]map[int]*numbered{}, through: map[int]number{}, plain: map[string]int{}, of: map[*narrative.Heading]*numbered{}}
		for _, p := range s.Prose {
			if p.Heading == nil {
				if n, ok := numberOf(p.Text); ok {
					c.plain[n.style] = n.value
				}
				continue
			}
			if at := headingEnd(p.Text); at >= 0 {
				ends = append(ends, p.Pos(at, len(p.Text)))
			}
			if n, ok := numberOf(p.Text); ok {
				c.next(&numbered{n, p})
			}
		}
		s.grouped("end", ends)
	}}
}

// counting is the numbers of headings as far as they were read.
type counting struct {
	*Subject
	beside  map[*narrative.Heading]map[int]*numbered // the last one below a heading, by level
	through map[int]number                           // the last one of a level: some count through the whole
	plain   map[string]int                           // the last one that begins a paragraph, by style
	of      map[*narrative.Heading]*numbered
}

// numbered is a heading with its number.
type numbered struct {
	number
	p *Passage
}

// next holds a number against the one before it.
func (c *counting) next(n *numbered) {
	var parent *narrative.Heading
	if len(n.p.Under) > 0 {
		parent = n.p.Under[len(n.p.Under)-1]
	}
	if c.beside[parent] == nil {
		c.beside[parent] = map[int]*numbered{}
	}
	level := n.p.Heading.Node.Level
	last := c.beside[parent][level]
	above, through := c.of[parent], c.through[level]
	c.beside[parent][level], c.through[level], c.of[n.p.Heading] = n, n.number, n
	pos := n.p.Pos(0, n.length)
	switch {
	case last != nil && n.style != last.style:
		c.behind(last, c.tell("style", pos, "number", n.text, "before", last.text))
	case last != nil && n.value != last.value+1 && !c.runsOn(n):
		c.behind(last, c.tell("order", pos, "number", n.text, "before", last.text, "want", n.counted(last.value+1)))
	case last != nil || n.value == 1:
	case above != nil && above.style == n.style && above.value == n.value-1:
		c.behind(above, c.tell("level", pos, "number", n.text, "before", above.text))
	case (through.style != n.style || through.value != n.value-1) && !c.runsOn(n):
		c.tell("first", pos, "number", n.text, "want", n.counted(1))
	}
	c.plain[n.style] = 0
}

// runsOn reports whether the number before began a paragraph since the last
// heading of that style: （二）公开结果。结果… before ### （三）.
func (c *counting) runsOn(n *numbered) bool { return n.value > 1 && c.plain[n.style] == n.value-1 }

func (c *counting) behind(last *numbered, f *finding.Finding) {
	f.Related = []finding.Related{{Pos: last.p.Pos(0, last.length), Note: finding.Text{ZH: "前一个标题", EN: "the heading before"}}}
}

// headingEnd finds a heading that ends with a mark of the sentence (GB/T 15834:
// headings on their own line have none); -1 where it does not.
func headingEnd(text string) int {
	text = strings.TrimRight(text, " \u3000")
	r, size := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune("。；，：、", r) {
		return len(text) - size
	}
	return -1
}

// number is the number at the head of a heading.
type number struct {
	value  int
	style  string // 一、 （一） 1. （1）
	text   string
	length int // bytes
}

// numberOf reads 一、 （二） 3. （4） and their half-width forms.
func numberOf(heading string) (n number, ok bool) {
	const digits = "0123456789"
	rest := heading
	open := ""
	for _, o := range []string{"（", "("} {
		if strings.HasPrefix(rest, o) {
			open, rest = "（", rest[len(o):]
		}
	}
	body := rest
	rest = strings.TrimLeft(rest, "一二三四五六七八九十")
	style := "一"
	if rest == body {
		rest, style = strings.TrimLeft(rest, digits), "1"
	}
	word := body[:len(body)-len(rest)]
	if word == "" || len(word) > len("二十九")+3 {
		return n, false
	}
	r, size := utf8.DecodeRuneInString(rest)
	closing := "、．.，,"
	if open != "" {
		closing = "）)"
	}
	if !strings.ContainsRune(closing, r) || size == 0 {
		return n, false
	}
	if style == "1" && open == "" && r == '.' && decimal(rest[size:]) {
		return n, false
	}
	n.value = chineseNumber(word)
	n.style = open + style
	n.length = len(heading) - len(rest) + size
	n.text = heading[:n.length]
	return n, n.value > 0
}

// decimal reports whether what stands behind a point makes it a number like
// 1.05 or 1.2 and no number of a heading, as 1.2023年 has one.
func decimal(behind string) bool {
	digits := len(behind) - len(strings.TrimLeft(behind, "0123456789"))
	return digits > 0 && !(digits == 4 && strings.HasPrefix(behind[digits:], "年"))
}

// counted gives the number of a heading in the same style with another value.
func (n number) counted(value int) string {
	word := strings.Trim(n.text, "（(）)、．.，,")
	to := itoa(value)
	if word[0] >= 0x80 {
		to = chineseNumeral(value)
	}
	return strings.Replace(n.text, word, to, 1)
}

// chineseNumeral writes 1 to 99 as 一 to 九十九, and digits beyond.
func chineseNumeral(n int) string {
	ones := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n > 99:
		return itoa(n)
	case n < 10:
		return ones[n]
	case n < 20:
		return "十" + ones[n%10]
	}
	return ones[n/10] + "十" + ones[n%10]
}

// chineseNumber reads 一 to 九十九, or digits; 0 where it is neither.
func chineseNumber(word string) int {
	if word[0] < 0x80 {
		n := 0
		for _, r := range word {
			n = min(n*10+int(r-'0'), 10000)
		}
		return n
	}
	const ones = "一二三四五六七八九"
	one := func(s string) int {
		i := strings.Index(ones, s)
		if s == "" || i < 0 {
			return 0
		}
		return i/3 + 1
	}
	tens, rest, ten := strings.Cut(word, "十")
	if !ten {
		if utf8.RuneCountInString(word) != 1 {
			return 0
		}
		return one(word)
	}
	n := 10
	if tens != "" {
		n = 10 * one(tens)
	}
	if n == 0 || utf8.RuneCountInString(rest) > 1 || rest != "" && one(rest) == 0 {
		return 0
	}
	return n + one(rest)
}
