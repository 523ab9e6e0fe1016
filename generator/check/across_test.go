package check_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/templates"
)

// sketched loads agencies and gives the sketches of all.
func sketched(t *testing.T, rules *check.Rules, ws fstest.MapFS) []check.Sketch {
	t.Helper()
	forms, _ := form.Load(templates.FS)
	loader := source.New(ws, forms)
	ids, _ := loader.Agencies()
	var out []check.Sketch
	for _, id := range ids {
		a, log := loader.Agency(id)
		if log.HasErrors() {
			t.Fatal(log)
		}
		_, drawn := rules.Examine(a, civil.On(civil.Date{Year: 2024, Month: 4, Day: 1}))
		for _, series := range a.Series {
			for _, r := range series.Reports {
				if apart := rules.Sketch(r); !reflect.DeepEqual(apart, drawn[r]) {
					t.Errorf("%s %d: drawn apart from the checks %v, by them %v", id, r.Year, apart, drawn[r])
				}
				out = append(out, drawn[r])
			}
		}
	}
	return out
}

// TestAcross finds paragraphs that two agencies share in one year, numbers
// aside, and leaves alone what only looks alike.
func TestAcross(t *testing.T) {
	rules, _ := check.Load(templates.FS)
	shared := []string{
		"全年组织开展行政执法人员业务培训%d次，培训内容包括执法程序、证据收集、文书制作和裁量基准的适用，培训结束后组织闭卷考试，考试成绩记入执法人员个人档案，不合格的重新学习。",
		"建立执法案卷定期评查制度，随机抽取案卷%d卷，由法制机构、业务骨干和外聘律师共同评查，逐卷列出问题清单并限期整改，评查结果在系统内部通报，作为年终考核的依据之一。",
		"畅通群众诉求反映渠道，在办事大厅设置意见箱和反映窗口，安排专人每日整理登记，共收到意见建议%d条，当场能够解决的当场解决，不能解决的转交有关科室在五个工作日内答复。",
	}
	own := func(i int) string {
		return fmt.Sprintf("本单位第%d项工作是%s，具体由%s负责落实，全程留痕，按季度检查，年底向社会公布完成情况并接受监督，同时邀请服务对象代表参加座谈。", i, strings.Repeat(string(rune('甲'+i)), 12), strings.Repeat(string(rune('东'+i)), 9))
	}
	text := func(n int, paragraphs ...string) *fstest.MapFile {
		body := "+++\ntitle = \"示例\"\nstatus = \"published\"\n+++\n"
		for _, p := range paragraphs {
			if strings.Contains(p, "%d") {
				p = fmt.Sprintf(p, n)
			}
			body += "\n" + p + "\n"
		}
		return &fstest.MapFile{Data: []byte(body)}
	}
	ws := fstest.MapFS{"data/site.toml": {Data: []byte("title = \"示例\"\n")}}
	for _, id := range []string{"a", "b", "c", "d"} {
		ws["data/"+id+"/agency.toml"] = &fstest.MapFile{Data: []byte("name = \"虚构" + id + "局\"\n")}
	}
	ws["content/a/fzzf/2023.md"] = text(12, shared[0], own(1), shared[1], shared[2])
	ws["content/b/fzzf/2023.md"] = text(31, own(2), shared[0], shared[1], own(3))
	ws["content/c/fzzf/2023.md"] = text(7, own(4), shared[0])            // one paragraph may be given to all
	ws["content/d/fzzf/2022.md"] = text(9, shared[0], shared[1], own(5)) // another year
	sketches := sketched(t, rules, ws)
	log := rules.Across(sketches, civil.On(civil.Date{Year: 2024, Month: 3, Day: 1}))
	if len(log) != 2 {
		t.Fatalf("%d findings: %v", len(log), log)
	}
	for i, want := range []string{"content/a/fzzf/2023.md:6:1 有2段与“虚构b局”同一年的报告相同", "content/b/fzzf/2023.md:8:1 有2段与“虚构a局”同一年的报告相同"} {
		if got := log[i].Pos.String() + " " + log[i].Message.ZH; !strings.HasPrefix(got, want) || len(log[i].Related) != 2 {
			t.Errorf("got %s, %d places, want %s", got, len(log[i].Related), want)
		}
	}
	for i := range sketches {
		if sketches[i].Agency == "a" {
			sketches[i].Waivers = []report.Waiver{{Check: "copied-text", Text: "虚构b局", Reason: "共同起草"}}
		}
	}
	if log := rules.Across(sketches, civil.On(civil.Date{Year: 2024, Month: 3, Day: 1})); log[0].Waived != "共同起草" || log[1].Waived != "" {
		t.Errorf("a waiver accepts its own agency's finding: %v", log)
	}
	for i := range sketches {
		for k := range sketches[i].Waivers {
			sketches[i].Waivers[k].Until = civil.Date{Year: 2024, Month: 2, Day: 29}
		}
	}
	if log := rules.Across(sketches, civil.On(civil.Date{Year: 2024, Month: 3, Day: 1})); log[0].Waived != "" {
		t.Error("a waiver whose day has passed still accepts")
	}
}
