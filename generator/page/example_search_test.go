package page

func exampleSearch() Search {
	f := exampleFrame("搜索", -1)
	f.Find = ""
	return Search{
		Frame: f, ID: "a", Scope: "搜索虚构局公开的报告。", Index: "0123456789ab/", Figures: "figures.js",
		Documents: "全文", Found: "{n}份文件",
		Years:  []LinkedYear{{2023, []Link{{Label: "示例区虚构局2023年度法治政府建设情况报告", Href: "../fzzf/2023.html"}}}},
		Pinyin: []Letter{{"py-1", "H", []LetterEntry{{Link{Label: "好评率", Href: "../fzzf/indicators/approval.satisfaction_rate.html"}, "指标"}}}},
		Stroke: []Letter{{"st-1", "6画", []LetterEntry{{Link{Label: "好评率", Href: "../fzzf/indicators/approval.satisfaction_rate.html"}, "指标"}}}},
	}
}
