package record

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Claim is a figure of a report that another page states: a link to the row where
// it stands, or a row of values that begins with such a link.
type Claim struct {
	Href string // as it is written
	Text string // of the link
	Cell string // the value of the row that the link begins, not that before; "" where it begins none
}

// ParseClaims reads the links of a page to figures of reports.
func ParseClaims(data []byte) []Claim {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	var out []Claim
	for n := range root.Descendants() {
		if n.DataAtom != atom.A || !strings.Contains(attr(n, "href"), ".html#f-") {
			continue
		}
		c := Claim{Href: attr(n, "href"), Text: text(n)}
		if th := n.Parent; th != nil && th.DataAtom == atom.Th {
			for d := th.NextSibling; d != nil; d = d.NextSibling {
				if d.DataAtom == atom.Td && has(d, "num") && !has(d, "before") {
					c.Cell = text(d)
					break
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// States reports whether a claim says a figure as its record has it: in the link,
// or in the row that the link begins. A link without a digit says none.
func (c Claim) States(sealed string) bool {
	said := strings.ReplaceAll(c.Text, " ", "")
	want := strings.ReplaceAll(tidy(sealed), " ", "")
	return strings.Contains(said, want) || c.Cell != "" && strings.ReplaceAll(c.Cell, " ", "") == want || c.Cell == "" && !hasDigit(c.Text)
}
