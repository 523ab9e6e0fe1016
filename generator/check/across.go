package check

import (
	"cmp"
	"maps"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// Sketch is what one agency's report shows to others, so that a paragraph that
// stands in both can be recognised without either's text: a few numbers a
// paragraph. agency.json carries it.
type Sketch struct {
	Agency, Name string // id and full name
	Form         string
	Year         int
	Path         string // of the narrative
	Paragraphs   []SketchParagraph
	Waivers      []report.Waiver // those of copied-text
}

// SketchParagraph is one longer paragraph.
type SketchParagraph struct {
	Line    int      // in the narrative
	Start   string   // its first characters, for people to find it by
	Letters int      // its length without marks and set phrases
	Hashes  []uint32 // the smallest hashes of its runs of characters, ascending
}

// sketchHashes is how many numbers stand for a paragraph. With 16 of them the
// share of equal text is known to about a tenth.
const sketchHashes = 16

// startLength is how many characters of a paragraph are shown.
const startLength = 16

// Sketch gives the sketch of one report.
func (r *Rules) Sketch(rep *report.Report) Sketch {
	return sketch(rep, r.paragraphs(rep, r.prose(rep), nil))
}

// sketch draws a report by its longer paragraphs.
func sketch(rep *report.Report, paragraphs []*paragraph) Sketch {
	a := rep.Series.Agency
	sk := Sketch{Agency: a.ID, Name: a.Name, Form: rep.Form.ID, Year: rep.Year, Path: rep.Path}
	for _, one := range paragraphs {
		sk.Paragraphs = append(sk.Paragraphs, SketchParagraph{
			Line: one.p.Pos(0, 1).Line, Start: opening(one.p.Text), Letters: one.letters, Hashes: one.least,
		})
	}
	for _, w := range rep.Waivers {
		if w.Check == "copied-text" && strings.TrimSpace(w.Reason) != "" {
			sk.Waivers = append(sk.Waivers, w)
		}
	}
	return sk
}

// opening gives the first characters of a paragraph.
func opening(text string) string {
	n := 0
	for i := range text {
		if n++; n > startLength {
			return strings.Clone(text[:i])
		}
	}
	return text
}

// Across finds paragraphs that stand in the reports of several agencies of one
// year. It sees sketches only and looks them up in an index, so it takes time in
// their number. A waiver whose day has passed on asOf accepts nothing.
func (r *Rules) Across(sketches []Sketch, asOf civil.AsOf) finding.List {
	type kind struct {
		form string
		year int
	}
	groups := map[kind][]*Sketch{}
	for i := range sketches {
		k := kind{sketches[i].Form, sketches[i].Year}
		groups[k] = append(groups[k], &sketches[i])
	}
	var log finding.List
	for _, g := range groups {
		log.Add(r.acrossYear(g, asOf)...)
	}
	log.Sort()
	return log
}

// place is a paragraph of a sketch.
type place struct {
	*Sketch
	p *SketchParagraph
}

func (r *Rules) acrossYear(group []*Sketch, asOf civil.AsOf) finding.List {
	slices.SortFunc(group, func(a, b *Sketch) int { return strings.Compare(a.Agency, b.Agency) })
	var all []place
	begin := make([]int, len(group))
	for i, s := range group {
		begin[i] = len(all)
		for j := range s.Paragraphs {
			all = append(all, place{s, &s.Paragraphs[j]})
		}
	}
	index := newPostings(all)
	told := make([]finding.List, len(group))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(group); i = int(next.Add(1)) - 1 {
				told[i] = r.copiedFrom(group[i], begin[i], index, asOf)
			}
		})
	}
	wg.Wait()
	return slices.Concat(told...)
}

// copiedFrom tells which other agencies a sketch shares paragraphs with; its first
// one stands at a place of the index.
func (r *Rules) copiedFrom(s *Sketch, at int, index *postings, asOf civil.AsOf) finding.List {
	found := map[*Sketch][][2]place{}
	for i := range s.Paragraphs {
		if other, ok := r.likest(at+i, index); ok {
			found[other.Sketch] = append(found[other.Sketch], [2]place{index.places[at+i], other})
		}
	}
	var log finding.List
	others := slices.SortedFunc(maps.Keys(found), func(a, b *Sketch) int { return strings.Compare(a.Agency, b.Agency) })
	for _, other := range others {
		if f, ok := r.tellAcross(s, other, found[other], asOf); ok {
			log.Add(f)
		}
	}
	return log
}

// postings find the paragraphs that have a hash: one sorted list, since a year of a
// whole country has millions of them.
type postings struct {
	places []place
	marks  []uint64 // of each place, by which most pairs are told apart at once
	sorted []uint64 // hash, then place
}

func newPostings(places []place) *postings {
	x := &postings{places: places, marks: make([]uint64, len(places))}
	n := 0
	for _, p := range places {
		n += len(p.p.Hashes)
	}
	x.sorted = make([]uint64, 0, n)
	for i, p := range places {
		for _, h := range p.p.Hashes {
			x.sorted = append(x.sorted, uint64(h)<<32|uint64(i))
			x.marks[i] |= 1 << (h % 64)
		}
	}
	slices.Sort(x.sorted)
	return x
}

// with gives the first paragraphs that have a hash, maxPosted at most.
func (x *postings) with(hash uint32) []uint64 {
	from, _ := slices.BinarySearch(x.sorted, uint64(hash)<<32)
	to := from
	for to < len(x.sorted) && to-from < maxPosted && uint32(x.sorted[to]>>32) == hash {
		to++
	}
	return x.sorted[from:to]
}

// likest gives the paragraph of another agency that is most like the one at a place,
// if it is like enough to have been copied. One that is has so many of its hashes that
// its mark shows it; a phrase of the field is in many that are not.
func (r *Rules) likest(at int, index *postings) (best place, ok bool) {
	one, mark := index.places[at], index.marks[at]
	least := r.limits.acrossShare * min(sketchHashes, len(one.p.Hashes))
	least -= 100 * (len(one.p.Hashes) - bits.OnesCount64(mark)) // those that no bit of their own stands for
	top := 0
	for _, h := range one.p.Hashes {
		for _, hit := range index.with(h) {
			i := uint32(hit)
			if 100*bits.OnesCount64(mark&index.marks[i]) < least {
				continue
			}
			other := index.places[i]
			if other.Agency == one.Agency {
				continue
			}
			n := alike(one.p.Hashes, other.p.Hashes)
			if n > top || n == top && best.Sketch != nil && before(other, best) {
				top, best = n, other
			}
		}
	}
	return best, top >= r.limits.acrossShare
}

func before(a, b place) bool {
	return cmp.Or(strings.Compare(a.Agency, b.Agency), cmp.Compare(a.p.Line, b.p.Line)) < 0
}

// alike estimates how much of the two texts together stands in both, in
// percent: the share of the smallest hashes of either that both have.
func alike(a, b []uint32) int {
	both, seen := 0, 0
	most := min(sketchHashes, max(len(a), len(b)))
	for i, j := 0, 0; seen < most && (i < len(a) || j < len(b)); seen++ {
		switch {
		case j >= len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i >= len(a) || b[j] < a[i]:
			j++
		default:
			both++
			i++
			j++
		}
	}
	if seen == 0 {
		return 0
	}
	return 100 * both / seen
}

// leastAcross is how many paragraphs two agencies must share: one may be a
// sentence that the higher level gave to all.
const leastAcross = 2

func (r *Rules) tellAcross(s, other *Sketch, pairs [][2]place, asOf civil.AsOf) (finding.Finding, bool) {
	if len(pairs) < leastAcross {
		return finding.Finding{}, false
	}
	letters, same := 0, 0
	for i := range s.Paragraphs {
		letters += s.Paragraphs[i].Letters
	}
	for _, p := range pairs {
		same += p[0].p.Letters
	}
	m := r.say["copied-text/across"]
	args := []any{"agency", other.Name, "count", len(pairs), "share", 100 * same / max(letters, 1)}
	f := finding.Finding{ID: "copied-text", Severity: finding.Warning, Pos: pairs[0][0].pos(),
		Message: fill(m.message, args), Expected: fill(m.expected, args), Cure: fill(m.cure, args)}
	for _, p := range pairs[:min(len(pairs), maxPlaces)] {
		f.Related = append(f.Related, finding.Related{Pos: p[1].pos(), Note: finding.Text{ZH: "“" + other.Name + "”的同一段", EN: "the same paragraph of " + other.Agency}})
	}
	for _, w := range s.Waivers {
		if !w.Until.IsZero() && asOf.After(w.Until) {
			continue
		}
		text := strings.TrimSpace(w.Text)
		if text == "" || text == other.Name || slices.ContainsFunc(pairs, func(p [2]place) bool {
			return strings.Contains(p[0].p.Start, text) || strings.Contains(text, p[0].p.Start)
		}) {
			f.Waived = w.Reason
		}
	}
	return f, true
}

func (p place) pos() finding.Pos {
	return finding.Pos{File: p.Path, Line: p.p.Line, Column: 1, Length: utf8.RuneCountInString(p.p.Start), Source: p.p.Start + "……"}
}
