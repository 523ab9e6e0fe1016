package form

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Role is what a section is for, whatever its heading says. The five of fzzf
// are the content items of the yearly report that 《法治政府建设与责任落实督察
// 工作规定》（厅字〔2019〕28号） asks for.
type Role struct {
	ID       string // measures, shortcomings, leadership, plan, other
	Title    string // the item as the rule words it
	EN       string
	Required bool
	From, To int      // the report years that require it; 0 is open
	Wordings []string // headings in use, as patterns: see RoleOf
	Evidence Evidence
	Basis    string
}

// RequiredIn reports whether a report of a year must have the section.
func (r *Role) RequiredIn(year int) bool { return r.Required && within(year, r.From, r.To) }

// RoleOf tells the roles that a heading names, in the order of the form; none
// for a heading that speaks of a subject. Its numbering is ignored. A heading
// may carry several: 存在的问题及下一步打算. Where a wording lies within a longer
// one of another role, only the longer one counts.
//
// A wording is plain words, with "…" where anything may stand between, "^"
// before what must begin the heading and "$" behind what must end it.
func (f *Form) RoleOf(heading string) []string {
	heading = StripNumber(heading)
	type hit struct{ role, start, end int }
	var hits []hit
	for i := range f.Roles {
		for _, w := range f.Roles[i].Wordings {
			if start, end, ok := match(w, heading); ok {
				hits = append(hits, hit{i, start, end})
			}
		}
	}
	var roles []string
	for i := range f.Roles {
		stands := slices.ContainsFunc(hits, func(h hit) bool {
			return h.role == i && !slices.ContainsFunc(hits, func(o hit) bool {
				return o.role != i && o.start <= h.start && h.end <= o.end && o.end-o.start > h.end-h.start
			})
		})
		if stands {
			roles = append(roles, f.Roles[i].ID)
		}
	}
	return roles
}

// IsTitle reports whether a title is a name in use for this kind of report. A
// form that lists none takes any.
func (f *Form) IsTitle(title string) bool {
	return len(f.Titles) == 0 || slices.ContainsFunc(f.Titles, func(p string) bool {
		_, _, ok := match(p, title)
		return ok
	})
}

// match finds a wording in a text. It gives the span from the first part to
// the last, the shortest from the leftmost start.
func match(pattern, text string) (start, end int, ok bool) {
	pattern, atStart := strings.CutPrefix(pattern, "^")
	pattern, atEnd := strings.CutSuffix(pattern, "$")
	for first := true; ; first = false {
		part, rest, more := strings.Cut(pattern, "…")
		i := strings.Index(text[end:], part)
		if !more && atEnd {
			if i = len(text) - end - len(part); !strings.HasSuffix(text[end:], part) {
				i = -1
			}
		}
		if i < 0 || first && atStart && i > 0 {
			return 0, 0, false
		}
		if first {
			start = i
		}
		end += i + len(part)
		if !more {
			return start, end, true
		}
		pattern = rest
	}
}

// StripNumber takes the numbering off a heading: 一、 （一） 1. （1） and what
// people write for them (half-width brackets, 1、 1． ①, 第一、), and the blanks
// and the full stop around it.
func StripNumber(heading string) string {
	const digits, han = "0123456789０１２３４５６７８９", "一二三四五六七八九十百"
	s := strings.TrimFunc(heading, blank)
	s = strings.TrimRight(s, "。：:")
	rest := strings.TrimPrefix(s, "第")
	open := strings.HasPrefix(rest, "（") || strings.HasPrefix(rest, "(")
	if open {
		_, n := utf8.DecodeRuneInString(rest)
		rest = rest[n:]
	}
	number := rest
	rest = strings.TrimLeft(rest, han)
	if rest == number {
		rest = strings.TrimLeft(rest, digits)
	}
	if r, n := utf8.DecodeRuneInString(s); '①' <= r && r <= '⑳' {
		return strings.TrimFunc(s[n:], blank)
	}
	r, n := utf8.DecodeRuneInString(rest)
	marks := "、．.，,"
	if open {
		marks = "）)"
	}
	if rest == number || !strings.ContainsRune(marks, r) {
		return s
	}
	return strings.TrimLeftFunc(rest[n:], func(r rune) bool { return blank(r) || r == '、' })
}

func blank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\u3000' || r == '\u00a0'
}
