package main

import (
	"bytes"
	"fmt"
	"strings"

	"fazhi/generator/finding"
)

// screen is the width that texts are broken for, in terminal cells.
const screen = 78

// paragraph prints a text behind a label, broken to the screen; further lines
// stand under the text. An empty text prints nothing.
func paragraph(b *bytes.Buffer, label, text string) { hanging(b, label, text, 0) }

// indented prints what belongs to the paragraph above.
func indented(b *bytes.Buffer, label, text string) { hanging(b, label, text, 4) }

func hanging(b *bytes.Buffer, label, text string, indent int) {
	if text == "" {
		return
	}
	margin := strings.Repeat(" ", indent)
	under := min(finding.Width(label), 6)
	text = label + strings.ReplaceAll(text, "\n", " ")
	for _, line := range finding.Wrap(text, screen-indent, screen-indent-under) {
		fmt.Fprintf(b, "%s%s\n", margin, line)
		margin = strings.Repeat(" ", indent+under)
	}
}

// pad fills a text up to a width with blanks.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-finding.Width(s)))
}
