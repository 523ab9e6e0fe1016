package check

import (
	"strings"

	"fazhi/generator/finding"
)

// titleMark finds titles within titles that are not in 〈〉, and 、 between titles,
// which part themselves.
func titleMark() Check {
	return Check{ID: "title-mark", Group: Wording, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		var commas []spot
		for _, p := range s.Prose {
			if !strings.Contains(p.Text, "《") {
				continue
			}
			for _, c := range p.citations() {
				if inner, ok := innerTitle(c.name); ok {
					s.tell("inner", p.Pos(c.start, c.end), "inner", inner, "right", "〈"+strings.Trim(inner, "<>＜＞《》")+"〉")
				}
			}
			for at := 0; ; {
				i := strings.Index(p.Text[at:], "》、《")
				if i < 0 {
					break
				}
				i += at + len("》")
				commas = append(commas, spot{p.Pos, i, i + len("、"), nil})
				at = i
			}
		}
		s.each("comma", commas)
	}}
}

// innerTitle finds <…>, ＜…＞ or 《…》 within a title.
func innerTitle(name string) (inner string, ok bool) {
	for _, pair := range [][2]string{{"《", "》"}, {"<", ">"}, {"＜", "＞"}, {"<", "＞"}, {"＜", ">"}} {
		i := strings.Index(name, pair[0])
		j := strings.LastIndex(name, pair[1])
		if i >= 0 && j > i+len(pair[0]) && hasHan(name[i:j]) {
			return name[i : j+len(pair[1])], true
		}
	}
	return "", false
}
