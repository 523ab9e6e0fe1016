package page

func exampleSources() Sources {
	f := exampleFrame("数据来源", -1)
	f.Agency, f.Column = "", ""
	f.AsOf = Date{"2024年3月10日", "2024-03-10"}
	return Sources{
		Frame: f,
		Agencies: []SourceAgency{
			{Agency: Link{"示例区虚构局", "https://a.example.gov.cn/fazhi/a/index.html", true}, Note: "演示", Site: Link{"a.example.gov.cn", "https://a.example.gov.cn/fazhi/index.html", true}, Proof: "given", Sealed: 3, Key: "example.gov.cn/a+0a1b2c3d+AAAA"},
			{Agency: Link{"示例区想象局", "https://b.example.gov.cn/b/index.html", true}, Site: Link{"b.example.gov.cn", "https://b.example.gov.cn/index.html", true}, Proof: "own", Sealed: 1, Key: "example.gov.cn/b+0a1b2c3d+AAAA"},
			{Agency: Link{"示例区杜撰局", "https://b.example.gov.cn/c/index.html", true}, Site: Link{"b.example.gov.cn", "https://b.example.gov.cn/index.html", true}, Proof: "none"},
		},
	}
}
