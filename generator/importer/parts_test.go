package importer

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fazhi/generator/textfile"
)

func TestRepairWidth(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"工作扎实,成效明显;好评率100%,整改率98%.", "工作扎实，成效明显；好评率100%，整改率98%."},
		{"共1,163项,比例1:500,时间10:30开始", "共1,163项，比例1:500，时间10:30开始"},
		{"(一)总体(试行)情况", "（一）总体（试行）情况"},
		{"生态产值(GEP)核算 f(x,y) A,B", "生态产值（GEP）核算 f(x,y) A,B"},
		{"“放管服”,“一网通办”:好吗?好!", "“放管服”，“一网通办”：好吗？好！"},
		{"见http://example.org/a?b=(1,2),信箱a@b.cn;谢谢", "见http://example.org/a?b=(1,2)，信箱a@b.cn；谢谢"},
		{"《关于<办法>的通知》,a<b且b>c", "《关于＜办法＞的通知》，a<b且b>c"},
		{"全角，不变。", "全角，不变。"},
	} {
		if got, _ := repairWidth(c.in); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
	if _, n := repairWidth("甲,乙(丙)"); n != 3 {
		t.Errorf("%d marks counted, want 3", n)
	}
}

// The data beside the package reads without a slip.
func TestEmbedded(t *testing.T) {
	if _, log := readChrome(textfile.New("chrome.toml", chromeTOML)); len(log) > 0 {
		t.Errorf("chrome.toml: %v", log)
	}
	f, log := readFillers(textfile.New("labels.toml", labelsTOML))
	if len(log) > 0 || len(f.lead) == 0 || len(f.trail) == 0 || len(f.stop) == 0 || len(f.join) == 0 {
		t.Errorf("labels.toml: %v", log)
	}
	for w := range words() {
		if n := utf8.RuneCountInString(w); n > 1 && n <= longestWord {
			continue
		}
		if utf8.RuneCountInString(w) > longestWord {
			t.Errorf("the word %s is longer than %d characters and never found", w, longestWord)
		}
	}
}

func TestStripChrome(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"both ends", "首页 > 政务公开\n索引号：X1\n某局报告工作\n正文。\n上一篇：无\n责任编辑：甲", "某局报告工作\n正文。"},
		{"residue between", "正文。\n标签:\n3人觉得有用\n培训\n|\n最近搜索\n无", "正文。"},
		{"signature stays", "正文。\n某区水务局\n2024年1月5日\n【打印本页】 【关闭窗口】", "正文。\n某区水务局\n2024年1月5日"},
		{"nothing in the middle", "正文一。\n来源：调查数据\n正文二很长很长。\n正文三。\n正文四。\n正文五。\n正文六。", "正文一。\n来源：调查数据\n正文二很长很长。\n正文三。\n正文四。\n正文五。\n正文六。"},
		{"a sentence that begins like chrome", "正文。\n关注民生诉求，打印办事指南，分享改革成果，让群众少跑路。", "正文。\n关注民生诉求，打印办事指南，分享改革成果，让群众少跑路。"},
	} {
		var blocks []block
		for _, l := range strings.Split(c.in, "\n") {
			blocks = line(blocks, l)
		}
		rest, taken := stripChrome(blocks, isTitleLine)
		var got []string
		for _, b := range rest {
			got = append(got, b.text)
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: %q left, %q taken", c.name, got, taken)
		}
		if len(rest)+len(taken) != len(blocks) {
			t.Errorf("%s: lines were lost", c.name)
		}
	}
}

func TestNumberOf(t *testing.T) {
	for _, c := range []struct {
		in   string
		kind numbering
		rest string
	}{
		{"一、总体情况", first, "总体情况"},
		{"（十二）其他", second, "其他"},
		{"(三)其他", second, "其他"},
		{"1.全面推进", third, "全面推进"},
		{"2、全面推进", third, "全面推进"},
		{"（3）细则", fourth, "细则"},
		{"第二部分 打算", chapter, "打算"},
		{"1.5万人参加", unnumbered, "1.5万人参加"},
		{"2023年，工作", unnumbered, "2023年，工作"},
		{"一是加强", unnumbered, "一是加强"},
	} {
		n := numberOf(c.in)
		if n.kind != c.kind || strings.TrimSpace(c.in[n.end:]) != c.rest {
			t.Errorf("%s: kind %d, rest %q", c.in, n.kind, c.in[n.end:])
		}
	}
}

func TestHeadings(t *testing.T) {
	const text = `各位代表：
2022年工作回顾
一年来，各项工作平稳推进，取得了比较好的成绩，现将情况报告如下，请予审议。
（一）经济平稳运行。全年生产总值保持增长。
2023年主要工作任务
一、抓好项目建设
1.加快前期工作
（1）完善手续。
抓紧办理各项手续，做到应办尽办，让项目早日落地。
2.完成收尾。
3.做好移交。
某区人民政府
2023年1月6日`
	var blocks []block
	for _, l := range strings.Split(text, "\n") {
		blocks = line(blocks, l)
	}
	markHeadings(blocks, forms(t).Find("other", 2022))
	var got []string
	for _, b := range blocks {
		switch {
		case b.level > 0:
			got = append(got, strings.Repeat("#", b.level)+b.text+strings.Join(b.roles, ","))
		case b.run > 0:
			got = append(got, "*"+b.text[:b.run])
		}
	}
	want := []string{"##2022年工作回顾measures", "*（一）经济平稳运行。", "##2023年主要工作任务plan", "###一、抓好项目建设", "####1.加快前期工作", "#####（1）完善手续。", "*2.完成收尾。", "*3.做好移交。"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if key := blocks[8].in.key(); key != "s2_1_1" {
		t.Errorf("key of the section: %s", key)
	}
}

func TestTakeTitle(t *testing.T) {
	f := forms(t).Find("fzzf", 2023)
	for _, c := range []struct {
		in, title, agency string
		year, left        int
	}{
		{"清河区司法局2023年度法治政府建设情况报告\n清河区司法局\n2023年度法治政府建设情况报告\n正文。", "清河区司法局2023年度法治政府建设情况报告", "清河区司法局", 2023, 1},
		{"2023年清河区法治政府建设年度报告\n正文。", "2023年清河区法治政府建设年度报告", "清河区", 2023, 1},
		{"清河区人民政府关于2023年度法治政府建设情况的报告\n正文。", "清河区人民政府关于2023年度法治政府建设情况的报告", "清河区人民政府", 2023, 1},
		{"清河区人民政府\n2023年法治政府建设年度报告\n正文。", "清河区人民政府2023年法治政府建设年度报告", "清河区人民政府", 2023, 1},
		{"现将有关情况报告如下：\n一、2023年主要工作情况\n正文。", "", "", 0, 3},
	} {
		var blocks []block
		for _, l := range strings.Split(c.in, "\n") {
			blocks = line(blocks, l)
		}
		rest, m := takeTitle(blocks, "", f)
		if m.title != c.title || m.agency != c.agency || m.year != c.year || len(rest) != c.left {
			t.Errorf("%q: title %q, agency %q, year %d, %d lines left", c.in, m.title, m.agency, m.year, len(rest))
		}
	}
}

func TestTakeQuantity(t *testing.T) {
	for _, c := range []struct{ text, wordings string }{
		{"同比增长约300%", "约300%"},
		{"会议、简报分别减少三成、12.5%", "三成|12.5%"},
		{"由63个工作日缩短至30个工作日以内", "30个工作日以内←63个工作日"},
		{"签约率从61%提高到88%", "88%←61%"},
		{"实现“三个100%”目标", "三个100%"},
		{"近8万件、3亿余元", "近8万件|3亿余元"},
		{"2023年第三次会议（〔2023〕4号）", ""},
	} {
		p := &passage{row: -1, col: -1, text: c.text}
		findMentions(p)
		var got []string
		for _, m := range p.mentions {
			s := m.wording
			if m.from != "" {
				s += "←" + m.from
			}
			if p.text[m.at:m.end] != m.wording {
				t.Errorf("%s: %q does not stand at its place", c.text, m.wording)
			}
			got = append(got, s)
		}
		if strings.Join(got, "|") != c.wordings {
			t.Errorf("%s: %q, want %q", c.text, got, c.wordings)
		}
	}
}

// A label is cut between words, and never longer than it may be.
func TestCut(t *testing.T) {
	lex := newLexicon("")
	for _, c := range []struct{ in, last, first string }{
		{"市级部门行政审批服务窗口累计受理办理事项", "窗口累计受理办理事项", "市级部门行政审批服务"},
	} {
		if got := lex.lastPart(c.in, 10); got != c.last {
			t.Errorf("end %q, want %q", got, c.last)
		}
		if got := lex.firstPart(c.in, 10); got != c.first {
			t.Errorf("start %q, want %q", got, c.first)
		}
	}
}
