package record

import (
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
)

// Changes is what a revision states otherwise than the one before.
type Changes struct {
	Facts       []Change `json:"facts,omitempty"`       // name, old, new
	Figures     []Change `json:"figures,omitempty"`     // key, old wording, new wording
	Sentences   []Change `json:"sentences,omitempty"`   // old and new, "" where there is none
	Attachments []Change `json:"attachments,omitempty"` // path, old hash, new hash
	Touched     []Touch  `json:"touched,omitempty"`     // what stands elsewhere and rests on a figure that changed
}

// Change is one thing before and after.
type Change struct {
	Name  string `json:"name,omitempty"`
	Label string `json:"label,omitempty"`
	Old   string `json:"old,omitempty"`
	New   string `json:"new,omitempty"`
}

// Touch is a sentence of any report that quotes a figure which changed, or says
// how it has grown.
type Touch struct {
	Key      string `json:"key"`
	Label    string `json:"label"`
	Report   string `json:"report"` // its title
	Page     string `json:"page"`   // below the site's root, with the place in it
	Sentence string `json:"sentence"`
}

// None reports whether nothing is stated otherwise.
func (c *Changes) None() bool {
	return len(c.Facts)+len(c.Figures)+len(c.Sentences)+len(c.Attachments) == 0
}

// Compare lists what the later of two states otherwise. Status, sources and
// findings are no statements to readers and are not compared.
func Compare(old, later *Report) *Changes {
	return &Changes{
		Facts:       pairs(facts(old), facts(later)),
		Figures:     figures(old.Figures, later.Figures),
		Sentences:   sentences(old.Paragraphs, later.Paragraphs),
		Attachments: pairs(files(old), files(later)),
	}
}

// SameSources reports whether two were made from the same files, byte for byte.
// Those that other years are made from too do not count.
func SameSources(a, b *Report) bool {
	own := func(r *Report) []Source {
		return slices.DeleteFunc(slices.Clone(r.Sources), func(s Source) bool { return s.Shared })
	}
	return slices.Equal(own(a), own(b))
}

func facts(r *Report) []Change {
	out := []Change{{Name: "title", New: r.Title}, {Name: "agency", New: r.AgencyName}, {Name: "form", New: r.FormTitle}}
	for _, f := range r.Facts {
		out = append(out, Change{Name: f.Name, New: f.Value})
	}
	return out
}

func files(r *Report) []Change {
	var out []Change
	for _, a := range r.Attachments {
		out = append(out, Change{Name: a.Path, Label: a.Title, New: a.SHA256})
	}
	return out
}

// pairs sets the values of two lists beside each other by name.
func pairs(old, later []Change) []Change {
	var out []Change
	named := func(list []Change, name string) (c Change, ok bool) {
		i := slices.IndexFunc(list, func(c Change) bool { return c.Name == name })
		if i < 0 {
			return Change{}, false
		}
		return list[i], true
	}
	for _, o := range old {
		if n, ok := named(later, o.Name); !ok || n != o {
			out = append(out, Change{Name: o.Name, Label: n.Label, Old: o.New, New: n.New})
		}
	}
	for _, n := range later {
		if _, ok := named(old, n.Name); !ok {
			out = append(out, n)
		}
	}
	return out
}

// figures lists the figures whose row is otherwise in anything that is stated of
// the figure itself.
func figures(old, later []v1.Row) []Change {
	var out []Change
	a, b := Report{Figures: old}, Report{Figures: later}
	for i := range old {
		o, n := &old[i], b.Figure(old[i].Key)
		switch {
		case n == nil:
			out = append(out, Change{Name: o.Key, Label: o.Label, Old: o.Text})
		case stated(o) != stated(n):
			out = append(out, Change{Name: o.Key, Label: n.Label, Old: o.Text, New: n.Text})
		}
	}
	for i := range later {
		if n := &later[i]; a.Figure(n.Key) == nil {
			out = append(out, Change{Name: n.Key, Label: n.Label, New: n.Text})
		}
	}
	return out
}

// stated is a row without what is said of the report as a whole.
func stated(r *v1.Row) v1.Row {
	s := *r
	s.Status, s.AgencyName, s.Demo = "", "", false
	return s
}

// paragraphs lists the blocks that are gone, new or otherwise. Blocks that both
// have in the same order are left out; between them the old and the new ones
// stand beside each other in order.
func paragraphs(old, later []string) []Change {
	var out []Change
	gap := func(a, b []string) {
		for i := range max(len(a), len(b)) {
			var c Change
			if i < len(a) {
				c.Old = a[i]
			}
			if i < len(b) {
				c.New = b[i]
			}
			out = append(out, c)
		}
	}
	i, j := 0, 0
	for _, m := range common(old, later) {
		gap(old[i:m[0]], later[j:m[1]])
		i, j = m[0]+1, m[1]+1
	}
	gap(old[i:], later[j:])
	return out
}

// sentences lists what changed in the paragraphs, sentence by sentence.
func sentences(old, later []string) []Change {
	var out []Change
	for _, c := range paragraphs(old, later) {
		out = append(out, paragraphs(Sentences(c.Old), Sentences(c.New))...)
	}
	return out
}

// Sentences parts a paragraph behind 。！？ and ；, and behind a bracket or a
// quotation mark that closes there.
func Sentences(paragraph string) []string {
	var out []string
	start, ended := 0, false
	for i, c := range paragraph {
		switch {
		case strings.ContainsRune("。！？；", c):
			ended = true
			continue
		case ended && strings.ContainsRune("”’）》」』]", c):
			continue
		case ended:
			out, start, ended = append(out, paragraph[start:i]), i, false
		}
	}
	if start < len(paragraph) {
		out = append(out, paragraph[start:])
	}
	return out
}

// common gives the places of a longest common subsequence.
func common(a, b []string) [][2]int {
	long := make([][]int, len(a)+1)
	for i := range long {
		long[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				long[i][j] = long[i+1][j+1] + 1
			} else {
				long[i][j] = max(long[i+1][j], long[i][j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case long[i+1][j] >= long[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}
