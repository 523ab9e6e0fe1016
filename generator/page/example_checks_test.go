package page

func exampleChecks() Checks {
	levels := []CheckLevel{
		{"error", "错误", "不能发布。"},
		{"warning", "警告", "发布以前要有答复：改正，或者写明理由豁免。"},
		{"info", "提示", "值得知道，不妨碍发布。"},
	}
	f := exampleFrame("检查规则与口径说明", -1)
	f.Agency, f.Column = "", ""
	return Checks{
		Frame: f,
		Contents: []Heading{
			{Label: "怎样豁免", Href: "#waiving"},
			{Label: "法定要求", Href: "#group-law", Items: []Heading{{Label: "缺少法定内容要素", Href: "#section-missing"}, {Label: "法定内容过于简略", Href: "#section-thin"}}},
			{Label: "文字规范", Href: "#group-wording", Items: []Heading{{Label: "政策文件名称不全", Href: "#law-name"}}},
		},
		Levels:   levels,
		Readings: []Reading{{"近8万件", "大于7万、不超过8万件"}, {"30个工作日以内", "不超过30个工作日"}},
		Absences: []Term{{"未统计", "这一年没有统计这个数", true}, {"未公布", "报告里没有写这个数", false}},
		Groups: []CheckGroup{
			{"group-law", "法定要求", []Check{
				{ID: "section-missing", Title: "缺少法定内容要素", Level: levels[0], Doc: "年度报告应当包括主要举措和成效、不足和原因、主要负责人履职情况、下一年度安排。", Basis: "《法治政府建设与责任落实督察工作规定》"},
				{ID: "section-thin", Title: "法定内容过于简略", Level: levels[1], Waivable: true, Doc: "正文字数太少，多半只是提到而没有报告。", Basis: "本程序的规则"},
			}},
			{"group-wording", "文字规范", []Check{
				{ID: "law-name", Title: "政策文件名称不全", Level: levels[2], Waivable: true, Always: true, Doc: "第一次提到时写全称。"},
			}},
		},
	}
}

func exampleRecord() Record {
	return Record{
		Rules:  58,
		Checks: Link{Label: "检查规则与口径说明", Href: "checks.html"},
		Waivers: []Waiver{
			{Check: Link{Label: "分项多于总项", Href: "checks.html#section-thin"}, Figures: []Link{{Label: "综窗受理事项", Href: "#f-hall.items"}, {Label: "群众诉求", Href: ""}}, Reason: "来访一次可以提出几件事，诉求数多于来访数。", By: "法制审核机构", Until: Date{"2024年12月31日", "2024-12-31"}},
			{Check: Link{Label: "法定内容过于简略", Href: "checks.html#section-thin"}, Text: "下一年度工作安排", Reason: "机构合并，安排由新机构另行公布。"},
			{Check: Link{Label: "与往年文字相同"}, Reason: "职能没有变化。"},
		},
	}
}
