package check

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"fazhi/generator/finding"
	"fazhi/generator/report"
)

// public is all text that readers of a report get: the narrative, what data and
// front matter print beside it, and its attachments. It is gathered once for
// the checks of privacy.
type public struct {
	texts   []shown
	files   []attached
	numbers []personal
}

// shown is a text with its places.
type shown struct {
	text string
	pos  func(start, end int) finding.Pos
	file string // the attachment that it stands in; "" for the report's own
	cell *Passage
}

// everything gathers what readers get.
func (s *Subject) everything() *public {
	if s.public != nil {
		return s.public
	}
	out := &public{}
	s.public = out
	for _, p := range s.Prose {
		one := shown{text: p.Text, pos: p.Pos}
		if p.Cell {
			one.cell = p
		}
		out.texts = append(out.texts, one)
	}
	if s.Pledges != nil {
		s.promises(out)
	} else {
		s.codeBlocks(out)
		s.besideText(out)
	}
	out.files = s.attachments()
	for i := range out.files {
		a := &out.files[i]
		for _, text := range a.texts {
			out.texts = append(out.texts, shown{text: text, pos: func(int, int) finding.Pos { return a.pos }, file: a.name})
		}
	}
	for i := range out.texts {
		out.numbers = s.personalNumbers(&out.texts[i], out.numbers)
	}
	return out
}

// add puts a text that stands at one place.
func (out *public) add(pos finding.Pos, texts ...string) {
	for _, text := range texts {
		if text != "" {
			out.texts = append(out.texts, shown{text: text, pos: func(int, int) finding.Pos { return pos }})
		}
	}
}

// codeBlocks adds what the passages leave out and the page shows: blocks of
// code, and the numbers of tel: links.
func (s *Subject) codeBlocks(out *public) {
	doc := s.Report.Narrative
	if doc == nil {
		return
	}
	_ = ast.Walk(doc.Root, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if !enter {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				out.texts = append(out.texts, shown{text: string(line.Value(doc.Source)), pos: func(start, end int) finding.Pos { return doc.Pos(line.Start+start, line.Start+end) }})
			}
		case *ast.Link:
			if number, ok := strings.CutPrefix(string(n.Destination), "tel:"); ok {
				out.add(s.Report.Place("link"), number)
			}
		}
		return ast.WalkContinue, nil
	})
}

// besideText adds what the front matter and the data print.
func (s *Subject) besideText(out *public) {
	r := s.Report
	if r.Place != nil {
		out.add(r.Place("title"), r.Title)
		out.add(r.Place("summary"), r.Summary)
		out.add(r.Place("keywords"), r.Keywords...)
	}
	for _, v := range r.Reviews {
		out.add(v.Pos, v.Kind, v.By)
	}
	note := finding.Pos{File: r.Data}
	out.add(note, r.Note)
	for _, f := range r.Figures {
		out.add(f.Pos, f.Indicator.Label, f.Text, f.Note, f.Source)
		if f.Shown != nil {
			out.add(f.ShownPos, f.Shown.Text)
		}
	}
	for _, w := range r.Waivers {
		out.add(w.Pos, w.Reason, w.By, w.Text)
	}
	for _, f := range r.Files {
		out.add(f.Pos, f.Title)
	}
}

// promises adds what a year's commitments print.
func (s *Subject) promises(out *public) {
	for _, c := range s.Pledges.All {
		for _, one := range [][2]string{
			{"matter", c.Matter}, {"content", c.Content}, {"unit", c.Unit}, {"post", c.Post}, {"phone", c.Phone},
			{"legal_limit", c.Legal.Text}, {"promised_limit", c.Promised.Text},
		} {
			if one[1] != "" {
				out.add(c.Place(one[0]), one[1])
			}
		}
		if len(c.Basis) > 0 {
			out.add(c.Place("basis"), c.Basis...)
		}
		for _, i := range c.Items {
			out.add(i.Pos, i.Name)
		}
		for _, m := range c.Milestones {
			out.add(m.Pos, m.Text)
		}
		for _, p := range c.Progress {
			out.add(p.Pos, p.Text)
		}
		for _, v := range c.Changes {
			out.add(v.Pos, v.Basis, v.Procedure, v.Text)
		}
		if o := c.Outcome; o != nil {
			out.add(o.Pos, o.Text, o.Reason, o.Remedy)
		}
	}
	for _, w := range s.Pledges.Waivers {
		out.add(w.Pos, w.Reason, w.By, w.Text)
	}
}

// files gives the files that are published beside what is looked at.
func (s *Subject) files() []report.File {
	if s.Report != nil {
		return s.Report.Files
	}
	var all []report.File
	for _, c := range s.Pledges.All {
		all = append(all, c.Files...)
	}
	return all
}

// amounts reports whether a cell of a table stands below a head that counts
// money, where eleven digits are no telephone number.
func (s *Subject) amounts(p *Passage) bool {
	row := p.Node.Parent()
	if row == nil || row.Parent() == nil || row.Kind() == east.KindTableHeader {
		return false
	}
	column := 0
	for c := p.Node.PreviousSibling(); c != nil; c = c.PreviousSibling() {
		column++
	}
	head := row.Parent().FirstChild().FirstChild()
	for ; head != nil && column > 0; column-- {
		head = head.NextSibling()
	}
	return head != nil && containsAny(s.Report.Narrative.BlockText(head), "元", "金额", "价")
}
