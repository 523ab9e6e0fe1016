package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// stated is what a page says, whoever made it.
type stated struct {
	rows map[string][]string // by the name of an indicator: values, and how they changed
	text string              // the narrative, without white space
}

// agree takes reports at random, with the comparison of each with the year before
// and the table of all years of its agency, and holds what two sites say there
// against each other and against what was written. It gives how many pages of one
// site it looked at.
func agree(one, other string, agencies, years, reports int) (int, error) {
	r := rand.New(rand.NewPCG(7, 11))
	pages := 0
	for range reports {
		o := makeOffice(r.IntN(agencies), years)
		i := r.IntN(years)
		y := &o.years[i]
		column := o.id + "/" + formID + "/"
		at := map[string]func(g, m int) []string{
			fmt.Sprintf("%s%d.html", column, y.year): func(g, m int) []string { return []string{y.wording(g, m)} },
		}
		if years > 1 {
			at[column+"compare/index.html"] = func(g, m int) []string {
				var all []string
				for j := range o.years {
					all = append(all, o.years[j].wording(g, m))
				}
				return all
			}
		}
		if i > 0 {
			before := &o.years[i-1]
			at[fmt.Sprintf("%scompare/%d-%d.html", column, before.year, y.year)] = func(g, m int) []string { return []string{before.wording(g, m), y.wording(g, m)} }
		}
		for name, written := range at {
			if err := agreeOn(name, one, other, written); err != nil {
				return 0, err
			}
			pages++
		}
	}
	return pages, nil
}

// agreeOn holds a page of two sites against each other. What was written of an
// indicator comes first in its row.
func agreeOn(name, one, other string, written func(g, m int) []string) error {
	a, err := readStated(filepath.Join(one, name))
	if err != nil {
		return err
	}
	b, err := readStated(filepath.Join(other, name))
	if err != nil {
		return err
	}
	for g, gr := range groups() {
		for m, ms := range measures() {
			label, want := gr.label+ms.label, written(g, m)
			x, y := a.rows[label], b.rows[label]
			if !slices.Equal(x, y) || !slices.Equal(x[:min(len(x), len(want))], want) {
				return fmt.Errorf("%s: %s is %q and %q, written was %q", name, label, x, y, want)
			}
		}
	}
	if a.text != b.text {
		return fmt.Errorf("%s: the narratives differ: %d and %d bytes", name, len(a.text), len(b.text))
	}
	if report := !strings.Contains(name, "/compare/"); report && len(a.text) < textLength {
		return fmt.Errorf("%s: a narrative of %d bytes", name, len(a.text))
	}
	return nil
}

func readStated(name string) (stated, error) {
	s := stated{rows: map[string][]string{}}
	data, err := os.ReadFile(name)
	if err != nil {
		return s, err
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return s, err
	}
	for n := range root.Descendants() {
		switch n.Data {
		case "tr":
			if label, cells := readRow(n); len(cells) > 0 {
				s.rows[label] = cells
			}
		case "article":
			for c := range n.Descendants() {
				if c.Data == "p" || c.Data == "h2" {
					s.text += bare(c)
				}
			}
		}
	}
	return s, nil
}

// readRow gives the name and the figures of a row of a table; empty cells at its
// end are none.
func readRow(tr *html.Node) (label string, cells []string) {
	for c := range tr.ChildNodes() {
		class := strings.Fields(attr(c, "class"))
		switch {
		case c.Data == "th" && attr(c, "scope") == "row":
			label = bare(c)
		case c.Data == "td" && (slices.Contains(class, "num") || slices.Contains(class, "change")):
			cells = append(cells, bare(c))
		}
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return label, cells
}

// bare is the text of a node without white space, and without what a site adds to
// the author's words and figures.
func bare(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(strings.Join(strings.Fields(strings.ReplaceAll(n.Data, "\u2060", "")), ""))
		}
		if n.Type == html.ElementNode && (n.Data == "small" || attr(n, "class") == "exact" || strings.Contains(attr(n, "class"), "answers")) {
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
