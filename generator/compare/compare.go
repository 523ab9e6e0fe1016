// Package compare holds two years of a form against each other: their figures,
// and their narratives paragraph by paragraph. It does no I/O and knows no
// HTML; the same two years give the same result.
//
// Nothing is claimed that the figures do not bear: bounds of wordings are
// carried through, years of different definitions or units are not compared,
// and what is absent is never zero. Text is aligned by what it is for and by
// the runs of characters that paragraphs share, so a paragraph is found again
// wherever it was moved to.
package compare

import (
	"slices"

	"fazhi/generator/narrative"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// Comparison is two years of one form, the older one first.
type Comparison struct {
	From, To *report.Report
	Groups   []Group // figures, in the order of the newer year
	Plan     []Promise
	Text     *Text // nil where one of the years has no narrative
}

// Reading is a year made ready to be compared: with the one before it, with the one
// behind it. What its text is recognised by is worked out once for both.
type Reading struct {
	Report *report.Report
	Text   []Block // none where there is no narrative
	known  recognised
}

// Read reads a year.
func Read(r *report.Report) *Reading {
	if r.Narrative == nil {
		return &Reading{Report: r}
	}
	text := Blocks(r.Narrative.Passages())
	return &Reading{Report: r, Text: text, known: recognise(text)}
}

// Years compares two years of a series.
func Years(from, to *report.Report) *Comparison { return Readings(Read(from), Read(to)) }

// Figures compares the figures of two years of a series, and not their texts.
func Figures(from, to *report.Report) *Comparison {
	if from.Year > to.Year {
		from, to = to, from
	}
	return &Comparison{From: from, To: to, Groups: figures(from, to)}
}

// Readings compares two years of a series that were read.
func Readings(from, to *Reading) *Comparison {
	if from.Report.Year > to.Report.Year {
		from, to = to, from
	}
	c := Figures(from.Report, to.Report)
	if from.Report.Narrative != nil && to.Report.Narrative != nil {
		c.Text = align(from.Text, to.Text, &from.known, &to.known)
		c.Plan = promises(from.Text, to.Text, &from.known, &to.known)
	}
	return c
}

// Count says how many figures of a comparison are in a state.
func (c *Comparison) Count(s State) int {
	n := 0
	for _, g := range c.Groups {
		for _, f := range g.Figures {
			if f.State == s {
				n++
			}
		}
	}
	return n
}

// Roles that a plan and what became of it stand under.
const (
	rolePlan     = "plan"
	roleMeasures = "measures"
)

// Block is one paragraph, heading or row of a table.
type Block struct {
	Text    string
	Heading int      // its level; 0 for what is no heading
	Under   string   // the heading that it stands under
	Section string   // the outermost heading that it stands under
	Roles   []string // what it is for by law
	Row     bool     // of a table

	said []quantity.Quantity // the expressions of Text
	read bool                // said is known
}

// quantities gives the expressions in the text, also those that only look like one.
func (b *Block) quantities() []quantity.Quantity {
	if b.read {
		return b.said
	}
	return slices.Collect(quantity.Scan(b.Text))
}

// Blocks puts the passages of a narrative together: the cells of a row of a
// table are one block.
func Blocks(passages []*narrative.Passage) []Block {
	var out []Block
	var row any
	titles := map[*narrative.Heading]string{}
	for _, p := range passages {
		b := Block{Text: p.Text, Roles: p.Roles, Row: p.Cell, said: p.Quantities, read: true}
		if p.Text == "" {
			continue
		}
		if p.Heading != nil {
			b.Heading = p.Heading.Node.Level
			titles[p.Heading] = p.Text
		}
		if n := len(p.Under); n > 0 {
			b.Section, b.Under = titles[p.Under[0]], titles[p.Under[n-1]]
		}
		if p.Cell && row == any(p.Node.Parent()) {
			last := &out[len(out)-1]
			last.Text += "　" + p.Text
			last.said, last.read = nil, false
			continue
		}
		row = nil
		if p.Cell {
			row = p.Node.Parent()
		}
		out = append(out, b)
	}
	return out
}
