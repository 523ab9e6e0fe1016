package check

import (
	"cmp"
	"slices"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/report"
)

// Subject is one report, or one year's commitments, under one check.
type Subject struct {
	*Rules
	Agency  *report.Agency
	Report  *report.Report      // nil for commitments
	Pledges *report.Commitments // nil for a report
	Last    *report.Report      // the year before, nil where there is none that may be spoken of
	AsOf    civil.AsOf          // the day that judges what is late
	Prose   []*Passage          // the narrative block by block; empty for a year of data only

	changed bool      // changes are found
	changes []stated  // changes that the prose states
	tied    bool      // ties are evaluated
	ties    []verdict // identities with what the figures say of them
	archive *archive  // paragraphs of all years of this form
	public  *public   // everything that readers will get, for the checks of privacy
	check   *Check
	log     *finding.List
	told    int // findings of the running check
}

// Passage is a block of the narrative with what checks ask of it.
type Passage struct {
	*narrative.Passage
	Plan     bool     // speaks of the coming year
	Glossary bool     // explains a term: such text rightly stays the same
	Titles   []string // the headings that it stands under, outermost first

	parts []sentence // see sentences
}

// Quote gives the reference that printed part of text[start:end], nil for a
// text that was typed.
func (p *Passage) Quote(start, end int) *narrative.Reference {
	i, _ := slices.BinarySearchFunc(p.Quotes, start, func(q narrative.Quoted, start int) int { return cmp.Compare(q.End, start+1) })
	if i < len(p.Quotes) && p.Quotes[i].Start < end {
		return p.Quotes[i].Ref
	}
	return nil
}

// glossaryTitle is the longest line, in bytes, that is the title of a glossary.
const glossaryTitle = 60

// prose reads a narrative for checks.
func (r *Rules) prose(rep *report.Report) []*Passage {
	if rep.Narrative == nil {
		return nil
	}
	var out []*Passage
	glossary := false
	titles := map[*narrative.Heading]string{}
	for _, p := range rep.Narrative.Passages() {
		if p.Heading != nil || len(p.Text) < glossaryTitle {
			glossary = containsAny(p.Text, r.limits.glossary...) || glossary && p.Heading == nil
		}
		one := &Passage{Passage: p, Plan: p.Has("plan"), Glossary: glossary || p.Footnote}
		if p.Heading != nil {
			titles[p.Heading] = p.Text
		}
		for _, h := range p.Under {
			one.Titles = append(one.Titles, titles[h])
		}
		out = append(out, one)
	}
	return out
}

// tell adds a finding of the running check. say names a message of the
// catalogue, args are the names and values that stand in it in turn. The
// finding may be added to until the next one is told.
func (s *Subject) tell(say string, pos finding.Pos, args ...any) *finding.Finding {
	if s.told++; s.told > mostTold {
		return &finding.Finding{} // not kept
	}
	m := s.say[s.check.ID+"/"+say]
	f := finding.Finding{
		ID: s.check.ID, Severity: s.check.Severity, Pos: pos,
		Message: fill(m.message, args), Expected: fill(m.expected, args), Cure: fill(m.cure, args),
	}
	if m.lower {
		f.Severity = m.severity
	}
	if s.Report != nil && s.Report.Status == report.Imported && !s.check.Always {
		f.Severity = min(f.Severity, finding.Warning)
		if s.check.Group == Years || s.check.Group == Wording {
			f.Cure = s.keep
		}
	}
	if s.told == mostTold {
		f.Message.ZH += "（这样的问题太多，后面的不再列出）"
		f.Message.EN += " (too many of these; no more are listed)"
	}
	s.log.Add(f)
	return &(*s.log)[len(*s.log)-1]
}

// mostTold is how many findings of one check are kept of one report: whatever a
// file holds, they can be read, and held against every waiver.
const mostTold = 500

// about names the figures that a finding is about, and shows where they are
// given beside its own place.
func about(f *finding.Finding, figures ...*report.Figure) {
	for _, fig := range figures {
		f.Figures = append(f.Figures, fig.Indicator.Key)
		if fig.Pos != f.Pos {
			note := "“" + fig.Indicator.Label + "”：" + fig.Text
			f.Related = append(f.Related, finding.Related{Pos: fig.Pos, Note: finding.Text{ZH: note, EN: fig.Indicator.Key + ": " + fig.Text}})
		}
	}
}
