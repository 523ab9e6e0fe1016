package record

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	v1 "fazhi/generator/export/v1"
)

func example() *Record {
	return &Record{
		Schema: Schema, Act: "seal", Agency: "a", Form: "fzzf", Year: 2023, Revision: 1, Date: "2024-03-01", Program: "v1", Address: "a/fzzf/2023.html",
		Report: &Report{
			AgencyName: "示例区虚构局", FormTitle: "法治政府建设年度报告", FormVersion: "fzzf-2019", Status: "published", Title: "示例区虚构局2023年度报告",
			Facts:      []Fact{{"issuer", "示例区虚构局"}, {"signed", "2024年1月12日"}},
			Figures:    []v1.Row{{Year: 2023, Key: "a.b", Label: "受理", Text: "12件", Value: "12"}, {Year: 2023, Key: "a.c", Label: "审结", Text: "10件", Value: "10"}},
			Paragraphs: []string{"一、成效", "受理12件[1]。审结10件；其余在办。", "甲", "注释。"},
			Keys:       []Shown{{Key: "a.b", Label: "受理", Value: "12件", Change: "增长20%"}},
			Table:      []Shown{{Key: "a.b", Label: "受理", Value: "12件", Before: "10件", Change: "增长20%", Why: []string{"本年受理"}}, {Key: "a.c", Label: "审结", Value: "10件"}},
			Printed:    []string{"12件"}, Attachments: []Attachment{{Path: "a/fzzf/附表.csv", SHA256: "00", Size: 4}},
			Sources: []Source{{Path: "data/a/fzzf/2023.toml", SHA256: "11", Text: "x = 1 < 2\n"}}, Findings: []Finding{},
		},
	}
}

// Reading is the inverse of writing, and nothing may stand in a record that
// nobody looks at.
func TestEncode(t *testing.T) {
	data, err := example().Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data)
	if err == nil && got.Hash() != Hash(data) {
		t.Error("another hash than that of the file")
	}
	got.hash = ""
	if err != nil || !reflect.DeepEqual(got, example()) {
		t.Fatalf("%v\n%s", err, cmp.Diff(example(), got))
	}
	again, err := got.Encode()
	if err != nil || string(again) != string(data) {
		t.Errorf("written otherwise: %v", err)
	}
	if !strings.Contains(string(data), "1 < 2") {
		t.Error("signs are escaped")
	}
	for _, bad := range []string{
		strings.Replace(string(data), `"act"`, `"hidden": 1, "act"`, 1), string(data) + "{}", strings.Replace(string(data), "record/1", "record/9", 1), "", "[]",
	} {
		if _, err := Decode([]byte(bad)); err == nil {
			t.Errorf("taken for a record: %.60q", bad)
		}
	}
}

// What a revision changes: facts, figures, and sentences, not more.
func TestCompare(t *testing.T) {
	old, later := example().Report, example().Report
	if c := Compare(old, later); !c.None() {
		t.Errorf("the same differs: %+v", c)
	}
	later.Figures[0].Text = "13件"
	later.Figures[1].AgencyName = "改了名的局"
	later.Figures = append(later.Figures, v1.Row{Key: "a.d", Label: "终止", Text: "1件"})
	later.Facts = []Fact{{"issuer", "示例区虚构局"}, {"number", "示发〔2024〕1号"}}
	later.Paragraphs = []string{"一、成效", "受理13件[1]。审结10件；其余在办。", "新的一段。又一句。", "注释。"}
	later.Attachments[0].SHA256 = "ff"
	want := &Changes{
		Facts:       []Change{{Name: "signed", Old: "2024年1月12日"}, {Name: "number", New: "示发〔2024〕1号"}},
		Figures:     []Change{{Name: "a.b", Label: "受理", Old: "12件", New: "13件"}, {Name: "a.d", Label: "终止", New: "1件"}},
		Sentences:   []Change{{Old: "受理12件[1]。", New: "受理13件[1]。"}, {Old: "甲", New: "新的一段。"}, {New: "又一句。"}},
		Attachments: []Change{{Name: "a/fzzf/附表.csv", Old: "00", New: "ff"}},
	}
	if diff := cmp.Diff(want, Compare(old, later)); diff != "" {
		t.Error(diff)
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]string{
		"":             "",
		"一句":           "一句",
		"一句。两句！三？":     "一句。|两句！|三？",
		"他说“好。”然后走了；完": "他说“好。”|然后走了；|完",
		"（见附件。）下一句":    "（见附件。）|下一句",
	} {
		if got := strings.Join(Sentences(text), "|"); got != want {
			t.Errorf("%q is parted %q, want %q", text, got, want)
		}
	}
}

const examplePage = `<!doctype html><html><head><title>示例区虚构局2023年度报告 - 示例</title></head><body><main><div class="head"><h1>示例区虚构局<span>2023年度报告</span></h1>
<dl class="facts"><div><dt>发文机关</dt><dd>示例区虚构局</dd></div><div><dt>成文日期</dt><dd><time datetime="2024-01-12">2024年1月12日</time></dd></div><div><dt>发布日期</dt><dd class="absent">（示例）</dd></div></dl></div>
<ul class="keys"><li><a href="#f-a.b"><span class="label">受理</span> <span class="value">12<small>件</small></span> <span class="change">增长20%</span></a></li></ul>
<article class="prose"><section><p class="role">成效</p><h2>一、成效</h2>
<p>受理<a class="fig" href="#f-a.b"><data value="12">12件</data></a><sup><a class="footnote-ref">1</a></sup>。审结10件；其余在办。 <small class="trace"><a href="x">回应上年安排第1项</a></small></p>
<table><caption class="hidden">一、成效</caption><tr><td>甲</td></tr></table>
<div class="footnotes"><ol><li><p>注释。&#160;<a class="footnote-backref">↩</a></p></li></ol></div></section></article>
<table class="figures"><caption>2023年统计数据，与2022年比较</caption><thead><tr><th>指标</th><th>2023年</th><th>2022年</th></tr></thead><tbody><tr id="f-a.b"><th><a href="i">受理</a></th><td class="num">12件 <span class="exact">大于11</span></td><td class="num before"><a href="y">10件</a></td><td class="change">增长20%</td><td class="why"><p>本年受理</p><p class="back">回到正文①</p></td></tr>
<tr id="f-a.c"><th>审结</th><td class="num">10件</td><td class="num before"></td><td class="change"></td><td class="why"></td></tr></tbody></table></main></body></html>`

// A page that states the record holds; one digit or word otherwise, more or less
// does not, wherever it stands.
func TestHolds(t *testing.T) {
	r := example().Report
	if wrong := r.Holds(ParsePage([]byte(examplePage))); wrong != nil {
		t.Fatalf("an honest page: %+v", wrong)
	}
	for name, change := range map[string][2]string{
		"title":          {"<span>2023年度报告", "<span>2022年度报告"},
		"fact":           {"2024年1月12日", "2024年1月13日"},
		"fact more":      {"<dd>示例区虚构局</dd></div>", "<dd>示例区虚构局</dd><dd>别的局</dd></div>"},
		"key":            {"12<small>", "13<small>"},
		"key change":     {`"change">增长20%</span>`, `"change">增长21%</span>`},
		"reference":      {"12件</data>", "13件</data>"},
		"typed":          {"审结10件", "审结11件"},
		"paragraph more": {"<table><caption", "<p>多出一段</p><table><caption"},
		"paragraph less": {"<p>注释。", "<p>"},
		"cell":           {"<td>甲</td>", "<td>乙</td>"},
		"caption":        {`hidden">一、成效`, `hidden">二、别的`},
		"value":          {`num">12件`, `num">13件`},
		"before":         {"10件</a>", "11件</a>"},
		"change":         {`<td class="change">增长20%`, `<td class="change">下降20%`},
		"label":          {`<a href="i">受理`, `<a href="i">不受理`},
		"definition":     {"<p>本年受理</p>", "<p>历年受理</p>"},
		"row less":       {`<tr id="f-a.c">`, `<tr id="x">`},
		"row more":       {`<tr id="f-a.c">`, `<tr id="f-a.d"><th>终止</th><td class="num">1件</td></tr><tr id="f-a.c">`},
	} {
		page := strings.Replace(examplePage, change[0], change[1], 1)
		if page == examplePage {
			t.Errorf("%s: nothing was changed", name)
		}
		if r.Holds(ParsePage([]byte(page))) == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
}

// Whatever stands in a page, reading it ends.
func FuzzParsePage(f *testing.F) {
	f.Add(examplePage)
	f.Fuzz(func(t *testing.T, page string) { example().Report.Holds(ParsePage([]byte(page))) })
}
