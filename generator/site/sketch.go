package site

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/report"
)

// exportParagraphs gives the sketches of a report's paragraphs, by which other
// agencies' reports are held against it.
func (g *agencyBuild) exportParagraphs(r *report.Report) []v1.Paragraph {
	if g.opts.Rules == nil || r.Narrative == nil {
		return nil
	}
	if k, ok := g.sketches[r]; ok {
		return exportSketch(k)
	}
	return exportSketch(g.opts.Rules.Sketch(r))
}

// Drawn hands over the sketches that the checks drew of the agency's reports, so that
// agency.json need not draw them again.
func (o *Outline) Drawn(sketches check.Sketches) { o.build.sketches = sketches }

func exportSketch(k check.Sketch) []v1.Paragraph {
	var out []v1.Paragraph
	for _, p := range k.Paragraphs {
		hashes := make([]byte, 0, 8*len(p.Hashes))
		for _, h := range p.Hashes {
			hashes = hex.AppendEncode(hashes, binary.BigEndian.AppendUint32(nil, h))
		}
		out = append(out, v1.Paragraph{Line: p.Line, Start: p.Start, Length: p.Letters, Hashes: string(hashes)})
	}
	return out
}

// sketches reads from the agency.json of an agency what the checks hold against
// others. Hashes that are none are passed over.
func sketches(a *v1.Agency) []check.Sketch {
	var out []check.Sketch
	for _, f := range a.Forms {
		for _, y := range f.Years {
			s := check.Sketch{Agency: a.ID, Name: a.Name, Form: f.ID, Year: y.Year, Path: fmt.Sprintf("content/%s/%s/%d.md", a.ID, f.ID, y.Year)}
			for _, p := range y.Paragraphs {
				s.Paragraphs = append(s.Paragraphs, check.SketchParagraph{Line: p.Line, Start: p.Start, Letters: p.Length, Hashes: hashes(p.Hashes)})
			}
			for _, w := range y.Waivers {
				if w.Check == "copied-text" {
					until, _ := civil.Parse(w.Until) // none where it has no last day
					s.Waivers = append(s.Waivers, report.Waiver{Check: w.Check, Text: w.Text, Reason: w.Reason, By: w.By, Until: until})
				}
			}
			if len(s.Paragraphs) > 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

// Sketchbook gathers the sketches of all agencies, a form and year at a time: that is
// what is held against each other. All years of a country together would take more
// memory than the rest of a build, so they wait on the disk, beside the tree that is
// being written.
type Sketchbook struct {
	in    *scratch
	years map[acrossKey][]extent
}

// Sketchbook begins a book; that of a nil tree is in memory.
func (t *Tree) Sketchbook() *Sketchbook {
	s := &Sketchbook{&scratch{}, map[acrossKey][]extent{}}
	if t != nil {
		s.in = t.scratch
	}
	return s
}

// NewSketchbook begins a book without a tree, in a file of a folder for temporary
// files; where that cannot be written to, it is in memory.
func NewSketchbook(temporary string) *Sketchbook {
	s := (*Tree)(nil).Sketchbook()
	if file, err := os.CreateTemp(temporary, "fazhi-*"); err == nil {
		_ = os.Remove(file.Name()) // at once, where the system allows that
		s.in.file = file
	}
	return s
}

// Close ends a book that has no tree.
func (s *Sketchbook) Close() { s.in.close() }

// Add takes in the reports of an agency.
func (s *Sketchbook) Add(a *v1.Agency) error {
	for _, f := range a.Forms {
		for _, y := range f.Years {
			if err := s.put(a.ID, a.Name, f.ID, v1.Year{Year: y.Year, Paragraphs: y.Paragraphs, Waivers: y.Waivers}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Note takes in a report that was checked and not built.
func (s *Sketchbook) Note(k check.Sketch) error {
	y := v1.Year{Year: k.Year, Paragraphs: exportSketch(k)}
	for _, w := range k.Waivers {
		y.Waivers = append(y.Waivers, v1.Waiver{Check: w.Check, Text: w.Text, Reason: w.Reason, By: w.By, Until: w.Until.String()})
	}
	return s.put(k.Agency, k.Name, k.Form, y)
}

func (s *Sketchbook) put(id, name, form string, y v1.Year) error {
	if len(y.Paragraphs) == 0 {
		return nil
	}
	data, err := json.Marshal(v1.Agency{ID: id, Name: name, Forms: []v1.Form{{ID: form, Years: []v1.Year{y}}}})
	if err != nil {
		return err
	}
	at, err := s.in.put(data)
	if err != nil {
		return err
	}
	k := acrossKey{form, y.Year}
	s.years[k] = append(s.years[k], at)
	return nil
}

// Years gives the sketches, those of a form and year together.
func (s *Sketchbook) Years() iter.Seq2[[]check.Sketch, error] {
	return func(yield func([]check.Sketch, error) bool) {
		keys := slices.SortedFunc(maps.Keys(s.years), func(a, b acrossKey) int {
			return cmp.Or(strings.Compare(a.form, b.form), cmp.Compare(a.year, b.year))
		})
		for _, k := range keys {
			var all []check.Sketch
			for _, at := range s.years[k] {
				data, err := s.in.get(at)
				if err != nil {
					yield(nil, err)
					return
				}
				var a v1.Agency
				if err := json.Unmarshal(data, &a); err != nil {
					yield(nil, err)
					return
				}
				all = append(all, sketches(&a)...)
			}
			if !yield(all, nil) {
				return
			}
		}
	}
}

func hashes(text string) []uint32 {
	var out []uint32
	for ; len(text) >= 8; text = text[8:] {
		n, err := strconv.ParseUint(text[:8], 16, 32)
		if err != nil {
			return out
		}
		out = append(out, uint32(n))
	}
	return out
}
