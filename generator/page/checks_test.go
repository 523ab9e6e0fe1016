package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Headings go down one level at a time, so that who hears a page can find the
// way by them.
func TestHeadings(t *testing.T) {
	for name, v := range examples() {
		last := 0
		for _, h := range query(render(t, "zh-CN", v), "h1, h2, h3, h4, h5") {
			level := int(h.Data[1] - '0')
			if level > last+1 {
				t.Errorf("%s: h%d “%s” comes behind h%d", name, level, text(h), last)
			}
			last = level
		}
	}
}

// Each check is a place of its own, says its severity in words and whether it
// may be waived, and the contents lead to it.
func TestChecks(t *testing.T) {
	doc := render(t, "zh-CN", exampleChecks())
	for _, id := range []string{"section-missing", "section-thin", "law-name"} {
		at := query(doc, "ol.entries > li#"+id)
		if len(at) != 1 {
			t.Fatalf("%d places %s", len(at), id)
		}
		for _, selector := range []string{"p.level", "h3 > a[href='#" + id + "']", "code"} {
			if got := query(at[0], selector); len(got) != 1 || strings.TrimSpace(text(got[0])) == "" {
				t.Errorf("%s: no %s", id, selector)
			}
		}
		if len(query(doc, "nav.toc ol ol a[href='#"+id+"']")) != 1 {
			t.Errorf("the contents do not lead to %s", id)
		}
	}
	for _, c := range []struct {
		id, want string
		holds    bool
	}{
		{"section-missing", "不可豁免", true}, {"section-thin", "可以豁免", true}, {"section-missing", "历史文档同样适用", false},
		{"law-name", "历史文档同样适用", true}, {"section-missing", "依据：《法治政府建设与责任落实督察工作规定》", true}, {"law-name", "依据", false},
	} {
		if got := text(query(doc, "li#"+c.id)[0]); strings.Contains(got, c.want) != c.holds {
			t.Errorf("%s: %q should stand there: %t, in %s", c.id, c.want, c.holds, got)
		}
	}
}

// A waiver in the record says which check, about what, why, by whom and until
// when; where it does not say, the page says so.
func TestRecord(t *testing.T) {
	rows := query(render(t, "zh-CN", exampleReport()), "section#record table.waivers > tbody > tr")
	if len(rows) != 3 {
		t.Fatalf("%d waivers", len(rows))
	}
	want := [][]string{
		{"分项多于总项", "综窗受理事项、群众诉求", "来访一次可以提出几件事，诉求数多于来访数。", "法制审核机构", "2024年12月31日"},
		{"法定内容过于简略", "下一年度工作安排", "机构合并，安排由新机构另行公布。", "未注明", "未定期限"},
		{"与往年文字相同", "整份报告", "职能没有变化。", "未注明", "未定期限"},
	}
	for i, row := range rows {
		var got []string
		for _, cell := range query(row, "th, td") {
			got = append(got, text(cell))
		}
		if !slices.Equal(got, want[i]) {
			t.Errorf("got %q, want %q", got, want[i])
		}
	}
	if len(query(rows[0], `a[href="checks.html#section-thin"]`)) != 1 || len(query(rows[0], `a[href="#f-hall.items"]`)) != 1 {
		t.Error("a waiver leads to no check or figure")
	}
}

func TestRecordWords(t *testing.T) {
	record := func(change func(*Report)) []*html.Node {
		v := exampleReport()
		v.Record.Waivers = nil
		change(&v)
		return query(render(t, "zh-CN", v), "section#record > p")
	}
	if p := record(func(*Report) {}); len(p) != 1 || !strings.HasPrefix(text(p[0]), "每次生成网站，都用58项规则检查") || !strings.Contains(text(p[0]), "没有豁免的问题。") {
		t.Error("a report without waivers does not say so in a line")
	}
	if p := record(func(r *Report) { r.Imported = true }); len(p) != 1 || !strings.Contains(text(p[0]), "原样收入") {
		t.Error("an imported report does not say that it is kept as published")
	}
	if p := record(func(r *Report) { r.Record = Record{} }); len(p) != 0 {
		t.Error("a report that was not checked has a record")
	}
}
