package check

import "fazhi/generator/finding"

// confusableWord finds wrongly written words of the dictionary: only such as are
// right nowhere.
func confusableWord() Check {
	return Check{ID: "confusable-word", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		s.dictionary("wrong", &s.words.confusable)
	}}
}

// dictionary tells every word of a lexicon that the narrative has.
func (s *Subject) dictionary(say string, l *lexicon) {
	for _, p := range s.Prose {
		for _, h := range l.in(p.Text) {
			s.tell(say, p.Pos(h.start, h.end), "word", h.word, "right", h.cure)
		}
	}
}
