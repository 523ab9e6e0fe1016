package site_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/site"
	"fazhi/templates"
)

func rules(t testing.TB) *check.Rules {
	t.Helper()
	r, log := check.Load(templates.FS)
	if len(log) > 0 {
		t.Fatal(log)
	}
	return r
}

func query(t *testing.T, data []byte, selector string) []*html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return cascadia.QueryAll(root, cascadia.MustCompile(selector))
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// waived is the workspace with waivers: one that counts, one without figures,
// and two that accept nothing.
func waived() map[string]string {
	return map[string]string{
		"data/site.toml":     "title = \"示例网站\"\n",
		"data/a/agency.toml": "name = \"示例区虚构局\"\n",
		"data/a/fzzf/2022.toml": `[figures.approval]
handled = 312
[[waive]]
check = "section-thin"
figures = ["受办审批业务", "hall.issues"]
reason = "当年<机构>合并"
by = "法制股"
until = 2024-12-31
[[waive]]
check = "section-thin"
text = "受办312件"
reason = "只此一句"
[[waive]]
check = "section-missing"
reason = "这一项不能豁免"
[[waive]]
check = "no-such-check"
reason = "没有这一项"
`,
		"content/a/fzzf/2021.md": "+++\ntitle = \"示例区虚构局2021年度报告\"\nstatus = \"imported\"\n+++\n\n## 一、成效\n\n做了工作。\n",
		"content/a/fzzf/2022.md": "+++\ntitle = \"示例区虚构局2022年度报告\"\nstatus = \"published\"\n+++\n\n## 一、成效 {role=measures}\n\n受办{{受办审批业务}}。\n",
		"content/a/fzzf/2023.md": "+++\ntitle = \"示例区虚构局2023年度报告\"\nstatus = \"published\"\n+++\n\n## 一、成效 {role=measures}\n\n做了工作。\n",
	}
}

// The page of checks has every check once, at its own place, and every page but
// 404.html leads to it from its foot.
func TestPageOfChecks(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		ws := waived()
		ws["data/site.toml"] += "lang = \"" + lang + "\"\n"
		out := build(t, files(ws), site.Options{})
		checkLinks(t, out)
		for _, c := range rules(t).All() {
			at := query(t, out.Get("checks/index.html"), "ol.entries > li#"+c.ID)
			if len(at) != 1 {
				t.Errorf("%s: %d places %s", lang, len(at), c.ID)
				continue
			}
			got := words(at[0])
			for _, want := range []string{c.Title.In(lang), c.Doc.In(lang), c.Basis.In(lang), c.Severity.Label().In(lang), c.ID} {
				if !strings.Contains(got, want) {
					t.Errorf("%s: %s does not say %q", lang, c.ID, want)
				}
			}
		}
		for _, name := range out.Names() {
			if strings.HasSuffix(name, ".html") && name != "404.html" && len(query(t, out.Get(name), `footer a[href$="checks/index.html"], footer a[href="index.html"]`)) == 0 {
				t.Errorf("%s: the foot of %s does not lead to the page of checks", lang, name)
			}
		}
		for _, row := range query(t, out.Get("checks/index.html"), "table.readings > tbody > tr > td") {
			if words(row) == "" {
				t.Errorf("%s: a wording without its meaning", lang)
			}
		}
	}
}

// Without rules there is no page of checks, no way to it and no record.
func TestWithoutRules(t *testing.T) {
	out := buildWith(t, files(waived()), site.Options{})
	checkLinks(t, out)
	for _, name := range out.Names() {
		if strings.HasSuffix(name, ".html") && len(query(t, out.Get(name), `a[href*="checks/"], #record`)) > 0 || strings.HasPrefix(name, "checks/") {
			t.Errorf("%s speaks of checks", name)
		}
	}
}

// The record prints the waivers that can have an effect, and agency.json has
// the same.
func TestRecord(t *testing.T) {
	out := build(t, files(waived()), site.Options{})
	checkLinks(t, out)
	rows := query(t, out.Get("a/fzzf/2022.html"), "#record table.waivers > tbody > tr")
	if len(rows) != 2 {
		t.Fatalf("%d waivers in the record", len(rows))
	}
	for _, want := range []string{"法定内容过于简略", "受办审批业务", "当年<机构>合并", "法制股", "2024年12月31日"} {
		if !strings.Contains(words(rows[0]), want) {
			t.Errorf("the record does not say %q: %s", want, words(rows[0]))
		}
	}
	for _, selector := range []string{`#record tr a[href="../../checks/index.html#section-thin"]`, `#record tr a[href="#f-approval.handled"]`, `nav.toc a[href="#record"]`} {
		if len(query(t, out.Get("a/fzzf/2022.html"), selector)) == 0 {
			t.Errorf("no %s", selector)
		}
	}
	for name, want := range map[string]string{"a/fzzf/2023.html": "没有豁免的问题。", "a/fzzf/2021.html": "原样收入"} {
		if got := query(t, out.Get(name), "#record > p"); len(got) != 1 || !strings.Contains(words(got[0]), want) {
			t.Errorf("the record of %s does not say %q", name, want)
		}
	}
	later := build(t, files(waived()), site.Options{AsOf: civil.Date{Year: 2025, Month: 6, Day: 1}})
	if !bytes.Equal(out.Get("a/fzzf/2022.html"), later.Get("a/fzzf/2022.html")) {
		t.Error("the record depends on the day of the build and does not print it")
	}
	a, err := v1.Decode(out.Get("a/agency.json"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[int][]v1.Waiver{}
	for _, y := range a.Forms[0].Years {
		got[y.Year] = y.Waivers
	}
	want := map[int][]v1.Waiver{2021: nil, 2023: nil, 2022: {
		{Check: "section-thin", Figures: []string{"approval.handled", "hall.issues"}, Reason: "当年<机构>合并", By: "法制股", Until: "2024-12-31"},
		{Check: "section-thin", Text: "受办312件", Reason: "只此一句"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("years %v: %s", slices.Sorted(maps.Keys(got)), diff)
	}
}
