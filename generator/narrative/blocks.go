package narrative

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Blocks gives the plain text block by block in the order of reading: headings,
// paragraphs, items, cells, footnotes, and code, which [Doc.Passages] leaves out.
// Numbers of lists and marks of footnotes at their foot are no part of it.
func (d *Doc) Blocks() []string {
	out := []string{}
	_ = ast.Walk(d.Root, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if !enter {
			return ast.WalkContinue, nil
		}
		switch n.(type) {
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
			var b plain
			d.writeInlines(&b, n)
			out = append(out, strings.TrimRight(b.String(), "\n"))
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			out = append(out, strings.TrimRight(string(n.Lines().Value(d.Source)), "\n"))
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return out
}
