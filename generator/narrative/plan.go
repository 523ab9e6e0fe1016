package narrative

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"

	"fazhi/generator/finding"
)

// Item is one thing that a plan promises: a heading, a paragraph or an item of a
// list that ends in {item=…}. The next year's report must answer it.
type Item struct {
	ID    string // a short name, unique in the year: 公职律师统一调配
	Pos   finding.Pos
	Block ast.Node
}

// Result is what became of a promise.
type Result string

// The results, as {result=…} says them.
const (
	Done   Result = "done"
	Partly Result = "partly"
	Not    Result = "not"
)

// Results lists what {result=…} may say.
func Results() []string { return []string{string(Done), string(Partly), string(Not)} }

// Answer says that a part of the narrative, or all of it, answers an item of
// last year's plan or a commitment.
type Answer struct {
	Ref    string // the item's name, or year/id of a commitment
	Result Result
	Pos    finding.Pos
	Block  ast.Node // nil where the front matter says it of the whole report
}

// Commitment parts the name of a commitment into its year and id; ok is false
// for the name of a plan's item.
func (a *Answer) Commitment() (year int, id string, ok bool) {
	before, id, ok := strings.Cut(a.Ref, "/")
	year, err := strconv.Atoi(before)
	return year, id, ok && err == nil
}

// AnswerWhole notes that the report as a whole answers something, as its front
// matter says. It belongs to reading.
func (d *Doc) AnswerWhole(ref string, pos finding.Pos) {
	if len(d.Answers) < maxAnswers {
		d.Answers = append(d.Answers, Answer{Ref: ref, Result: Done, Pos: pos})
	}
}

// Placeholder is how text begins that a new report starts with and that nobody
// has replaced yet.
const Placeholder = "（在这里写"

// Written reports whether a part of the narrative says something: it is no text
// that the file was made with.
func (d *Doc) Written(block ast.Node) bool {
	return block == nil || slices.ContainsFunc(d.Part(block), func(s string) bool { return !strings.HasPrefix(s, Placeholder) })
}

// Part gives the plain text of what an attribute stands for, a paragraph each:
// the paragraph; the item of a list with all that is in it; what stands under a
// heading, or the heading itself where nothing does.
func (d *Doc) Part(block ast.Node) []string {
	if h, ok := block.(*ast.Heading); ok {
		var out []string
		for n := h.NextSibling(); n != nil; n = n.NextSibling() {
			if next, ok := n.(*ast.Heading); ok && next.Level <= h.Level {
				break
			}
			out = append(out, d.lines(n)...)
		}
		if len(out) > 0 {
			return out
		}
	} else if parent := block.Parent(); parent != nil && parent.Kind() == ast.KindListItem && parent.FirstChild() == block {
		block = parent
	}
	return d.lines(block)
}

func (d *Doc) lines(n ast.Node) []string {
	return slices.DeleteFunc(strings.Split(d.BlockText(n), "\n"), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// pair is one name=value of an attribute.
type pair struct {
	name, value  string
	start, stop  int // of the whole, in the source
	beforeEquals int // where the name ends
}

// pairs parts an attribute that begins at start. Chinese quotation marks do for
// plain ones.
func pairs(attributes string, start int) []pair {
	var out []pair
	for attributes != "" {
		name, rest, _ := strings.Cut(attributes, "=")
		value, next := attributeValue(rest)
		stop := start + len(attributes) - len(next)
		out = append(out, pair{name, strings.Trim(value, `"“”`), start, stop, start + len(name)})
		trimmed := strings.TrimLeft(next, " \t")
		start = stop + len(next) - len(trimmed)
		attributes = trimmed
	}
	return out
}

// readItem notes an item of the plan.
func (d *Doc) readItem(n ast.Node, p pair, log *finding.List) {
	pos := d.Pos(p.start, p.stop)
	bad := finding.Finding{ID: "plan-item", Severity: finding.Error, Pos: pos}
	switch i := slices.IndexFunc(d.Items, func(i Item) bool { return i.ID == p.value }); {
	case len(d.Items) >= maxItems:
		bad.ID = "file-limit"
		bad.Message = finding.Text{ZH: "一份报告的安排事项超过" + itoa(maxItems) + "项，后面的不予处理", EN: "a report has at most " + itoa(maxItems) + " items of a plan"}
	case !itemName().MatchString(p.value):
		bad.Message = finding.Text{ZH: "“" + p.value + "”不能作安排事项的名称", EN: p.value + " cannot be the name of an item of the plan"}
		bad.Expected = finding.Text{ZH: "几个字的简称，没有空格和斜线，如 {item=公职律师统一调配}", EN: "a short name without blanks and slashes"}
	case i >= 0:
		bad.Message = finding.Text{ZH: "安排事项“" + p.value + "”已经有了，一年之内名称不能重复", EN: "the plan has an item " + p.value + " already"}
		bad.Cure = finding.Text{ZH: "给其中一项换一个名称", EN: "give one of them another name"}
		bad.Related = []finding.Related{{Pos: d.Items[i].Pos, Note: finding.Text{ZH: "第一次写在这里", EN: "the first one"}}}
	default:
		d.Items = append(d.Items, Item{ID: p.value, Pos: pos, Block: n})
		return
	}
	log.Add(bad)
}

// Limits, far beyond any plan, so that what is looked up stays little.
const maxItems, maxAnswers = 300, 1000

// itemName is what may name an item: no blank, which parts names, and no slash,
// which makes a commitment's.
var itemName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\p{L}\p{N}_.·《》（）-]{1,60}$`) })

// readAnswers notes what a block answers, and with which result.
func (d *Doc) readAnswers(n ast.Node, all []pair, log *finding.List) {
	result := Done
	var answers []pair
	for _, p := range all {
		switch p.name {
		case "answers":
			answers = append(answers, p)
		case "result":
			if !slices.Contains(Results(), p.value) {
				log.Add(unknownResult(p.value, d.Pos(p.start, p.stop)))
				continue
			}
			result = Result(p.value)
		}
	}
	for _, p := range answers {
		refs := strings.FieldsFunc(p.value, func(r rune) bool { return strings.ContainsRune(" \t\u3000,，、", r) })
		for _, ref := range refs[:min(len(refs), maxAnswers-len(d.Answers))] {
			d.Answers = append(d.Answers, Answer{Ref: ref, Result: result, Pos: d.Pos(p.start, p.stop), Block: n})
		}
	}
	if i := slices.IndexFunc(all, func(p pair) bool { return p.name == "result" }); i >= 0 && len(answers) == 0 {
		f := unknownResult("", d.Pos(all[i].start, all[i].stop))
		f.Message = finding.Text{ZH: "result 没有说是哪一项的结果", EN: "result says not of what"}
		f.Expected = finding.Text{ZH: "和 answers 写在一起，如 {answers=公职律师统一调配 result=partly}", EN: "beside answers, like {answers=… result=partly}"}
		log.Add(f)
	}
}

func unknownResult(value string, pos finding.Pos) finding.Finding {
	return finding.Finding{
		ID: "plan-item", Severity: finding.Error, Pos: pos,
		Message:  finding.Text{ZH: "没有“" + value + "”这种结果", EN: "there is no result " + value},
		Expected: finding.Text{ZH: "done（已完成，可以不写）、partly（部分完成）或 not（未完成）", EN: "done (which need not be said), partly or not"},
	}
}
