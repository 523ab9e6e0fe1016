package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
)

// auditor is a reader with a question: it opens a page and clicks on what can
// be seen, and its clicks are counted.
type auditor struct {
	*testing.T
	ctx    context.Context
	origin string
	clicks int
}

// step is how long one thing may take that a reader waits for.
const step = time.Minute

func (a *auditor) run(actions ...chromedp.Action) {
	a.Helper()
	ctx, cancel := context.WithTimeout(a.ctx, step)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		a.Fatal(err)
	}
}

// until asks the page again and again until it answers with something: each
// answer is one message, and the page need not run scripts.
func (a *auditor) until(js, what string, answer any) {
	a.Helper()
	ctx, cancel := context.WithTimeout(a.ctx, step)
	defer cancel()
	var raw json.RawMessage
	for ctx.Err() == nil {
		// While a page goes and another comes there is nothing to ask.
		if err := chromedp.Run(ctx, chromedp.Evaluate(js, &raw)); err == nil && len(raw) > 0 && string(raw) != "null" {
			if err := json.Unmarshal(raw, answer); err != nil {
				a.Fatal(err)
			}
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
	a.Fatalf("waited for %s in vain, at %s", what, a.eval(`decodeURIComponent(location.href)`))
}

// open begins a question at a page.
func (a *auditor) open(name string) {
	a.Helper()
	a.clicks = 0
	a.run(chromedp.Navigate(a.origin + name))
}

// click presses the mouse on a link that is to be seen, found by an XPath, and
// waits until the browser is where it should lead. Nothing may lie over the link.
func (a *auditor) click(xpath, leads string) {
	a.Helper()
	a.clicks++
	var at [2]float64
	a.until(`(() => {
		const el = document.evaluate(`+quote(xpath)+`, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
		if (!el || !el.checkVisibility({ visibilityProperty: true })) return null;
		el.scrollIntoView({ block: "center", behavior: "instant" });
		const { left, top, width, height } = el.getClientRects()[0], x = left + width / 2, y = top + height / 2;
		return el.contains(document.elementFromPoint(x, y)) ? [x, y] : null;
	})()`, xpath, &at)
	a.run(chromedp.MouseClickXY(at[0], at[1]))
	// A server calls index.html by its folder.
	var there bool
	a.until(`document.readyState === "complete" && [`+quote(a.origin+leads)+`, `+quote(a.origin+strings.Replace(leads, "index.html", "", 1))+`].includes(decodeURIComponent(location.href)) || null`,
		xpath+" to lead to "+leads, &there)
}

// quote writes a string for a script.
func quote(s string) string {
	b, _ := json.Marshal(s) // of a string there is no error
	return string(b)
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
	a.until(`(() => { const el = document.querySelector(`+quote(selector)+`); return el && el.checkVisibility() ? el.innerText : null; })()`, selector, &got)
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
	t.Parallel()
	dir := sample(t)
	server := httptest.NewServer(http.StripPrefix("/a/b/", http.FileServer(http.Dir(dir))))
	defer server.Close()
	for _, c := range []struct {
		name, origin string
		width        int64
	}{{"disk", (&url.URL{Scheme: "file", Path: dir + "/"}).String(), 375}, {"server", server.URL + "/a/b/", 1280}} {
		t.Run(c.name, func(t *testing.T) {
			a := &auditor{T: t, ctx: browsertest.Shared(t), origin: c.origin}
			bad := watch(a.ctx, c.origin)
			a.run(cdplog.Enable(), network.Enable(), emulation.SetDeviceMetricsOverride(c.width, 900, 1, c.width < 700))
			a.whatChanged()
			a.whereFrom()
			a.notKept()
			a.redefined()
			for _, b := range bad() {
				t.Error(b)
			}
		})
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
		"法律援助挽回损失":     "650余万元 大于650万、小于660万元|912.3万元 9123000元|增长38.2%至40.4% +252.3万元至+262.3万元|",
		"发放普法资料":       "近6万份 大于5万、不超过6万份|近3万份 大于2万、不超过3万份|下降40%至66.7% −4万份至−2万份|",
		"重大行政决策目录事项":   "未公布|7项|不可比|2019年未公布",
		"人民调解案件":       "2846件|2241件|不可比|2021年起只计录入人民调解信息系统、有协议书或者登记表的案件，不再计村（社区）只记台账的即时调解",
		"公共法律服务咨询":     "3715件|6180件次|不可比|2023年起由按件计改为按件次计，同一人每咨询一次计1件次；2023年起由按件计改为按件次计，不与上年比较",
	} {
		a.expect(a.row("#two", label), label+"|"+want)
	}
	a.expect(a.eval(`document.querySelector("#two tbody td.dated a").getAttribute("href").replace(/#.*/, "")`), "../2019.html")
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
	a.paper("#two tbody tr", "#two-text .both p", "h1", ".whose")
	a.run(chromedp.NavigateBack())
	var back bool
	a.until(`document.getElementById("two").hidden || null`, "the way back to the list", &back)
	a.paper(".matrix tbody tr", ".pairs li", "h1", ".whose")
}

// paper expects just these of the parts of the page of comparisons to be printed.
func (a *auditor) paper(want ...string) {
	a.Helper()
	a.run(emulation.SetEmulatedMedia().WithMedia("print"))
	for _, part := range []string{"h1", ".whose", "#two tbody tr", "#two-text .both p", "#two select", "#two-page", ".matrix tbody tr", ".pairs li", ".mast", "#two-plain"} {
		printed := a.eval(`String([...document.querySelectorAll("` + part + `")].some((el) => el.checkVisibility()))`)
		if printed != strconv.FormatBool(slices.Contains(want, part)) {
			a.Errorf("%s is printed: %s", part, printed)
		}
	}
	a.run(emulation.SetEmulatedMedia().WithMedia(""))
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
	a.point(`a.fig[href="#f-aid.cases"]`)
	a.click(`//a[@class="peek"]`, "yunxi-sfj/fzzf/indicators/aid.cases.html")
	a.says("main", "法律援助案件", "历年数据", "引用", "代码 aid.cases")
	// So does a number that this report quotes from another year's.
	a.open("yunxi-sfj/fzzf/2024.html")
	a.point(`a.fig[href="2023.html#f-decision.carried"]`)
	a.click(`//a[@class="peek"][text()="重大行政决策跨年事项 · 历年数据"]`, "yunxi-sfj/fzzf/indicators/decision.carried.html")
}

// point moves the pointer of a mouse over an element.
func (a *auditor) point(selector string) {
	a.Helper()
	var there bool
	a.until(`(() => { const el = document.querySelector(`+quote(selector)+`); return el && el.dispatchEvent(new PointerEvent("pointerenter", { pointerType: "mouse" })); })()`, selector, &there)
}

// sentence goes from a row to the first sentence that quotes it, and expects
// the quote to be lit.
func (a *auditor) sentence(row, report, want string) string {
	a.Helper()
	var href string
	link := row + `//p[contains(@class,"back")]/a`
	a.until(`document.evaluate(`+quote(link+"/@href")+`, document, null, XPathResult.STRING_TYPE).stringValue || null`, link, &href)
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
	a.says("#y2022", "整改期限2023年12月31日已过", "已兑现")
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
	t.Parallel()
	a := &auditor{T: t, ctx: browsertest.Shared(t), origin: (&url.URL{Scheme: "file", Path: sample(t) + "/"}).String()}
	a.run(emulation.SetScriptExecutionDisabled(true))
	a.open(agencyPage)
	a.click(`//ul[@class="inline"]//a[text()="年度比较"]`, "yunxi-sfj/fzzf/compare/index.html")
	a.says("#two-plain", "这里没有运行脚本", "文字请打开两年的报告对着看", "2019年报告", "2023年报告")
	a.expect(a.row(".matrix", "行政复议受理"), "行政复议受理|36件|43件|未收录|81件|104件|128件|274件")
	if shown := a.eval(`String(getComputedStyle(document.getElementById("two")).display)`); shown != "none" {
		t.Error("a comparison that only a script can make is shown")
	}
	a.click(`//p[@id="two-plain"]/a[text()="2019年报告"]`, "yunxi-sfj/fzzf/2019.html")
	a.answered("both texts")
}
