package importer

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"fazhi/generator/narrative"
)

// page is what a saved HTML page gives.
type page struct {
	blocks    []block
	title     string // as the page states it: meta ArticleTitle, h1, or title
	published string // meta PubDate, as written
}

// readHTML finds the report in a saved page: the part with the most text that
// is no link, and in it paragraphs, headings and tables.
func readHTML(text string) (page, bool) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil || tooNested(root) {
		return page{}, false
	}
	prune(root)
	var p page
	p.title, p.published = statedTitle(root)
	w := &htmlWalker{}
	w.walk(mainPart(root))
	w.flush()
	p.blocks = w.blocks
	return p, true
}

// maxNesting is how deep elements may nest; deeper ones are no page that
// anybody wrote.
const maxNesting = 500

func tooNested(root *html.Node) bool {
	depth := 0
	for n := root; n != nil; {
		if n.FirstChild != nil {
			if depth++; depth > maxNesting {
				return true
			}
			n = n.FirstChild
			continue
		}
		for n != nil && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return false
}

// hiddenStyle finds styles under which nothing is seen.
var hiddenStyle = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)`)
})

// prune removes what a reader of the page does not read as its text.
func prune(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if unseen(c) {
			n.RemoveChild(c)
		} else {
			prune(c)
		}
		c = next
	}
}

func unseen(n *html.Node) bool {
	if n.Type == html.CommentNode {
		return true
	}
	if n.Type != html.ElementNode {
		return false
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Select, atom.Button, atom.Input, atom.Textarea, atom.Nav:
		return true
	}
	_, hidden := attribute(n, "hidden")
	style, _ := attribute(n, "style")
	return hidden || hiddenStyle().MatchString(style)
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// statedTitle gives the title and the day of publication that a page states of
// itself. The names are those of 《政府网站发展指引》.
func statedTitle(root *html.Node) (title, published string) {
	rank := 0
	take := func(s string, r int) {
		if s = tidy(strings.Join(strings.Fields(s), " ")); s != "" && r > rank {
			title, rank = s, r
		}
	}
	each(root, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Meta:
			name, _ := attribute(n, "name")
			content, _ := attribute(n, "content")
			switch strings.ToLower(name) {
			case "articletitle":
				take(content, 3)
			case "pubdate":
				published = tidy(content)
			}
		case atom.H1:
			take(textOf(n), 2)
		case atom.Title:
			name, _, _ := strings.Cut(textOf(n), "_")
			name, _, _ = strings.Cut(name, "-")
			take(name, 1)
		}
	})
	return title, published
}

func each(n *html.Node, visit func(*html.Node)) {
	visit(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, visit)
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	each(n, func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	})
	return b.String()
}

// contentName finds the names that content systems give to the part with the
// article.
var contentName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)trs_?editor|ucap-?content|\bzoom\b|article|content|\bview\b|main-?text|news_?text|detail|pages_?content|zhengwen|xxgk_?(?:text|con)`)
})

// mainPart goes down from the body as long as one child holds nearly all the
// text, and further where a child is named as the article and holds most.
func mainPart(root *html.Node) *html.Node {
	weights := map[*html.Node]int{}
	weigh(root, false, weights)
	at := root
	for {
		var best *html.Node
		for c := at.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && (best == nil || weights[c] > weights[best]) {
				best = c
			}
		}
		if best == nil || weights[best] == 0 || isLeafBlock(best) {
			return at
		}
		class, _ := attribute(best, "class")
		id, _ := attribute(best, "id")
		share := 90
		if contentName().MatchString(class+" "+id) || best.DataAtom == atom.Article || best.DataAtom == atom.Main || best.DataAtom == atom.Body {
			share = 50
		}
		if weights[best]*100 < weights[at]*share {
			return at
		}
		at = best
	}
}

// isLeafBlock tells elements that are part of an article and never all of it.
func isLeafBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Tr, atom.Tbody, atom.Thead, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Span, atom.Ul, atom.Ol, atom.Dl, atom.Strong, atom.B, atom.Font:
		return true
	case atom.Table:
		return isData(n)
	}
	return false
}

// weigh counts the characters below each element that stand in no link.
func weigh(n *html.Node, linked bool, weights map[*html.Node]int) int {
	if n.Type == html.TextNode {
		if linked {
			return 0
		}
		return utf8.RuneCountInString(strings.TrimSpace(n.Data))
	}
	linked = linked || n.DataAtom == atom.A
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += weigh(c, linked, weights)
	}
	weights[n] = sum
	return sum
}

// htmlWalker makes blocks of elements.
type htmlWalker struct {
	cells  int // of all tables
	blocks []block
	line   strings.Builder
	hint   int
}

func (w *htmlWalker) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.line.WriteString(strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' || r == '\t' {
				return ' '
			}
			return r
		}, n.Data))
		return
	case n.DataAtom == atom.Br:
		w.flush()
		return
	case n.DataAtom == atom.Table && isData(n):
		w.flush()
		w.table(n)
		return
	}
	block := isBlock(n)
	if block {
		w.flush()
	}
	hint := w.hint
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.hint = int(n.Data[1] - '0')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
	if block {
		w.flush()
	}
	w.hint = hint
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Em, atom.Font, atom.I, atom.Ins, atom.Label, atom.Mark, atom.Q, atom.S, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U:
		return false
	}
	return n.Type == html.ElementNode && !strings.Contains(n.Data, ":") // o:p of Word
}

// flush ends a line. Runs of blanks are one, as on the page.
func (w *htmlWalker) flush() {
	text := strings.Join(strings.Fields(w.line.String()), " ")
	w.line.Reset()
	n := len(w.blocks)
	if w.blocks = line(w.blocks, text); len(w.blocks) > n && utf8.RuneCountInString(text) <= longHeading {
		w.blocks[n].hint = w.hint
	}
}

// isData tells tables of data from tables that only lay a page out: several
// rows and columns, short cells, no table within.
func isData(n *html.Node) bool {
	cells, long, rows, nested := 0, 0, 0, 0
	each(n, func(c *html.Node) {
		switch c.DataAtom {
		case atom.Table:
			nested++
		case atom.Tr:
			rows++
		case atom.Td, atom.Th:
			cells++
			if utf8.RuneCountInString(textOf(c)) > 120 {
				long++
			}
		}
	})
	return nested == 1 && rows >= 2 && cells >= 2*rows-rows/2 && long*4 <= cells
}

// table reads rows and cells. A cell that spans several stands in the first of
// them; the others are empty.
func (w *htmlWalker) table(n *html.Node) {
	var rows [][]string
	hang := map[int]int{} // column -> rows that a cell above still spans
	each(n, func(tr *html.Node) {
		if tr.DataAtom == atom.Caption {
			w.blocks = line(w.blocks, strings.Join(strings.Fields(textOf(tr)), " "))
		}
		if tr.DataAtom != atom.Tr || w.cells > narrative.MaxCells {
			return
		}
		var row []string
		skip := func() {
			for hang[len(row)] > 0 && len(row) < 100 {
				hang[len(row)]--
				row = append(row, "")
			}
		}
		for td := tr.FirstChild; td != nil; td = td.NextSibling {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			skip()
			down := spanOf(td, "rowspan")
			if len(row) > narrative.MaxColumns {
				break // it is too much already
			}
			for i := range spanOf(td, "colspan") {
				text := ""
				if i == 0 {
					text, _ = closeBlanks(tidy(strings.Join(strings.Fields(textOf(td)), " ")))
				}
				if down > 1 {
					hang[len(row)] = down - 1
				}
				row = append(row, text)
			}
		}
		skip()
		if strings.Join(row, "") != "" {
			w.cells += len(row)
			rows = append(rows, row)
		}
	})
	if len(rows) > 0 {
		w.blocks = append(w.blocks, block{kind: table, rows: rectangular(rows)})
	}
}

func spanOf(n *html.Node, key string) int {
	s, _ := attribute(n, key)
	v := 0
	for _, r := range strings.TrimSpace(s) {
		if !digit(r) || v > 100 {
			break
		}
		v = v*10 + int(r-'0')
	}
	return min(max(v, 1), 50)
}
