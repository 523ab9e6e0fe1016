package narrative

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Piece is a paragraph, a heading, an item of a list with its number, a row of a
// table or a footnote as Text has it. All pieces of a narrative, a line break
// between them, are its text.
type Piece struct {
	Text    string
	Heading *Heading // the heading that it is or stands under, nil before the first
	Roles   []string // what it is for by law: its own roles, else those of the nearest heading with some
}

// Pieces gives the plain text piece by piece. What references print must have been
// bound.
func (d *Doc) Pieces() []Piece {
	p := &pieces{doc: d, headings: map[ast.Node]*Heading{}, tagged: map[ast.Node][]string{}}
	for _, t := range d.Tagged {
		p.tagged[t.Block] = append(p.tagged[t.Block], t.Role)
	}
	for _, h := range d.Headings {
		p.headings[h.Node] = h
	}
	p.blocks(d.Root)
	return p.list
}

// pieces is the list in the making, with the headings open at its end.
type pieces struct {
	doc      *Doc
	headings map[ast.Node]*Heading
	tagged   map[ast.Node][]string
	open     []*Heading
	list     []Piece
}

func (p *pieces) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			p.enter(p.headings[n])
			p.add(n, p.doc.BlockText(n))
		case *ast.List:
			number := n.Start
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				mark := ""
				if n.IsOrdered() {
					mark = itoa(number) + string(n.Marker) + " "
				}
				number++
				p.add(item, mark+p.doc.BlockText(item))
			}
		case *ast.Paragraph, *ast.TextBlock, *ast.CodeBlock, *ast.FencedCodeBlock, *east.TableHeader, *east.TableRow, *east.Footnote:
			p.add(n, p.doc.BlockText(n))
		default:
			p.blocks(n)
		}
	}
}

// enter opens a heading and closes those that it ends.
func (p *pieces) enter(h *Heading) {
	if h == nil {
		return
	}
	for len(p.open) > 0 && p.open[len(p.open)-1].Node.Level >= h.Node.Level {
		p.open = p.open[:len(p.open)-1]
	}
	p.open = append(p.open, h)
}

func (p *pieces) add(n ast.Node, text string) {
	if text == "" {
		return
	}
	piece := Piece{Text: text}
	if len(p.open) > 0 {
		piece.Heading = p.open[len(p.open)-1]
	}
	_ = ast.Walk(n, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if enter {
			piece.Roles = append(piece.Roles, p.tagged[n]...)
		}
		return ast.WalkContinue, nil
	})
	if p.headings[n] != nil {
		piece.Roles = p.headings[n].Roles
	}
	for i := len(p.open) - 1; i >= 0 && len(piece.Roles) == 0; i-- {
		piece.Roles = p.open[i].Roles
	}
	p.list = append(p.list, piece)
}
