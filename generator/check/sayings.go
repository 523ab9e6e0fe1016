package check

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"fazhi/generator/finding"
)

// Saying is a message that a check may tell, for its documentation: what is
// filled in reads …, in both languages.
type Saying struct {
	Severity                finding.Severity
	Message, Expected, Cure finding.Text
}

// Sayings gives the messages of a check, the gravest first.
func (r *Rules) Sayings(id string) []Saying {
	c := r.Get(id)
	if c == nil {
		return nil
	}
	open := regexp.MustCompile(`\{[a-z]+\}`)
	blank := func(t finding.Text) finding.Text {
		return finding.Text{ZH: open.ReplaceAllString(t.ZH, "…"), EN: open.ReplaceAllString(t.EN, "…")}
	}
	var names []string
	for key := range r.say {
		if strings.HasPrefix(key, id+"/") {
			names = append(names, key)
		}
	}
	slices.Sort(names)
	var out []Saying
	for _, name := range names {
		m := r.say[name]
		s := Saying{c.Severity, blank(m.message), blank(m.expected), blank(m.cure)}
		if m.lower {
			s.Severity = m.severity
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Saying) int { return cmp.Compare(b.Severity, a.Severity) })
	return out
}

// ByGroup gives the checks of a group, sorted by id.
func (r *Rules) ByGroup(g Group) []Check {
	var out []Check
	for _, c := range r.checks {
		if c.Group == g {
			out = append(out, c)
		}
	}
	return out
}
