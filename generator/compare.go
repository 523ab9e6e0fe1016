package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fazhi/generator/compare"
	"fazhi/generator/finding"
	"fazhi/generator/report"
)

type compareCommand struct {
	From   int    `arg:"" placeholder:"2022" help:"一年 (one year)"`
	To     int    `arg:"" placeholder:"2023" help:"另一年 (the other year)"`
	Agency string `placeholder:"ID" help:"单位代码；只有一个单位时可以不写 (the agency; may be left out where there is one)"`
	Form   string `default:"fzzf" placeholder:"fzzf" help:"报告种类，默认 fzzf (kind of report)"`
	Format string `default:"text" enum:"text,json" placeholder:"text|json" help:"输出格式 (output format)"`
}

// Help tells what does not fit in a line.
func (c *compareCommand) Help() string {
	return "草稿也能比较，供起草的人看；公开的网站上只有公开的年度。约数按它的范围计算；口径、单位变了的不比较，没有数的不当作零。 (Drafts can be compared here, for those who draft; the site compares public years only.)"
}

// Run compares two years. Both are read as a build reads them; what is wrong
// with them is for check.
func (c *compareCommand) Run(e *environment) error {
	l, err := e.load(e.today)
	if err != nil {
		return err
	}
	defer l.Close()
	s, err := c.series(l)
	if err != nil {
		return err
	}
	from, err := yearOf(s, min(c.From, c.To))
	if err != nil {
		return err
	}
	to, err := yearOf(s, max(c.From, c.To))
	if err != nil {
		return err
	}
	if from == to {
		return problem{finding.Text{ZH: "两年是同一年：" + strconv.Itoa(c.From), EN: "both years are " + strconv.Itoa(c.From)}}
	}
	result := compare.Years(from, to)
	var b bytes.Buffer
	if c.Format == "json" {
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(exportComparison(result)); err != nil {
			return err
		}
	} else {
		printComparison(&b, result, e.Lang)
	}
	_, err = e.stdout.Write(b.Bytes())
	return err
}

// series finds the reports that the command is about.
func (c *compareCommand) series(l *loaded) (*report.Series, error) {
	id := c.Agency
	if id == "" {
		if len(l.agencies) != 1 {
			return nil, problem{finding.Text{
				ZH: "写明是哪个单位：--agency " + strings.Join(l.agencies, "、"),
				EN: "say which agency: --agency " + strings.Join(l.agencies, ", "),
			}}
		}
		id = l.agencies[0]
	}
	if !slices.Contains(l.agencies, id) {
		return nil, noAgency(id, l.agencies)
	}
	a, _ := l.Agency(id)
	var known []string
	for _, s := range a.Series {
		if s.Form.ID == c.Form {
			return s, nil
		}
		known = append(known, s.Form.ID)
	}
	return nil, problem{finding.Text{
		ZH: "单位 " + id + " 没有“" + c.Form + "”这种报告；现有的：" + strings.Join(known, "、"),
		EN: "agency " + id + " has no reports of form " + c.Form + "; it has: " + strings.Join(known, ", "),
	}}
}

func yearOf(s *report.Series, year int) (*report.Report, error) {
	if r := s.Year(year); r != nil {
		return r, nil
	}
	var known []string
	for _, r := range s.Reports {
		known = append(known, strconv.Itoa(r.Year))
	}
	return nil, problem{finding.Text{
		ZH: fmt.Sprintf("没有%d年的报告或数据；现有的年度：%s", year, strings.Join(known, "、")),
		EN: fmt.Sprintf("there is nothing of %d; the years that are there: %s", year, strings.Join(known, ", ")),
	}}
}

// stateWord says what a state means, for people.
func stateWord(f *compare.Figure) finding.Text {
	switch f.State {
	case compare.Uncertain:
		return finding.Text{ZH: "含约数，增减不能确定", EN: "too approximate to tell"}
	case compare.Broken:
		return finding.Text{ZH: report.Broken + "：" + f.Break.Note, EN: "not comparable: " + string(f.Break.What) + " changed in " + strconv.Itoa(f.Break.Year) + " (" + f.Break.Note + ")"}
	case compare.OtherUnit:
		return finding.Text{ZH: "单位不同，不可比", EN: "not comparable: other units"}
	case compare.Absent, compare.Missing:
		return finding.Text{ZH: "缺一年的数", EN: "one year has no number"}
	}
	return finding.Text{ZH: f.Change.Text, EN: f.Change.Text}
}

func printComparison(b *bytes.Buffer, c *compare.Comparison, lang string) {
	say := func(zh, en string) string { return finding.Text{ZH: zh, EN: en}.In(lang) }
	fmt.Fprintf(b, "%s %s\n", c.To.Series.Agency.Name, c.To.Series.Form.Title)
	fmt.Fprintf(b, say("%d年与%d年比较\n", "%d and %d\n"), c.From.Year, c.To.Year)
	for _, r := range []*report.Report{c.From, c.To} {
		if r.Status.Waiting() {
			fmt.Fprintf(b, say("（%d年是草稿）\n", "(%d is a draft)\n"), r.Year)
		}
	}
	for _, g := range c.Groups {
		fmt.Fprintf(b, "\n%s\n", g.Label)
		for i := range g.Figures {
			f := &g.Figures[i]
			fmt.Fprintf(b, "  %s  %s → %s  %s", f.Indicator.Label, worded(f.Before, lang), worded(f.After, lang), stateWord(f).In(lang))
			if span := f.Span(); span != "" && !f.Plain() {
				fmt.Fprintf(b, say("（%s）", " (%s)"), span)
			}
			fmt.Fprintln(b)
		}
	}
	if len(c.Plan) > 0 {
		fmt.Fprintf(b, say("\n%d年的安排，%d年怎样说\n", "\nplanned in %d, told in %d\n"), c.From.Year, c.To.Year)
		for _, p := range c.Plan {
			fmt.Fprintf(b, "  %s\n", p.Plan.Text)
			if p.Measure == nil {
				fmt.Fprintln(b, "    "+say("没有找到相应的段落", "nothing alike was found"))
			} else {
				fmt.Fprintln(b, "    → "+p.Measure.Text)
			}
		}
	}
	printText(b, c.Text, lang)
}

func worded(v *report.Value, lang string) string {
	if v == nil {
		return finding.Text{ZH: "未公布", EN: "not given"}.In(lang)
	}
	return v.Text
}

func printText(b *bytes.Buffer, t *compare.Text, lang string) {
	say := func(zh, en string) string { return finding.Text{ZH: zh, EN: en}.In(lang) }
	if t == nil {
		return
	}
	fresh, reworded, kept := t.Share()
	fmt.Fprintf(b, say("\n文字：新写%d%%、改写%d%%、沿用%d%%，移动%d段\n", "\ntext: %d%% new, %d%% reworded, %d%% kept, %d moved\n"), fresh, reworded, kept, t.Moved)
	if n := len(t.Reuses); n > 0 {
		fmt.Fprintf(b, say("  另有%d处语句沿用自上年别处，记作 {=……=}；移到别处的记作 [=……=]\n", "  %d stretches taken from elsewhere, {=like this=}; where they stood, [=like this=]\n"), n)
	}
	for i := 0; i < len(t.Rows); i++ {
		r := &t.Rows[i]
		if n := t.Fold(i); n > 0 {
			fmt.Fprintf(b, say("  ＝ 沿用%d段\n", "  = %d kept\n"), n)
			i += n - 1
			continue
		}
		from := ""
		if r.Moved && r.Old.Under != "" {
			from = fmt.Sprintf(say("（移自“%s”）", "(from %q) "), r.Old.Under)
		} else if r.Moved {
			from = say("（移动）", "(moved) ")
		}
		switch r.Kind {
		case compare.Kept:
			fmt.Fprintf(b, "  ＝ %s%s\n", from, r.New.Text)
		case compare.New:
			if r.Akin >= 0 && t.Rows[r.Akin].Old.Under != "" {
				from = fmt.Sprintf(say("（前一年在“%s”有相近的一段）", "(the same matter stood under %q) "), t.Rows[r.Akin].Old.Under)
			}
			fmt.Fprintf(b, "  ＋ %s%s\n", from, marked(t, r))
		case compare.Gone:
			fmt.Fprintf(b, "  － %s\n", marked(t, r))
		case compare.Reworded:
			fmt.Fprintf(b, "  ～ %s%s\n", from, marked(t, r))
		case compare.Away:
		}
	}
}

// marked writes what was taken out and put in as wdiff does, and what was taken
// from elsewhere with the heading that it stood under. A row of one year has no
// marks but those.
func marked(t *compare.Text, r *compare.Row) string {
	if len(r.Pieces) == 0 {
		if r.New == nil {
			return r.Old.Text
		}
		return r.New.Text
	}
	var b strings.Builder
	for i, p := range r.Pieces {
		inside := r.Kind == compare.Reworded || p.Reuse != nil
		switch {
		case p.Op == compare.Reused:
			b.WriteString("{=" + p.Text + "=}")
		case p.Op == compare.Left:
			b.WriteString("[=" + p.Text + "=]")
		case p.Op == compare.Deleted && inside:
			b.WriteString("[-" + p.Text + "-]")
		case p.Op == compare.Inserted && inside:
			b.WriteString("{+" + p.Text + "+}")
		default:
			b.WriteString(p.Text)
		}
		if p.Reuse != nil && p.Op.New() && (i+1 == len(r.Pieces) || r.Pieces[i+1].Reuse != p.Reuse) {
			if under := t.Rows[p.Reuse.Old.Row].Old.Under; under != "" {
				b.WriteString("〔" + under + "〕")
			}
		}
	}
	return b.String()
}
