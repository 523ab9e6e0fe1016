package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/generator/starter"
	"fazhi/templates"
)

type newCommand struct {
	Year   year     `arg:"" placeholder:"YEAR" help:"报告所述的年度，如 2025 (the year reported on)"`
	Agency []string `placeholder:"ID" help:"只带这个单位；可以写几个，用逗号隔开 (only these agencies)"`
	Form   []string `placeholder:"ID" help:"只带这种报告；可以写几个，用逗号隔开 (only these forms)"`
	AsOf   string   `name:"as-of" placeholder:"2024-03-01" help:"按哪一天算离期限还有几天，默认今天（北京时间） (the day from which the days left are counted)"`
}

// Help tells what does not fit in a line.
func (c *newCommand) Help() string {
	return "上年填过的每一项数据都列出来待填，期初数按上年期末数填好，正文只有法定内容的标题和要回应的上年安排。已有的文件不会改动。 (Every indicator of last year is listed to be filled in, openings are filled from closings, and the narrative has the headings and what of last year is to be answered. No file that is there is changed.)"
}

// Run brings every report of the year before forward that has no next year yet.
func (c *newCommand) Run(e *environment) error {
	asOf, err := e.dayOf(c.AsOf)
	if err != nil {
		return err
	}
	ws, forms, log, err := e.open()
	if err != nil {
		return err
	}
	defer ws.Close()
	if log.HasErrors() {
		e.tell(log)
		return errFindings
	}
	for _, id := range c.Form {
		if !slices.Contains(forms.IDs(), id) {
			return unknownForm(id, forms)
		}
	}
	loader := source.New(ws.FS, forms)
	l := &loaded{Workspace: ws, Loader: loader}
	l.agencies, _ = loader.Agencies()
	ids, err := l.pick(c.Agency)
	if err != nil {
		return err
	}
	var all []starter.Forward
	var passed []finding.Text
	for _, id := range ids {
		a, log := loader.Agency(id)
		if log.HasErrors() {
			e.tell(log)
			return errFindings
		}
		bring, pass := c.choose(a, loader)
		all, passed = append(all, bring...), append(passed, pass...)
	}
	if len(all) == 0 {
		return c.nothing(passed)
	}
	made, err := starter.BringForward(templates.FS, ws.Dir, all)
	if err != nil {
		return err
	}
	for i, b := range made {
		c.say(e, all[i], b, asOf)
	}
	for _, p := range passed {
		fmt.Fprintln(e.stdout, p.In(e.Lang))
	}
	c.next(e)
	return nil
}

// choose gives the reports of an agency that can be brought forward, and says
// why others cannot.
func (c *newCommand) choose(a *report.Agency, l *source.Loader) (all []starter.Forward, passed []finding.Text) {
	year, last := int(c.Year), fmt.Sprint(int(c.Year)-1)
	pass := func(s *report.Series, zh, en string) {
		passed = append(passed, finding.Text{ZH: "没有带 " + a.ID + "/" + s.Form.ID + "：" + zh, EN: "passed over " + a.ID + "/" + s.Form.ID + ": " + en})
	}
	for _, s := range a.Series {
		if len(c.Form) > 0 && !slices.Contains(c.Form, s.Form.ID) {
			continue
		}
		before, next := s.Year(year-1), l.Form(a.ID, s.Form.ID, year)
		switch {
		case s.Year(year) != nil:
			pass(s, fmt.Sprint(year)+"年已经有了，未改动", fmt.Sprint(year)+" is there and stays as it is")
		case before == nil:
			pass(s, "没有"+last+"年的数据和正文；最近的一年是"+fmt.Sprint(s.Reports[len(s.Reports)-1].Year)+"年", "there is nothing of "+last)
		case before.Torn || before.Status == report.Unknown:
			pass(s, last+"年的文件写法有错误，读不完整，先运行 fazhi check 改正", "the files of "+last+" cannot be read whole; run fazhi check first")
		case next == nil:
			pass(s, "没有适用于这一年的报告种类", "there is no form for that year")
		default:
			all = append(all, starter.Forward{Last: before, Form: next})
		}
	}
	return all, passed
}

// nothing says that nothing can be brought forward, and why.
func (c *newCommand) nothing(passed []finding.Text) error {
	text := finding.Text{
		ZH: fmt.Sprintf("没有可以带到%d年的报告", c.Year),
		EN: fmt.Sprintf("there is no report to bring forward to %d", c.Year),
	}
	for _, p := range passed {
		text.ZH += "\n" + p.ZH
		text.EN += "\n" + p.EN
	}
	text.ZH += "\n没有上年的单位，用 fazhi init --agency 单位代码 --name \"单位全称\" --year " + fmt.Sprint(int(c.Year)) + " 新建"
	text.EN += "\nwithout a year before, start with fazhi init --agency ID --name NAME --year " + fmt.Sprint(int(c.Year))
	return problem{text}
}

// say tells what was made of one report, and by when it is due.
func (c *newCommand) say(e *environment, f starter.Forward, b starter.Brought, asOf civil.Date) {
	out := func(zh, en string) { fmt.Fprintln(e.stdout, finding.Text{ZH: zh, EN: en}.In(e.Lang)) }
	last := f.Last.Year
	out(fmt.Sprintf("%s %s：由%d年带到%d年", f.Last.Series.Agency.Name, f.Form.Title, last, last+1),
		fmt.Sprintf("%s %s: from %d to %d", f.Last.Series.Agency.ID, f.Form.ID, last, last+1))
	for _, name := range b.New {
		out("  新建 "+name, "  made "+name)
	}
	out(fmt.Sprintf("  列出上年的数据%d项待填，期初数填好%d项，上年安排和到期承诺%d项要回应，上年的豁免%d项要重新考虑", b.Figures, b.Openings, b.Wants, b.Reconsider),
		fmt.Sprintf("  figures to fill in: %d; openings filled in: %d; to be answered: %d; waivers to think about: %d", b.Figures, b.Openings, b.Wants, b.Reconsider))
	if f.Last.Status.Waiting() {
		out(fmt.Sprintf("  注意：%d年的报告还是草稿。它的数改动以后，这里带来的上年数要再核对；它没有发布，本年报告也不能公开回应它的安排", last),
			fmt.Sprintf("  note: the report of %d is still a draft; check what was brought from it when it changes", last))
	}
	if f.Last.Findings.HasErrors() {
		out(fmt.Sprintf("  注意：%d年的文件有错误，读不出来的数据没有带来；运行 fazhi check 查看", last),
			fmt.Sprintf("  note: the files of %d have errors; what could not be read was not brought", last))
	}
	c.deadlines(e, f, asOf)
}

// deadlines prints the last days of the year's report and how far they are.
func (c *newCommand) deadlines(e *environment, f starter.Forward, asOf civil.Date) {
	var seen []string
	for i := range f.Form.Deadlines {
		id := f.Form.Deadlines[i].ID
		d := f.Form.Deadline(id, f.Last.Series.Agency.Reporter, int(c.Year))
		if d == nil || slices.Contains(seen, id) {
			continue
		}
		seen = append(seen, id)
		fmt.Fprintln(e.stdout, deadlineText(d, d.LastDay(int(c.Year)), asOf).In(e.Lang))
	}
}

func deadlineText(d *form.Deadline, last, asOf civil.Date) finding.Text {
	days := int(last.Time().Sub(asOf.Time()).Hours() / 24)
	left := finding.Text{ZH: fmt.Sprintf("还有%d天", days), EN: fmt.Sprintf("%d days left", days)}
	switch {
	case days == 0:
		left = finding.Text{ZH: "就是今天", EN: "today"}
	case days < 0:
		left = finding.Text{ZH: fmt.Sprintf("已经过了%d天", -days), EN: fmt.Sprintf("%d days ago", -days)}
	}
	t := finding.Text{
		ZH: "  期限：" + d.Label + "，最迟" + last.Chinese() + "，" + left.ZH,
		EN: "  deadline: " + d.EN + ", by " + last.String() + ", " + left.EN,
	}
	if d.Basis != "" {
		t.ZH += "（" + d.Basis + "）"
	}
	return t
}

// next says what to do now.
func (c *newCommand) next(e *environment) {
	dir := quoted(e.Dir)
	page := filepath.Join(e.Dir, draftFolder, "index.html")
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: fmt.Sprintf("\n下一步：\n  1. 用记事本打开数据文件，去掉每行开头的 # ，填本年的数\n  2. 打开正文，把括号里的提示换成内容，逐项回应上年安排\n  3. 运行 fazhi -C %s check 看还缺什么；运行 fazhi -C %s build --draft，用浏览器打开 %s 查看", dir, dir, page),
		EN: fmt.Sprintf("\nnext:\n  1. fill in the data: take away the # and type the number\n  2. write the narrative and answer last year's plan\n  3. run fazhi -C %s check, and fazhi -C %s build --draft, then open %s", dir, dir, page),
	}.In(e.Lang))
}
