package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/starter"
	"fazhi/templates"
)

type initCommand struct {
	Target string `arg:"" optional:"" name:"dir" help:"新工作区的文件夹；省略时为 -C 所指的工作区 (the new workspace)"`
	Agency string `placeholder:"ID" help:"单位代码，作文件夹名和网址：小写字母、数字、连字符 (folder name of an agency to add)"`
	Name   string `placeholder:"全称" help:"单位全称 (the agency's full name)"`
	Form   string `default:"fzzf" placeholder:"ID" help:"报告种类 (the form)"`
	Year   int    `placeholder:"YEAR" help:"报告年度，默认上一年 (the year reported on)"`
}

// Run makes a workspace, and an agency with a year to fill in where one is
// named.
func (c *initCommand) Run(e *environment) error {
	dir := c.Target
	if dir == "" {
		if c.Agency == "" {
			return problem{finding.Text{
				ZH: "请写明新工作区的文件夹，如：fazhi init 法治报告 --agency qsfj --name \"某某区司法局\"",
				EN: "name the folder of the new workspace, like: fazhi init reports --agency qsfj --name \"…\"",
			}}
		}
		dir = e.Dir
	} else if !filepath.IsAbs(dir) {
		dir = filepath.Join(e.Dir, dir)
	}
	forms, log := form.Load(templates.FS)
	if log.HasErrors() {
		e.tell(log)
		return errFindings
	}
	r, err := c.request(e, dir, forms)
	if err != nil {
		return err
	}
	made, err := starter.Start(fs.FS(templates.FS), r)
	if err != nil {
		return err
	}
	c.say(e, dir, r, made)
	return nil
}

func (c *initCommand) request(e *environment, dir string, forms form.Forms) (starter.Request, error) {
	r := starter.Request{Dir: dir, Agency: c.Agency, Name: c.Name, Year: c.Year}
	if c.Agency == "" {
		return r, nil
	}
	if !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(c.Agency) {
		return r, badAgency(c.Agency)
	}
	if r.Year == 0 {
		r.Year = e.today.Year - 1
	}
	if r.Year < 1949 || r.Year > 2199 {
		return r, problem{finding.Text{ZH: fmt.Sprintf("年度 %d 不对，应为四位年份", r.Year), EN: fmt.Sprintf("%d is no year", r.Year)}}
	}
	if r.Form = forms.Find(c.Form, r.Year); r.Form == nil {
		return r, unknownForm(c.Form, forms)
	}
	if r.Name == "" {
		if _, err := os.Stat(filepath.Join(dir, "data", c.Agency, "agency.toml")); err != nil {
			return r, problem{finding.Text{
				ZH: "请用 --name 写明单位全称，如 --name \"某某区司法局\"",
				EN: "give the agency's full name with --name",
			}}
		}
		r.Name = "（单位全称）"
	}
	return r, nil
}

func badAgency(id string) error {
	return problem{finding.Text{
		ZH: "单位代码“" + id + "”不能用作网址，应为小写英文字母、数字和连字符，如 fucheng-xzspj",
		EN: id + " cannot be part of an address; use small letters, digits and hyphens, like fucheng-xzspj",
	}}
}

func unknownForm(id string, forms form.Forms) error {
	return problem{finding.Text{
		ZH: "没有“" + id + "”这种报告种类，应为以下之一：" + strings.Join(forms.IDs(), "、"),
		EN: "there is no form " + id + ", only " + strings.Join(forms.IDs(), ", "),
	}}
}

func (c *initCommand) say(e *environment, dir string, r starter.Request, made starter.Made) {
	for _, name := range made.New {
		fmt.Fprintln(e.stdout, finding.Text{ZH: "新建 ", EN: "made "}.In(e.Lang)+name)
	}
	for _, name := range made.Kept {
		fmt.Fprintln(e.stdout, finding.Text{ZH: "已有，未改动 ", EN: "kept "}.In(e.Lang)+name)
	}
	if r.Agency == "" {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "\n下一步：\n  新写一份报告  fazhi -C " + dir + " init --agency 单位代码 --name \"单位全称\"\n  导入旧报告    fazhi -C " + dir + " import --agency 单位代码 --year 年度 文件",
			EN: "\nnext:\n  a new report   fazhi -C " + dir + " init --agency ID --name NAME\n  an old report  fazhi -C " + dir + " import --agency ID --year YEAR FILE",
		}.In(e.Lang))
		return
	}
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: fmt.Sprintf("\n下一步：\n  1. 用记事本打开 data/%[1]s/%[2]s/%[3]d.toml 填数据\n  2. 用记事本打开 content/%[1]s/%[2]s/%[3]d.md 写正文\n  3. 运行 fazhi -C %[4]s build --draft，用浏览器打开 public/index.html 查看", r.Agency, r.Form.ID, r.Year, dir),
		EN: fmt.Sprintf("\nnext:\n  1. fill in data/%[1]s/%[2]s/%[3]d.toml\n  2. write content/%[1]s/%[2]s/%[3]d.md\n  3. run fazhi -C %[4]s build --draft and open public/index.html", r.Agency, r.Form.ID, r.Year, dir),
	}.In(e.Lang))
}
