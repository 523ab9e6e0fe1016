package site_test

import (
	"math/big"
	"testing/fstest"
)

// series is a workspace with a year missing and, in an indicator each, every
// case that a series has: approximate wordings with both ends, with one, and
// with a number behind; an absence; nothing; a base of zero; another unit; a
// break that the form tells; and derived figures of all of them.
func series() fstest.MapFS {
	return files(map[string]string{
		"data/site.toml":     "title = \"示例\"\n",
		"data/a/agency.toml": "name = \"示例局\"\n",
		"data/a/fzzf/form.toml": `[groups]
x = { label = "试" }
[indicators.x]
plain = { label = "确数", unit = "件" }
about = { label = "约数", unit = "件" }
over  = { label = "下限", unit = "件" }
shown = { label = "有确数的约数", unit = "件" }
some  = { label = "时有时无", unit = "件" }
zero  = { label = "零起点", unit = "件" }
other = { label = "换单位的", unit = "次", units = ["件"] }
cut   = { label = "换口径的", unit = "件" }
late  = { label = "换口径那年没有数", unit = "件" }
rate  = { label = "比率", unit = "%", direction = "higher" }
limit = { label = "时限", unit = "工作日", direction = "lower" }
money = { label = "金额", unit = "万元" }
minus = { label = "盈余", unit = "万元" }
[derived.x]
share  = { label = "占比", formula = "x.zero / x.plain", unit = "%", places = 1 }
least  = { label = "约数占比", formula = "x.plain / x.about", unit = "%", places = 1 }
rest   = { label = "其余", formula = "x.plain - x.zero", unit = "件" }
part   = { label = "换口径的占比", formula = "x.cut / x.plain", unit = "%", places = 1 }
growth = { label = "增长率", formula = "growth(x.plain)", unit = "%", places = 1 }
[[breaks]]
figures = ["换口径的", "x.late"]
year = 2021
what = "definition"
note = "不再计转办的"
`,
		"data/a/fzzf/2018.toml": "[figures.x]\nplain = 260\nabout = \"7万余件\"\nover = \"超过600件\"\nshown = { value = 1_150, show = \"1100余件\" }\nsome = 3\nzero = 0\nother = \"40件\"\ncut = 100\nlate = 80\nrate = \"92.3%\"\nlimit = \"63个工作日\"\nmoney = \"1.5亿元\"\nminus = \"-20万元\"\n",
		"data/a/fzzf/2019.toml": "[figures.x]\nplain = 312\nabout = \"近8万件\"\nover = 450\nshown = 1_150\nsome = \"未统计\"\nzero = 7\nother = \"52件\"\ncut = 150\nlate = 90\nrate = \"93.5%\"\nlimit = \"30个工作日以内\"\nmoney = \"9000万元\"\nminus = 0\n",
		"data/a/fzzf/2021.toml": "[figures.x]\nplain = { value = 280, before = 300 }\nabout = \"9万余件\"\nover = \"超过600件\"\nshown = { value = 1_386, show = \"近1400件\" }\nsome = \"不适用\"\nzero = 0\nother = 55\ncut = 60\nrate = \"95%\"\nlimit = \"不超过20个工作日\"\nmoney = \"9000万元\"\nminus = \"30万元\"\n",
		"data/a/fzzf/2022.toml": "[figures.x]\nplain = 280\nabout = \"近8万件\"\nover = \"约600件\"\nshown = 1_200\nzero = 0\nother = 60\ncut = 75\nlate = 20\nrate = \"95.5%\"\nlimit = \"15个工作日\"\nmoney = \"12345.67万元\"\nminus = \"-5万元\"\n",
		"data/a/fzzf/2023.toml": "[figures.x]\nplain = 4\nabout = \"近8万件\"\nover = \"超过600件\"\nshown = 1_201\nsome = 5\nzero = 4\nother = 61\ncut = 81\nlate = 25\nrate = \"100%\"\nlimit = \"15个工作日\"\nmoney = 500\nminus = \"-5万元\"\n",
	})
}

// seriesDerived is what the derived figures of that workspace are, by hand: a
// share of two numbers; of a number in an interval, whose ends are rounded
// outward; a difference; and the growth, for which the report
// of 2021 states the 300 of 2020 itself.
func seriesDerived() map[int]map[string]*amount {
	point := func(text string, num, denom int64, unit string) *amount {
		n := big.NewRat(num, denom)
		return &amount{text: text, lo: n, hi: n, unit: unit}
	}
	between := func(text string, lo, hi int64) *amount { // in tenths of a percent
		return &amount{text: text, lo: big.NewRat(lo, 10), hi: big.NewRat(hi, 10), unit: "%"}
	}
	return map[int]map[string]*amount{
		2018: {"x.part": point("38.5%", 385, 10, "%"), "x.share": point("0.0%", 0, 1, "%"), "x.least": between("0.3%至0.4%", 3, 4), "x.rest": point("260件", 260, 1, "件"), "x.growth": {text: "无法计算"}},
		2019: {"x.part": point("48.1%", 481, 10, "%"), "x.share": point("2.2%", 22, 10, "%"), "x.least": between("0.3%至0.5%", 3, 5), "x.rest": point("305件", 305, 1, "件"), "x.growth": point("20.0%", 20, 1, "%")},
		2021: {"x.part": point("21.4%", 214, 10, "%"), "x.share": point("0.0%", 0, 1, "%"), "x.least": between("0.2%至0.4%", 2, 4), "x.rest": point("280件", 280, 1, "件"), "x.growth": point("-6.7%", -67, 10, "%")},
		2022: {"x.part": point("26.8%", 268, 10, "%"), "x.share": point("0.0%", 0, 1, "%"), "x.least": between("0.3%至0.4%", 3, 4), "x.rest": point("280件", 280, 1, "件"), "x.growth": point("0.0%", 0, 1, "%")},
		2023: {"x.part": point("2025.0%", 2025, 1, "%"), "x.share": point("100.0%", 100, 1, "%"), "x.least": between("不超过0.1%", 0, 1), "x.rest": point("0件", 0, 1, "件"), "x.growth": point("-98.6%", -986, 10, "%")},
	}
}
