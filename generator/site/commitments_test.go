package site_test

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/site"
)

// promising is the workspace of the other tests with promises: kept and bound to a
// figure, running, of an applicant, not public yet, and bound to a draft's figure.
func promising() fstest.MapFS {
	ws := workspace()
	maps.Copy(ws, files(map[string]string{
		"content/a/commitments/通报.txt": "已办结。\n",
		"data/a/commitments/2022.toml": `[commitments.handled]
kind = "service"
matter = "审批业务办结"
content = "全年办结审批业务不少于8万件。"
target = { figure = "受办审批业务", baseline = "312件", target = "8万件以上" }
made = 2022-02-10
published = 2022-02-15
due = 2022-12-31
phone = "0000-1234567"
item_count = 1
compression = "50%"
items = [ { name = "甲", from = "10个工作日", to = "5个工作日" } ]
[[commitments.handled.milestones]]
date = 2022-06-30
text = "过半"
done = 2022-06-20
[[commitments.handled.progress]]
date = 2022-07-01
text = "办结过半。"
part = true
evidence = ["通报.txt"]
[commitments.handled.outcome]
date = 2022-12-30
result = "met"
text = "全部办结。"
evidence = ["通报.txt", "fzzf/2022#approval.handled"]
[[waive]]
check = "commitment-sum"
reason = "按事项数计"
`,
		"data/a/commitments/2023.toml": `[commitments.running]
kind = "task"
matter = "办理提速"
content = "2024年底前提速一半。"
target = { figure = "approval.handled", target = "80万件", year = 2023 }
made = 2023-02-10
due = 2024-12-31
[[commitments.running.progress]]
date = 2024-05-01
text = "以后才有的进展。"
[commitments.declared]
kind = "declaration"
promisor = "applicant"
matter = "证明事项告知承诺"
content = "申请人承诺材料真实。"
made = 2023-02-10
[commitments.later]
kind = "task"
matter = "还没有公开的事"
content = "以后再说。"
made = 2023-02-10
published = 2024-04-01
due = 2024-12-31
`,
	}))
	return ws
}

// A promise has its page with timeline, target and answers; nothing of a draft, and
// nothing before its day, is on a page or in agency.json.
func TestCommitments(t *testing.T) {
	out := build(t, promising(), site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}, Rules: rules(t)})
	checkLinks(t, out)
	for name, wants := range map[string][]string{
		"a/index.html":                     {"公开承诺"},
		"a/commitments/index.html":         {"已兑现1 ÷（全部2 − 未到期1 − 依法变更0 − 终止0）= 100%", "按事项数计", "申请人作出的承诺", "截至2024年3月1日"},
		"a/commitments/2022-handled.html":  {"已兑现", "9万余件", "已达到", "公开承诺书", "承诺单位（盖章）：示例区虚构局", "0000-1234567", "正文①", "共1项、合计压缩50%", "完成节点"},
		"a/commitments/2023-running.html":  {"履行中", "未公布", "尚不能确定"},
		"a/commitments/2023-declared.html": {"申请人作出的承诺"},
		"a/commitments/通报.txt":             {"已办结"},
		"a/fzzf/2022.html":                 {"公开承诺"},
	} {
		text := string(out.Get(name))
		if strings.HasSuffix(name, ".html") {
			text = plain(t, out.Get(name))
		}
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q:\n%s", name, want, text)
			}
		}
	}
	for _, name := range out.Names() {
		for _, no := range []string{"777777", "还没有公开的事", "以后才有的进展"} {
			if strings.Contains(string(out.Get(name)), no) {
				t.Errorf("%s lets out %s", name, no)
			}
		}
	}
	a, err := v1.Decode(out.Get("a/agency.json"))
	if err != nil || len(a.Commitments) != 3 {
		t.Fatalf("%v, %+v", err, a.Commitments)
	}
	if c := a.Commitments[2]; c.ID != "handled" || c.State != "kept" || c.AsOf != "2024-03-01" || c.Target == nil || c.Target.Key != "approval.handled" {
		t.Errorf("%+v", c)
	}
	if c := a.Commitments[1]; c.ID != "declared" || c.State != "" {
		t.Errorf("%+v", c)
	}
}

// A promise and what reports answer to it lead to each other; the answers of drafts and
// promises that are not public yet have no links, and text that nobody wrote is no answer.
func TestAnswers(t *testing.T) {
	ws := promising()
	maps.Copy(ws, files(map[string]string{
		"content/a/fzzf/2021.md": "+++\ntitle = \"2021年度报告\"\nstatus = \"published\"\n+++\n\n## 一、成效 {role=measures}\n\n受办{{approval.handled}}。\n",
		"content/a/fzzf/2022.md": "+++\ntitle = \"2022年度报告\"\nstatus = \"published\"\nanswers = [\"2022/handled\"]\n+++\n\n## 一、成效 {role=measures}\n\n" +
			"受办{{approval.handled}}，全部办结。{answers=2022/handled}\n",
		"content/a/fzzf/2023.md": "+++\ntitle = \"还没写好的报告\"\nstatus = \"draft\"\n+++\n\n草稿的回应。{answers=\"2022/handled 2023/later\"}\n\n- （在这里写做得怎样。）{answers=2022/handled}\n",
	}))
	asOf := civil.Date{Year: 2024, Month: 3, Day: 1}
	const back = `<a href="../commitments/2022-handled.html">回应2022年承诺：审批业务办结</a>`

	out := build(t, ws, site.Options{AsOf: asOf, Rules: rules(t)})
	checkLinks(t, out)
	letter := string(out.Get("a/commitments/2022-handled.html"))
	for _, want := range []string{
		`<a href="../fzzf/2022.html#answer-1">看原文</a>`, `<a href="../fzzf/2022.html">看原文</a>`,
		"受办9万余件，全部办结。", "整份报告回应了这一项。", "报告说：已兑现",
	} {
		if strings.Count(letter, want) != 1 && want != "报告说：已兑现" || !strings.Contains(letter, want) {
			t.Errorf("the page of the promise has %d times %s", strings.Count(letter, want), want)
		}
	}
	for _, no := range []string{"草稿的回应", "在这里写"} {
		if strings.Contains(letter, no) {
			t.Errorf("the page of the promise says %s", no)
		}
	}
	if text := string(out.Get("a/fzzf/2022.html")); !strings.Contains(text, back) || !strings.Contains(text, `id="answer-1"`) {
		t.Errorf("the answer does not lead to the promise:\n%s", text)
	}
	a, err := v1.Decode(out.Get("a/agency.json"))
	if err != nil {
		t.Fatal(err)
	}
	got := a.Commitments[2].Answers
	if len(got) != 2 || got[0].Path != "fzzf/2022.html#answer-1" || got[1].Path != "fzzf/2022.html" || got[0].Year != 2022 || got[0].Form != "fzzf" || got[0].Result != "done" {
		t.Errorf("agency.json: %+v", got)
	}

	draft := build(t, ws, site.Options{AsOf: asOf, Draft: true, Rules: rules(t)})
	checkLinks(t, draft)
	if letter := string(draft.Get("a/commitments/2022-handled.html")); !strings.Contains(letter, "草稿的回应") || strings.Contains(letter, "在这里写") {
		t.Error("among drafts, a draft's answer is not shown, or text that nobody wrote is")
	}
}

// An agency without promises has no page of them and nothing that leads there.
func TestNoCommitments(t *testing.T) {
	out := build(t, workspace(), site.Options{})
	for _, name := range out.Names() {
		if strings.HasPrefix(name, "a/") && strings.Contains(string(out.Get(name)), "ommitments") {
			t.Errorf("%s speaks of commitments", name)
		}
	}
}
