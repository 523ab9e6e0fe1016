package record

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Piece is a text of a page that is no statement of its record, such as a heading
// of the interface. Whether it may stand there is for [Known] to say.
type Piece struct {
	Text  string
	Place Place
	Key   string // the figure that an interval is of
}

// Place is where a piece stands, as far as it matters for what may stand there.
type Place int

// The places.
const (
	Loose  Place = iota // nothing but what is sealed is expected here
	Label               // headings, heads of columns, the words beside a value
	Link                // leads to another page of the site: navigation
	Exact               // in what interval a figure of the report lies
	Before              // in what interval a figure of the year before lies
	Terms               // of use, which the site states and not the report
)

// collector gathers the rest of a page.
type collector struct {
	page   *Page
	buf    strings.Builder
	key    string
	titled bool // the title was seen
}

// readRest collects every text of <main> that ParsePage does not take for a
// statement, and what has no business in a page.
func (p *Page) readRest(root *html.Node) {
	c := &collector{page: p}
	mains := 0
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.Main:
			if mains++; mains > 1 {
				c.odd("<main> twice")
			}
			c.node(n, Loose, false)
		case n.DataAtom == atom.Body:
			c.body(n)
		case n.DataAtom == atom.Article && has(n, "prose") && !within(n, atom.Main):
			c.odd("a text outside <main>")
		case n.DataAtom == atom.Style, n.DataAtom == atom.Base, n.DataAtom == atom.Noscript, n.DataAtom == atom.Template:
			c.odd("<" + n.Data + ">")
		case n.DataAtom == atom.Script && !ownScript(n) && attr(n, "type") != linkedType:
			c.odd("<script>")
		}
	}
	if mains == 0 {
		c.odd("no <main>")
	}
}

// body holds the parts of a page together: nothing stands between them.
func (c *collector) body(body *html.Node) {
	for n := range body.ChildNodes() {
		switch {
		case n.Type == html.TextNode:
			if s := tidy(n.Data); s != "" {
				c.odd(s)
			}
		case n.Type != html.ElementNode, n.DataAtom == atom.Main, n.DataAtom == atom.Header, n.DataAtom == atom.Footer, has(n, "skip"),
			n.DataAtom == atom.Script:
		default:
			c.odd("<" + n.Data + "> " + text(n))
		}
	}
}

func within(n *html.Node, a atom.Atom) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}

// ownScript tells whether a script is a file of the site.
func ownScript(n *html.Node) bool {
	src := attr(n, "src")
	return src != "" && ownAddress(src) && n.FirstChild == nil
}

// ownAddress tells whether an address is relative, so that it leads to a place of
// the same site.
func ownAddress(href string) bool {
	first, _, _ := strings.Cut(href, "/")
	return href != "" && !strings.HasPrefix(href, "/") && !strings.HasPrefix(href, `\`) && !strings.Contains(first, ":")
}

func (c *collector) odd(what string) { c.page.Odd = append(c.page.Odd, what) }

func (c *collector) flush(at Place) {
	if s := tidy(c.buf.String()); s != "" {
		c.page.Rest = append(c.page.Rest, Piece{s, at, c.keyAt(at)})
	}
	c.buf.Reset()
}

func (c *collector) keyAt(at Place) string {
	if at == Exact || at == Before {
		return c.key
	}
	return ""
}

// node walks through <main>. stated is whether ParsePage takes the text around
// for a statement.
func (c *collector) node(n *html.Node, at Place, stated bool) {
	switch {
	case n.Type == html.TextNode:
		if !stated {
			c.buf.WriteString(n.Data)
		}
		return
	case n.Type != html.ElementNode:
		return
	case n.DataAtom == atom.Script && attr(n, "type") == linkedType:
		return // read with the head
	}
	c.look(n)
	if n.DataAtom == atom.Tr {
		c.key = strings.TrimPrefix(attr(n, "id"), "f-")
	}
	in, inStated := at, stated
	switch {
	case stated && aside(n):
		in, inStated = asidePlace(n), false
	case !stated && c.states(n):
		inStated = true
	case !stated:
		in = placeOf(n, at)
	}
	split := in != at || inStated != stated || isBlock(n) || parts(n)
	if split {
		c.flush(at)
	}
	for child := range n.ChildNodes() {
		c.node(child, in, inStated)
	}
	if split {
		c.flush(in)
	}
}

// parts tells the inline elements whose text stands for itself.
func parts(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.B, atom.Time, atom.Code, atom.Q, atom.Span, atom.Small, atom.Br, atom.Img:
		return true
	}
	return false
}

// look tells what an element has that no page of a report does, and takes up what
// its attributes say.
func (c *collector) look(n *html.Node) {
	if !known(n) {
		c.odd("<" + n.Data + "> " + text(n))
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "style", a.Key == "hidden", a.Key == "srcdoc", strings.HasPrefix(a.Key, "on"), a.Key == "contenteditable":
			c.odd(n.Data + " " + a.Key + "=" + a.Val)
		case a.Key == "data-label", a.Key == "aria-label", a.Key == "title", a.Key == "placeholder", a.Key == "aria-description":
			if s := tidy(a.Val); s != "" {
				c.page.Rest = append(c.page.Rest, Piece{Text: s, Place: Label})
			}
		case a.Key == "href" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:"),
			a.Key == "src" && !ownAddress(a.Val) && !strings.HasPrefix(a.Val, "data:image/"):
			c.odd(n.Data + " " + a.Key + "=" + short(a.Val))
		case a.Key == "class" && has(n, "hidden") && n.DataAtom != atom.Caption:
			c.odd("<" + n.Data + "> hidden: " + text(n))
		}
	}
	if n.DataAtom == atom.Data {
		key, ok := strings.CutPrefix(attr(n.Parent, "href"), "#f-")
		if ok {
			c.page.Values = append(c.page.Values, Shown{Key: key, Label: attr(n, "value"), Value: text(n)})
		}
	}
	if iso := attr(n, "datetime"); n.DataAtom == atom.Time && !sameNumbers(iso, text(n)) {
		c.odd("time " + iso + " " + text(n))
	}
}

// known lists the elements that pages of reports are made of.
func known(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Main, atom.Section, atom.Article, atom.Nav, atom.Div, atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Caption, atom.Thead, atom.Tbody, atom.Tr, atom.Th, atom.Td,
		atom.Blockquote, atom.Pre, atom.Code, atom.Hr, atom.Figure, atom.Figcaption, atom.A, atom.Span, atom.Small, atom.Strong, atom.Em,
		atom.B, atom.I, atom.Del, atom.Ins, atom.S, atom.Q, atom.Sup, atom.Sub, atom.Br, atom.Wbr, atom.Img, atom.Time, atom.Data,
		atom.Details, atom.Summary:
		return true
	}
	return false
}

// states tells whether ParsePage takes an element's text for a statement.
func (c *collector) states(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1:
		first := !c.titled
		c.titled = true
		return first
	case atom.Dd:
		return !has(n, "absent") && n.Parent != nil && (has(n.Parent, "facts") || n.Parent.Parent != nil && has(n.Parent.Parent, "facts"))
	case atom.Article:
		return has(n, "prose")
	case atom.Th:
		return inRow(n)
	case atom.Td:
		return inRow(n) && !has(n, "why")
	case atom.P:
		return n.Parent != nil && n.Parent.DataAtom == atom.Td && has(n.Parent, "why") && inRow(n.Parent) && !aside(n)
	case atom.Span:
		return (has(n, "label") || has(n, "value") || has(n, "change")) && inKey(n)
	}
	return false
}

func inRow(n *html.Node) bool {
	return n.Parent != nil && n.Parent.DataAtom == atom.Tr && strings.HasPrefix(attr(n.Parent, "id"), "f-")
}

func inKey(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Li {
			return n.Parent != nil && has(n.Parent, "keys")
		}
	}
	return false
}

func asidePlace(n *html.Node) Place {
	switch {
	case !has(n, "exact"):
		return Label
	case has(n.Parent, "before"):
		return Before
	}
	return Exact
}

// placeOf is where the texts of an element stand that is no statement.
func placeOf(n *html.Node, at Place) Place {
	switch id := attr(n, "id"); {
	case n.DataAtom == atom.A && at == Label && !strings.HasPrefix(attr(n, "href"), "#"):
		return Link
	case has(n, "quiet") && n.DataAtom == atom.P && n.Parent != nil && attr(n.Parent, "id") == "downloads":
		return Terms
	case at != Loose:
		return at
	case id == "years", id == "downloads", id == "corrections", has(n, "more"), n.DataAtom == atom.Th && attr(n, "scope") == "row",
		has(n, "toc"), has(n, "seal"), has(n, "note"), has(n, "mark"), has(n, "role"), has(n, "back"), has(n, "trace"),
		n.DataAtom == atom.Dt, n.DataAtom == atom.Dd && has(n, "absent"), n.DataAtom == atom.Thead, n.DataAtom == atom.Caption,
		n.DataAtom == atom.Tr && has(n, "group"), n.DataAtom == atom.H2, n.DataAtom == atom.P && has(n, "lead"):
		return Label
	}
	return at
}

func short(s string) string { return s[:min(len(s), 60)] }
