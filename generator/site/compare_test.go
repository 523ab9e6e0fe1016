package site_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"golang.org/x/net/html"

	"fazhi/generator/site"
)

// compared is a workspace with two years that have every case in a row of its
// own.
func compared() fstest.MapFS {
	return files(map[string]string{
		"data/site.toml":     "title = \"示例\"\n",
		"data/a/agency.toml": "name = \"示例局\"\n",
		"data/a/fzzf/form.toml": `[groups]
x = { label = "试" }
[indicators.x]
up = { label = "增加的", unit = "件" }
down = { label = "减少的", unit = "件" }
even = { label = "不变的", unit = "件" }
zero = { label = "零起点", unit = "件" }
gone = { label = "没写的", unit = "件" }
none = { label = "未统计的", unit = "件" }
open = { label = "方向不明的", unit = "件" }
sure = { label = "约数", unit = "件" }
unit = { label = "换单位的", unit = "次", units = ["人次"] }
cut = { label = "换口径的", unit = "件" }
rate = { label = "比率", unit = "%", direction = "higher" }
[[breaks]]
figures = ["换口径的"]
year = 2022
what = "scope"
note = "含镇街"
`,
		"data/a/fzzf/2021.toml":  "[figures.x]\nup = 260\ndown = 312\neven = 12\nzero = 0\ngone = 0\nnone = \"未统计\"\nopen = \"7万余件\"\nsure = \"7万余件\"\nunit = \"8.1万人次\"\ncut = 100\nrate = \"92.3%\"\n",
		"data/a/fzzf/2022.toml":  "[figures.x]\nup = 312\ndown = 260\neven = 12\nzero = 7\nnone = 3\nopen = \"近8万件\"\nsure = \"9万余件\"\nunit = \"9万余次\"\ncut = 150\nrate = \"100%\"\n",
		"data/a/fzzf/2024.toml":  "[figures.x]\nup = 999777\n",
		"content/a/fzzf/2021.md": "+++\ntitle = \"示例局2021年报告\"\nstatus = \"imported\"\n+++\n\n## 一、主要举措\n\n坚持重大行政决策合法性审查，集体讨论决定，全程记录。\n\n## 二、下一年度安排\n\n配齐法制审核人员，每个执法科室至少一名。\n",
		"content/a/fzzf/2022.md": "+++\ntitle = \"示例局2022年报告\"\nstatus = \"imported\"\n+++\n\n## 一、主要举措\n\n每个执法科室配齐法制审核人员，共8名。\n\n## 二、下一年度安排\n\n坚持重大行政决策合法性审查，集体讨论决定，全程记录。\n",
		"content/a/fzzf/2024.md": "+++\ntitle = \"示例局2024年报告\"\nstatus = \"draft\"\n+++\n\n还没写好。\n",
	})
}

// cells gives the cells of each row of the table of figures, by label.
func cells(t *testing.T, data []byte) map[string][]string {
	out := map[string][]string{}
	each(t, data, func(n *html.Node) {
		if n.Data != "tr" {
			return
		}
		var row []string
		for c := range n.ChildNodes() {
			if c.Type == html.ElementNode {
				var b strings.Builder
				for d := range c.Descendants() {
					if d.Type == html.TextNode {
						b.WriteString(d.Data)
					}
				}
				row = append(row, strings.TrimSpace(b.String()))
			}
		}
		if len(row) == 5 {
			out[row[0]] = row[1:]
		}
	})
	return out
}

// Every number on a comparison is computed again here, from the TOML alone and
// by other code; what is no plain number has its answer written out.
func TestCompareRecomputed(t *testing.T) {
	ws := compared()
	out := build(t, ws, site.Options{})
	checkLinks(t, out)
	var years [2]struct{ Figures struct{ X map[string]any } }
	for i, y := range []int{2021, 2022} {
		if _, err := toml.Decode(string(ws[fmt.Sprintf("data/a/fzzf/%d.toml", y)].Data), &years[i]); err != nil {
			t.Fatal(err)
		}
	}
	got := cells(t, out.Get("a/fzzf/compare/2021-2022.html"))
	want := map[string][2]string{
		"没写的": {"不可比", "2022年未公布"}, "未统计的": {"不可比", "2021年未统计"},
		"方向不明的": {"增减不能确定 −1万件至+1万件", ""}, "约数": {"增长12.5%至42.9% +1万件至+3万件", ""},
		"换单位的": {"不可比", "计量单位由“人次”改为“次”"}, "换口径的": {"不可比", "2022年起口径变化：含镇街"},
		"比率": {"提高7.7个百分点", ""}, "零起点": {"增加7件", "前一年为零，不算增幅"},
	}
	for key, label := range map[string]string{"up": "增加的", "down": "减少的", "even": "不变的"} {
		a, b := years[0].Figures.X[key].(int64), years[1].Figures.X[key].(int64)
		growth := new(big.Rat).Mul(big.NewRat(b-a, a), big.NewRat(100, 1))
		percent := strings.TrimSuffix(strings.TrimPrefix(growth.FloatString(1), "-"), ".0") + "%"
		switch {
		case b > a:
			want[label] = [2]string{fmt.Sprintf("增长%s +%d件", percent, b-a), ""}
		case b < a:
			want[label] = [2]string{fmt.Sprintf("下降%s −%d件", percent, a-b), ""}
		default:
			want[label] = [2]string{"与上年持平", ""}
		}
		if row := got[label]; len(row) < 2 || row[0] != fmt.Sprint(a) && row[0] != fmt.Sprintf("%d件", a) {
			t.Errorf("%s: the older value is %v, want %d", label, row, a)
		}
	}
	for label, w := range want {
		if row := got[label]; len(row) != 4 || row[2] != w[0] || row[3] != w[1] {
			t.Errorf("%s: %q, want %q", label, row, w)
		}
	}
	if len(got) != len(want)+1 {
		t.Errorf("%d rows with the head, want %d", len(got), len(want)+1)
	}
}

// Drafts stay out of every public comparison; a text that moved, and the plan
// beside what was done, are there.
func TestCompareText(t *testing.T) {
	out := build(t, compared(), site.Options{})
	text := plain(t, out.Get("a/fzzf/compare/2021-2022.html"))
	for _, want := range []string{"移自“一、主要举措”", "2021年的安排，2022年怎样做", "每个执法科室配齐法制审核人员，共8名。"} {
		if !strings.Contains(text, want) {
			t.Errorf("the comparison does not say %q", want)
		}
	}
	for _, name := range out.Names() {
		if data := string(out.Get(name)); strings.Contains(data, "999777") || strings.Contains(name, "2024") {
			t.Errorf("%s lets a draft out", name)
		}
	}
	if m := plain(t, out.Get("a/fzzf/compare/index.html")); !strings.Contains(m, "2022年起口径变化：含镇街") {
		t.Error("the matrix does not show the break")
	}
	draft := build(t, compared(), site.Options{Draft: true})
	if page := plain(t, draft.Get("a/fzzf/compare/2022-2024.html")); !strings.Contains(page, "中间的2023年没有收录") {
		t.Error("a gap between two years is not said")
	}
}

// A sentence that was taken from elsewhere leads to its place and back; the marks
// are words too, for those who hear the page.
func TestCompareReuse(t *testing.T) {
	ws := compared()
	head := func(year string) string {
		return "+++\ntitle = \"示例局" + year + "年报告\"\nstatus = \"imported\"\n+++\n\n## 一、主要举措\n\n"
	}
	ws["content/a/fzzf/2021.md"] = &fstest.MapFile{Data: []byte(head("2021") + "窗口全年接待群众一万多人次，排队的时间比往年短了一半。\n\n## 二、下一年度安排\n\n建立案卷定期评查制度，每季度由外单位的专家交叉评阅3次。招考两名法律专业的毕业生。食堂和宿舍年内翻修，值夜班的人有地方休息，被褥一人一套，洗衣房搬到楼下。\n")}
	ws["content/a/fzzf/2022.md"] = &fstest.MapFile{Data: []byte(head("2022") + "今年先把规矩立起来，章程、流程、表格一样一样地改，前后用了五个月，改好的都印成小册子发到每一个人手里，新来的先考这本册子。建立案卷定期评查制度，每季度由外单位的专家交叉评阅2次。评查的结果在局域网上排名，末位的上台说明原因，连着两次末位的停职学习，学完了再考一次才能回岗。\n\n## 二、下一年度安排\n\n把大厅的叫号机换成新的。\n")}
	out := build(t, ws, site.Options{})
	checkLinks(t, out)
	data := out.Get("a/fzzf/compare/2021-2022.html")
	for _, want := range []string{"沿用，改了数字、2021年写在“二、下一年度安排”", "移出、2022年写在“一、主要举措”", "删去“3次”", "新写“2次”", "沿用别处语句1处"} {
		if text := plain(t, data); !strings.Contains(text, want) {
			t.Errorf("the comparison does not say %q in\n%s", want, text)
		}
	}
	seen := map[string]bool{}
	each(t, data, func(n *html.Node) {
		for _, a := range n.Attr {
			seen[n.Data+" "+a.Key+" "+a.Val] = true
		}
	})
	for _, want := range []string{"a href #b1", "a href #n1", "span id b1", "span id n1"} {
		if !seen[want] {
			t.Errorf("no %s", want)
		}
	}
}

// One year in several agencies, from their agency.json.
func TestAcross(t *testing.T) {
	ws := compared()
	if build(t, ws, site.Options{}).Get("compare/fzzf-2021.html") != nil {
		t.Error("one agency alone is compared")
	}
	for name, f := range ws {
		if rest, ok := strings.CutPrefix(name, "data/a/"); ok {
			ws["data/b/"+rest] = f
		}
	}
	ws["data/b/agency.toml"] = &fstest.MapFile{Data: []byte("name = \"另一局\"\n")}
	out := build(t, ws, site.Options{})
	checkLinks(t, out)
	if page := plain(t, out.Get("compare/fzzf-2021.html")); !strings.Contains(page, "另一局") || !strings.Contains(page, "8.1万人次") {
		t.Error("the page across agencies says too little")
	}
}
