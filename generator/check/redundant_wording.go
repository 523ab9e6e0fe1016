package check

import (
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
)

// redundantWording finds words that say one thing twice: 涉及到, 较上年相比.
func redundantWording() Check {
	return Check{ID: "redundant-wording", Group: Wording, Severity: finding.Info, Waivable: true, Run: func(s *Subject) {
		for _, p := range s.Prose {
			for _, h := range s.words.redundant.in(p.Text) {
				s.tell("word", p.Pos(h.start, h.end), "word", h.word, "right", h.cure)
			}
			for i := range s.words.pairs {
				s.frames(p, &s.words.pairs[i])
			}
		}
	}}
}

// frames finds both words of a frame in one clause. 比较 and 与发展较快地区相比 have
// another 较.
func (s *Subject) frames(p *Passage, f *pair) {
	for at := 0; ; {
		i := strings.Index(p.Text[at:], f.back)
		if i < 0 {
			return
		}
		i += at
		at = i + len(f.back)
		from, _ := p.clause(i)
		for _, front := range f.front {
			j := strings.LastIndex(p.Text[from:i], front)
			if j < 0 || utf8.RuneCountInString(p.Text[from+j+len(front):i]) > f.within || containsAny(p.Text[from:from+j], "与", "同", "和", "跟", "比", "相") {
				continue
			}
			s.tell("pair", p.Pos(from+j, at), "text", p.Text[from+j:at], "cure", f.cure)
			break
		}
	}
}
