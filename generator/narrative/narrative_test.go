package narrative

import (
	"strings"
	"testing"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
)

func parse(t *testing.T, markdown string) (*Doc, finding.List) {
	t.Helper()
	var log finding.List
	f := textfile.New("content/a/fzzf/2023.md", markdown)
	d := NewParser().Parse(f, 0, []string{"measures", "plan", "shortcomings"}, &log)
	return d, log
}

func bind(d *Doc) {
	for _, r := range d.References {
		r.Printed = "〈" + r.Source() + "〉"
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, markdown, want string }{
		{"paragraphs", "甲。\n\n乙。", "甲。\n乙。"},
		{"soft breaks", "推进法治\n政府 and\nrule of\nlaw建设", "推进法治政府 and rule of law建设"},
		{"emphasis beside punctuation", "推进**“放管服”**改革，**(一)**优化，完成**50%**以上，*（试行）*办法", "推进“放管服”改革，(一)优化，完成50%以上，（试行）办法"},
		{"emphasis nested", "**坚持*依法*行政。**局班子", "坚持依法行政。局班子"},
		{"stars in prose", "3 * 4 与 5 * 6", "3 * 4 与 5 * 6"},
		{"reference", "受办{{approval.handled}}，较上年{{approval.handled:change}}", "受办〈{{approval.handled}}〉，较上年〈{{approval.handled:change}}〉"},
		{"reference year", "上年为{{a.b@2022:number}}", "上年为〈{{a.b@2022:number}}〉"},
		{"reference wide signs", "{{受办审批业务：change}}", "〈{{受办审批业务:change}}〉"},
		{"reference in heading, emphasis, link, cell, footnote", "## 受理{{a.b}}件 {role=measures}\n\n**共{{a.c}}**，[见{{a.d}}](x.md)[^1]\n\n| 甲 | 乙 |\n|---|---|\n| {{a.e}} | 2 |\n\n[^1]: 注{{a.f}}", "受理〈{{a.b}}〉件\n共〈{{a.c}}〉，见〈{{a.d}}〉[1]\n甲\t乙\n〈{{a.e}}〉\t2\n[1] 注〈{{a.f}}〉"},
		{"reference in code is text", "写作`{{a.b}}`即可\n\n~~~\n{{a.c}}\n~~~", "写作{{a.b}}即可\n{{a.c}}"},
		{"an indent as in Word", "\u3000\u3000甲。\n\n    乙。", "甲。\n乙。"},
		{"escaped braces", `\{\{a.b}}`, "{{a.b}}"},
		{"entities", `A&amp;B \*星\*`, "A&B *星*"},
		{"lists", "1. 甲\n2. 乙\n\n- 丙", "1. 甲\n2. 乙\n丙"},
		{"role on paragraph", "原因是机制未建立。{role=shortcomings}", "原因是机制未建立。"},
		{"braces in prose", "集合 {a, b} 与 {甲=乙}", "集合 {a, b} 与 {甲=乙}"},
		{"setext is a heading", "标题\n===", "标题"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, log := parse(t, c.markdown)
			bind(d)
			if got := d.Text(); got != c.want {
				t.Errorf("text %q, want %q", got, c.want)
			}
			if len(log) > 0 {
				t.Errorf("findings: %v", log)
			}
		})
	}
}

func TestRolesAndAddresses(t *testing.T) {
	d, _ := parse(t, "## 一、成效与打算 {role=\"measures plan\"}\n\n### （一）甲\n\n### （二）乙\n\n## 二、其他\n\n不足。{role=shortcomings}\n")
	var tags, ids []string
	for _, g := range d.Tagged {
		tags = append(tags, g.Role)
	}
	for _, h := range d.Headings {
		ids = append(ids, h.ID)
	}
	if got, want := strings.Join(tags, " "), "measures plan shortcomings"; got != want {
		t.Errorf("roles %s, want %s", got, want)
	}
	if got, want := strings.Join(ids, " "), "s1 s1-1 s1-2 s2"; got != want {
		t.Errorf("addresses %s, want %s", got, want)
	}
	if d.Tagged[2].Pos.Line != 9 || d.Tagged[2].Pos.Column != 5 {
		t.Errorf("place of the last role: %v", d.Tagged[2].Pos)
	}
}

func TestFindings(t *testing.T) {
	for _, c := range []struct{ markdown, id, place string }{
		{"甲{{a.b}乙", "reference-form", "content/a/fzzf/2023.md:1:2"},
		{"甲{{ }}", "reference-form", "content/a/fzzf/2023.md:1:2"},
		{"{{a.b@上年}}", "reference-form", "content/a/fzzf/2023.md:1:1"},
		{"甲\n乙{{a.b:chang}}", "reference-form", "content/a/fzzf/2023.md:2:2"},
		{"## 一 {role=mesures}", "unknown-role", "content/a/fzzf/2023.md:1:7"},
		{"## 一 {rôle=a} {roles=measures}", "unknown-attribute", "content/a/fzzf/2023.md:1:16"},
		{"##二、不足", "heading-form", "content/a/fzzf/2023.md:1:1"},
		{"＃＃ 二、不足", "heading-form", "content/a/fzzf/2023.md:1:1"},
		{"共｛｛受办｝｝。", "reference-form", "content/a/fzzf/2023.md:1:2"},
		{"共【【受办】】。", "reference-form", "content/a/fzzf/2023.md:1:2"},
		{"## 二、不足 ｛role=plan｝", "reference-form", "content/a/fzzf/2023.md:1:9"},
		{"｜甲｜乙｜\n｜--｜--｜", "table-form", "content/a/fzzf/2023.md:1:1"},
		{"| 甲 | 乙 |\n| 1 | 2 |", "table-form", "content/a/fzzf/2023.md:1:1"},
		{"甲。\n乙。", "paragraph-joined", "content/a/fzzf/2023.md:1:2"},
		{"甲<b>乙</b>", "html-in-narrative", "content/a/fzzf/2023.md:1:2"},
		{"[甲](javascript:alert)", "link-unsafe", "content/a/fzzf/2023.md:1:2"},
		{"![甲](https://example.org/a.png)", "link-unsafe", "content/a/fzzf/2023.md:1:3"},
	} {
		_, log := parse(t, c.markdown)
		if len(log) == 0 || log[0].ID != c.id || log[0].Pos.String() != c.place {
			t.Errorf("%q: %v, want %s at %s", c.markdown, log, c.id, c.place)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"## 一、甲 {role=measures}\n\n{{a.b:change}}", "**“甲”**乙[^1]\n\n[^1]: {{a}}", "| a | {{b}} |\n|--|--|\n| c | d |", "{{", "> > > *a **b** c*", "<b>", "\\{\\{", "[x](javascript&colon;a)<a@b.c>![y](50%.png)", "|a|b|\n|-|-|\n|{{c}}"} {
		f.Add(s)
	}
	p := NewParser()
	f.Fuzz(func(t *testing.T, s string) {
		file, _, ok := textfile.Decode("a.md", []byte(s))
		if !ok {
			return
		}
		var log finding.List
		d := p.Parse(file, 0, []string{"measures"}, &log)
		bind(d)
		text := d.Text()
		for _, r := range d.References {
			if got := file.Text[r.start:r.end]; !strings.HasPrefix(got, "{{") || !strings.HasSuffix(got, "}}") {
				t.Fatalf("reference at %q", got)
			}
			if !strings.Contains(text, r.Printed) {
				t.Fatalf("%q is not in the text %q", r.Printed, text)
			}
		}
	})
}

func TestPlan(t *testing.T) {
	doc, log := parse(t, "# 安排\n\n## 调配 {item=“公职律师”}\n\n建立办法。\n\n1. 先试点。\n2. 再推开。\n\n## 轮训 {item=轮训 role=plan}\n\n- 全员轮训。{item=\"全员\"}\n\n做完了。{answers=\"甲 乙、丙\" result=partly}\n")
	if len(log) > 0 {
		t.Fatal(log)
	}
	var items []string
	for _, i := range doc.Items {
		items = append(items, i.ID+"："+strings.Join(doc.Part(i.Block), "/"))
	}
	if got, want := strings.Join(items, " "), "公职律师：建立办法。/1. 先试点。/2. 再推开。 轮训：全员轮训。/做完了。 全员：全员轮训。"; got != want {
		t.Errorf("items %s, want %s", got, want)
	}
	var answers []string
	for _, a := range doc.Answers {
		answers = append(answers, a.Ref+string(a.Result))
	}
	if got := strings.Join(answers, " "); got != "甲partly 乙partly 丙partly" {
		t.Errorf("answers %s", got)
	}
	if strings.Contains(doc.Text(), "{") {
		t.Errorf("an attribute stays in the text: %s", doc.Text())
	}
}
