package check_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/templates"
)

// tenYears makes one agency with ten years of a report of about 4,000
// characters: the sample's text with other numbers, and paragraphs of its own.
func tenYears(b *testing.B) *report.Agency {
	read := func(name string) string {
		data, err := os.ReadFile("../../" + name)
		if err != nil {
			b.Fatal(err)
		}
		return string(data)
	}
	text, data := read("content/fucheng-xzspj/fzzf/2023.md"), read("data/fucheng-xzspj/fzzf/2023.toml")
	ws := fstest.MapFS{
		"data/a/agency.toml":    {Data: []byte("name = \"绵阳市涪城区行政审批局\"\nregion = \"四川省绵阳市涪城区\"\n")},
		"data/a/fzzf/form.toml": {Data: []byte(read("data/fucheng-xzspj/fzzf/form.toml"))},
	}
	things := []string{"执法培训", "案卷评查", "上门服务", "政策解读", "证明清理", "系统对接", "窗口轮岗", "首席代表", "帮办代办", "告知承诺", "并联审批", "踏勘合并"}
	chars := 0
	for year := 2014; year < 2024; year++ {
		var own strings.Builder
		for i := range 22 {
			a, c, d := things[(i+year)%len(things)], things[(i*5+year*3)%len(things)], things[(i*7+year)%len(things)]
			fmt.Fprintf(&own, "\n在%s方面，%d年共组织%s%d次、%s%d场，参加%d人次；上年为%d人次，%s的做法由%d个环节压减至%d个环节，%s由专人负责，群众评价满意率%d.%d%%，没有发生因%s引起的投诉。\n",
				a, year, c, 10+i, d, 3+i+year%7, 300+i*year%97, 280+i*year%89, d, 9+i, 4+i%5, a, 90+i%9, year%10, c)
		}
		page := strings.NewReplacer("2023", fmt.Sprint(year), ":change}}", "}}").Replace(text) // 30个工作日以内 of both years has no change
		page = strings.Replace(page, "\n## 二、", own.String()+"\n## 二、", 1)
		chars += utf8.RuneCountInString(page)
		ws[fmt.Sprintf("content/a/fzzf/%d.md", year)] = &fstest.MapFile{Data: []byte(page)}
		ws[fmt.Sprintf("data/a/fzzf/%d.toml", year)] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(data, "294", fmt.Sprint(year-1700)))}
	}
	forms, _ := form.Load(templates.FS)
	agency, log := source.New(ws, forms).Agency("a")
	for _, r := range agency.Series[0].Reports {
		log.Add(r.Findings...)
	}
	if log.HasErrors() {
		b.Fatal(log)
	}
	b.ReportMetric(float64(chars)/10, "chars/report")
	return agency
}

// BenchmarkAgency runs all checks over ten reports; loading is apart.
func BenchmarkAgency(b *testing.B) {
	rules, _ := check.Load(templates.FS)
	agency := tenYears(b)
	var found finding.List
	for b.Loop() {
		found = nil
		for _, log := range rules.Agency(agency, civil.On(civil.Date{Year: 2024, Month: 4, Day: 1})) {
			found = append(found, log...)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/10, "µs/report")
	b.ReportMetric(float64(len(found))/10, "findings/report")
}
