package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
)

// punctuationDouble finds marks of the sentence one behind the other: ，。 and
// 。。. Six points and two dashes are right, and so is ？！.
func punctuationDouble() Check {
	return Check{ID: "punctuation-double", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			run, start := 0, 0
			for i, r := range p.Text + "\n" {
				if r >= utf8.RuneSelf && strings.ContainsRune("，。、；：！？", r) || run > 0 && strings.ContainsRune(",;:", r) {
					if run == 0 {
						start = i
					}
					run++
					continue
				}
				if marks := p.Text[start:i]; run > 1 && marks != "？！" && marks != "！？" {
					s.tell("double", p.Pos(start, i), "marks", marks)
				}
				run = 0
				start = i
			}
		}
	}}
}
