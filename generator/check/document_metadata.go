package check

import (
	"strings"

	"fazhi/generator/finding"
)

// documentMetadata finds what attachments keep of those who made them: names of
// authors, comments, tracked changes, hidden sheets, the place of a photograph.
func documentMetadata() Check {
	return Check{ID: "document-metadata", Group: Privacy, Severity: finding.Warning, Always: true, Run: traces, Pledged: traces}
}

func traces(s *Subject) {
	for _, a := range s.everything().files {
		if len(a.facts) == 0 {
			continue
		}
		zh, en := make([]string, len(a.facts)), make([]string, len(a.facts))
		for i, t := range a.facts {
			zh[i], en[i] = t.ZH, t.EN
		}
		s.tell("traces", a.pos, "file", a.name, "facts", finding.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")})
	}
}
