package page

func exampleVerify() Verify {
	f := exampleFrame("核验封存的报告", -1)
	f.Agency, f.Column = "", ""
	return Verify{
		Frame:    f,
		Contents: []Heading{{Label: "封存了什么", Href: "#what"}, {Label: "怎样核验", Href: "#how"}, {Label: "示例区虚构局", Href: "#a"}},
		Program:  []Command{{"fazhi verify 文件夹 --key 公钥", "网站的文件夹"}},
		Plain:    []Command{{"sha256sum -c manifest-sha256.txt", "核对包里的内容"}},
		Logs: []Log{{
			ID: "a", Agency: Link{Label: "示例区虚构局", Href: "#a"}, Key: "example.gov.cn/a+0a1b2c3d+AAAA", KeyFile: "key", Size: 2, Root: "AAAA=", Head: "head",
			Last: Date{"2024年3月10日", "2024-03-10"},
			Reports: []SealedReport{
				{ID: "a-fzzf-2023", Report: Link{Label: "示例区虚构局2023年度法治政府建设情况报告", Href: "report.html"}, Revision: 1, Date: Date{"2024年3月10日", "2024-03-10"}, Hash: "7de039891e97", Record: "1.json"},
				{ID: "a-fzzf-2022", Report: Link{Label: "示例区虚构局2022年度法治政府建设情况报告", Href: "report.html"}, Revision: 2, Date: Date{"2024年3月10日", "2024-03-10"}, Withdrawn: true, Hash: "7de039891e98", Record: "2.json"},
			},
		}},
	}
}
