package check

import (
	"io/fs"

	"fazhi/generator/finding"
)

// Problem is something that is told while files are read, imported or built. It
// is no check: it has no severity of its own and cannot be waived.
type Problem struct {
	ID    string
	Title finding.Text
}

// Problems reads checks/problems.toml of a templates tree, in its order.
func Problems(fsys fs.FS) ([]Problem, finding.List) {
	var log finding.List
	t := open(fsys, "problems.toml", &log)
	var out []Problem
	for _, id := range t.Keys() {
		out = append(out, Problem{id, bilingual(t, id)})
	}
	t.Close()
	return out, log
}
