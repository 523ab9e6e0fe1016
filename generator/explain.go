package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"

	"fazhi/generator/check"
	"fazhi/generator/finding"
	"fazhi/generator/workspace"
	"fazhi/templates"
)

type explainCommand struct {
	ID string `arg:"" optional:"" name:"id" help:"检查的名称，如 section-missing (the id of a check)"`
}

// Run prints the documentation of a check, or the table of all. It needs no
// workspace; one that has a catalogue of its own is followed.
func (c *explainCommand) Run(e *environment) error {
	tree := fs.FS(templates.FS)
	if ws, err := workspace.Open(e.Dir, tree); err == nil {
		defer ws.Close()
		tree = ws.Templates
	}
	rules, _ := check.Load(tree) // what is wrong with them is told by check
	problems, _ := check.Problems(tree)
	var b bytes.Buffer
	one := rules.Get(c.ID)
	switch {
	case c.ID == "":
		explainAll(&b, rules, e.Lang)
	case one != nil:
		explainCheck(&b, rules, one, e.Lang)
	default:
		p, err := problemOf(c.ID, rules, problems)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s  %s\n\n", p.ID, p.Title.In(e.Lang))
		paragraph(&b, "", finding.Text{
			ZH: "这是读取、导入或生成时的提示，不是检查，不能豁免。每次出现时都写明位置、应为什么和怎样改。",
			EN: "This is told while files are read, imported or built. It is no check and cannot be waived; each time it says where, what was expected and how to mend it.",
		}.In(e.Lang))
	}
	_, err := e.stdout.Write(b.Bytes())
	return err
}

// problemOf gives what is told while reading under an id; the error names what
// is most like it.
func problemOf(id string, rules *check.Rules, problems []check.Problem) (check.Problem, error) {
	var ids []string
	for _, c := range rules.All() {
		ids = append(ids, c.ID)
	}
	for _, p := range problems {
		if p.ID == id {
			return p, nil
		}
		ids = append(ids, p.ID)
	}
	text := finding.Text{
		ZH: "没有“" + id + "”这项检查，全部检查用 fazhi explain 列出",
		EN: "there is no check " + id + "; fazhi explain lists them all",
	}
	if near := finding.Similar(id, ids); len(near) > 0 {
		text.ZH = "没有“" + id + "”这项检查，是否想写 " + strings.Join(near, "、") + "？"
		text.EN = "there is no check " + id + "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return check.Problem{}, problem{text}
}

// explainAll prints the table of checks by group.
func explainAll(b *bytes.Buffer, rules *check.Rules, lang string) {
	wide := 0
	for _, c := range rules.All() {
		wide = max(wide, finding.Width(c.ID))
	}
	for _, g := range check.Groups() {
		all := rules.ByGroup(g)
		if len(all) == 0 {
			continue
		}
		fmt.Fprintf(b, "%s\n", g.Label().In(lang))
		for _, c := range all {
			label := c.Severity.Label()
			fmt.Fprintf(b, "  %s  %s  %s\n", pad(c.ID, wide), pad(label.In(lang), 7), c.Title.In(lang))
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintln(b, finding.Text{
		ZH: "一项检查的全部说明：fazhi explain 名称",
		EN: "All about a check: fazhi explain ID",
	}.In(lang))
}

// explainCheck prints all that is known of one check.
func explainCheck(b *bytes.Buffer, rules *check.Rules, c *check.Check, lang string) {
	say := func(zh, en string) string { return finding.Text{ZH: zh, EN: en}.In(lang) }
	fmt.Fprintf(b, "%s  %s\n\n", c.ID, c.Title.In(lang))
	paragraph(b, say("说明：", "Looks for: "), c.Doc.In(lang))
	paragraph(b, say("依据：", "Basis: "), c.Basis.In(lang))
	paragraph(b, say("轻重：", "Severity: "), gravity(c).In(lang))
	paragraph(b, say("豁免：", "Waiver: "), waiving(c).In(lang))
	if c.Waivable {
		fmt.Fprintln(b)
		for _, line := range strings.Split(waiveExample(c).In(lang), "\n") {
			fmt.Fprintf(b, "    %s\n", line)
		}
	}
	all := rules.Sayings(c.ID)
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", say("可能的提示：", "It may say:"))
	for _, s := range all {
		paragraph(b, "- "+s.Severity.Label().In(lang)+say("：", ": "), s.Message.In(lang))
		indented(b, say("应为：", "expected: "), s.Expected.In(lang))
		indented(b, say("改法：", "to mend: "), s.Cure.In(lang))
	}
}

// gravity says how grave the findings of a check are, and of which reports.
func gravity(c *check.Check) finding.Text {
	t := [...]finding.Text{
		{ZH: "提示，供参考", EN: "info, worth knowing"},
		{ZH: "警告，发布前应当弄清", EN: "warning, wants an answer before publication"},
		{ZH: "错误，不改正不能发布", EN: "error, must not be published"},
	}[c.Severity]
	switch {
	case c.Always && c.Severity == finding.Error:
		t.ZH, t.EN = t.ZH+"；导入的旧报告也一样", t.EN+"; of imported reports too"
	case c.Severity == finding.Error:
		t.ZH, t.EN = t.ZH+"；导入的旧报告只是警告", t.EN+"; of imported reports a warning"
	}
	return t
}

// waiving says whether a check can be waived and what comes of it.
func waiving(c *check.Check) finding.Text {
	if !c.Waivable {
		return finding.Text{ZH: "不能豁免，只能改正", EN: "none; it must be mended"}
	}
	return finding.Text{
		ZH: "情况属实、确有理由的，在这一年的数据文件末尾写明，理由会公开印在报告的检查记录里",
		EN: "where there is a true reason, it stands at the end of the year's data file and is printed in the record on the report's page",
	}
}

// waiveExample is a waiver to copy.
func waiveExample(c *check.Check) finding.Text {
	return finding.Text{
		ZH: "[[waive]]\ncheck  = \"" + c.ID + "\"\nreason = \"理由\"\n# 这一年有几个这样的问题时，写明是哪一个：\n# text = \"所指那一行里的几个字\"，或 figures = [\"指标\"]",
		EN: "[[waive]]\ncheck  = \"" + c.ID + "\"\nreason = \"why\"\n# where the year has several such findings, say which:\n# text = \"words of the line\" or figures = [\"key\"]",
	}
}

// describe gives what SARIF tells of every id that this program knows.
func (l *loaded) describe() []finding.Rule {
	var out []finding.Rule
	for _, c := range l.rules.All() {
		help := waiving(&c)
		if c.Waivable {
			example := waiveExample(&c)
			help.ZH, help.EN = help.ZH+"\n\n"+example.ZH, help.EN+"\n\n"+example.EN
		}
		out = append(out, finding.Rule{
			ID: c.ID, Title: c.Title, Doc: c.Doc, Basis: c.Basis, Help: help,
			Group: string(c.Group), Severity: c.Severity, Waivable: c.Waivable,
		})
	}
	problems, _ := check.Problems(l.Templates)
	for _, p := range problems {
		out = append(out, finding.Rule{ID: p.ID, Title: p.Title, Severity: finding.Warning})
	}
	return out
}
