package check

import (
	"strings"

	"fazhi/generator/finding"
)

// shortcomingsNoCause asks the section on shortcomings for a cause: the law
// wants both.
func shortcomingsNoCause() Check {
	return Check{ID: "shortcomings-no-cause", Group: Law, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		role := s.Report.Form.Role("shortcomings")
		if role == nil || !role.RequiredIn(s.Report.Year) {
			return
		}
		var first *Passage
		empty := true
		for _, p := range s.Prose {
			if !p.Has("shortcomings") {
				continue
			}
			if first == nil {
				first = p
			}
			if p.Heading == nil && !p.unwritten() {
				empty = false
			}
			if s.namesCause(p) {
				return
			}
		}
		if first != nil && !empty { // of a heading alone section-thin speaks
			s.tell("none", first.Pos(0, len(first.Text)))
		}
	}}
}

// namesCause reports whether a passage has a word that names a cause, or is a
// heading of causes alone: （二）原因分析.
func (s *Subject) namesCause(p *Passage) bool {
	text := p.Text
	if p.Heading != nil {
		return strings.Contains(text, "原因") && !containsAny(text, "不足", "问题", "短板", "薄弱", "差距")
	}
	for _, phrase := range s.limits.noCauses {
		text = strings.ReplaceAll(text, phrase, "")
	}
	return containsAny(text, s.limits.causes...)
}
