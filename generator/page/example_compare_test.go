package page

func exampleCompare() Compare {
	words := func(pieces ...ComparePiece) []ComparePiece { return pieces }
	return Compare{
		Frame: exampleFrame("2022年与2023年比较", 0, Link{Label: "示例区虚构局", Href: "agency.html"}),
		From:  CompareYear{2022, "report.html"}, To: CompareYear{2023, "report.html"},
		Counts: []CompareCount{{"升", 17}, {"降", 9}, {"持平", 6}, {"口径变化", 1}, {"不可比", 9}},
		Shares: CompareShares{61, 22, 17, 1, 1},
		Matrix: Link{Label: "年度比较", Href: "matrix.html"}, Neighbours: []Link{{Label: "2021年与2022年比较", Href: "compare.html"}},
		Groups: []CompareGroup{{"行政执法", []CompareRow{
			{Label: "行政处罚案件", Href: "indicator.html", Before: Value{Text: "260件"}, After: Value{Text: "312件"}, Change: Change{Text: "增长20%"}, Span: "+52件"},
			{Label: "负责人出庭应诉率", Href: "indicator.html", Before: Value{Text: "92.3%"}, After: Value{Text: "100%"}, Change: Change{Text: "提高7.7个百分点", Better: true}},
			{Label: "行政复议案件", Href: "indicator.html", Before: Value{Text: "0件"}, After: Value{Text: "3件"}, Change: Change{Text: "增加3件"}, Why: "前一年为零，不算增幅"},
		}}, {"政务服务", []CompareRow{
			{Label: "受办审批业务", Href: "indicator.html", Before: Value{Text: "7万余件", Exact: "大于7万、小于8万件"}, After: Value{Text: "近8万件", Exact: "大于7万、不超过8万件"}, Change: Change{Text: "增减不能确定"}, Span: "−1万件至+1万件"},
			{Label: "业务咨询", Href: "indicator.html", Before: Value{Text: "8.1万人次"}, After: Value{Text: "9万余次"}, Change: Change{Text: "不可比", Absent: true}, Why: "计量单位由“人次”改为“次”"},
			{Label: "窗口受理问题", Href: "indicator.html", Break: true, Before: Value{Text: "700个"}, After: Value{Text: "708个"}, Change: Change{Text: "不可比", Absent: true}, Why: "2023年起口径变化：含网上反映的问题"},
			{Label: "一件事办结", Href: "indicator.html", Before: Value{Text: "未统计", Absent: true}, After: Value{Text: "1204件"}, Change: Change{Text: "不可比", Absent: true}, Why: "2022年未统计"},
		}}},
		Plan: []ComparePlan{
			{"配齐法制审核人员，每个执法科室至少一名。", "法制审核人员增加到3名，每个执法科室都有了专人。"},
			{"审批时限再压减10%。", ""},
		},
		Blocks: []CompareBlock{
			{Folded: 3, Old: []ComparePart{{Heading: true, Pieces: words(ComparePiece{Text: "一、主要举措"})}, {Pieces: words(ComparePiece{Text: "坚持重大行政决策合法性审查，集体讨论决定。"})}}},
			{Old: []ComparePart{{Kind: "reworded", Pieces: words(ComparePiece{Text: "规范化程度不够高，"}, ComparePiece{Changed: true, Text: "2件"}, ComparePiece{Text: "案件被纠正。"})}},
				New: []ComparePart{{ID: "r3", Kind: "reworded", Moved: Link{Label: "移自“二、存在的不足”", Href: "#r5"}, Pieces: words(ComparePiece{Text: "规范化程度不够高，"}, ComparePiece{Changed: true, Text: "1件"}, ComparePiece{Text: "案件被纠正。"})}}},
			{Old: []ComparePart{{Kind: "gone", Pieces: words(ComparePiece{Changed: true, Text: "主要原因是新进人员培训不足。"}, ComparePiece{Reuse: &CompareReuse{ID: "b1", Place: Link{Label: "2023年写在“一、主要举措”", Href: "#n1"}, Pieces: words(ComparePiece{Text: "案卷每季度交叉评查，抽查"}, ComparePiece{Changed: true, Text: "120宗"}, ComparePiece{Text: "。"})}})}, {ID: "r5", Kind: "away", Moved: Link{Label: "移到“一、主要举措”", Href: "#r3"}, Pieces: words(ComparePiece{Text: "规范化程度不够高……"})}},
				New: []ComparePart{{Kind: "new", Pieces: words(ComparePiece{Changed: true, Text: "建成公共法律服务站，群众在家门口就能咨询律师。"}, ComparePiece{Reuse: &CompareReuse{ID: "n1", Kind: "numbers", Place: Link{Label: "2022年写在“二、存在的不足”", Href: "#b1"}, Pieces: words(ComparePiece{Text: "案卷每季度交叉评查，抽查"}, ComparePiece{Changed: true, Text: "135宗"}, ComparePiece{Text: "。"})}})}}},
		},
	}
}

func exampleMatrix() Matrix {
	m := Matrix{
		Frame: exampleFrame("年度比较", 0, Link{Label: "示例区虚构局", Href: "agency.html"}), Breaks: true,
		Years:   []MatrixYear{{2020, "", true}, {2021, "report.html", false}, {2022, "report.html", false}, {2023, "report.html", false}},
		Pairs:   []MatrixPair{{2022, 2023, "compare.html", "2022年与2023年比较"}, {2021, 2022, "compare.html", "2021年与2022年比较"}},
		Changes: []MatrixBreak{{2022, "口径调整", "含网上反映的问题", []Link{{Label: "窗口受理问题", Href: "indicator.html"}}}},
	}
	m.Groups = []MatrixGroup{{"政务服务", []MatrixRow{
		{Key: "approval.handled", Label: "受办审批业务", Href: "indicator.html", Unit: "件", Cells: []MatrixCell{{}, {Value: Value{Text: "7万余件", Href: "report.html"}}, {Value: Value{Text: "未统计", Absent: true}}, {Value: Value{Text: "近8万件"}}}},
		{Key: "hall.issues", Label: "窗口受理问题", Href: "indicator.html", Unit: "个", Cells: []MatrixCell{{}, {Value: Value{Text: "612个"}}, {Value: Value{Text: "700个"}, Break: "2022年起口径变化：含网上反映的问题"}, {Value: Value{Text: "708个"}}}},
	}}}
	return m
}

func exampleAcross() Across {
	return Across{
		Frame:    exampleFrame("2023年度各单位比较", -1),
		Agencies: []Link{{Label: "示例区虚构局", Href: "report.html"}, {Label: "空中楼阁管理局", Href: "report.html"}},
		Others:   []Link{{Label: "2022年度", Href: "across.html"}},
		Groups: []MatrixGroup{{"政务服务", []MatrixRow{
			{Label: "受办审批业务", Unit: "件", Cells: []MatrixCell{{Value: Value{Text: "近8万件", Exact: "大于7万、不超过8万"}}, {}}},
		}}},
	}
}
