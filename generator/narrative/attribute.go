package narrative

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"

	"fazhi/generator/finding"
)

// attributePattern finds {name=value …} at the end of a block's text. A name
// must follow the brace at once, so that prose in braces stays prose.
var attributePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[ \t]*\{([a-z]+=(?:"[^"{}]*"|[^\s"{}]+)(?:[ \t]+[a-z]+=(?:"[^"{}]*"|[^\s"{}]+))*)[ \t]*\}[ \t]*$`)
})

// readAttributes takes {role=…} off the end of a heading or paragraph and gives
// the roles. goldmark reads attributes on headings only; a matter that is only
// a paragraph needs its role too.
func (d *Doc) readAttributes(n ast.Node, roles []string, log *finding.List) []string {
	last, ok := n.LastChild().(*ast.Text)
	if !ok {
		return nil
	}
	value := last.Segment.Value(d.Source)
	if len(value) == 0 || !strings.HasSuffix(strings.TrimRight(string(value), " \t"), "}") {
		return nil
	}
	at := attributePattern().FindSubmatchIndex(value)
	if at == nil || at[2] >= 2 && value[at[2]-2] == '\\' {
		return nil
	}
	start := last.Segment.Start + at[2]
	last.Segment = last.Segment.WithStop(last.Segment.Start + at[0])
	if at[0] == 0 {
		n.RemoveChild(n, last)
		if before, ok := n.LastChild().(*ast.Text); ok {
			before.Segment = before.Segment.TrimRightSpace(d.Source)
		}
	}
	return d.readRoles(n, start, string(value[at[2]:at[3]]), roles, log)
}

func (d *Doc) readRoles(n ast.Node, start int, attributes string, known []string, log *finding.List) (roles []string) {
	for attributes != "" {
		name, rest, _ := strings.Cut(attributes, "=")
		value, next := attributeValue(rest)
		end := start + len(attributes) - len(next)
		if name != "role" {
			log.Add(unknownAttribute(name, d.Pos(start, start+len(name))))
		} else {
			for _, role := range strings.Fields(strings.Trim(value, `"`)) {
				if slices.Contains(known, role) {
					roles = append(roles, role)
					d.Tagged = append(d.Tagged, Tag{Role: role, Pos: d.Pos(start, end), Block: n})
				} else {
					log.Add(unknownRole(role, known, d.Pos(start, end)))
				}
			}
		}
		trimmed := strings.TrimLeft(next, " \t")
		start = end + len(next) - len(trimmed)
		attributes = trimmed
	}
	return roles
}

func attributeValue(s string) (value, rest string) {
	if strings.HasPrefix(s, `"`) {
		if i := strings.IndexByte(s[1:], '"'); i >= 0 {
			return s[:i+2], s[i+2:]
		}
	}
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

func unknownAttribute(name string, pos finding.Pos) finding.Finding {
	return finding.Finding{
		ID: "unknown-attribute", Severity: finding.Error, Pos: pos,
		Message:  finding.Text{ZH: "花括号里的“" + name + "”不认识", EN: "unknown attribute " + name},
		Expected: finding.Text{ZH: "{role=…}，说明这一部分是法定的哪一项内容", EN: "{role=…}, which says what the part is for by law"},
	}
}

func unknownRole(role string, known []string, pos finding.Pos) finding.Finding {
	f := finding.Finding{
		ID: "unknown-role", Severity: finding.Error, Pos: pos,
		Message:  finding.Text{ZH: "没有“" + role + "”这个内容要素", EN: "there is no role " + role},
		Expected: finding.Text{ZH: "以下之一：" + strings.Join(known, "、"), EN: "one of " + strings.Join(known, ", ")},
	}
	if near := finding.Nearest(role, known); near != "" {
		f.Cure = finding.Text{ZH: "是否想写 " + near + "？", EN: "did you mean " + near + "?"}
	}
	return f
}
