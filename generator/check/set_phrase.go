package check

import "fazhi/generator/finding"

// setPhrase finds fixed expressions that are not in their usual form.
func setPhrase() Check {
	return Check{ID: "set-phrase", Group: Wording, Severity: finding.Info, Waivable: true, Run: func(s *Subject) {
		s.dictionary("unusual", &s.words.phrases)
	}}
}
