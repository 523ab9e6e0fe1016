package check

import (
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// Findings are what the checks say of each report of an agency.
type Findings map[*report.Report]finding.List

// Agency runs every check over every report of an agency. asOf is the day by
// which lateness is judged. Waivers are applied: a waived finding stays in the
// list, with the reason.
func (r *Rules) Agency(a *report.Agency, asOf civil.AsOf) Findings {
	found, _ := r.Examine(a, asOf)
	return found
}

// Sketches are those of the reports of an agency that have a narrative.
type Sketches map[*report.Report]Sketch

// Examine runs every check as Agency does, and draws the sketches too: both come of
// one reading.
func (r *Rules) Examine(a *report.Agency, asOf civil.AsOf) (Findings, Sketches) {
	out, drawn := Findings{}, Sketches{}
	for _, s := range a.Series {
		texts := make([][]*Passage, len(s.Reports))
		for i, rep := range s.Reports {
			texts[i] = r.prose(rep)
		}
		arch := r.archive(s, texts)
		for i, rep := range s.Reports {
			sub := Subject{Rules: r, Agency: a, Report: rep, AsOf: asOf, Prose: texts[i], archive: arch, Last: rep.LastYear()}
			out[rep] = sub.run()
			if rep.Narrative != nil {
				drawn[rep] = sketch(rep, arch.byReport[rep])
			}
		}
	}
	return out, drawn
}

// Pledges runs the checks of commitments over every year's file of an agency.
// Waivers of the file are applied. The findings belong to the files; a year whose
// reports are drafts keeps none of them back.
func (r *Rules) Pledges(a *report.Agency, asOf civil.AsOf) finding.List {
	var log finding.List
	for _, c := range a.Commitments {
		sub := Subject{Rules: r, Agency: a, Pledges: c, AsOf: asOf}
		log.Add(sub.run()...)
	}
	return log
}

func (s Subject) run() finding.List {
	var log finding.List
	s.log = &log
	for i := range s.checks {
		s.check, s.told = &s.checks[i], 0
		do := s.check.Run
		if s.Pledges != nil {
			do = s.check.Pledged
		}
		if do != nil {
			do(&s)
		}
	}
	s.waive()
	return log
}
