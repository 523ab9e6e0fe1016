package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"fazhi/generator/form"
	"fazhi/generator/importer"
	"fazhi/templates"
)

// texts names more reports to hold the round trip against, when they are at
// hand: go test ./generator -run ImportedPage -texts '/path/*.txt'
var texts = flag.String("texts", "", "glob of old reports to import and compare, as form other")

// oldReport has what old reports have: chrome at both ends, the title twice,
// half-width marks, four levels of headings, one of them running into its text,
// and everything that Markdown would take for a mark.
const oldReport = `首页 > 信息公开 > 年度报告
来源:区司法局 发布时间:2023-01-20 字号:[大 中 小]
示例市虚构区司法局2022年度法治政府建设情况报告
示例市虚构区司法局2022年度法治政府建设情况报告
2022年,我局办理各类事项近8万件,接待咨询9万余次。
一、推进法治政府建设的主要举措和成效
(一)优化服务。
审批时间由63个工作日缩短至30个工作日以内;群众满意率达到98.5%,同比提高1.2个百分点。
1.窗口建设。设综合窗口4个,受理事项505个;*重点*事项_另行_公布 #1 <附表> [见后]。
(二)加强监督,严格执法。全年检查254次,发现问题12个,其中10个已经整改;共收到协助执行文书182件次,执行完毕181件次。
- 二是开展培训2次
1. 这一行像是列表
二、存在的不足和原因
公职律师只有两名,主要原因是编制不足。《关于印发<办法>的通知》(示政办〔2022〕4号)落实不够。
三、下一步工作打算
2023年新增窗口2—3个。
示例市虚构区司法局
2023年1月12日
【打印本页】 【关闭窗口】
`

// TestImportedPage imports old reports and builds them: what the page's article
// says is the body of the report, to the character.
func TestImportedPage(t *testing.T) {
	reports := map[string]string{"old.txt": oldReport}
	if *texts != "" {
		names, err := filepath.Glob(*texts)
		if err != nil || len(names) == 0 {
			t.Fatalf("-texts: nothing at %s", *texts)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			reports[name] = string(data)
		}
	}
	for name, text := range reports {
		t.Run(filepath.Base(name), func(t *testing.T) {
			kind := "fzzf"
			if name != "old.txt" && !strings.Contains(name, "fzzf") && !strings.Contains(name, "xzspj") {
				kind = "other"
			}
			body, page := importAndBuild(t, name, text, kind)
			if page != body {
				a, b := firstDifference(page, body)
				t.Errorf("the page says %q where the report says %q", a, b)
			}
			t.Logf("%d characters", len([]rune(body)))
		})
	}
}

func importAndBuild(t *testing.T, name, text, kind string) (body, page string) {
	t.Helper()
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	day := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	if code := run([]string{"init", dir}, &stdout, &stderr, day, nil); code != 0 {
		t.Fatal(stderr.String())
	}
	forms, _ := form.Load(templates.FS)
	result, log := importer.Import(os.DirFS(dir), forms, importer.Request{Agency: "a", FormID: kind, Year: 2022, Name: name, Data: []byte(text)})
	if result == nil {
		t.Fatal(log)
	}
	if err := result.Write(dir); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"build", "-C", dir}, &stdout, &stderr, day, nil); code != 0 {
		t.Fatal(stderr.String())
	}
	data, err := os.ReadFile(filepath.Join(dir, "public", "a", kind, strconv.Itoa(2022)+".html"))
	if err != nil {
		t.Fatal(err)
	}
	return result.Body, articleText(t, data)
}

// articleText is what a reader reads in the article, one block a line.
func articleText(t *testing.T, data []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "article" {
			continue
		}
		for b := range n.Descendants() {
			switch {
			case b.Type != html.ElementNode:
			case b.Data == "p" && class(b) != "role", len(b.Data) == 2 && b.Data[0] == 'h' && b.Data != "hr":
				lines = append(lines, textOf(b))
			case b.Data == "tr":
				var cells []string
				for c := b.FirstChild; c != nil; c = c.NextSibling {
					if c.Type == html.ElementNode {
						cells = append(cells, textOf(c))
					}
				}
				lines = append(lines, strings.Join(cells, "\t"))
			}
		}
	}
	return strings.Join(lines, "\n")
}

func class(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func firstDifference(a, b string) (string, string) {
	x, y := []rune(a), []rune(b)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	cut := func(r []rune) string { return string(r[max(0, min(i-10, len(r))):min(i+20, len(r))]) }
	return cut(x), cut(y)
}
