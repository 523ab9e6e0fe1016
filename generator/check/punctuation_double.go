package check

import "fazhi/generator/finding"

// punctuationDouble finds marks of the sentence one behind the other: ，。 and
// 。。. Six points and two dashes are right, and so is ？！.
func punctuationDouble() Check {
	return Check{ID: "punctuation-double", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			run, start := 0, 0
			tell := func(end int) {
				if marks := p.Text[start:end]; run > 1 && marks != "？！" && marks != "！？" {
					s.tell("double", p.Pos(start, end), "marks", marks)
				}
			}
			for i, r := range p.Text {
				if isMark(r) || run > 0 && (r == ',' || r == ';' || r == ':') {
					if run == 0 {
						start = i
					}
					run++
					continue
				}
				tell(i)
				run = 0
				start = i
			}
			tell(len(p.Text))
		}
	}}
}

// isMark knows the marks of a sentence.
func isMark(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '！', '？':
		return true
	}
	return false
}
