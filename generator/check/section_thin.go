package check

import (
	"strings"
	"unicode"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
)

// sectionThin finds required content items with hardly any text: the matter is
// named and not reported on.
func sectionThin() Check {
	return Check{ID: "section-thin", Group: Law, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		for i := range s.Report.Form.Roles {
			role := &s.Report.Form.Roles[i]
			if !role.RequiredIn(s.Report.Year) || role.ID == "other" { // of other matters there may be none
				continue
			}
			var first *Passage
			n, unwritten := 0, false
			for _, p := range s.Prose {
				if !p.Has(role.ID) {
					continue
				}
				if first == nil {
					first = p
				}
				if p.unwritten() {
					unwritten = true
				} else if p.Heading == nil {
					n += letters(p.Text)
				}
			}
			if unwritten && n == 0 {
				continue // that is text-unwritten, and placeholder where it is public
			}
			if first != nil && n < s.limits.thin {
				s.tell("thin", first.Pos(0, len(first.Text)), "title", finding.Text{ZH: role.Title, EN: role.EN}, "count", n, "least", s.limits.thin)
			}
		}
	}}
}

// unwritten reports whether a passage is still what a new file begins with.
func (p *Passage) unwritten() bool { return strings.HasPrefix(p.Text, narrative.Placeholder) }

// isHan knows the characters that nearly all text is made of, without a table.
func isHan(r rune) bool { return r >= '一' && r <= '鿿' }

// letters counts the characters of a text that say something: no blanks and
// punctuation.
func letters(text string) int {
	n := 0
	for _, r := range text {
		if isHan(r) || unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
