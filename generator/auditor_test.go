package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// auditor is a reader with a question: it opens a page and clicks on what can
// be seen, and its clicks are counted.
type auditor struct {
	*testing.T
	ctx    context.Context
	origin string
	clicks int
}

func (a *auditor) run(actions ...chromedp.Action) {
	a.Helper()
	if err := chromedp.Run(a.ctx, actions...); err != nil {
		a.Fatal(err)
	}
}

// open begins a question at a page.
func (a *auditor) open(name string) {
	a.Helper()
	a.clicks = 0
	a.run(chromedp.Navigate("about:blank"), chromedp.Navigate(a.origin+name))
}

// click presses the mouse on a link that is to be seen, found by an XPath, and
// waits until the browser is where it should lead.
func (a *auditor) click(xpath, leads string) {
	a.Helper()
	a.clicks++
	a.run(chromedp.Click(xpath, chromedp.BySearch, chromedp.NodeVisible))
	var at string
	for a.ctx.Err() == nil {
		err := chromedp.Run(a.ctx, chromedp.Evaluate(`document.readyState === "complete" ? decodeURIComponent(location.href) : ""`, &at))
		if err == nil && (at == a.origin+leads || at == a.origin+strings.Replace(leads, "index.html", "", 1)) {
			return // a server calls index.html by its folder
		}
		time.Sleep(20 * time.Millisecond)
	}
	a.Fatalf("the click on %s led to %s, not to %s", xpath, at, leads)
}

// answered ends a question: it took no more than two clicks.
func (a *auditor) answered(question string) {
	a.Helper()
	if a.clicks > 2 {
		a.Errorf("%s: %d clicks", question, a.clicks)
	}
}

func (a *auditor) eval(js string) (s string) {
	a.Helper()
	a.run(chromedp.Evaluate(js, &s))
	return s
}

// says expects an element that is to be seen to have words in it.
func (a *auditor) says(selector string, want ...string) {
	a.Helper()
	var got string
	a.run(chromedp.Text(selector, &got, chromedp.ByQuery, chromedp.NodeVisible))
	got = strings.Join(strings.Fields(got), " ")
	for _, w := range want {
		if !strings.Contains(got, w) {
			a.Errorf("%s does not say %q: %s", selector, w, got)
		}
	}
}

// row gives the cells of the row of an indicator.
func (a *auditor) row(table, label string) string {
	a.Helper()
	return a.eval(`(() => { const tr = [...document.querySelectorAll("` + table + ` tbody tr")].find((tr) => tr.cells[0].innerText.split("\n")[0] === "` + label + `");
		return tr ? [...tr.cells].map((td) => td.innerText.replace(/\s+/g, " ").trim()).join("|") : "no row"; })()`)
}

func (a *auditor) expect(got, want string) {
	a.Helper()
	if got != want {
		a.Errorf("%q, want %q", got, want)
	}
}

const agencyPage = "yunxi-sfj/index.html"

// An auditor's questions to the sample, each answered in two clicks from the
// agency's own page: from disk on a phone, from a server on a wide screen.
func TestAuditorInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser")
	}
	ctx := browser(t)
	dir := sample(t)
	server := httptest.NewServer(http.StripPrefix("/a/b/", http.FileServer(http.Dir(dir))))
	defer server.Close()
	for _, c := range []struct {
		origin string
		width  int64
	}{{(&url.URL{Scheme: "file", Path: dir + "/"}).String(), 375}, {server.URL + "/a/b/", 1280}} {
		a := &auditor{T: t, ctx: ctx, origin: c.origin}
		bad := watch(ctx, c.origin)
		a.run(emulation.SetDeviceMetricsOverride(c.width, 900, 1, c.width < 700))
		a.whatChanged()
		a.whereFrom()
		a.notKept()
		a.redefined()
		for _, b := range bad() {
			t.Error(b)
		}
	}
}

// What changed between 2019 and 2023, in figures and in words?
func (a *auditor) whatChanged() {
	a.open(agencyPage)
	a.click(`//ul[@class="inline"]//a[text()="年度比较"]`, "yunxi-sfj/fzzf/compare/index.html")
	a.click(`//ul[@id="two-list"]/li[@data-year="2019"]/a[text()="2023年"]`, "yunxi-sfj/fzzf/compare/index.html#2019-2023")
	a.answered("what changed")
	a.says("#two-title", "2019年与2023年比较")
	for label, want := range map[string]string{
		"行政复议受理":       "43件|128件|增长197.7% +85件|",
		"行政机关负责人出庭应诉率": "71.7%|96.7%|提高25个百分点|",
		"行政诉讼败诉率":      "12.3%|7.1%|下降5.2个百分点|",
		"行政复议其他结案":     "0件|0件|持平|",
		"法律援助挽回损失":     "650余万元|912.3万元|增长38.2%至40.4% +252.3万元至+262.3万元|",
		"发放普法资料":       "近6万份|近3万份|下降40%至66.7% −4万份至−2万份|",
		"重大行政决策目录事项":   "未公布|7项|不可比|2019年未公布",
		"人民调解案件":       "2846件|2241件|不可比|2021年起只计录入人民调解信息系统、有协议书或者登记表的案件，不再计村（社区）只记台账的即时调解",
		"公共法律服务咨询":     "3715件|6180件次|不可比|2023年起由按件计改为按件次计，同一人每咨询一次计1件次",
	} {
		a.expect(a.row("#two", label), label+"|"+want)
	}
	a.says("#two-text .old del", "2019年是区司法局重新组建后完整运行的第一年")
	a.says("#two-text .new ins", "本报告先答上年所列的安排办得怎样")
	a.says("#two-text", "移到“", "移自“")
	// Nothing of either text is lost or made up.
	for kind, year := range map[string]string{"old": "2019", "new": "2023"} {
		var shown, own []string
		a.run(
			chromedp.Evaluate(`[...document.querySelectorAll("#two-text .`+kind+` p:not(.away), #two-text .same p")].map((p) => { const c = p.cloneNode(true); c.querySelectorAll(".moved, .tag, .hidden").forEach((m) => m.remove()); return c.textContent; })`, &shown),
			chromedp.Evaluate(`window.fazhiTexts[`+year+`].map((b) => b.t)`, &own),
		)
		slices.Sort(shown)
		slices.Sort(own)
		if len(own) < 20 || !slices.Equal(shown, own) {
			a.Errorf("%s: %d paragraphs are shown, the report has %d, or they are others", year, len(shown), len(own))
		}
	}
	a.run(chromedp.NavigateBack())
	if hidden := a.eval(`String(document.getElementById("two").hidden)`); hidden != "true" {
		a.Error("the way back does not lead to the list")
	}
}

// Where does this number come from?
func (a *auditor) whereFrom() {
	a.open(agencyPage)
	a.click(`//ul[@class="keys"]//a[span[text()="人民调解案件"]]`, "yunxi-sfj/fzzf/2024.html#f-people.cases")
	a.says(`[id="f-people.cases"]`, "2318件", "2021年起只计录入人民调解信息系统", "正文①")
	a.lit(`[id="f-people.cases"] th`)
	sentence := a.sentence(`//tr[@id="f-people.cases"]`, "yunxi-sfj/fzzf/2024.html", "2318件")
	a.answered("where from")
	a.click(`//a[@id="`+sentence+`"]`, "yunxi-sfj/fzzf/2024.html#f-people.cases")
	// The same from a number of a comparison, and of an indicator.
	a.open("yunxi-sfj/fzzf/compare/2021-2022.html")
	a.click(`//tr[th/a[text()="法律援助案件"]]/td[1]/a`, "yunxi-sfj/fzzf/2021.html#f-aid.cases")
	a.sentence(`//tr[@id="f-aid.cases"]`, "yunxi-sfj/fzzf/2021.html", "563件")
	a.answered("where from, on a comparison")
	a.open("yunxi-sfj/fzzf/indicators/aid.cases.html")
	a.sentence(`//tr[th/a[text()="2021年"]]`, "yunxi-sfj/fzzf/2021.html", "563件")
	a.answered("where from, on an indicator")
	// Back in one click, and there in one from where the pointer is.
	a.click(`//a[@class="peek"]`, "yunxi-sfj/fzzf/indicators/aid.cases.html")
	a.open("yunxi-sfj/fzzf/2021.html")
	a.run(chromedp.ScrollIntoView(`a.fig[href="#f-aid.cases"]`, chromedp.ByQuery), chromedp.Evaluate(`document.querySelector('a.fig[href="#f-aid.cases"]').dispatchEvent(new PointerEvent("pointerenter", { pointerType: "mouse" }))`, nil))
	a.click(`//a[@class="peek"]`, "yunxi-sfj/fzzf/indicators/aid.cases.html")
	a.says("main", "法律援助案件", "历年数据", "引用", "代码 aid.cases")
}

// sentence goes from a row to the first sentence that quotes it, and expects
// the quote to be lit.
func (a *auditor) sentence(row, report, want string) string {
	a.Helper()
	var href string
	link := row + `//p[contains(@class,"back")]/a`
	a.run(chromedp.AttributeValue(link, "href", &href, nil, chromedp.BySearch))
	id := href[strings.Index(href, "#")+1:]
	a.click(link, report+"#"+id)
	a.says("#"+id, want)
	a.lit("#" + id)
	return id
}

// lit expects the place that a link led to to stand out: it is the target, and
// has another ground than the page.
func (a *auditor) lit(selector string) {
	a.Helper()
	js := `(() => { const el = document.querySelector('` + selector + `'), ground = (e) => getComputedStyle(e).backgroundColor, row = el.closest(":target");
		return String(row !== null && [el, row].some((e) => ground(e) !== "rgba(0, 0, 0, 0)" && ground(e) !== ground(document.documentElement))); })()`
	a.expect(selector+" "+a.eval(js), selector+" true")
}

// Which promises of 2022 were not kept?
func (a *auditor) notKept() {
	a.open(agencyPage)
	a.click(`//section[h2/a[text()="公开承诺"]]//a[text()="2022年"]`, "yunxi-sfj/commitments/index.html#y2022")
	a.expect(a.eval(`[...document.querySelectorAll("#y2022 h3.answer")].map((h) => h.innerText.split(" ")[0] + "：" + [...h.nextElementSibling.querySelectorAll("a")].map((x) => x.innerText).join("、")).join("；")`),
		"逾期：行政机关负责人出庭应诉、行政执法案卷线上抽取评查")
	a.says("#y2022", "结果为未兑现，整改期限2023年12月31日", "已兑现")
	a.expect(a.eval(`document.querySelector('.rates a.answer[href="#y2022"]').innerText`), "2")
	a.click(`//section[@id="y2022"]//a[text()="行政机关负责人出庭应诉"]`, "yunxi-sfj/commitments/2022-attendance.html")
	a.answered("not kept")
	a.says("main", "逾期", "结果：未兑现", "90.5%", "没有达到", "自2023年起逐案跟踪", "2023年12月31日")
}

// When did the definition change?
func (a *auditor) redefined() {
	a.open(agencyPage)
	a.click(`//ul[@class="inline"]//a[text()="口径变化"]`, "yunxi-sfj/fzzf/compare/index.html#breaks")
	a.says(`section[aria-labelledby="breaks"]`,
		"2021年起 口径调整 人民调解案件、人民调解成功、人民调解成功率 2021年起只计录入人民调解信息系统、有协议书或者登记表的案件",
		"2023年起 单位调整 公共法律服务咨询 2023年起由按件计改为按件次计，同一人每咨询一次计1件次")
	a.click(`//section[@aria-labelledby="breaks"]//a[text()="人民调解案件"]`, "yunxi-sfj/fzzf/indicators/people.cases.html")
	a.answered("redefined")
	a.says(".note", "2021年起口径调整")
	a.says("tr.break", "2021年", "口径调整，不与以前的数比较")
	a.expect(a.eval(`document.querySelector(".chart text.break").textContent`), "口径调整")
	a.run(emulation.SetEmulatedMedia().WithMedia("print"))
	if a.eval(`getComputedStyle(document.querySelector(".chart .bar")).display`) == "none" {
		a.Error("a chart has no bars on paper")
	}
	a.run(emulation.SetEmulatedMedia().WithMedia(""))
}

// Without scripts the figures of all years stand in the matrix, and the page
// says that texts must be read side by side, with links to them.
func TestAuditorWithoutScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser")
	}
	a := &auditor{T: t, ctx: browser(t), origin: (&url.URL{Scheme: "file", Path: sample(t) + "/"}).String()}
	a.run(emulation.SetScriptExecutionDisabled(true))
	a.open(agencyPage)
	a.click(`//ul[@class="inline"]//a[text()="年度比较"]`, "yunxi-sfj/fzzf/compare/index.html")
	a.says("#two-plain", "这里没有运行脚本", "文字请打开两年的报告对着看", "2019年报告", "2023年报告")
	a.expect(a.row(".matrix", "行政复议受理 件"), "行政复议受理 件|36件|43件|未收录|81件|104件|128件|274件")
	if shown := a.eval(`String(getComputedStyle(document.getElementById("two")).display)`); shown != "none" {
		t.Error("a comparison that only a script can make is shown")
	}
	a.click(`//p[@id="two-plain"]/a[text()="2019年报告"]`, "yunxi-sfj/fzzf/2019.html")
	a.answered("both texts")
}
