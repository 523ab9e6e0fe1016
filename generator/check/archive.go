package check

import (
	"slices"
	"strings"
	"unicode"

	"fazhi/generator/report"
)

// archive has the longer paragraphs of all years of a form, so that each can be
// looked for in the years before. Looking is by runs of characters that stand
// in an index, so it takes time in the length of the text and not in pairs of
// paragraphs.
type archive struct {
	passages map[*report.Report][]*Passage
	byReport map[*report.Report][]*paragraph
	index    map[uint64][]*paragraph // run of characters → paragraphs of the years that were added
	hits     []int                   // per paragraph that was added, while one is looked for
}

// paragraph is a longer paragraph with the runs of characters in it.
type paragraph struct {
	report  *report.Report
	p       *Passage
	at      int // among those that were added
	letters int
	runs    []uint64 // hashes, sorted, each once
	source  *paragraph
	shared  int // percent of the runs that stand in source
}

// runLength is how many characters stand in a run.
const runLength = 5

// maxPosted is how many paragraphs a run may stand in before it is taken for a
// phrase of the field: that keeps looking near-linear.
const maxPosted = 32

// archive looks for every paragraph in the years before it, and in what stands
// before it in the same report.
func (r *Rules) archive(s *report.Series, texts [][]*Passage) *archive {
	a := &archive{passages: map[*report.Report][]*Passage{}, byReport: map[*report.Report][]*paragraph{}, index: map[uint64][]*paragraph{}}
	for i, rep := range s.Reports {
		a.passages[rep] = texts[i]
		for _, p := range texts[i] {
			one := r.paragraph(rep, p)
			if one == nil {
				continue
			}
			a.find(one)
			a.byReport[rep] = append(a.byReport[rep], one)
			one.at = len(a.hits)
			a.hits = append(a.hits, 0)
			for _, run := range one.runs {
				if len(a.index[run]) < maxPosted {
					a.index[run] = append(a.index[run], one)
				}
			}
		}
	}
	return a
}

// paragraph reads a passage for comparing; nil for one that is too short, a
// heading, a cell or the explanation of a term.
func (r *Rules) paragraph(rep *report.Report, p *Passage) *paragraph {
	if p.Heading != nil || p.Cell || p.Glossary || len(p.Text) < 3*r.limits.copiedLeast {
		return nil
	}
	text := r.masked(p)
	if len(text) < r.limits.copiedLeast {
		return nil
	}
	one := &paragraph{report: rep, p: p, letters: len(text), runs: make([]uint64, 0, len(text))}
	for i := 0; i+runLength <= len(text); i++ {
		one.runs = append(one.runs, hashRun(text[i:i+runLength]))
	}
	slices.Sort(one.runs)
	one.runs = slices.Compact(one.runs)
	return one
}

// masked gives the letters of a passage without the set phrases of the field,
// each number as one sign: last year's paragraph with this year's numbers is
// the same paragraph.
func (r *Rules) masked(p *Passage) []rune {
	out := make([]rune, 0, len(p.Text)/3)
	text := p.Text
	q := 0
	for at := 0; at < len(text); {
		for q < len(p.Quantities) && p.Quantities[q].End <= at {
			q++
		}
		if q < len(p.Quantities) && p.Quantities[q].Start <= at && (p.Quantities[q].Kind.IsQuantity() || strings.ContainsAny(p.Quantities[q].Text, "0123456789")) {
			out = append(out, '#')
			at = p.Quantities[q].End
			continue
		}
		if n := r.limits.phraseAt(text[at:]); n > 0 {
			at += n
			continue
		}
		c, size := decode(text[at:])
		if c >= '一' && c <= '鿿' || unicode.IsLetter(c) || unicode.IsDigit(c) {
			out = append(out, c)
		}
		at += size
	}
	return out
}

// hashRun is FNV-1a over the code points of a run.
func hashRun(run []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range run {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h ^ h>>29
}

// find looks up the paragraph that shares most runs.
func (a *archive) find(one *paragraph) {
	var met []*paragraph
	for _, run := range one.runs {
		for _, other := range a.index[run] {
			if a.hits[other.at]++; a.hits[other.at] == 1 {
				met = append(met, other)
			}
		}
	}
	best, public := 0, one.report.Status.Public()
	for _, other := range met {
		n := a.hits[other.at]
		a.hits[other.at] = 0
		if public && !other.report.Status.Public() { // a public report tells nothing of a draft
			continue
		}
		if n > best || n == best && other.at > one.source.at { // of two that are equally alike the later one is shown
			best, one.source = n, other
		}
	}
	if best > 0 {
		one.shared = 100 * best / len(one.runs)
	}
}
