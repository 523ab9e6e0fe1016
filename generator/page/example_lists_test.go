package page

import "fmt"

func exampleHome() Home {
	f := exampleFrame("示例市法治政府建设公开平台", -1)
	f.Agency, f.Column, f.Crumbs, f.Home = "", "", nil, "home.html"
	f.Meta.ColumnType = "首页"
	h := Home{
		Frame:     f,
		Intro:     `<p>各单位每年要向社会公开法治政府建设年度报告。这里收齐每一份报告和其中的每一个数字，可以逐年对照，也可以核验是否改动过。</p>`,
		Coverages: Coverages{Years: []int{2023, 2022, 2021, 2020, 2019, 2018}},
		Newest: []Publication{
			{"示例市示例区虚构局2023年度法治政府建设情况报告", "report.html", false, "示例区虚构局", Date{"2024年1月26日", "2024-01-26"}, false, false, "更正"},
			{"示例市空中楼阁管理局2023年度法治政府建设年度报告", "report.html", false, "空中楼阁管理局", Date{"2024年1月19日", "2024-01-19"}, true, false, ""},
			{"示例县子虚乡人民政府2023年法治政府建设情况", "report.html", false, "子虚乡人民政府", Date{}, false, true, ""},
		},
	}
	full := []Status{Published, Published, Imported, Imported, DataOnly, Missing}
	for i, name := range []string{"示例区虚构局", "空中楼阁管理局", "子虚乡人民政府", "乌有镇人民政府", "示例市虚拟事务委员会办公室"} {
		a := HomeAgency{Name: name, Href: "agency.html", Note: "区级 · 示例市示例区", Newest: Link{Label: "2023年度", Href: "report.html"}}
		for j := range h.Years {
			c := Coverage{Status: full[max(0, min(j+i-1, len(full)-1))]}
			if c.Status != Missing && c.Status != DataOnly {
				c.Href = "report.html"
			}
			a.Cells = append(a.Cells, c)
		}
		h.Agencies = append(h.Agencies, a)
	}
	return h
}

func exampleAgency() Agency {
	keys := exampleReport().Keys[:4]
	for i := range keys {
		keys[i].Href = "report.html" + keys[i].Href
	}
	return Agency{
		Frame: exampleFrame("示例区虚构局", 2),
		Name:  "示例市示例区虚构局", Short: []string{"区虚构局"}, Region: "示例市示例区", Level: "区级",
		Former: []FormerName{{"示例区虚拟事务办公室", Date{"2019年3月", "2019-03"}}},
		Columns: []AgencyColumn{
			{Label: "法治政府建设年度报告", Href: "column.html", Note: "每年一季度向社会公开上一年度推进法治政府建设的情况。",
				Newest: Link{Label: "示例市示例区虚构局2023年度法治政府建设情况报告", Href: "report.html"}, Keys: keys,
				Years: []YearMark{{2023, Published, "report.html"}, {2022, Published, "report.html"}, {2021, Imported, "report-imported.html"}, {2020, DataOnly, ""}, {2019, Missing, ""}}},
			{Label: "政府信息公开工作年度报告", Href: "column.html", Note: "每年1月31日前公开。",
				Newest: Link{Label: "示例区虚构局2023年政府信息公开工作年度报告", Href: "report.html"}, Date: Date{"2024年1月20日", "2024-01-20"},
				Years: []YearMark{{2023, Published, "report.html"}}},
		},
		DataTitle: "历年数据",
		Downloads: []FileGroup{
			{"法治政府建设年度报告", []File{{"数据表", "d-excel.csv", "CSV · 61.0 KB · 用Excel、WPS直接打开", "text/csv"}, {"数据（CSV）", "d.csv", "CSV · 60.2 KB · 给程序和统计软件读取", "text/csv"}}},
			{"", []File{{"数据包说明", "datapackage.json", "Data Package · 12.0 KB · 各文件每一列的含义，按Frictionless规范", "application/json"}}},
		},
		Terms: Terms{License: Link{Label: "署名 4.0（CC BY 4.0）"}},
		Pages: []Link{{Label: "统计口径说明", Href: "text.html"}, {Label: "怎样核验", Href: "text.html"}},
	}
}

func exampleColumn() Column {
	return Column{
		Frame: exampleFrame("法治政府建设年度报告", 0, Link{Label: "示例区虚构局", Href: "agency.html"}),
		Intro: `<p>每年一季度公开上一年度推进法治政府建设的情况。</p>`,
		Years: []YearEntry{
			{Year: 2024, Status: Draft, Title: "示例市示例区虚构局2024年度法治政府建设情况报告", Href: "report-draft.html", Figures: 71},
			{Year: 2023, Status: Published, Title: "示例市示例区虚构局2023年度法治政府建设情况报告", Href: "report.html", Figures: 71, Links: []Link{{Label: "Word", Href: "r.docx"}, {Label: "PDF", Href: "r.pdf"}, {Label: "数据", Href: "r.csv"}, {Label: "与2022年比较", Href: "r.html"}}},
			{Year: 2022, Status: Published, Title: "示例市示例区虚构局2022年度法治政府建设情况报告", Href: "report.html", Published: Date{"2023年1月30日", "2023-01-30"}, Figures: 64, Links: []Link{{Label: "Word", Href: "r.docx"}, {Label: "PDF", Href: "r.pdf"}, {Label: "数据", Href: "r.csv"}}},
			{Year: 2021, Status: Imported, Title: "示例区虚构局2021年法治政府建设工作总结", Href: "report-imported.html", Signed: Date{"2021年12月30日", "2021-12-30"}, Figures: 12},
			{Year: 2020, Status: DataOnly, Figures: 9, Note: "数据取自2021年报告所述的上年数"},
			{Year: 2019, Status: Missing, Note: "机构改革，当年没有单独公开"},
		},
		Links: []Link{{Label: "全部指标", Href: "indicators.html"}, {Label: "年度比较", Href: "indicators.html"}},
	}
}

func exampleIndicators() Indicators {
	in := Indicators{
		Frame: exampleFrame("法治政府建设年度报告的指标", 1, Link{Label: "示例区虚构局", Href: "agency.html"}),
		Intro: `<p>每个指标有自己的一页，写明口径、方向、勾稽关系和历年数据。</p>`,
		Years: []int{2023, 2022, 2021, 2020, 2019, 2018},
	}
	for g, title := range []string{"行政审批", "政务服务大厅", "执法与监督"} {
		group := IndicatorGroup{Title: title}
		for r, label := range []string{"受办各类审批业务", "企业投资备案类项目开工前审批时限", "行政复议纠错"} {
			row := IndicatorRow{Label: label, Href: "indicator.html", Unit: []string{"件", "个工作日", "件"}[r]}
			for y := range in.Years {
				switch {
				case y == 5:
					row.Cells = append(row.Cells, Value{})
				case y == 3 && r == 1:
					row.Cells = append(row.Cells, Value{Text: "未统计", Absent: true})
				case y == 0 && r == 0:
					row.Cells = append(row.Cells, Value{Text: "近8万件", Exact: "不足80000", Href: "report.html#f-approval.handled"})
				default:
					row.Cells = append(row.Cells, Value{Text: fmt.Sprint(12345/(r*r*90+g+y+1), "件"), Href: "report.html"})
				}
			}
			group.Rows = append(group.Rows, row)
		}
		in.Groups = append(in.Groups, group)
	}
	return in
}

func exampleIndicator() Indicator {
	return Indicator{
		Frame: exampleFrame("受办各类审批业务", 1, Link{Label: "示例区虚构局", Href: "agency.html"}, Link{Label: "指标", Href: "indicators.html"}),
		Key:   "approval.handled", Aliases: []string{"受办审批业务", "审批业务量"}, Unit: "件", Kind: "数量",
		Definition: "1—12月累计受理并办结的审批业务，一次申请办理多个事项的按事项计。",
		Direction:  "没有方向：数量多少不说明好坏",
		Basis:      Link{Label: "示例区政务服务统计制度（虚构）"},
		Identities: []Identity{{Text: []Link{{Label: "受办审批业务 = "}, {Label: "线上", Href: "indicator.html"}, {Label: " + 线下"}}, Grade: Link{Label: "必须相等"}}, {Text: []Link{{Label: "办结 ≤ 受办"}}, Grade: Link{Label: "必须满足"}, Note: "跨年办结的除外"}},
		Notes:      []Note{{Label: "口径变化", Text: "2022年起含备案类业务，此前的数不可直接比较。", Answer: true}},
		Years: []IndicatorYear{
			{Year: 2023, Href: "report.html#f-approval.handled", Value: Value{Text: "近8万件", Exact: "不足80000"}, Change: Change{Text: "增长0—14%"}, Note: "确数未公布", Quotes: []Link{{Label: "2023年报告①", Href: "report.html#q1"}}},
			{Year: 2022, Href: "report.html", Value: Value{Text: "7万余件", Exact: "70000—80000"}, Change: Change{Text: "不可比", Absent: true}, Note: "口径变化", Quotes: []Link{{Label: "2022年报告①", Href: "report.html#q1"}, {Label: "2022年报告②", Href: "report.html#q2"}}},
			{Year: 2021, Value: Value{Text: "5.2万件", Exact: "52000"}, Change: Change{Text: "减少3000件"}},
			{Year: 2020, Value: Value{Text: "未统计", Absent: true}},
		},
	}
}

func exampleText() Text {
	return Text{
		Frame:    exampleFrame("统计口径说明", 3, Link{Label: "示例区虚构局", Href: "agency.html"}),
		Updated:  Date{"2024年1月15日", "2024-01-15"},
		Contents: []Heading{{Label: "一、统计期限", Href: "#a"}, {Label: "二、约数", Href: "#b"}},
		HTML: `<h2 id="a">一、统计期限</h2><p>没有另行说明的，统计期限为当年1月1日至12月31日。时点数为12月31日24时的数。</p>
<h2 id="b">二、约数</h2><p>“近8万”指不足8万而接近8万；“9万余”指9万以上、不足10万。两年都是约数的，增减只能给出区间。</p>
<ul><li>未统计：这一年没有统计这个数。</li><li>不适用：这个指标与本单位无关。</li><li>不公开：依法不公开。</li></ul>`,
	}
}

func exampleAgencies() Agencies {
	f := exampleFrame("单位名单 B（第2页，共3页）", -1)
	f.Agency, f.Column = "", ""
	return Agencies{
		Frame: f, Coverages: exampleHome().Coverages,
		Lists:  []AgencyList{{Link{"A", "agencies.html", false}, 12, false}, {Link{"B", "agencies.html", false}, 430, true}, {Link{"其他", "agencies.html", false}, 1, false}},
		Parts:  []Link{{"第1页", "agencies.html", false}, {"第2页", "", false}, {"第3页", "agencies.html", false}},
		Before: Link{"单位名单 B（第1页，共3页）", "agencies.html", false}, After: Link{"单位名单 B（第3页，共3页）", "agencies.html", false},
	}
}
