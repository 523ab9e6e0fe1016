package site_test

import (
	"strings"
	"testing/fstest"
)

// everyCase is the workspace of [series] with what matters to two years that are
// not neighbours: ranges, ends that are open, shares and durations in such
// words, bases below zero, very small and very large changes, units that are one
// under two names, and an indicator that was redefined twice.
func everyCase() fstest.MapFS {
	ws := series()
	form := ws["data/a/fzzf/form.toml"]
	form.Data = []byte(strings.Replace(string(form.Data), "[derived.x]", `range  = { label = "区间", unit = "件", direction = "lower" }
tiny   = { label = "微小的", unit = "件", direction = "higher" }
huge   = { label = "很大的", unit = "元" }
debt   = { label = "净额", unit = "万元", direction = "higher" }
under  = { label = "不足的", unit = "件" }
floor  = { label = "至少的", unit = "件", direction = "higher" }
pass   = { label = "合格率", unit = "%", direction = "target100" }
fault  = { label = "差错率", unit = "%", direction = "lower" }
days   = { label = "平均用时", unit = "工作日", direction = "lower" }
alias  = { label = "换叫法的", unit = "件", units = ["宗"] }
twice  = { label = "两次换口径的", unit = "件" }
[derived.x]`, 1) + `[[breaks]]
figures = ["x.twice"]
year = 2019
what = "scope"
note = "2019年起含镇街"
[[breaks]]
figures = ["x.twice"]
year = 2022
what = "definition"
note = "不再计电话咨询"
`)
	for year, text := range map[string]string{
		"2018": "range = \"5至7件\"\ntiny = 1_000_000\nhuge = \"1.2万亿元\"\ndebt = \"-50万元\"\nunder = \"不足100件\"\nfloor = \"至少10件\"\npass = \"近90%\"\nfault = \"不到3%\"\ndays = \"10到12个工作日\"\nalias = \"40宗\"\ntwice = 12\n",
		"2019": "range = \"600—700件\"\ntiny = 1_000_001\nhuge = \"3.5亿元\"\ndebt = \"-30.5万元\"\nunder = 120\nfloor = \"60多件\"\npass = \"超过95%\"\nfault = \"3.25%\"\ndays = \"8.5个工作日\"\nalias = 50\ntwice = 13\n",
		"2021": "range = \"6至8件\"\ntiny = 999_999\nhuge = \"3.5001亿元\"\ndebt = 0\nunder = 80\nfloor = 9\npass = \"92.35%\"\nfault = \"不适用\"\ndays = \"不超过20个工作日\"\nalias = \"40宗\"\ntwice = 15\n",
		"2022": "range = 7\ntiny = 1_000_000\nhuge = \"12.34万元\"\ndebt = \"20万元\"\nunder = \"不足100件\"\nfloor = \"超过600件\"\npass = \"100%\"\nfault = \"0.05%\"\ndays = \"8.5个工作日\"\nalias = \"55件\"\ntwice = 16\n",
		"2023": "range = \"5至7件\"\ntiny = 1_500_000\nhuge = 3\ndebt = \"-50.05万元\"\nunder = 0\nfloor = \"60多件\"\npass = \"92.4%\"\nfault = \"0%\"\ndays = \"10到12个工作日\"\nalias = 0\ntwice = 17\n",
	} {
		file := ws["data/a/fzzf/"+year+".toml"]
		file.Data = append(file.Data, text...)
	}
	return ws
}
