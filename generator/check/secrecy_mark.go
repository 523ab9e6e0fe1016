package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fazhi/generator/finding"
)

// secrecyMark finds marks of secrecy and notices of internal documents. 国家秘密,
// 商业秘密 and 保密审查 in running text are no marks.
func secrecyMark() Check {
	return Check{ID: "secrecy-mark", Group: Privacy, Severity: finding.Error, Always: true, Run: secrecyMarks, Pledged: secrecyMarks}
}

func secrecyMarks(s *Subject) {
	all := s.everything()
	for i := range all.texts {
		t := &all.texts[i]
		s.starred(t)
		if t.file != "" {
			head, lines := t.text, 0
			for line := range strings.SplitSeq(head, "\n") {
				if lines++; lines > headLines {
					break
				}
				s.headMark(t, line)
			}
			continue
		}
		if i < headLines {
			s.headMark(t, t.text)
		}
		s.notice(t)
	}
}

// headLines is how many paragraphs at the start of a document may be its marks.
const headLines = 5

// starred tells 机密★ and 秘密★10年, except within quotation marks, where they are
// spoken about.
func (s *Subject) starred(t *shown) {
	const stars = "\xE2\x98" // the first bytes of ★ and ☆
	for at := 0; ; {
		i := strings.Index(t.text[at:], stars)
		if i < 0 {
			return
		}
		i += at
		at = min(i+len("★"), len(t.text))
		if star := t.text[i:at]; star != "★" && star != "☆" {
			continue
		}
		front := strings.TrimRight(t.text[:i], " \u3000")
		for _, grade := range grades() {
			if strings.HasSuffix(front, grade) && !strings.HasSuffix(front, "“"+grade) {
				s.mark("mark", t, len(front)-len(grade), at)
			}
		}
	}
}

func grades() []string { return []string{"绝密", "机密", "秘密"} }

// headMark tells a line that is a grade of secrecy with its term: 机密 10年.
func (s *Subject) headMark(t *shown, line string) {
	plain := compact(line)
	if utf8.RuneCountInString(plain) > 10 || strings.ContainsAny(line, "★☆") { // the latter is told already
		return
	}
	for _, grade := range grades() {
		term, ok := strings.CutPrefix(strings.TrimPrefix(plain, "密级"), grade)
		if ok && (term == "" || term == "长期" || strings.Trim(term, "0123456789") == "年" || strings.Trim(term, "0123456789") == "个月") {
			s.mark("mark", t, 0, len(line))
		}
	}
}

// notice tells a paragraph that is a notice: 内部资料 注意保存.
func (s *Subject) notice(t *shown) {
	if len(t.text) > 3*headLines*utf8.UTFMax || utf8.RuneCountInString(t.text) > 3*headLines {
		return
	}
	plain := compact(t.text)
	for _, n := range s.words.secret {
		if strings.Contains(plain, n) {
			s.mark("notice", t, 0, len(t.text))
			return
		}
	}
}

// compact leaves letters and digits.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

func (s *Subject) mark(say string, t *shown, start, end int) {
	text := ""
	if end <= len(t.text) {
		text = short(t.text[start:end])
	}
	if t.file != "" {
		s.tell("file", t.pos(0, 0), "file", t.file)
		return
	}
	s.tell(say, t.pos(start, end), "text", text)
}
