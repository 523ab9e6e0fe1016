package page

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// src is the attribute that says where a block is written: data-src="12" or
// data-src="12-14", counted in lines of the narrative's file.
func (p *prose) src(n ast.Node) string {
	if !p.Placed {
		return ""
	}
	first, last := p.doc.Lines(n)
	switch {
	case first == 0:
		return ""
	case first == last:
		return ` data-src="` + strconv.Itoa(first) + `"`
	}
	return ` data-src="` + strconv.Itoa(first) + "-" + strconv.Itoa(last) + `"`
}

// paragraph writes a paragraph as goldmark does, with its place.
func (p *prose) paragraph(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	if enter {
		_, _ = w.WriteString("<p" + p.src(n) + ">")
	} else {
		p.writeMarks(w, n)
		_, _ = w.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}

// listItem writes an item of a list as goldmark does, with its place.
func (p *prose) listItem(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	if enter {
		_, _ = w.WriteString("<li" + p.src(n) + ">")
		if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			_ = w.WriteByte('\n')
		}
	} else {
		_, _ = w.WriteString("</li>\n")
	}
	return ast.WalkContinue, nil
}
