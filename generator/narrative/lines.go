package narrative

import "github.com/yuin/goldmark/ast"

// Lines gives the first and the last line of the file that a block is written
// in, 0 where it has no text.
func (d *Doc) Lines(n ast.Node) (first, last int) {
	start, end := extent(n)
	if end == 0 {
		return 0, 0
	}
	return d.file.Line(d.base + start), d.file.Line(d.base + end - 1)
}

// extent gives the part of the source from the first to the last text of a
// node; end is 0 where there is none. The parser has bounded the depth.
func extent(n ast.Node) (start, end int) {
	start = -1
	grow := func(s, e int) {
		if e > 0 && (start < 0 || s < start) {
			start = s
		}
		end = max(end, e)
	}
	if n.Type() == ast.TypeBlock {
		for i := range n.Lines().Len() {
			s := n.Lines().At(i)
			grow(s.Start, s.Stop)
		}
	}
	switch n := n.(type) {
	case *ast.Text:
		grow(n.Segment.Start, n.Segment.Stop)
	case *Reference:
		grow(n.start, n.end)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if s, e := extent(c); e > 0 {
			grow(s, e)
		}
	}
	return max(start, 0), end
}
