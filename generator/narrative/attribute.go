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

// readAttributes takes {role=…}, {item=…} and {answers=…} off the end of a
// heading, a paragraph or an item of a list and gives the roles. goldmark reads attributes on headings only; a matter that is only
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
	return d.readPairs(n, pairs(string(value[at[2]:at[3]]), start), roles, log)
}

// readPairs takes up what an attribute says of a block, and gives its roles.
func (d *Doc) readPairs(n ast.Node, all []pair, known []string, log *finding.List) (roles []string) {
	for _, p := range all {
		switch p.name {
		case "role":
			for _, role := range strings.Fields(p.value) {
				if slices.Contains(known, role) {
					roles = append(roles, role)
					d.Tagged = append(d.Tagged, Tag{Role: role, Pos: d.Pos(p.start, p.stop), Block: n})
				} else {
					log.Add(unknownRole(role, known, d.Pos(p.start, p.stop)))
				}
			}
		case "item":
			d.readItem(n, p, log)
		case "answers", "result":
		default:
			log.Add(unknownAttribute(p.name, d.Pos(p.start, p.beforeEquals)))
		}
	}
	d.readAnswers(n, all, log)
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
	f := finding.Finding{
		ID: "unknown-attribute", Severity: finding.Error, Pos: pos,
		Message:  finding.Text{ZH: "花括号里的“" + name + "”不认识", EN: "unknown attribute " + name},
		Expected: finding.Text{ZH: "{role=…}，说明这一部分是法定的哪一项内容；{item=…}，一项安排的名称；{answers=…}，回应上年的哪一项安排", EN: "{role=…}, which says what the part is for by law, {item=…}, the name of a planned item, or {answers=…}, what of last year it answers"},
	}
	if near := finding.Nearest(name, []string{"role", "item", "answers", "result"}); near != "" {
		f.Cure = finding.Text{ZH: "是否想写 " + near + "？", EN: "did you mean " + near + "?"}
	}
	return f
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
