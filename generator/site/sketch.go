package site

import (
	"fmt"
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
	var out []v1.Paragraph
	for _, p := range g.opts.Rules.Sketch(r).Paragraphs {
		var hashes strings.Builder
		for _, h := range p.Hashes {
			fmt.Fprintf(&hashes, "%08x", h)
		}
		out = append(out, v1.Paragraph{Line: p.Line, Start: p.Start, Length: p.Letters, Hashes: hashes.String()})
	}
	return out
}

// Sketches reads from the agency.json of agencies what the checks hold against
// each other. Hashes that are none are passed over.
func Sketches(agencies []*v1.Agency) []check.Sketch {
	var out []check.Sketch
	for _, a := range agencies {
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
	}
	return out
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
