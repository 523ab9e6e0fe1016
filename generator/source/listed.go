package source

import (
	"regexp"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/textfile"
)

// remarked is a line of a new data file that waits to be filled in: a remark
// that would be a figure without its #.
var remarked = regexp.MustCompile(`(?m)^[ \t]*#[ \t]*"([^"\\\n]+)"[ \t]*=`)

// listed finds the indicators that a data file lists in remarks, as it was made,
// with the places of their names: what is missing is then told where it is to be
// typed. Only the first place of each counts.
func listed(f *textfile.File, form *form.Form) map[string]finding.Pos {
	if !strings.Contains(f.Text, "#") {
		return nil
	}
	out := map[string]finding.Pos{}
	for _, m := range remarked.FindAllStringSubmatchIndex(f.Text, -1) {
		ind, _ := form.Lookup(f.Text[m[2]:m[3]])
		if ind == nil {
			continue
		}
		if _, again := out[ind.Key]; !again {
			out[ind.Key] = f.Pos(m[2]-1, m[3]+1)
		}
	}
	return out
}
