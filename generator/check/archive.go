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
	all      []*paragraph // that were added
	hits     []int32      // per paragraph that was added, while one is looked for
	met      []int32      // those that were hit
	index    runIndex     // run of characters → paragraphs that were added
}

// paragraph is a longer paragraph with what it is known by.
type paragraph struct {
	report  *report.Report
	p       *Passage
	at      int // among those that were added
	letters int
	least   []uint32 // see leastOf
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
	a := &archive{passages: map[*report.Report][]*Passage{}, byReport: map[*report.Report][]*paragraph{}}
	for i, rep := range s.Reports {
		a.passages[rep] = texts[i]
		a.byReport[rep] = r.paragraphs(rep, texts[i], a.find)
	}
	return a
}

// paragraphs reads the longer paragraphs of a report, and gives each with its runs
// to a function; the runs do not outlive it.
func (r *Rules) paragraphs(rep *report.Report, texts []*Passage, each func(*paragraph, []uint64)) []*paragraph {
	var out []*paragraph
	var letters []rune
	var runs []uint64
	for _, p := range texts {
		if p.Heading != nil || p.Cell || p.Glossary || len(p.Text) < 3*r.limits.copiedLeast {
			continue
		}
		if letters = r.masked(p, letters[:0]); len(letters) < r.limits.copiedLeast {
			continue
		}
		runs = runsOf(letters, runs[:0])
		one := &paragraph{report: rep, p: p, letters: len(letters), least: leastOf(runs)}
		if each != nil {
			each(one, runs)
		}
		out = append(out, one)
	}
	return out
}

// masked adds the letters of a passage without the set phrases of the field,
// each number as one sign: last year's paragraph with this year's numbers is
// the same paragraph.
func (r *Rules) masked(p *Passage, out []rune) []rune {
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
		c, size := decode(text[at:])
		if e, ok := r.limits.phrases.at(text, at, c); ok {
			at += len(e.word)
			continue
		}
		if isHan(c) || c != '，' && c != '、' && c != '。' && (unicode.IsLetter(c) || unicode.IsDigit(c)) {
			out = append(out, c)
		}
		at += size
	}
	return out
}

// runsOf adds a hash of every run of a text, FNV-1a over its code points.
func runsOf(text []rune, out []uint64) []uint64 {
	for i := 0; i+runLength <= len(text); i++ {
		h := uint64(14695981039346656037)
		for _, c := range text[i : i+runLength] {
			h = (h ^ uint64(c)) * 1099511628211
		}
		out = append(out, h^h>>29)
	}
	return out
}

// leastOf gives the smallest hashes of runs, ascending, each once: by them
// paragraphs are compared with those of other agencies.
func leastOf(runs []uint64) []uint32 {
	out := make([]uint32, 0, sketchHashes)
	for _, run := range runs {
		h := uint32(run >> 32)
		if len(out) == sketchHashes && h >= out[sketchHashes-1] {
			continue
		}
		at, has := slices.BinarySearch(out, h)
		if has {
			continue
		}
		out = slices.Insert(out[:min(len(out), sketchHashes-1)], at, h)
	}
	return out
}

// find looks up the paragraph that shares most runs, and adds this one.
func (a *archive) find(one *paragraph, runs []uint64) {
	one.at = len(a.all)
	a.index.grow(len(runs))
	met, distinct := a.met[:0], 0
	for _, run := range runs {
		slot := a.index.slot(run)
		if slot.last == int32(one.at)+1 {
			continue // twice in this one
		}
		distinct++
		for other := range a.index.posted(slot) {
			if a.hits[other]++; a.hits[other] == 1 {
				met = append(met, other)
			}
		}
		a.index.post(slot, int32(one.at))
	}
	a.all, a.hits, a.met = append(a.all, one), append(a.hits, 0), met
	best, public := int32(0), one.report.Status.Public()
	for _, at := range met {
		n, other := a.hits[at], a.all[at]
		a.hits[at] = 0
		if public && !other.report.Status.Public() { // a public report tells nothing of a draft
			continue
		}
		if n > best || n == best && other.at > one.source.at { // of two that are equally alike the later one is shown
			best, one.source = n, other
		}
	}
	if best > 0 {
		one.shared = 100 * int(best) / distinct
	}
}
