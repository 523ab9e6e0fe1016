package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// planTextLength is how many characters of a promise a finding repeats.
const planTextLength = 40

// planUnanswered names what last year's plan, or a commitment that is due, still
// wants answered. A draft is asked too: its author is the one to answer. An old
// report that was imported is not asked for commitments: its text stays as it was.
func planUnanswered() Check {
	return Check{ID: "plan-unanswered", Group: Years, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		r := s.Report
		if r.Narrative == nil || r.Status == report.Unknown {
			return
		}
		for _, w := range report.Wants(r.Series, s.Last, r.Year) {
			if len(r.Answers(w.Ref)) > 0 || w.Commitment && r.Status == report.Imported {
				continue
			}
			say := "item"
			if w.Commitment {
				say = "commitment"
			}
			text := []rune(w.Text)
			if len(text) > planTextLength {
				text = append(text[:planTextLength:planTextLength], '…')
			}
			pos := r.Place("title")
			if place, ok := r.Unwritten(w.Ref); ok {
				pos = place
			}
			f := s.tell(say, pos, "number", w.Number, "name", w.Ref, "text", string(text))
			if w.Pos.File != "" {
				f.Related = []finding.Related{{Pos: w.Pos, Note: promisedHere(w)}}
			}
		}
	}}
}

func promisedHere(w report.Want) finding.Text {
	if w.Commitment {
		return finding.Text{ZH: "承诺写在这里", EN: "promised here"}
	}
	return finding.Text{ZH: "安排写在这里", EN: "promised here"}
}
