package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
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

// sketches reads from an agency with packed sketches what the checks hold against
// others.
func sketches(a *v1.Agency) []check.Sketch {
	var out []check.Sketch
	for _, f := range a.Forms {
		for _, y := range f.Years {
			s := check.Sketch{Agency: a.ID, Name: a.Name, Form: f.ID, Year: y.Year, Path: fmt.Sprintf("content/%s/%s/%d.md", a.ID, f.ID, y.Year)}
			for _, p := range y.Paragraphs {
				s.Paragraphs = append(s.Paragraphs, check.SketchParagraph{Line: p.Line, Start: p.Start, Letters: p.Length, Hashes: unpacked(p.Hashes)})
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

// Sketched is what one agency shows of a report, as a book takes it in.
type Sketched struct {
	Form   string
	Year   int
	Packed []byte // an agency with this report alone
	Sum    [sha256.Size]byte
}

// SketchedBy gives what an agency shows of its reports.
func SketchedBy(a *v1.Agency) []Sketched {
	var out []Sketched
	for _, f := range a.Forms {
		for _, y := range f.Years {
			if len(y.Paragraphs) > 0 {
				out = append(out, packSketch(a.ID, a.Name, f.ID, v1.Year{Year: y.Year, Paragraphs: y.Paragraphs, Waivers: y.Waivers}))
			}
		}
	}
	return out
}

func packSketch(id, name, form string, y v1.Year) Sketched {
	y.Paragraphs = slices.Clone(y.Paragraphs)
	for i := range y.Paragraphs { // in a third of the bytes
		var raw []byte
		for _, h := range hashes(y.Paragraphs[i].Hashes) {
			raw = binary.LittleEndian.AppendUint32(raw, h)
		}
		y.Paragraphs[i].Hashes = string(raw)
	}
	data := v1.Pack(&v1.Agency{ID: id, Name: name, Forms: []v1.Form{{ID: form, Years: []v1.Year{y}}}})
	return Sketched{form, y.Year, data, sha256.Sum256(data)}
}

// PackSketched puts them into bytes, which UnpackSketched reads.
func PackSketched(all []Sketched) []byte {
	var out []byte
	for _, one := range all {
		out = append(binary.AppendUvarint(out, uint64(len(one.Form))), one.Form...)
		out = binary.AppendVarint(out, int64(one.Year))
		out = append(binary.AppendUvarint(out, uint64(len(one.Packed))), one.Packed...)
		out = append(out, one.Sum[:]...)
	}
	return out
}

// UnpackSketched reads what PackSketched gave, and holds on to it. The error is
// v1.ErrPacked.
func UnpackSketched(data []byte) ([]Sketched, error) {
	bad := false
	take := func(n uint64) []byte {
		if bad = bad || n > uint64(len(data)); bad {
			return nil
		}
		out := data[:n]
		data = data[n:]
		return out
	}
	text := func() []byte {
		n, used := binary.Uvarint(data)
		bad = bad || used <= 0
		take(uint64(used))
		return take(n)
	}
	var all []Sketched
	for len(data) > 0 && !bad {
		one := Sketched{Form: string(text())}
		year, used := binary.Varint(data)
		bad = bad || used <= 0
		take(uint64(used))
		one.Year, one.Packed = int(year), text()
		copy(one.Sum[:], take(sha256.Size))
		all = append(all, one)
	}
	if bad {
		return nil, v1.ErrPacked
	}
	return all, nil
}

// Sketchbook gathers the sketches of all agencies, a form and year at a time: that is
// what is held against each other. All years of a country together would take more
// memory than the rest of a build, so they wait on the disk, beside the tree that is
// being written.
type Sketchbook struct {
	in    *scratch
	years map[acrossKey]*SketchYear
}

// SketchYear is what agencies show of one year of a form.
type SketchYear struct {
	form string
	year int
	in   *scratch
	at   []extent
	sums hash.Hash
}

// Sketchbook begins a book; that of a nil tree is in memory.
func (t *Tree) Sketchbook() *Sketchbook {
	s := &Sketchbook{&scratch{}, map[acrossKey]*SketchYear{}}
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

// Note takes in a report that was checked and not built.
func (s *Sketchbook) Note(k check.Sketch) error {
	if len(k.Paragraphs) == 0 {
		return nil
	}
	y := v1.Year{Year: k.Year, Paragraphs: exportSketch(k)}
	for _, w := range k.Waivers {
		y.Waivers = append(y.Waivers, v1.Waiver{Check: w.Check, Text: w.Text, Reason: w.Reason, By: w.By, Until: w.Until.String()})
	}
	return s.Add([]Sketched{packSketch(k.Agency, k.Name, k.Form, y)})
}

// Add takes in the reports of an agency.
func (s *Sketchbook) Add(all []Sketched) error {
	var data []byte
	for _, one := range all {
		data = append(data, one.Packed...)
	}
	at, err := s.in.put(data)
	if err != nil {
		return err
	}
	for _, one := range all {
		k := acrossKey{one.Form, one.Year}
		y := s.years[k]
		if y == nil {
			y = &SketchYear{form: one.Form, year: one.Year, in: s.in, sums: sha256.New()}
			s.years[k] = y
		}
		end := at.from + int64(len(one.Packed))
		y.at = append(y.at, extent{at.from, end})
		y.sums.Write(one.Sum[:])
		at.from = end
	}
	return nil
}

// Years gives all that were taken in, by form and year.
func (s *Sketchbook) Years() []*SketchYear {
	return slices.SortedFunc(maps.Values(s.years), func(a, b *SketchYear) int {
		return cmp.Or(strings.Compare(a.form, b.form), cmp.Compare(a.year, b.year))
	})
}

// Sum is the same where all sketches are.
func (y *SketchYear) Sum() [sha256.Size]byte { return [sha256.Size]byte(y.sums.Sum(nil)) }

// Sketches gives them in the order in which they were taken in.
func (y *SketchYear) Sketches() ([]check.Sketch, error) {
	var all []check.Sketch
	for _, at := range y.at {
		data, err := y.in.get(at)
		if err != nil {
			return nil, err
		}
		a, err := v1.Unpack[v1.Agency](data)
		if err != nil {
			return nil, err
		}
		all = append(all, sketches(a)...)
	}
	return all, nil
}

func unpacked(raw string) []uint32 {
	var out []uint32
	for ; len(raw) >= 4; raw = raw[4:] {
		out = append(out, binary.LittleEndian.Uint32([]byte(raw[:4])))
	}
	return out
}

// hashes reads those of agency.json. What is none ends them.
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
