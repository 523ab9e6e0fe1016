package check

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/templates"
)

// TestLikest holds what is found by marks and an index against what is found by
// comparing paragraphs with all that share a hash with them, one by one.
func TestLikest(t *testing.T) {
	rules, _ := Load(templates.FS)
	asOf := civil.Date{Year: 2024, Month: 3, Day: 1}
	found := 0
	for seed := range uint64(300) {
		sketches := randomSketches(rand.New(rand.NewPCG(seed, 1)))
		got, want := rules.Across(sketches, civil.On(asOf)), rules.acrossPlain(sketches, asOf)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %v, but one by one %v", seed, got, want)
		}
		found += len(got)
	}
	if found < 300 {
		t.Errorf("only %d findings: too little was copied", found)
	}
}

// randomSketches makes sketches of a year out of few and many different hashes, some
// paragraphs with much of another one.
func randomSketches(r *rand.Rand) []Sketch {
	var out []Sketch
	var written []SketchParagraph
	words := uint32(30 + r.IntN(4000))
	for a := range 2 + r.IntN(60) {
		s := Sketch{Agency: fmt.Sprintf("a%02d", a), Name: fmt.Sprint("虚构", a), Form: "fzzf", Year: 2023, Path: fmt.Sprint(a, ".md")}
		for line := range r.IntN(8) {
			p := SketchParagraph{Line: line, Start: fmt.Sprint("段", line), Letters: 40 + r.IntN(90)}
			if len(written) > 0 && r.IntN(3) > 0 {
				p.Hashes = slices.Clone(written[r.IntN(len(written))].Hashes)
			}
			for range r.IntN(6) {
				if n := len(p.Hashes); n > 0 {
					p.Hashes = slices.Delete(p.Hashes, n-1-r.IntN(n), n)
				}
			}
			for len(p.Hashes) < sketchHashes-r.IntN(3) {
				p.Hashes = append(p.Hashes, r.Uint32N(words)*(1<<31/words))
			}
			slices.Sort(p.Hashes)
			p.Hashes = slices.Compact(p.Hashes)
			p.Hashes = p.Hashes[:min(len(p.Hashes), sketchHashes)]
			written, s.Paragraphs = append(written, p), append(s.Paragraphs, p)
		}
		out = append(out, s)
	}
	return out
}

// acrossPlain is Across without marks and sorted lists.
func (r *Rules) acrossPlain(sketches []Sketch, asOf civil.Date) (log finding.List) {
	having := map[uint32][]place{} // sketches stand by agency
	for i := range sketches {
		for j := range sketches[i].Paragraphs {
			for _, h := range sketches[i].Paragraphs[j].Hashes {
				having[h] = append(having[h], place{&sketches[i], &sketches[i].Paragraphs[j]})
			}
		}
	}
	for i := range sketches {
		s := &sketches[i]
		found := map[*Sketch][][2]place{}
		for j := range s.Paragraphs {
			one, best, top := place{s, &s.Paragraphs[j]}, place{}, 0
			for _, h := range one.p.Hashes {
				for _, other := range having[h][:min(len(having[h]), maxPosted)] {
					n := alike(one.p.Hashes, other.p.Hashes)
					if other.Sketch != s && (n > top || n == top && n > 0 && before(other, best)) {
						best, top = other, n
					}
				}
			}
			if top >= r.limits.acrossShare {
				found[best.Sketch] = append(found[best.Sketch], [2]place{one, best})
			}
		}
		for k := range sketches {
			if f, ok := r.tellAcross(s, &sketches[k], found[&sketches[k]], civil.On(asOf)); ok {
				log.Add(f)
			}
		}
	}
	log.Sort()
	return log
}
