package page

func exampleCorrection() Correction {
	return Correction{
		ID: "fzzf-2023-2", Report: Link{Label: "示例区虚构局2023年度法治政府建设情况报告，第2版", Href: "report.html"}, Kind: "实质性更正",
		Date: Date{"2024年4月1日", "2024-04-01"}, Reason: "统计时重复计入一件。", Earlier: Link{Label: "第1版", Href: "report-imported.html"},
		Figures: []Pair{{Label: "受办审批业务", Href: "report.html#f-approval.handled", Old: "近8万件", New: "7.6万件"}, {Label: "公职律师", Old: "", New: "5人"}},
		Facts:   []Pair{{Label: "文号", Old: "示发〔2024〕1号", New: "示发〔2024〕2号"}},
		Texts:   []Pair{{Old: "全年受办审批业务近8万件，比上年增长12%。", New: "全年受办审批业务7.6万件，比上年增长9.8%。"}, {Old: "网上办理的占九成。"}},
		Files:   []Pair{{Label: "附表", Old: "0a1b2c3d4e5f", New: "f5e4d3c2b1a0"}},
		Touched: []Touched{{Label: "受办审批业务", Place: Link{Label: "示例区虚构局2024年度法治政府建设情况报告", Href: "report.html"}, Text: "受办审批业务8.1万件，比上年增长1.3%以上。"}},
	}
}

func exampleCorrections() Corrections {
	return Corrections{
		Frame: exampleFrame("更正与撤回", 3), Intro: "已经封存的报告，每一次更正和撤回都列在这里，原来的版本仍可以看到。",
		Items: []Correction{
			{ID: "fzzf-2018-2", Report: Link{Label: "示例区虚构局2018年度法治政府建设情况报告", Href: "tombstone.html"}, Kind: "撤回", Withdraw: true, Date: Date{"2024年5月6日", "2024-05-06"}, Reason: "移交的数据待核。"},
			exampleCorrection(),
		},
	}
}

func exampleTombstone() Tombstone {
	return Tombstone{
		Frame: exampleFrame("（已撤回）示例区虚构局2018年度法治政府建设情况报告", 0), Report: exampleCorrections().Items[0],
		First: Date{"2024年1月26日", "2024-01-26"}, Facts: []Fact{{"发布日期", "2019年1月20日"}}, Others: Link{Label: "更正与撤回", Href: "corrections.html#fzzf-2018-2"},
	}
}
