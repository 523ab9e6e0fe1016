package narrative

import (
	"slices"
	"strings"
	"testing"
)

func TestPieces(t *testing.T) {
	d, _ := parse(t, "前言{{a.b}}。\n\n## 一、成效 {role=measures}\n\n甲。\n\n### （一）审批\n\n1. 第一\n2. 第二{role=plan}\n\n   续\n\n> 引。\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 2 |\n\n## 二、不足 {role=shortcomings}\n\n原因[^1]。\n\n[^1]: 注。\n")
	bind(d)
	var text, got []string
	for _, p := range d.Pieces() {
		under := "-"
		if p.Heading != nil {
			under = p.Heading.ID
		}
		text = append(text, p.Text)
		got = append(got, under+" "+strings.Join(p.Roles, "+")+" "+strings.ReplaceAll(p.Text, "\n", "/"))
	}
	if want := []string{
		"-  前言〈{{a.b}}〉。", "s1 measures 一、成效", "s1 measures 甲。", "s1-1 measures （一）审批", "s1-1 measures 1. 第一", "s1-1 plan 2. 第二/续",
		"s1-1 measures 引。", "s1-1 measures 甲\t乙", "s1-1 measures 一\t2", "s2 shortcomings 二、不足", "s2 shortcomings 原因[1]。", "s2 shortcomings [1] 注。",
	}; !slices.Equal(got, want) {
		t.Errorf("pieces\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if joined := strings.Join(text, "\n"); joined != d.Text() {
		t.Errorf("together the pieces say\n%s\nand the text\n%s", joined, d.Text())
	}
}
