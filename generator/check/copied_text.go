package check

import "fazhi/generator/finding"

// copiedText finds paragraphs that stand in an earlier year of the same agency
// or twice in one report, numbers and set phrases of the field set aside, and
// shows both places and the share. Other agencies are compared by Across.
func copiedText() Check {
	return Check{ID: "copied-text", Group: Years, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		all := s.archive.byReport[s.Report]
		var copied []*paragraph
		letters, same := 0, 0
		for _, one := range all {
			letters += one.letters
			if one.source != nil && one.shared >= s.limits.copiedShare {
				copied = append(copied, one)
				same += one.letters
			}
		}
		if len(copied) > 3 && 100*same >= s.limits.copiedWhole*letters {
			f := s.tell("whole", s.Report.Place("title"), "share", 100*same/letters, "count", len(copied), "year", mostly(copied))
			for _, one := range copied[:min(len(copied), maxPlaces)] {
				f.Related = append(f.Related, finding.Related{Pos: whole(one), Note: one.note()})
			}
			return
		}
		for _, one := range copied {
			say := "earlier"
			if one.source.report == s.Report {
				say = "twice"
			}
			f := s.tell(say, whole(one), "share", one.shared, "year", one.source.report.Year)
			f.Related = []finding.Related{{Pos: whole(one.source), Note: finding.Text{ZH: "同样的一段在这里", EN: "the same paragraph"}}}
		}
	}}
}

// mostly gives the year from which most paragraphs come.
func mostly(copied []*paragraph) int {
	count, best := map[int]int{}, 0
	for _, one := range copied {
		year := one.source.report.Year
		count[year]++
		if count[year] > count[best] || count[year] == count[best] && year > best {
			best = year
		}
	}
	return best
}

func whole(p *paragraph) finding.Pos { return p.p.Pos(0, len(p.p.Text)) }

// note says where a copied paragraph stood before.
func (p *paragraph) note() finding.Text {
	at := whole(p.source).String()
	return finding.Text{ZH: "与 " + at + " 相同" + itoa(p.shared) + "%", EN: itoa(p.shared) + "% as in " + at}
}
