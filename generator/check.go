package main

import (
	"bytes"
	"fmt"
	"os"

	"fazhi/generator/check"
	"fazhi/generator/finding"
	"fazhi/generator/report"
	"fazhi/generator/site"
)

type checkCommand struct {
	Format string   `default:"text" enum:"text,json,sarif" placeholder:"text|json|sarif" help:"输出格式：给人看的文字，一行一个的 JSON，或 SARIF 2.1.0 (output format)"`
	AsOf   string   `name:"as-of" placeholder:"2024-03-01" help:"按哪一天判断是否逾期，默认今天（北京时间） (the day by which lateness is judged)"`
	Agency []string `placeholder:"ID" help:"只检查这个单位；可以写几个，用逗号隔开 (only these agencies)"`
	Waived bool     `help:"也列出已豁免的问题和理由 (list waived findings with their reasons too)"`
	Strict bool     `help:"有任何没有豁免的问题都算失败 (any finding that is not waived fails)"`
}

// Help tells what does not fit in a line.
func (c *checkCommand) Help() string {
	return "草稿的问题也按原来的轻重列出：外人看到之前，起草的人先要看到。只检查，不生成网站。 (Findings of drafts count in full: who drafts must see them before anybody outside does. Nothing is built.)"
}

// Run reads everything as a build does, checks it, and prints what was found.
// Of an agency nothing is kept but its findings; the sketches by which paragraphs are
// found that agencies share wait on the disk.
func (c *checkCommand) Run(e *environment) error {
	asOf, err := e.dayOf(c.AsOf)
	if err != nil {
		return err
	}
	l, err := e.load(asOf)
	if err != nil {
		return err
	}
	defer l.Close()
	ids, err := l.pick(c.Agency)
	if err != nil {
		return err
	}
	builder, err := l.builder(site.Options{AsOf: asOf})
	if err != nil {
		return err
	}
	log, drafts, err := l.checkAll(e, builder, ids)
	if err != nil {
		return err
	}
	if err := c.print(e, l, log, drafts); err != nil {
		return err
	}
	return verdict(log, c.Strict)
}

// checkAll checks agencies, and holds them against each other. Drafts are those with
// findings.
func (l *loaded) checkAll(e *environment, builder *site.Builder, ids []string) (log finding.List, drafts int, err error) {
	log = l.log
	sketches := site.NewSketchbook(os.TempDir())
	defer sketches.Close()
	e.progress.count(finding.Text{ZH: "正在检查", EN: "checking"}, len(ids))
	err = inOrder(len(ids), func(i int) checked { return l.check(builder, ids[i]) }, func(p checked) error {
		e.progress.step()
		log.Add(p.log...)
		drafts += p.drafts
		for _, s := range p.sketches {
			if err := sketches.Note(s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	e.progress.say(finding.Text{ZH: "正在比对各单位之间雷同的段落", EN: "looking for paragraphs that agencies share"})
	for _, year := range sketches.Years() {
		all, err := year.Sketches()
		if err != nil {
			return nil, 0, err
		}
		log.Add(l.rules.Across(all, l.asOf)...)
	}
	log.Sort()
	return log, drafts, nil
}

// checked is what is kept of an agency: what was found, and what others are held
// against.
type checked struct {
	log      finding.List
	drafts   int // with findings
	sketches []check.Sketch
}

func (l *loaded) check(builder *site.Builder, id string) checked {
	x := l.examine(id)
	if l.sealed(id) != nil {
		x.own.Add(differing(builder.Outline(x.Agency))...)
	}
	out := checked{log: x.own}
	for _, r := range x.reports() {
		if k, ok := x.sketches[r]; ok && r.Status != report.Unknown {
			out.sketches = append(out.sketches, k)
		}
		out.log.Add(x.years[r]...)
		if r.Status == report.Draft && len(x.years[r]) > x.years[r].Waived() {
			out.drafts++
		}
	}
	out.log.Detach()
	return out
}

func (c *checkCommand) print(e *environment, l *loaded, log finding.List, drafts int) error {
	switch c.Format {
	case "json":
		return log.WriteJSON(e.stdout, e.Lang)
	case "sarif":
		return log.WriteSARIF(e.stdout, e.Lang, l.describe())
	}
	var b bytes.Buffer
	_ = log.WriteText(&b, e.Lang) // a buffer does not fail
	if b.Len() > 0 {
		fmt.Fprintln(&b)
	}
	if c.Waived && log.Waived() > 0 {
		fmt.Fprintln(&b, finding.Text{ZH: "已豁免的问题：", EN: "Waived findings:"}.In(e.Lang)+"\n")
		_ = log.WriteWaived(&b, e.Lang)
		fmt.Fprintln(&b)
	}
	if len(log) == log.Waived() {
		fmt.Fprintln(&b, finding.Text{ZH: "没有发现问题", EN: "nothing found"}.In(e.Lang))
	}
	if len(log) > 0 {
		fmt.Fprintln(&b, counts(log, 0).In(e.Lang))
	}
	if !c.Waived && log.Waived() > 0 {
		fmt.Fprintln(&b, finding.Text{ZH: "已豁免的问题和理由用 fazhi check --waived 列出", EN: "fazhi check --waived lists them with their reasons"}.In(e.Lang))
	}
	if drafts > 0 {
		fmt.Fprintln(&b, finding.Text{
			ZH: fmt.Sprintf("其中有%d份草稿；草稿的问题不影响其他报告发布", drafts),
			EN: fmt.Sprintf("%s among them; what is wrong with drafts keeps no other report from being published", finding.Plural(drafts, "draft")),
		}.In(e.Lang))
	}
	_, err := e.stdout.Write(b.Bytes())
	return err
}
