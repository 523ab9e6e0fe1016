package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"
)

// stated is what a report's page says, whoever made it.
type stated struct {
	figures map[string]string // the value beside each row's id, by key
	text    string            // the narrative, without white space
}

// agree takes reports at random and holds what two sites say of them against each
// other and against what was written. It gives how many pages it looked at.
func agree(one, other string, agencies, years, pages int) (int, error) {
	r := rand.New(rand.NewPCG(7, 11))
	for range pages {
		o := makeOffice(r.IntN(agencies), years)
		y := &o.years[r.IntN(years)]
		name := fmt.Sprintf("%s/%s/%d.html", o.id, formID, y.year)
		a, err := readStated(filepath.Join(one, name))
		if err != nil {
			return 0, err
		}
		b, err := readStated(filepath.Join(other, name))
		if err != nil {
			return 0, err
		}
		for g, gr := range groups() {
			for m, ms := range measures() {
				key, want := gr.key+"."+ms.key, y.wording(g, m)
				if a.figures[key] != want || b.figures[key] != want {
					return 0, fmt.Errorf("%s: %s is %q and %q, written was %q", name, key, a.figures[key], b.figures[key], want)
				}
			}
		}
		if a.text == "" || a.text != b.text {
			return 0, fmt.Errorf("%s: the narratives differ: %d and %d bytes", name, len(a.text), len(b.text))
		}
	}
	return pages, nil
}

func readStated(name string) (stated, error) {
	s := stated{figures: map[string]string{}}
	data, err := os.ReadFile(name)
	if err != nil {
		return s, err
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return s, err
	}
	for n := range root.Descendants() {
		switch {
		case n.Data == "tr" && strings.HasPrefix(attr(n, "id"), "f-"):
			for td := range n.ChildNodes() {
				if td.Data == "td" && attr(td, "class") == "num" {
					s.figures[strings.TrimPrefix(attr(n, "id"), "f-")] = bare(td)
					break
				}
			}
		case n.Data == "article":
			for c := range n.Descendants() {
				if c.Data == "p" || c.Data == "h2" {
					s.text += bare(c)
				}
			}
		}
	}
	return s, nil
}

// bare is the text of a node without white space, and without what a site adds to
// the author's words.
func bare(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(strings.Join(strings.Fields(strings.ReplaceAll(n.Data, "\u2060", "")), ""))
		}
		if n.Type == html.ElementNode && (n.Data == "small" || strings.Contains(attr(n, "class"), "answers")) {
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
