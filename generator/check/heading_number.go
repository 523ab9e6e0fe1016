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
		type run struct {
			last  number
			from  *Passage
			given bool
		}
		var ends []finding.Pos
		runs := map[*narrative.Heading]map[int]*run{} // parent → level
		through := map[int]number{}                   // level → the last number under any parent: some count through the whole
		for _, p := range s.Prose {
			if p.Heading == nil {
				continue
			}
			if at := headingEnd(p.Text); at >= 0 {
				ends = append(ends, p.Pos(at, len(p.Text)))
			}
			n, ok := numberOf(p.Text)
			if !ok {
				continue
			}
			var parent *narrative.Heading
			if len(p.Under) > 0 {
				parent = p.Under[len(p.Under)-1]
			}
			if runs[parent] == nil {
				runs[parent] = map[int]*run{}
			}
			r := runs[parent][p.Heading.Node.Level]
			if r == nil {
				r = &run{}
				runs[parent][p.Heading.Node.Level] = r
			}
			switch {
			case !r.given && n.value != 1 && (through[p.Heading.Node.Level].style != n.style || n.value != through[p.Heading.Node.Level].value+1):
				s.tell("first", p.Pos(0, n.length), "number", n.text, "want", n.counted(1))
			case r.given && n.style == r.last.style && n.value != r.last.value+1:
				f := s.tell("order", p.Pos(0, n.length), "number", n.text, "before", r.last.text, "want", n.counted(r.last.value+1))
				f.Related = []finding.Related{{Pos: r.from.Pos(0, r.last.length), Note: finding.Text{ZH: "前一个标题", EN: "the heading before"}}}
			case r.given && n.style != r.last.style:
				f := s.tell("style", p.Pos(0, n.length), "number", n.text, "before", r.last.text)
				f.Related = []finding.Related{{Pos: r.from.Pos(0, r.last.length), Note: finding.Text{ZH: "前一个标题", EN: "the heading before"}}}
			}
			*r = run{n, p, true}
			through[p.Heading.Node.Level] = n
		}
		s.grouped("end", ends)
	}}
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
