package page

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"fazhi/generator/assets"
	"fazhi/templates"
)

// -write DIR writes the example pages and their assets, to be looked at.
var writeDir = flag.String("write", "", "write the example pages to this folder")

func TestWrite(t *testing.T) {
	if *writeDir == "" {
		t.Skip("without -write")
	}
	sub, err := fs.Sub(templates.FS, "assets")
	if err != nil {
		t.Fatal(err)
	}
	files, err := assets.Bundle(sub)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(*writeDir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		// A steady name: the examples refer to it.
		name := "page.js"
		if filepath.Ext(f.Name) == ".css" {
			name = "look.css"
		}
		if err := os.WriteFile(filepath.Join(*writeDir, name), f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range []string{"zh-CN", "en"} {
		s := newSet(t, lang)
		for name, v := range examples() {
			var b bytes.Buffer
			if err := s.Render(&b, v); err != nil {
				t.Fatal(err)
			}
			if lang == "en" {
				name += ".en"
			}
			if err := os.WriteFile(filepath.Join(*writeDir, name+".html"), b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// examples are full views of every page type, by file name. The body, its
// reports and its figures are invented.
func examples() map[string]View {
	draft := exampleReport()
	draft.Draft, draft.Seal, draft.Facts.Published = true, Seal{}, Date{}
	old := exampleReport()
	old.Frame.Demo, old.Imported, old.Seal, old.Notes = false, true, Seal{}, nil
	old.Facts = Facts{Issuer: "示例区虚构局", Period: "2019年1月1日至12月31日"}
	old.Title, old.Year, old.Keys = "示例区虚构局2019年度法治政府建设工作总结", 2019, nil
	for i := range old.Tables {
		old.Tables[i].Before = 0
	}
	return map[string]View{
		"report":          exampleReport(),
		"report-draft":    draft,
		"report-imported": old,
		"home":            exampleHome(),
		"agencies":        exampleAgencies(),
		"agency":          exampleAgency(),
		"column":          exampleColumn(),
		"indicators":      exampleIndicators(),
		"indicator":       exampleIndicator(),
		"commitments":     exampleCommitments(),
		"commitment":      exampleCommitment(),
		"text":            exampleText(),
		"compare":         exampleCompare(),
		"matrix":          exampleMatrix(),
		"across":          exampleAcross(),
		"checks":          exampleChecks(),
		"corrections":     exampleCorrections(),
		"tombstone":       exampleTombstone(),
		"search":          exampleSearch(),
		"moved":           Moved{Title: "示例区虚构局2023年度报告", Href: "report.html"},
		"sources":         exampleSources(),
		"verify":          exampleVerify(),
		"plan": Plan{
			Frame: exampleFrame("2023年安排事项与2024年回应", 0), Year: 2023,
			Promise: Link{Label: "2023年度报告", Href: "report.html"}, Answer: Link{Label: "2024年度报告", Href: "report.html"},
			Items: []PlanItem{
				{ID: "item-1", Number: 1, Text: []string{"建立公职律师统一调配办法。"}, Href: "report.html", Answers: []PlanAnswer{
					{"", "已完成", "done", []string{"办法已经施行。"}, "report.html"}, {"", "部分完成", "partly", []string{"还有两个镇没有推开。"}, ""},
				}},
				{ID: "item-2", Number: 2, Text: []string{"全员轮训。"}, None: "尚未回应"},
			},
		},
		"problems": Problems{Frame: exampleFrame("这一页还不能生成", 0), Explain: "改正以后，这一页自动出现。", Links: []Link{{Label: "示例区虚构局", Href: "agency.html"}}, Problems: []Problem{
			{"toml-syntax", "错误", true, "data/a/fzzf/2023.toml:12", 12, "引号没有成对", "handled = ", "“近8万件”", "", "英文引号", "改为 \"近8万件\""},
			{"file-encoding", "提示", false, "data/a/fzzf/2023.toml", 0, "文件按 GB18030 读取", "", "", "", "", ""},
		}},
		"notfound": NotFound{Frame{Title: "没有这个网页", Site: "示例市法治政府建设公开平台", Home: "/fazhi/", Demo: true}},
	}
}

func exampleFrame(title string, current int, crumbs ...Link) Frame {
	nav := []NavItem{
		{Label: "年度报告", Href: "column.html"},
		{Label: "指标", Href: "indicators.html"},
		{Label: "单位", Href: "agency.html"},
		{Label: "说明", Href: "text.html"},
	}
	if current >= 0 {
		nav[current].Current = true
	}
	return Frame{
		Title: title, Site: "示例市法治政府建设公开平台",
		Agency: "示例区虚构局", Column: "法治政府建设", Home: "agency.html",
		Nav:    nav,
		Crumbs: append([]Link{{Label: "首页", Href: "home.html"}}, append(crumbs, Link{Label: title})...),
		Find:   "search.html",
		CSS:    []Asset{{Href: "look.css"}},
		JS:     []Asset{{Href: "page.js"}},
		Demo:   true,
		AsOf:   Date{"2024年3月1日", "2024-03-01"},
		Footer: []FooterItem{
			{Label: "主办单位", Text: "示例区虚构局（虚构）"},
			{Label: "网站标识码", Text: "0000000000"},
			{Label: "备案号", Text: "（示例）"},
			{Label: "检查规则与口径说明", Href: "checks.html"},
			{Label: "怎样核验", Href: "text.html"},
		},
		Meta: Meta{SiteName: "示例市法治政府建设公开平台", SiteDomain: "example.invalid", SiteIDCode: "0000000000"},
	}
}

func exampleReport() Report {
	f := exampleFrame("示例市示例区虚构局2023年度法治政府建设情况报告", 0,
		Link{Label: "示例区虚构局", Href: "agency.html"}, Link{Label: "法治政府建设年度报告", Href: "column.html"})
	f.Crumbs[len(f.Crumbs)-1].Label = "2023年度"
	f.Meta.ColumnName, f.Meta.ColumnType = "法治政府建设年度报告", "信息公开目录"
	f.Meta.ArticleTitle, f.Meta.ContentSource = f.Title, "示例区虚构局"
	return Report{
		Frame: f,
		Year:  2023,
		Facts: Facts{
			Issuer: "示例市示例区虚构局", Number: "示虚构〔2024〕1号", Index: "示例/2024-00012",
			Period: "2023年1月1日至12月31日",
		},
		Seal: Seal{Text: "已封存 第2版", Code: "9f3a 71c0 … 5be2", Href: "text.html"},
		Notes: []Note{
			{Label: "更正", Text: "第2版更正一处数据：行政复议纠错由3件改为2件", Href: "text.html", Answer: true},
		},
		Keys: []KeyFigure{
			{Label: "受办审批业务", Number: "近8万", Unit: "件", Change: Change{Text: "增长0—14%"}, Href: "#f-approval.handled"},
			{Label: "企业投资备案审批时限", Number: "≤30", Unit: "个工作日", Change: Change{Text: "缩短33个工作日以上", Better: true}, Note: "原63个工作日", Href: "#f-hall.filing_limit"},
			{Label: "“好差评”累计评价", Number: "29.51万", Unit: "次", Note: "好评满意度100%", Href: "#f-hall.appraised"},
			{Label: "综窗受理事项", Number: "1163", Unit: "项", Note: "505 + 658，勾稽一致", Href: "#f-hall.items"},
			{Label: "行政复议纠错", Number: "2", Unit: "件", Change: Change{Text: "减少1件", Better: true}, Href: "#f-review.corrected"},
			{Label: "一件事办结", Number: "未统计", Absent: true, Href: "#f-hall.once"},
		},
		Contents: []Heading{
			{Label: "一、推进法治政府建设的主要举措和成效", Href: "#s1", Items: []Heading{
				{Label: "（一）优化审批服务", Href: "#s1-1"}, {Label: "（二）推进政务服务“两集中、一上网”", Href: "#s1-2"}, {Label: "（三）规范行政执法", Href: "#s1-3"}}},
			{Label: "二、存在的不足和原因", Href: "#s2"},
			{Label: "三、主要负责人履行法治建设第一责任人职责情况", Href: "#s3"},
			{Label: "四、下一年度工作安排", Href: "#s4"},
			{Label: "数据表", Href: "#data"},
			{Label: "检查记录", Href: "#record"},
			{Label: "附件和下载", Href: "#attachments"},
		},
		Sections:    exampleSections(),
		Tables:      []Table{exampleTable()},
		Record:      exampleRecord(),
		Reviews:     []Review{{Kind: "保密审查", By: "办公室"}, {Kind: "合法性审查", By: "法制审核机构", Note: "无修改意见"}},
		Attachments: []File{{"2023年度统计附表", "attachment.xlsx", "XLSX，24 KB", ""}},
		Downloads: []File{
			{"报告", "r.docx", "Word，41 KB", ""}, {"数据表", "r-excel.csv", "CSV · 19.1 KB · 用Excel、WPS直接打开", "text/csv"},
			{"数据（JSON）", "r.json", "JSON · 30.3 KB · 给程序读取，一行一项", "application/json"}, {"正文（纯文本）", "r.txt", "TXT · 7.5 KB · 不带格式，可检索、比对", "text/plain"},
		},
		Terms:   Terms{License: Link{Label: "署名 4.0（CC BY 4.0）"}, Sources: []Link{{Label: "示例区虚构局统计台账"}}},
		Earlier: Link{Label: "2022年度报告", Href: "report-imported.html"},
		Compare: Link{Label: "2023年与2022年", Href: "report-draft.html"},
	}
}

func fig(id, row, value, text string) string {
	return fmt.Sprintf(`<a class="fig" id="%s" href="#f-%s" title="看口径与出处"><data value="%s">%s</data></a>`, id, row, value, text)
}

func exampleSections() []Section {
	table := `<div class="scroll"><table><caption>执法案件办理情况</caption><thead><tr><th scope="col">类别</th><th scope="col">立案</th><th scope="col">结案</th><th scope="col">撤销</th></tr></thead><tbody><tr><th scope="row">普通程序</th><td>21</td><td>19</td><td>0</td></tr><tr><th scope="row">简易程序</th><td>104</td><td>104</td><td>0</td></tr></tbody></table></div>`
	return []Section{
		{HTML: HTML(`<p>根据《法治政府建设与责任落实督察工作规定》的要求，现将示例区虚构局2023年度法治政府建设情况报告如下。本文所述单位、事项和数据均为虚构，只用来看版式。</p>`)},
		{ID: "s1", HTML: HTML(`<h2 id="s1">一、推进法治政府建设的主要举措和成效</h2>
<h3 id="s1-1">（一）优化审批服务</h3>
<p>1至12月，全局受办各类审批业务` + fig("q1", "approval.handled", "80000", "近8万件") + `，接待现场和电话咨询` + fig("q2", "approval.consulted", "91234", "9万余次") + `。社会组织新设的承诺时限由` + fig("q3", "approval.org_limit", "15", "15个工作日") + `缩短至` + fig("q4", "approval.org_limit", "10", "10个工作日") + `；企业投资备案类项目开工前的审批时间由63个工作日压减到` + fig("q5", "hall.filing_limit", "30", "30个工作日以内") + `。“一件事”办结量<a class="fig absent" id="q6" href="#f-hall.once">未统计</a>。</p>
<p>同时，<strong>坚持问题导向</strong>，对照《优化营商环境条例》第三十六条逐项清理申请材料，删去没有法律依据的证明，能通过数据共享取得的一律不再要求提交。<sup class="footnote-ref"><a href="#fn1" id="fnref1">1</a></sup></p>
<h3 id="s1-2">（二）推进政务服务“两集中、一上网”</h3>
<p>无差别综合窗口受理事项` + fig("q7", "hall.items_general", "505", "505个") + `，分领域综合窗口受理事项` + fig("q8", "hall.items_sector", "658", "658个") + `，两者合计即进驻的` + fig("q9", "hall.items", "1163", "1163个办理项") + `。全年“好差评”累计评价` + fig("q10", "hall.appraised", "295100", "29.51万次") + `。</p>
<ul><li>线上：除涉密和法律另有规定的以外，事项全部可在网上申请。</li><li>线下：设老年人、残疾人绿色通道，有人陪办。</li></ul>
<h3 id="s1-3">（三）规范行政执法</h3>
<h4 id="s1-3-1">1. 案件办理</h4>
<p>全年办结普通程序案件` + fig("q11", "enforce.closed", "19", "19件") + `，分类情况见下表。</p>` + table)},
		{ID: "s2", HTML: HTML(`<h2 id="s2">二、存在的不足和原因</h2>
<p>公职律师的作用发挥不够。全局现有公职律师` + fig("q12", "staff.lawyers", "2", "两名") + `，平时多只参与所在股室的事务，主要原因是统一调用的机制还没有建立。行政复议纠错` + fig("q13", "review.corrected", "2", "2件") + `，都因送达程序不规范。</p>`)},
		{ID: "s3", Role: "主要负责人履职", HTML: HTML(`<h2 id="s3">三、局长抓了什么</h2>
<p>局长主持局务会专题学法4次，听取法治工作汇报2次，审签重大行政决策合法性审查意见全部在案。</p>
<blockquote><p>权责清单以外无权力，清单以内必作为。</p></blockquote>`)},
		{ID: "s4", HTML: HTML(`<h2 id="s4">四、下一年度工作安排</h2>
<ol><li>6月底前建立公职律师统一调用机制。</li><li>送达文书全部留痕，行政复议纠错不再因送达发生。</li><li>开始统计“一件事”办结量并按季公布。</li></ol>
<div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>清理结果见附件。<a href="#fnref1" role="doc-backlink">返回</a></p></li></ol></div>`)},
	}
}

func exampleTable() Table {
	abs := func(s string) Value { return Value{Text: s, Absent: true} }
	q := func(n string) Link {
		return Link{Label: "正文" + string([]rune("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬")[len(n)-1]), Href: "#q" + fmt.Sprint(len(n))}
	}
	n := func(i int) Link { return q(string(make([]byte, i))) }
	src := []Link{{Label: "政务服务一体化平台，2024年1月5日导出"}}
	last := func(v string) Before { return Before{Value{Text: v, Href: "report-imported.html"}, "上年报告"} }
	return Table{
		ID: "table-1", Caption: "2023年统计数据，与2022年比较", Year: 2023, Before: 2022,
		Groups: []Group{
			{"行政审批", []Row{
				{ID: "f-approval.handled", Label: "受办各类审批业务", Href: "indicator.html", Value: Value{Text: "近8万件", Exact: "不足80000"}, Before: last("7万余件"), Change: Change{Text: "增长0—14%"}, Definition: "1—12月累计受理并办结的审批业务", Note: "确数未公布，增幅只能给出区间", Sources: src, Quotes: []Link{n(1)}},
				{ID: "f-approval.consulted", Label: "接待咨询", Href: "indicator.html", Value: Value{Text: "9万余次", Exact: "91234"}, Before: Before{Value{Text: "8.1万人次"}, "本报告所述"}, Change: Change{Text: "不可比", Absent: true}, Definition: "现场和电话咨询", Note: "计量单位由“人次”改为“次”", Quotes: []Link{n(2)}},
				{ID: "f-approval.org_limit", Label: "社会组织新设承诺时限", Href: "indicator.html", Value: Value{Text: "10个工作日"}, Before: last("15个工作日"), Change: Change{Text: "缩短5个工作日", Better: true}, Definition: "民办非企业单位、社会团体", Quotes: []Link{n(3), n(4)}},
			}},
			{"政务服务大厅", []Row{
				{ID: "f-hall.filing_limit", Label: "企业投资备案类项目开工前审批时限", Href: "indicator.html", Value: Value{Text: "30个工作日以内", Exact: "≤30"}, Before: Before{Value{Text: "63个工作日"}, "本报告所述"}, Change: Change{Text: "缩短33个工作日以上", Better: true}, Definition: "行政部门受理的部分", Quotes: []Link{n(5)}},
				{ID: "f-hall.items_general", Label: "无差别综合窗口受理事项", Href: "indicator.html", Value: Value{Text: "505个"}, Before: Before{Value: abs("未公布")}, Definition: "依申请类", Quotes: []Link{n(7)}},
				{ID: "f-hall.items_sector", Label: "分领域综合窗口受理事项", Href: "indicator.html", Value: Value{Text: "658个"}, Before: Before{Value: abs("未公布")}, Definition: "依申请类", Quotes: []Link{n(8)}},
				{ID: "f-hall.items", Label: "进驻办理项合计", Href: "indicator.html", Value: Value{Text: "1163个"}, Before: Before{Value: abs("未公布")}, Note: "= 505 + 658，勾稽一致", Quotes: []Link{n(9)}},
				{ID: "f-hall.appraised", Label: "“好差评”累计评价", Href: "indicator.html", Value: Value{Text: "29.51万次", Exact: "295100"}, Before: Before{Value: abs("未公布")}, Quotes: []Link{n(10)}},
				{ID: "f-hall.once", Label: "“一件事”办结", Href: "indicator.html", Value: abs("未统计"), Before: Before{Value: abs("未统计")}, Note: "2024年起统计", Quotes: []Link{n(6)}},
			}},
			{"执法与监督", []Row{
				{ID: "f-enforce.closed", Label: "普通程序案件结案", Href: "indicator.html", Value: Value{Text: "19件"}, Before: last("26件"), Change: Change{Text: "下降26.9%"}, Definition: "数量无所谓好坏，不作评价", Quotes: []Link{n(11)}},
				{ID: "f-review.corrected", Label: "行政复议纠错", Href: "indicator.html", Value: Value{Text: "2件"}, Before: last("3件"), Change: Change{Text: "减少1件", Better: true}, Definition: "撤销、变更、确认违法、责令履行", Quotes: []Link{n(13)}},
				{ID: "f-staff.lawyers", Label: "公职律师", Href: "indicator.html", Value: Value{Text: "两名", Exact: "2"}, Before: last("2名"), Change: Change{Text: "持平"}, Quotes: []Link{n(12)}},
			}},
		},
	}
}
