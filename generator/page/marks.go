package page

import (
	"html"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// Mark is a small link behind a block of a narrative: from a promise to what
// became of it, from an answer to the promise.
type Mark struct {
	Block ast.Node
	ID    string // what links lead to
	Link  Link
}

func byBlock(marks []Mark) map[ast.Node][]Mark {
	out := make(map[ast.Node][]Mark, len(marks))
	for _, m := range marks {
		out[m.Block] = append(out[m.Block], m)
	}
	return out
}

func (p *prose) writeMarks(w util.BufWriter, n ast.Node) {
	for _, m := range p.marks[n] {
		_, _ = w.WriteString(` <small class="trace" id="` + html.EscapeString(m.ID) + `">`)
		if m.Link.Href != "" {
			_, _ = w.WriteString(`<a href="` + html.EscapeString(m.Link.Href) + `">` + html.EscapeString(m.Link.Label) + `</a>`)
		}
		_, _ = w.WriteString("</small>")
	}
}

// textBlock writes the text of an item of a list as goldmark does.
func (p *prose) textBlock(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	if !enter {
		p.writeMarks(w, n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			_ = w.WriteByte('\n')
		}
	}
	return ast.WalkContinue, nil
}
