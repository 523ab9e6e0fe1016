package importer

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/templates"
)

// oldReport is an invented report as a copying site leaves it: half-width
// punctuation, the title twice, the site's own lines around it.
const oldReport = `来源:清河市政务网 发布时间:2024-02-01
清河市水务局2023年度法治政府建设情况报告
清河市水务局
2023年度法治政府建设情况报告
2023年,市水务局认真落实法治政府建设各项部署,现报告如下:
一、主要举措和成效
(一)规范行政执法。
全年办理涉水行政处罚案件35件,罚款金额12.6万元;开展河道巡查1,280次,巡查次数同比增长8.5%,投诉量下降3%。
(二)优化审批。取水许可办理时限由20个工作日缩短至7个工作日以内,网上可办率达100%。印发《关于做好<取水许可>工作的通知》(清水发〔2023〕6号)。
1.集中培训。
组织执法人员培训5场、参训近300人次。
二、存在的不足和原因
基层执法力量不足,全局仅有3名公职律师。
三、党政主要负责人履行第一责任人职责情况
局党组专题学法4次。详见 http://example.org/a,b?c=1 。
四、下步工作打算
新建智慧监测站点10个。
清河市水务局
2024年1月15日
标签:
3人觉得有用
推荐
相关链接:
`

func forms(t testing.TB) form.Forms {
	t.Helper()
	all, log := form.Load(templates.FS)
	if len(all) == 0 {
		t.Fatalf("no forms: %v", log)
	}
	return all
}

func request(name, text string) Request {
	return Request{Agency: "qinghe-swj", FormID: "fzzf", Year: 2023, Name: name, Data: []byte(text)}
}

// imported runs an import, puts its files into the workspace and loads them.
func imported(t testing.TB, ws fstest.MapFS, r Request) (*Result, finding.List, *report.Report) {
	t.Helper()
	all := forms(t)
	result, log := Import(ws, all, r)
	if result == nil {
		t.Fatalf("nothing imported: %v", log)
	}
	for _, f := range result.Files {
		ws[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	agency, problems := source.New(ws, all).Agency(r.Agency)
	for _, f := range problems {
		if f.Severity == finding.Error {
			t.Errorf("the workspace does not load: %v", f)
		}
	}
	for _, s := range agency.Series {
		if y := s.Year(r.Year); y != nil {
			for _, f := range y.Findings {
				if f.Severity == finding.Error {
					t.Errorf("the year does not load: %v", f)
				}
			}
			return result, log, y
		}
	}
	t.Fatal("the year is not there")
	return nil, nil, nil
}

// checkWhole holds an imported report against its contract: the text is the
// body, and no quantity stands outside a figure.
func checkWhole(t testing.TB, result *Result, y *report.Report) {
	t.Helper()
	if diff := cmp.Diff(result.Body, y.Narrative.Text()); diff != "" {
		t.Errorf("text (-body +built):\n%s", diff)
	}
	for _, r := range y.Narrative.References {
		r.Printed = "※"
	}
	for q := range quantity.Scan(y.Narrative.Text()) {
		if q.Kind.IsQuantity() && q.Shape != quantity.FromTo {
			t.Errorf("%q is in no figure", q.Text)
		}
	}
}

func TestImport(t *testing.T) {
	ws := fstest.MapFS{}
	result, log, y := imported(t, ws, request("report.txt", oldReport))
	checkWhole(t, result, y)
	const body = `2023年，市水务局认真落实法治政府建设各项部署，现报告如下：
一、主要举措和成效
（一）规范行政执法。
全年办理涉水行政处罚案件35件，罚款金额12.6万元；开展河道巡查1,280次，巡查次数同比增长8.5%，投诉量下降3%。
（二）优化审批。取水许可办理时限由20个工作日缩短至7个工作日以内，网上可办率达100%。印发《关于做好＜取水许可＞工作的通知》（清水发〔2023〕6号）。
1.集中培训。
组织执法人员培训5场、参训近300人次。
二、存在的不足和原因
基层执法力量不足，全局仅有3名公职律师。
三、党政主要负责人履行第一责任人职责情况
局党组专题学法4次。详见 http://example.org/a,b?c=1 。
四、下步工作打算
新建智慧监测站点10个。
清河市水务局
2024年1月15日`
	if diff := cmp.Diff(body, result.Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	if y.Title != "清河市水务局2023年度法治政府建设情况报告" || y.Status != report.Imported || y.Signed.String() != "2024-01-15" {
		t.Errorf("front matter: %q, %q, %s", y.Title, y.Status, y.Signed)
	}
	if got := y.Series.Agency.Name; got != "清河市水务局" {
		t.Errorf("agency %q", got)
	}
	var roles []string
	for _, g := range y.Narrative.Tagged {
		roles = append(roles, g.Role)
	}
	if got := strings.Join(roles, " "); got != "measures shortcomings leadership plan" {
		t.Errorf("roles: %s", got)
	}
	md := string(ws["content/qinghe-swj/fzzf/2023.md"].Data)
	for _, want := range []string{
		"\n## 一、主要举措和成效 {role=measures}\n", "\n### （一）规范行政执法。\n", "\n**（二）优化审批。**取水许可", "\n#### 1.集中培训。\n",
		":before}}缩短至{{", "同比增长{{", "下降{{",
	} {
		if !strings.Contains(md, want) {
			t.Errorf("the narrative lacks %q:\n%s", want, md)
		}
	}
	ids := map[string]int{}
	for _, f := range log {
		ids[f.ID]++
	}
	for _, want := range []string{"import-stripped", "import-title", "import-width", "import-agency-name"} {
		if ids[want] != 1 {
			t.Errorf("finding %s stands %d times", want, ids[want])
		}
	}
	if n := log.Count(finding.Warning); n != 0 {
		t.Errorf("%d warnings: %v", n, log)
	}
}

// labels gives the figures of a report by their indicator's label.
func labels(y *report.Report) map[string]string {
	out := map[string]string{}
	for _, f := range y.Figures {
		out[f.Indicator.Label] = f.Text
		if f.Stated != nil {
			out[f.Indicator.Label] += "←" + f.Stated.Text
		}
	}
	return out
}

func TestFigures(t *testing.T) {
	const text = `本局2023年度法治政府建设情况报告
组织青年骨干集中学习14次，开展专题调研6次。
培育示范基地3个。5个窗口单位实现一窗受理。
全区群众诉求办结率达98.5%。
生产总值120亿元，同比增长6.5%；能耗、水耗分别下降4%、1.5%。
审批时限从15个工作日提速至10个工作日。
收到申请20件（甲镇12件、乙镇8件）。
`
	_, _, y := imported(t, fstest.MapFS{}, request("a.txt", text))
	want := map[string]string{
		"组织青年骨干集中学习": "14次", "开展专题调研": "6次", "培育示范基地": "3个", "窗口单位实现一窗受理": "5个", "全区群众诉求办结率": "98.5%",
		"生产总值": "120亿元", "生产总值增长": "6.5%", "能耗下降": "4%", "水耗下降": "1.5%", "审批时限": "10个工作日←15个工作日",
		"收到申请": "20件", "收到申请：甲镇": "12件", "收到申请：乙镇": "8件",
	}
	if diff := cmp.Diff(want, labels(y)); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}

func TestSameFigure(t *testing.T) {
	_, log, y := imported(t, fstest.MapFS{}, request("a.txt", "某区2023年度法治政府建设工作报告\n开展联合执法行动9次。开展联合执法行动9次，效果明显。开展联合执法行动8次。\n"))
	if len(y.Figures) != 2 || len(y.Narrative.References) != 3 {
		t.Errorf("%d figures, %d references, want 2 and 3", len(y.Figures), len(y.Narrative.References))
	}
	if !slices.ContainsFunc(log, func(f finding.Finding) bool {
		return f.ID == "import-same-name" && f.Pos.File == "data/qinghe-swj/fzzf/2023.toml" && f.Pos.Line > 1
	}) {
		t.Errorf("the other value is not told: %v", log)
	}
}

// A second year goes on with the series of the first.
func TestYears(t *testing.T) {
	ws := fstest.MapFS{}
	r := request("a.txt", "一、2022年工作回顾\n新建污水管网30公里。\n整治黑臭水体2条。\n")
	r.FormID, r.Year = "other", 2022
	_, _, first := imported(t, ws, r)
	before := string(ws["data/qinghe-swj/other/form.toml"].Data)
	r.Data, r.Year = []byte("一、2023年工作情况\n整治黑臭水体5条。\n新建污水管网45公里。\n建成海绵公园1座。\n"), 2023
	result, _, second := imported(t, ws, r)
	checkWhole(t, result, second)
	if after := string(ws["data/qinghe-swj/other/form.toml"].Data); !strings.HasPrefix(after, strings.TrimRight(before, "\n")) {
		t.Errorf("what stood in form.toml was changed:\n%s", after)
	}
	for _, f := range first.Figures {
		if same := second.Figure(f.Indicator.Key); same == nil || same.Indicator.Label != f.Indicator.Label {
			t.Errorf("%s (%s) does not go on", f.Indicator.Key, f.Indicator.Label)
		}
	}
	if len(second.Figures) != 3 {
		t.Errorf("%d figures, want 3", len(second.Figures))
	}
}

func TestRefusals(t *testing.T) {
	all := forms(t)
	good := request("a.txt", "某局2023年度法治政府建设情况报告\n正文。\n")
	there := fstest.MapFS{"data/qinghe-swj/fzzf/2023.toml": {}, "content/qinghe-swj/fzzf/2023.md": {}}
	for _, c := range []struct {
		name string
		ws   fs.FS
		edit func(*Request)
		want []string
	}{
		{"both files are named", there, func(*Request) {}, []string{"import-exists", "import-exists"}},
		{"all that is wrong at once", fstest.MapFS{}, func(r *Request) { r.Agency, r.FormID, r.Year = "../x", "fzzff", 23 }, []string{"import-agency", "import-form", "import-year"}},
		{"no text", fstest.MapFS{}, func(r *Request) { r.Data = []byte(" \n\n") }, []string{"import-empty"}},
		{"no text file", fstest.MapFS{}, func(r *Request) { r.Data = []byte("PK\x03\x04\x00\x00\xff") }, []string{"file-encoding"}},
		{"broken form.toml", fstest.MapFS{"data/qinghe-swj/fzzf/form.toml": {Data: []byte("[groups\n")}}, func(*Request) {}, []string{"toml-syntax"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := good
			c.edit(&r)
			result, log := Import(c.ws, all, r)
			var ids []string
			for _, f := range log {
				if f.Severity == finding.Error {
					ids = append(ids, f.ID)
				}
			}
			slices.Sort(ids)
			if result != nil || !slices.Equal(ids, c.want) {
				t.Errorf("errors %v, want %v", ids, c.want)
			}
		})
	}
	forced := good
	forced.Force = true
	if result, log := Import(there, all, forced); result == nil {
		t.Errorf("not imported with force: %v", log)
	}
}

func TestKeepWidth(t *testing.T) {
	r := request("a.txt", "某局2023年度法治政府建设情况报告\n工作扎实,成效明显。\n")
	r.KeepWidth = true
	if result, _, _ := imported(t, fstest.MapFS{}, r); result.Body != "工作扎实,成效明显。" {
		t.Errorf("body %q", result.Body)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	all := forms(t)
	r := request("a.txt", "某局2023年度法治政府建设情况报告\n检查企业12家。\n")
	result, log := Import(os.DirFS(dir), all, r)
	if result == nil {
		t.Fatal(log)
	}
	if err := result.Write(dir); err != nil {
		t.Fatal(err)
	}
	var names []string
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, p)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	want := []string{"content/qinghe-swj/fzzf/2023.md", "data/qinghe-swj/agency.toml", "data/qinghe-swj/fzzf/2023.toml", "data/qinghe-swj/fzzf/form.toml"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if err := result.Write(dir); err == nil {
		t.Error("a file that came in between was overwritten")
	}
	made := map[string]string{}
	for _, f := range result.Files {
		made[f.Name] = string(f.Data)
	}
	if again, _ := Import(fstest.MapFS{}, all, r); again == nil || !maps.Equal(made, filesOf(again)) {
		t.Error("the same input gave other files")
	}
}

func filesOf(r *Result) map[string]string {
	out := map[string]string{}
	for _, f := range r.Files {
		out[f.Name] = string(f.Data)
	}
	return out
}

func TestHTML(t *testing.T) {
	const page = `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="青石镇2023年度法治政府建设情况报告"><meta name="PubDate" content="2024-01-20 10:00">
<style>p{}</style></head><body><nav>首页 > 政务公开</nav><div class="menu"><a href="/">首页</a><a href="/x">动态</a></div>
<div class="wrap"><h1>青石镇2023年度法治政府建设情况报告</h1><p>来源：青石镇 发布时间：2024-01-20</p><div class="TRS_Editor">
<p>　　一、主要举措和成效</p><p>　　镇政府坚持依法行政，<b>全年</b>受理群众诉求<span>86</span>件，<span style="display:none">隐藏</span>办结85件。</p>
<h3>执法情况统计</h3><table><tr><th>类别</th><th>数量（件）</th></tr><tr><td>行政处罚|简易</td><td>7</td></tr><tr><td>行政检查</td><td>40件</td></tr></table>
<p>二、存在的不足和原因</p><p>人员不足。<br>经费偏紧。</p></div></div><div>责任编辑：某某</div><script>var a="<p>1件</p>"</script></body></html>`
	result, _, y := imported(t, fstest.MapFS{}, request("saved.html", page))
	checkWhole(t, result, y)
	const want = "一、主要举措和成效\n镇政府坚持依法行政，全年受理群众诉求86件，办结85件。\n执法情况统计\n类别\t数量（件）\n行政处罚|简易\t7\n行政检查\t40件\n二、存在的不足和原因\n人员不足。\n经费偏紧。"
	if diff := cmp.Diff(want, result.Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	want2 := map[string]string{"受理群众诉求": "86件", "受理群众诉求：办结": "85件", "行政处罚简易：数量": "7", "行政检查：数量": "40件"}
	if diff := cmp.Diff(want2, labels(y)); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	for _, f := range y.Figures {
		if f.Indicator.Unit != "件" {
			t.Errorf("unit of %s: %s", f.Indicator.Label, f.Indicator.Unit)
		}
	}
}

func TestMarkdownInput(t *testing.T) {
	const text = "---\nlayout: post\n---\n# 青石镇2023年度法治政府建设情况报告\n\n## 一、主要举措和成效\n\n- 开展**专题普法**12场,受众[约2000人](https://example.org/a?b=1)\n- 设置`3个`样例\n\n1. 走访企业30家\n\n正文{{不是引用}}，<br>换行。\n\n```\n5件\n```\n"
	result, _, y := imported(t, fstest.MapFS{}, request("old.md", text))
	md := string(result.Files[len(result.Files)-1].Data)
	for _, want := range []string{"\n## 一、主要举措和成效 {role=measures}\n", "\n- 开展**专题普法**{{", "](https://example.org/a?b=1)", "`3个`样例", "\n1. 走访企业{{", `\{\{不是引用}}`, "```\n5件\n```"} {
		if !strings.Contains(md, want) {
			t.Errorf("the narrative lacks %q:\n%s", want, md)
		}
	}
	if got := y.Narrative.Text(); got != result.Body {
		t.Errorf("text:\n%s\nbody:\n%s", got, result.Body)
	}
	if len(y.Figures) != 3 {
		t.Errorf("figures: %v", labels(y))
	}
}

func TestBrokenLines(t *testing.T) {
	const text = `                青石镇人民政府
        2023 年法治政府建设工作报告

    2023 年，青石镇坚持以人民为中心，认真落实上级有关法治政府建设
的各项要求，全年办理各类事项 1136 件，群众满意程度有了新的提
升，为全镇经济社会发展提供了有力的法治保障，各项工作取得进展。
    （一）规范执法。进一步明确执法权限，细化裁量基准，落实执法
全过程记录制度，全年开展执法检查 42 次，发现并督促整改问题，

                              - 1 -

做到件件有着落、事事有回音，执法规范化水平有了明显的提高，行
政执法的公信力进一步增强。

          事项        本年数量      上年数量

行政许可               550        480
`
	result, log, y := imported(t, fstest.MapFS{}, request("a.txt", text))
	checkWhole(t, result, y)
	const want = "2023年，青石镇坚持以人民为中心，认真落实上级有关法治政府建设的各项要求，全年办理各类事项1136件，群众满意程度有了新的提升，为全镇经济社会发展提供了有力的法治保障，各项工作取得进展。\n" +
		"（一）规范执法。进一步明确执法权限，细化裁量基准，落实执法全过程记录制度，全年开展执法检查42次，发现并督促整改问题，做到件件有着落、事事有回音，执法规范化水平有了明显的提高，行政执法的公信力进一步增强。\n" +
		"事项\t本年数量\t上年数量\n行政许可\t550\t480"
	if diff := cmp.Diff(want, result.Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	if y.Title != "青石镇人民政府2023年法治政府建设工作报告" {
		t.Errorf("title %q", y.Title)
	}
	if !slices.ContainsFunc(log, func(f finding.Finding) bool { return f.ID == "import-joined" }) {
		t.Error("joined lines are not told")
	}
}
