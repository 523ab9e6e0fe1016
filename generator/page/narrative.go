package page

import (
	"bufio"
	"bytes"
	"html"
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"fazhi/generator/narrative"
)

// Setting is how a narrative is set as HTML.
type Setting struct {
	Href   func(*narrative.Reference) string // where a reference leads; "" makes it plain
	Leads  func(to string) (string, bool)    // where a web address leads, seen from the page, and whether that is another site; nil: as written, always
	Away   string                            // what is said of a link to another site
	Marks  []Mark
	Placed bool // for those who draft: every block says in data-src where it is written, and a reference that found no figure stands as it is written; never in a page that is published
}

// Prose turns a narrative into HTML, one section for each heading of its top
// level. Headings start at h2. HTML in the Markdown is dropped and an address
// that could run a script blanked, so the result needs no cleaning. The second
// result is the table of contents, two levels deep.
func Prose(doc *narrative.Doc, s Setting) ([]Section, []Heading) {
	return (&prose{doc: doc, Setting: s, marks: byBlock(s.Marks)}).render()
}

func (p *prose) render() ([]Section, []Heading) {
	p.headings, p.top = map[ast.Node]*narrative.Heading{}, 7
	doc := p.doc
	for _, h := range doc.Headings {
		p.headings[h.Node] = h
		p.top = min(p.top, h.Node.Level)
	}
	p.renderer = renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(ghtml.NewRenderer(), 1000),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(extension.WithFootnoteBacklinkTitle("↩")), 500),
		util.Prioritized(p, 100),
	))
	return p.sections(), p.contents()
}

// prose renders one narrative.
type prose struct {
	Setting
	doc      *narrative.Doc
	marks    map[ast.Node][]Mark
	headings map[ast.Node]*narrative.Heading
	top      int // the highest level of heading in use
	heading  string
	renderer renderer.Renderer
}

func (p *prose) sections() []Section {
	var out []Section
	var b bytes.Buffer
	w := bufio.NewWriter(&b) // the renderer would make one for every block
	current := Section{}
	flush := func() {
		if b.Len() > 0 {
			current.HTML = template.HTML(b.String())
			out = append(out, current)
			b.Reset()
		}
	}
	for n := p.doc.Root.FirstChild(); n != nil; n = n.NextSibling() {
		if h := p.headings[n]; h != nil {
			p.heading = p.doc.BlockText(n)
			if h.Node.Level == p.top {
				flush()
				current = Section{ID: h.ID}
			}
		}
		_ = p.renderer.Render(w, p.doc.Source, n) // it flushes; a buffer does not fail
	}
	flush()
	return out
}

// contents gives the table of contents: two levels.
func (p *prose) contents() []Heading {
	var out []Heading
	for _, h := range p.doc.Headings {
		entry := Heading{Label: p.doc.BlockText(h.Node), Href: "#" + h.ID}
		switch {
		case h.Node.Level == p.top:
			out = append(out, entry)
		case h.Node.Level == p.top+1 && len(out) > 0:
			last := &out[len(out)-1]
			last.Items = append(last.Items, entry)
		}
	}
	return out
}

// RegisterFuncs implements renderer.NodeRenderer.
func (p *prose) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(narrative.KindReference, p.reference)
	r.Register(ast.KindHeading, p.headingNode)
	r.Register(ast.KindParagraph, p.paragraph)
	r.Register(ast.KindTextBlock, p.textBlock)
	if p.Placed {
		r.Register(ast.KindListItem, p.listItem)
	}
	r.Register(ast.KindText, p.text)
	r.Register(ast.KindLink, p.link)
	r.Register(ast.KindImage, p.image)
	r.Register(east.KindTable, p.table)
	r.Register(east.KindTableHeader, p.tableHeader)
	r.Register(east.KindTableRow, p.tableRow)
	r.Register(east.KindTableCell, p.tableCell)
}

func (p *prose) reference(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	if !enter {
		return ast.WalkContinue, nil
	}
	r := n.(*narrative.Reference)
	href := p.Href(r)
	if insideLink(n) {
		href = "" // links do not nest
	}
	class := "fig"
	if r.Absent {
		class = "fig absent"
	}
	if href != "" {
		_, _ = w.WriteString(`<a class="` + class + `" id="` + r.ID + `" href="` + html.EscapeString(href) + `" title="` + html.EscapeString(r.Title) + `">`)
	} else {
		_, _ = w.WriteString(`<span class="` + class + `" id="` + r.ID + `">`)
	}
	if r.Printed == "" && p.Placed {
		_, _ = w.WriteString(html.EscapeString(r.Source()))
	} else if r.Value != "" {
		_, _ = w.WriteString(`<data value="` + r.Value + `">` + html.EscapeString(r.Printed) + `</data>`)
	} else {
		_, _ = w.WriteString(html.EscapeString(r.Printed))
	}
	if href != "" {
		_, _ = w.WriteString("</a>")
	} else {
		_, _ = w.WriteString("</span>")
	}
	return ast.WalkContinue, nil
}

func insideLink(n ast.Node) bool {
	for p := n.Parent(); p != nil && p.Type() == ast.TypeInline; p = p.Parent() {
		if p.Kind() == ast.KindLink {
			return true
		}
	}
	return false
}

func (p *prose) headingNode(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	h := n.(*ast.Heading)
	tag := "h" + strconv.Itoa(min(6, 2+h.Level-min(p.top, h.Level)))
	if enter {
		_, _ = w.WriteString("<" + tag)
		if known := p.headings[n]; known != nil {
			_, _ = w.WriteString(` id="` + known.ID + `"`)
		}
		_, _ = w.WriteString(p.src(n) + ">")
	} else {
		p.writeMarks(w, n)
		_, _ = w.WriteString("</" + tag + ">\n")
	}
	return ast.WalkContinue, nil
}

// text writes text; a line break in the source is a blank between Latin words
// and nothing beside Chinese.
func (p *prose) text(w util.BufWriter, source []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	if !enter {
		return ast.WalkContinue, nil
	}
	t := n.(*ast.Text)
	if value := t.Segment.Value(source); t.IsRaw() {
		ghtml.DefaultWriter.RawWrite(w, value)
	} else {
		ghtml.DefaultWriter.Write(w, value)
	}
	switch {
	case t.HardLineBreak():
		_, _ = w.WriteString("<br>")
	case t.SoftLineBreak() && !p.doc.JoinsLines(t):
		_ = w.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}

// link writes a link; one to another site says so to the browser and to the
// reader, and one to another narrative leads to its page. What the narrative
// allowed no address stays words.
func (p *prose) link(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	l := n.(*ast.Link)
	if len(l.Destination) == 0 {
		return ast.WalkContinue, nil
	}
	to, away := p.leads(string(l.Destination))
	if !enter {
		if away {
			_, _ = w.WriteString(`<span class="word away" role="img" aria-label="` + html.EscapeString(p.Away) + `">↗</span>`)
		}
		_, _ = w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	rel := ""
	if away {
		rel = ` rel="` + AwayRel + `"`
	}
	_, _ = w.WriteString(`<a href="` + html.EscapeString(to) + `"` + rel)
	writeTitle(w, l.Title)
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

// AwayRel is what a link to another site says to browsers.
const AwayRel = "external noopener noreferrer"

// leads gives where a link of the narrative leads, and whether that is another
// site.
func (p *prose) leads(to string) (string, bool) {
	u, err := url.Parse(to)
	switch {
	case err != nil:
		return to, false
	case u.Scheme == "http" || u.Scheme == "https":
		if p.Leads == nil {
			return to, true
		}
		return p.Leads(to)
	case u.Scheme == "":
		return Address(to), false
	}
	return to, false
}

// Address gives the address that a page has for one that a narrative writes:
// that of another narrative becomes its page's.
func Address(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" {
		return to
	}
	name, ok := strings.CutSuffix(u.Path, ".md")
	if !ok {
		return to
	}
	u.Path, u.RawPath = name+".html", ""
	return u.String()
}

// image writes an image, whose other text is what the narrative reads there.
func (p *prose) image(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	if !enter {
		return ast.WalkContinue, nil
	}
	i := n.(*ast.Image)
	alt := html.EscapeString(p.doc.BlockText(n))
	if len(i.Destination) == 0 {
		_, _ = w.WriteString(alt)
		return ast.WalkSkipChildren, nil
	}
	_, _ = w.WriteString(`<img src="` + html.EscapeString(string(i.Destination)) + `" alt="` + alt + `"`)
	writeTitle(w, i.Title)
	_ = w.WriteByte('>')
	return ast.WalkSkipChildren, nil
}

// writeTitle writes what is said when a link or image is pointed at.
func writeTitle(w util.BufWriter, title []byte) {
	if len(title) > 0 {
		_, _ = w.WriteString(` title="`)
		ghtml.DefaultWriter.Write(w, title)
		_ = w.WriteByte('"')
	}
}

// table writes a table in a frame of its own, so that a wide one scrolls there
// and not the page. Its caption, for those who hear it, is the heading above.
func (p *prose) table(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	if enter {
		name := html.EscapeString(p.heading)
		_, _ = w.WriteString(`<div class="scroll" role="group" tabindex="0" aria-label="` + name + `"><table><caption class="hidden">` + name + "</caption>\n")
	} else {
		if n.LastChild() != nil && n.LastChild().Kind() == east.KindTableRow {
			_, _ = w.WriteString("</tbody>\n")
		}
		_, _ = w.WriteString("</table></div>\n")
	}
	return ast.WalkContinue, nil
}

func (p *prose) tableHeader(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	if enter {
		_, _ = w.WriteString("<thead><tr" + p.src(n) + ">")
	} else {
		_, _ = w.WriteString("</tr></thead>\n")
		if n.NextSibling() != nil {
			_, _ = w.WriteString("<tbody>\n")
		}
	}
	return ast.WalkContinue, nil
}

func (p *prose) tableRow(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	if enter {
		_, _ = w.WriteString("<tr" + p.src(n) + ">")
	} else {
		_, _ = w.WriteString("</tr>\n")
	}
	return ast.WalkContinue, nil
}

func (p *prose) tableCell(w util.BufWriter, _ []byte, n ast.Node, enter bool) (ast.WalkStatus, error) {
	cell := n.(*east.TableCell)
	tag, attributes := "td", ""
	switch {
	case n.Parent().Kind() == east.KindTableHeader:
		tag, attributes = "th", ` scope="col"`
	case n.PreviousSibling() == nil:
		tag, attributes = "th", ` scope="row"`
	}
	if cell.Alignment == east.AlignRight {
		attributes += ` class="num"`
	}
	if enter {
		_, _ = w.WriteString("<" + tag + attributes + ">")
	} else {
		_, _ = w.WriteString("</" + tag + ">")
	}
	return ast.WalkContinue, nil
}
