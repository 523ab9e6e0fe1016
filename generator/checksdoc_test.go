package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fazhi/generator/check"
	"fazhi/templates"
)

// TestChecksDoc holds docs/checks.md against the checks that it is made from.
// After a change to a check or its words: go test ./generator -run ChecksDoc -update
func TestChecksDoc(t *testing.T) {
	const name = "../docs/checks.md"
	rules, log := check.Load(templates.FS)
	problems, notes := check.Problems(templates.FS)
	log.Add(notes...)
	if len(log) > 0 {
		t.Fatal(log)
	}
	want := checksDoc(rules, problems)
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Errorf("%s is not what the checks say; run: go test ./generator -run ChecksDoc -update", name)
	}
}

func checksDoc(rules *check.Rules, problems []check.Problem) string {
	var b strings.Builder
	b.WriteString("<!-- Made from the checks by: go test ./generator -run ChecksDoc -update -->\n\n# 检查目录 (Checks)\n\n")
	b.WriteString("命令行里用 `fazhi explain 名称` 查看同样的内容；豁免的写法见 [formats.md](formats.md#waivers)。检查用的法律、节假日、词语和界限在 `templates/checks/`。\n")
	for _, g := range check.Groups() {
		all := rules.ByGroup(g)
		if len(all) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s (%s)\n\n| 名称 | 检查什么 | 轻重 | 可否豁免 |\n|---|---|---|---|\n", g.Label().ZH, g.Label().EN)
		for _, c := range all {
			fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s |\n", c.ID, c.ID, c.Title.ZH, c.Severity.Label().ZH, map[bool]string{true: "可以", false: "不可以"}[c.Waivable])
		}
		for _, c := range all {
			writeCheck(&b, rules, &c)
		}
	}
	b.WriteString("\n## 读取、导入和生成时的提示 (Told while reading, importing and building)\n\n不是检查，不能豁免；每次出现时写明位置、应为什么和怎样改。\n\n| 名称 | 含义 | |\n|---|---|---|\n")
	for _, p := range problems {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", p.ID, cell(p.Title.ZH), cell(p.Title.EN))
	}
	return b.String()
}

func writeCheck(b *strings.Builder, rules *check.Rules, c *check.Check) {
	fmt.Fprintf(b, "\n### %s\n\n**%s** (%s)\n\n%s\n\n", c.ID, c.Title.ZH, c.Title.EN, c.Doc.ZH)
	fmt.Fprintf(b, "- 依据：%s\n- 轻重：%s\n- 豁免：%s\n", c.Basis.ZH, gravity(c).ZH, waiving(c).ZH)
	all := rules.Sayings(c.ID)
	if len(all) == 0 {
		return
	}
	b.WriteString("\n| 轻重 | 提示 | 应为 | 改法 |\n|---|---|---|---|\n")
	for _, s := range all {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", s.Severity.Label().ZH, cell(s.Message.ZH), cell(s.Expected.ZH), cell(s.Cure.ZH))
	}
}

// cell makes a text fit into a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "{", "\\{", "<", "&lt;", "[[", "\\[\\[").Replace(s)
}

// TestExplains: whatever a finding is called, explain knows it.
func TestExplains(t *testing.T) {
	rules, _ := check.Load(templates.FS)
	problems, _ := check.Problems(templates.FS)
	known := map[string]bool{}
	for _, c := range rules.All() {
		known[c.ID] = true
	}
	for _, p := range problems {
		if known[p.ID] {
			t.Errorf("problems.toml has %s twice, or it is a check", p.ID)
		}
		if p.Title.ZH == "" || p.Title.EN == "" {
			t.Errorf("%s has no title in both languages", p.ID)
		}
		known[p.ID] = true
	}
	for _, c := range program(t) {
		for _, id := range findingIDs(c) {
			if !known[id] {
				t.Errorf("%s tells %s, which is neither a check nor in templates/checks/problems.toml", c.name, id)
			}
		}
	}
}
