package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Years end with lastYear; a workspace of ten years begins in 2015.
const (
	formID   = "gzbg"
	lastYear = 2024
)

// textLength is how many characters a narrative has, at least.
const textLength = 4000

// group is ten indicators of one matter; the keys and labels are the same in
// every group, with the matter before the label.
type group struct{ key, label string }

func groups() []group {
	return []group{
		{"approval", "行政审批"}, {"inquiry", "咨询答复"}, {"inspection", "执法检查"}, {"dispute", "矛盾调解"},
		{"review", "复议审理"}, {"aid", "法律援助"}, {"disclosure", "信息申请"},
	}
}

// measure is one indicator of a group.
type measure struct{ key, label, unit string }

// The places of the measures in a group's figures.
const (
	carriedIn = iota
	received
	granted
	denied
	ended
	concluded
	carriedOut
	onTime
	onTimeRate
	limit
	perGroup
)

func measures() [perGroup]measure {
	return [perGroup]measure{
		{"carried_in", "上年结转", "件"}, {"received", "收到", "件"}, {"granted", "支持", "件"}, {"denied", "不予支持", "件"}, {"ended", "终止", "件"},
		{"concluded", "办结", "件"}, {"carried_out", "结转下年", "件"}, {"on_time", "按时办结", "件"}, {"on_time_rate", "按时办结率", "%"}, {"limit", "平均用时", "工作日"},
	}
}

// office is one agency with its years, the same for every tool that makes a site
// of it.
type office struct {
	id, name string
	years    []officeYear
}

type officeYear struct {
	year     int
	figures  [][perGroup]int // by group; the rate in tenths of a percent
	sections []section
}

// section is a heading and its paragraphs. In a paragraph {key} quotes a figure.
type section struct {
	heading, role string
	paragraphs    []string
}

// makeOffice makes the agency of a number. It depends on nothing else, so that a
// thousand and a hundred thousand begin alike.
func makeOffice(n, years int) office {
	r := rand.New(rand.NewPCG(uint64(n), 20241231))
	o := office{id: fmt.Sprintf("a%06d", n), name: officeName(n)}
	var before [][perGroup]int
	for year := lastYear - years + 1; year <= lastYear; year++ {
		y := officeYear{year: year, figures: makeFigures(r, before)}
		y.sections = makeText(r, o.name, year)
		before = y.figures
		o.years = append(o.years, y)
	}
	return o
}

// officeName gives each number its own name, of a place and a kind of office.
func officeName(n int) string {
	first, second := []rune("云安清平永嘉和宁德兴新东西南北临江"), []rune("溪川河山泉湖岭原州阳城昌远泽源")
	kinds := []string{"司法局", "财政局", "民政局", "教育局", "应急管理局", "水务局", "农业农村局"}
	places := len(first) * len(second)
	name := string(first[n%len(first)]) + string(second[n/len(first)%len(second)])
	if turn := n / places / len(kinds); turn > 0 {
		name += fmt.Sprintf("第%d", turn+1)
	}
	return name + "区" + kinds[n/places%len(kinds)]
}

// makeFigures makes a year that ties in itself and to the year before, and differs
// from it by a fifth at most.
func makeFigures(r *rand.Rand, before [][perGroup]int) [][perGroup]int {
	var out [][perGroup]int
	for i := range groups() {
		last := [perGroup]int{carriedIn: 100 + r.IntN(100), granted: 100 + r.IntN(4000), denied: 20 + r.IntN(400), ended: 20 + r.IntN(300), carriedOut: 100 + r.IntN(100), limit: 10 + r.IntN(40)}
		if before != nil {
			last = before[i]
		}
		near := func(m, least, most int) int {
			return min(max(last[m]-last[m]/5+r.IntN(last[m]*2/5+1), least), most)
		}
		f := [perGroup]int{carriedIn: last[carriedOut], granted: near(granted, 100, 5000), denied: near(denied, 20, 500), ended: near(ended, 20, 400), carriedOut: near(carriedOut, 50, 130), limit: near(limit, 8, 59)}
		f[concluded] = f[granted] + f[denied] + f[ended]
		f[received] = f[concluded] + f[carriedOut] - f[carriedIn]
		f[onTime] = f[concluded] - r.IntN(f[concluded]/20+1)
		f[onTimeRate] = (f[onTime]*2000 + f[concluded]) / (2 * f[concluded])
		out = append(out, f)
	}
	return out
}

// wording gives a figure as people write it.
func (y *officeYear) wording(g, m int) string {
	v := y.figures[g][m]
	switch measures()[m].unit {
	case "%":
		return strings.TrimSuffix(fmt.Sprintf("%d.%d", v/10, v%10), ".0") + "%"
	default:
		return fmt.Sprint(v) + measures()[m].unit
	}
}

// makeText writes a narrative that quotes every figure of the year once.
func makeText(r *rand.Rand, name string, year int) []section {
	sections := []section{
		{heading: "一、主要举措和成效", role: "measures"},
		{heading: "二、存在的不足和原因", role: "shortcomings"},
		{heading: "三、主要负责人履行第一责任人职责的情况", role: "leadership"},
		{heading: "四、下一年度的主要安排", role: "plan"},
	}
	first := &sections[0]
	first.paragraphs = append(first.paragraphs, fmt.Sprintf("%d年，%s%s现将情况报告如下。", year, name, sentence(r)))
	for _, g := range groups() {
		text := g.label + "方面，"
		for m, ms := range measures() {
			text += fmt.Sprintf("%s%s%s{%s.%s}，", filler(r), g.label, ms.label, g.key, ms.key)
			if m%4 == 3 {
				text += sentence(r)
			}
		}
		first.paragraphs = append(first.paragraphs, strings.TrimSuffix(text, "，")+"。")
	}
	sections[1].paragraphs = []string{"工作中还存在不足，原因是对有的事项研究不深。" + sentence(r) + sentence(r)}
	for length(sections) < textLength {
		s := &sections[r.IntN(len(sections))]
		var text strings.Builder
		for range 3 + r.IntN(3) {
			text.WriteString(sentence(r))
		}
		s.paragraphs = append(s.paragraphs, text.String())
	}
	for i := range sections {
		if len(sections[i].paragraphs) == 0 {
			sections[i].paragraphs = append(sections[i].paragraphs, sentence(r))
		}
	}
	return sections
}

// quotes finds what stands for a figure.
var quotes = regexp.MustCompile(`\{[^}]*\}`)

// length counts the characters of a text without its figures.
func length(sections []section) int {
	n := 0
	for _, s := range sections {
		n += utf8.RuneCountInString(s.heading)
		for _, p := range s.paragraphs {
			n += utf8.RuneCountInString(quotes.ReplaceAllString(p, ""))
		}
	}
	return n
}

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }

func filler(r *rand.Rand) string {
	return pick(r, []string{"据记录，", "经统计，", "据统计，", "经核对，", "按台账，", "据填报，", "按系统记载，", "经汇总，"})
}

// sentence makes one of some millions, without a number in it.
func sentence(r *rand.Rand) string {
	who := pick(r, []string{"各科室", "执法大队", "法规科", "窗口人员", "基层站所", "分管负责人", "办案人员", "各镇街", "督察组", "联络员", "值班人员", "调解员", "公职律师", "审核人员"})
	how := pick(r, []string{"按照职责分工", "对照权责清单", "结合本地实际", "围绕群众反映集中的问题", "依托政务服务平台", "坚持问题导向", "会同有关部门", "根据年度计划", "按照时间节点", "在规定期限内", "通过上门走访", "借助线上渠道"})
	did := pick(r, []string{"逐项梳理", "认真办理", "及时公开", "全面核查", "分类处置", "跟踪督办", "集中研判", "规范记录", "反复核对", "主动说明", "定期通报", "组织评查", "协调解决", "修订完善"})
	what := pick(r, []string{"办事指南", "执法文书", "投诉举报", "合同草案", "规范性文件", "裁量基准", "历史遗留事项", "涉企检查计划", "听证笔录", "信息公开申请", "调解协议", "告知承诺材料", "整改台账", "送达回证", "普法资料"})
	then := pick(r, []string{"办理结果向申请人说明理由", "发现的问题当场提出改正意见", "有关情况向社会公布", "材料一次告知到位", "程序更加规范", "争议化解在基层", "回访时群众表示理解", "责任落实到人", "形成了可以照着办的流程", "为下一步工作打下了基础", "减少了来回跑路", "留下了完整记录"})
	return how + "，" + who + did + what + "，" + then + "。"
}
