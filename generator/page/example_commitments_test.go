package page

func exampleCommitments() Commitments {
	return Commitments{
		Frame: exampleFrame("公开承诺", 2),
		Rate:  Rate{Percent: "66.7%", Formula: "兑现率 = 已兑现2 ÷（全部5 − 未到期1 − 依法变更1 − 终止0）= 66.7%。", All: 5, Kept: 2, Open: 1, Changed: 1},
		Rates: []RateRow{{2024, "#y2024", Rate{All: 2, Open: 1, Changed: 1}}, {2023, "#y2023", Rate{Percent: "66.7%", All: 3, Kept: 2}}},
		Years: []CommitmentYear{
			{Year: 2024, ID: "y2024", Groups: []CommitmentGroup{
				{Title: "履行中", Items: []CommitmentEntry{{Title: "证明事项实行告知承诺", Href: "commitment.html", Kind: "政务服务承诺", Due: Date{"2024年12月31日", "2024-12-31"}, Unit: "政策法规股"}}},
				{Title: "依法变更", Items: []CommitmentEntry{{Title: "建成镇村便民服务中心", Href: "commitment.html", Kind: "重点工作承诺"}}},
			}},
			{Year: 2023, ID: "y2023", Groups: []CommitmentGroup{
				{Title: "已兑现", Items: []CommitmentEntry{{Title: "备案类项目审批提速", Href: "commitment.html", Kind: "政务服务承诺", Due: Date{"2023年12月31日", "2023-12-31"}, Unit: "投资项目股"}, {Title: "政务服务评价全覆盖", Href: "commitment.html", Kind: "政务服务承诺", Note: "逾期后兑现"}}},
				{Title: "逾期", Alert: true, Items: []CommitmentEntry{{Title: "公用设施报装一次办", Href: "commitment.html", Kind: "政务服务承诺"}}},
			}},
		},
	}
}

func exampleCommitment() Commitment {
	return Commitment{
		Frame: exampleFrame("备案类项目审批提速", 2), Issuer: "示例市示例区虚构局", Year: 2023, Matter: "备案类项目审批提速",
		Content: "企业投资备案类项目开工前的审批事项，全部办完的时间由63个工作日压缩到30个工作日以内。", Kind: "政务服务承诺",
		State: "已兑现", Kept: true, Due: Date{"2023年12月31日", "2023-12-31"}, FirstDue: Date{"2023年12月31日", "2023-12-31"}, Made: Date{"2023年2月10日", "2023-02-10"}, Phone: "0000-1234567",
		Facts: []Fact{{"法定时限", "60个工作日"}, {"承诺时限", "30个工作日"}, {"责任单位", "投资项目股"}, {"监督电话", "0000-1234567"}}, Basis: []string{"《优化营商环境条例》第三十一条"},
		Target: &CommitmentTarget{Indicator: Link{Label: "企业投资备案类项目审批时限", Href: "indicator.html"}, Year: 2023, Baseline: "63个工作日", Goal: "30个工作日以内", Value: Value{Text: "30个工作日以内", Href: "report.html"}, Verdict: "已达到"},
		Items:  []CommitmentItem{{"立项备案", "10个工作日", "3个工作日"}, {"施工许可", "20个工作日", "7个工作日"}}, Claims: []string{"共2项", "合计压缩66.7%"},
		Timeline: []Event{
			{Date: Date{"2023年2月10日", "2023-02-10"}, Label: "作出承诺"},
			{Date: Date{"2023年6月30日", "2023-06-30"}, Label: "进展", Text: "并联审批上线。", Evidence: []Link{{Label: "通报.pdf", Href: "t.pdf"}, {Label: "2023年度报告", Href: "report.html"}}},
			{Date: Date{"2023年12月31日", "2023-12-31"}, Label: "完成期限", Ahead: true},
		},
		Outcome: []Fact{{"说明", "全年平均28个工作日办完。"}}, Answers: []PlanAnswer{
			{From: "某某区2023年度法治政府建设年度报告", Result: "部分完成", Kind: "partly", Text: []string{"备案时限全年平均28个工作日，年末有一件超过承诺。"}, Href: "report.html#answer-1"},
			{From: "某某区2024年度法治政府建设年度报告", Result: "已完成", Kind: "done", Text: []string{"整份报告回应了这一项。"}, Href: "report.html"},
		},
		Quotes: []Link{{Label: "2023年度报告，正文①", Href: "report.html#q1"}},
	}
}
