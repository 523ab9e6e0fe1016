package importer

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"fazhi/generator/civil"
	"fazhi/generator/form"
)

// masthead is what a report says of itself at its start and end.
type masthead struct {
	title   string
	found   bool // the title stands in the text
	agency  string
	year    int        // that the title names, 0 for none
	signed  civil.Date // that the last lines state
	repeats int        // lines taken away because they repeat the title
}

type patterns struct {
	title, subject, yearFirst, organ, day, speaker, year, body *regexp.Regexp
}

var titlePatterns = sync.OnceValue(func() patterns {
	return patterns{
		title:     regexp.MustCompile(`^(?:[#\s]*)(.{0,40}?)(?:关于)?(?:印发)?(?:(20\d{2}|19\d{2})\s*年度?)?(.{0,34}?)(?:报告|总结|年报|情况)(?:\s*[（(].{1,12}[）)])?$`),
		subject:   regexp.MustCompile(`法治|依法|政务|公开|工作|建设|执法|普法|述职|总结|督察|审计|预算|决算`),
		body:      regexp.MustCompile(`(?:政府|局|厅|委|委员会|办|办公室|中心|部|院|署|处|所|站|馆|公司|会|省|市|区|县|旗|镇|乡|街道|办事处|集团|大学|学校|医院)$`),
		yearFirst: regexp.MustCompile(`^(?:20|19)\d{2}\s*年度?(.{2,30}?)(?:法治政府建设|依法行政|政府信息公开|政务公开|政府工作报告|行政执法|工作)`),
		organ:     regexp.MustCompile(`^[\p{Han}（）()〇·\s]{2,30}(?:人民政府|政府|委员会|管委会|办公室|办事处|党委|党组|局|厅|委|部|院|中心|署|处|馆|站)$`),
		day:       regexp.MustCompile(`((?:20|19)\d{2}|[一二][〇○零一二三四五六七八九十]{3})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*$`),
		speaker:   regexp.MustCompile(`(?:我代表|本报告由|由)(\p{Han}{2,24}?(?:人民政府|局|厅|委员会|办公室|委))(?:，|,|向|根据|按照|依据|编制|办公室)`),
		year:      regexp.MustCompile(`(20\d{2}|19\d{2})\s*年`),
	}
})

// isTitleLine reports whether a line reads like the title of a report.
func isTitleLine(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 8 && n <= 60 && !strings.ContainsAny(s, "。；，,;：:") && numberOf(s).kind == unnumbered &&
		titlePatterns().title.MatchString(s) && titlePatterns().subject.MatchString(s)
}

// takeTitle finds the title among the first lines, takes it and all its
// repetitions away, whole or broken over two or three lines, and gives what is
// left. known is a title that the file states outside its text.
func takeTitle(blocks []block, known string, f *form.Form) (rest []block, m masthead) {
	const reach = 8
	title := ""
	if isTitleLine(known) {
		title = known
	}
	for i := 0; i < len(blocks) && i < reach && title == ""; i++ {
		for n := 3; n >= 1; n-- {
			if t, ok := joinLines(blocks, i, n); ok && isTitleLine(t) && (n == 1 || f.IsTitle(t) && organLine(blocks[i].text)) {
				title = t
				break
			}
		}
	}
	if title == "" {
		return blocks, m
	}
	m.title, m.found = title, true
	m.agency, m.year = titleParts(title)
	bare := bareTitle(title)
	for i := 0; i < len(blocks); {
		n := 0
		for take := 3; take >= 1 && i < reach+m.repeats; take-- {
			if t, ok := joinLines(blocks, i, take); ok && bareTitle(t) == bare {
				n = take
			}
		}
		if n == 0 {
			rest = append(rest, blocks[i])
			i++
			continue
		}
		m.repeats += n
		i += n
	}
	return rest, m
}

// joinLines puts n lines from i together, as a title that is broken over them.
func joinLines(blocks []block, i, n int) (string, bool) {
	if i+n > len(blocks) {
		return "", false
	}
	s := ""
	for _, b := range blocks[i : i+n] {
		if b.kind == table || b.kind == code || utf8.RuneCountInString(b.text) > 60 {
			return "", false
		}
		s += strings.TrimSpace(strings.TrimLeft(b.text, "# "))
	}
	s, _ = closeBlanks(s)
	return s, true
}

// bareTitle is a title without what varies between its repetitions.
func bareTitle(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" 　\t（）()《》“”\"", r) {
			return -1
		}
		return r
	}, s)
}

// titleParts gives the agency and the year that a title names.
func titleParts(title string) (agency string, year int) {
	p := titlePatterns()
	if at := p.year.FindStringSubmatch(title); at != nil {
		year, _ = strconv.Atoi(at[1])
	}
	if at := p.yearFirst.FindStringSubmatch(title); at != nil {
		if agency = strings.TrimSpace(at[1]); !p.body.MatchString(agency) {
			agency = ""
		}
		return agency, year
	}
	before := title
	if i := strings.IndexAny(title, "0123456789"); i >= 0 {
		before = title[:i]
	} else {
		for _, word := range []string{"法治政府", "依法行政", "政府信息公开", "政务公开", "政府工作报告"} {
			if i := strings.Index(before, word); i >= 0 {
				before = before[:i]
			}
		}
	}
	before = strings.TrimSuffix(strings.TrimSpace(before), "关于")
	if utf8.RuneCountInString(before) >= 3 && before != title && p.body.MatchString(before) {
		agency = before
	}
	return agency, year
}

func organLine(s string) bool {
	return utf8.RuneCountInString(s) >= 4 && titlePatterns().organ.MatchString(s)
}

// signatureLine reports whether a line is an organ or a day, as in a signature.
func signatureLine(s string) bool {
	return organLine(s) || titlePatterns().day.MatchString(s) && utf8.RuneCountInString(s) <= 40
}

// readSignature reads organ and day from the last lines. They stay in the text.
func readSignature(blocks []block, m *masthead) {
	for i := len(blocks) - 1; i >= 0 && i >= len(blocks)-4; i-- {
		text := strings.TrimSpace(blocks[i].text)
		at := titlePatterns().day.FindStringSubmatchIndex(text)
		if at == nil || utf8.RuneCountInString(text) > 40 {
			continue
		}
		m.signed = day(text[at[2]:at[3]], text[at[4]:at[5]], text[at[6]:at[7]])
		organ := strings.TrimSpace(text[:at[0]])
		if organ == "" && i > 0 {
			organ = strings.TrimSpace(blocks[i-1].text)
		}
		if m.agency == "" && organLine(organ) {
			m.agency = organ
		}
		return
	}
}

func day(y, m, d string) civil.Date {
	date, err := civil.Parse(strings.Join([]string{pad(y, 4), pad(m, 2), pad(d, 2)}, "-"))
	if err != nil {
		return civil.Date{}
	}
	return date
}

// pad writes a year, month or day in digits.
func pad(s string, width int) string {
	n, err := strconv.Atoi(s)
	if err != nil {
		n = hanNumber(s)
	}
	out := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(out))) + out
}

// hanNumber reads 二〇二四, 十二, 三十一.
func hanNumber(s string) int {
	n, ten := 0, false
	for _, r := range s {
		i := strings.IndexRune("〇一二三四五六七八九", r)
		switch {
		case r == '十':
			n, ten = max(1, n)*10, true
		case r == '○' || r == '零':
			n *= 10
		case i >= 0 && ten:
			n, ten = n+i/3, false
		case i >= 0:
			n = n*10 + i/3
		}
	}
	return n
}

// speaker is the agency that the first lines name: 我代表某某人民政府.
func speaker(blocks []block) string {
	for i := 0; i < len(blocks) && i < 6; i++ {
		if at := titlePatterns().speaker.FindStringSubmatch(blocks[i].text); at != nil {
			if r, _ := utf8.DecodeRuneInString(at[1]); !strings.ContainsRune("区市县省镇乡", r) {
				return at[1]
			}
		}
	}
	return ""
}

// kindOfReport is what a report without a title is called: a speech to a
// people's congress says it in its first lines.
func kindOfReport(blocks []block, formTitle string) string {
	for i := 0; i < len(blocks) && i < 3; i++ {
		if strings.Contains(blocks[i].text, "政府工作报告") || strings.Contains(blocks[i].text, "报告政府工作") {
			return "政府工作报告"
		}
	}
	return formTitle
}
