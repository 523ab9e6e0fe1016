package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/source"
	"fazhi/generator/starter"
	"fazhi/generator/workspace"
	"fazhi/templates"
)

type initCommand struct {
	Target string `arg:"" optional:"" name:"dir" help:"新工作区的文件夹；省略时为 -C 所指的工作区 (the new workspace)"`
	Sample bool   `xor:"agency,name,form,year" help:"写出示例工作区：一个虚构单位几个年度的报告，用来试各个命令 (write the sample workspace: the reports of a fictional agency, to try the commands on)"`
	Agency string `xor:"agency" placeholder:"ID" help:"单位代码，作文件夹名和网址：小写字母、数字、连字符 (folder name of an agency to add)"`
	Name   string `xor:"name" placeholder:"全称" help:"单位全称 (the agency's full name)"`
	Form   string `xor:"form" placeholder:"ID" help:"报告种类，默认 fzzf (the form, fzzf if none is named)"`
	Year   year   `xor:"year" placeholder:"YEAR" help:"报告年度，默认上一年 (the year reported on)"`
}

// Help tells what does not fit in a line.
func (c *initCommand) Help() string {
	return "不会改动已有的文件；--sample 只写进新的或空的文件夹。 (No file that is there is changed; --sample writes into a new or an empty folder only.)"
}

// Run makes a workspace, and an agency with a year to fill in where one is
// named.
func (c *initCommand) Run(e *environment) error {
	dir := c.Target
	if dir == "" {
		dir = e.Dir
	} else if !filepath.IsAbs(dir) {
		dir = filepath.Join(e.Dir, dir)
	}
	switch {
	case c.Sample:
		return c.sample(e, dir)
	case c.Target == "" && c.Agency == "":
		return problem{finding.Text{
			ZH: "请写明新工作区的文件夹，如：fazhi init 法治报告 --agency qsfj --name \"某某区司法局\"",
			EN: "name the folder of the new workspace, like: fazhi init reports --agency qsfj --name \"…\"",
		}}
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
	c.say(e, r, made)
	return nil
}

func (c *initCommand) request(e *environment, dir string, forms form.Forms) (starter.Request, error) {
	r := starter.Request{Dir: dir, Agency: c.Agency, Name: c.Name, Year: int(c.Year)}
	if c.Agency == "" {
		return r, nil
	}
	if !workspace.AgencyID(c.Agency) {
		return r, badAgency(c.Agency)
	}
	if r.Year == 0 {
		r.Year = e.today.Year - 1
	}
	id := c.Form
	if id == "" {
		id = "fzzf"
	}
	if r.Form = forms.Find(id, r.Year); r.Form == nil {
		return r, unknownForm(id, forms)
	}
	r.Name = strings.Trim(strings.TrimSpace(r.Name), "“”\"'‘’「」")
	if known := knownName(dir, c.Agency, forms); known != "" {
		r.Name = known
	}
	if r.Name == "" {
		return r, problem{finding.Text{
			ZH: "请用 --name 写明单位全称，如 --name \"某某区司法局\"",
			EN: "give the agency's full name with --name",
		}}
	}
	return r, nil
}

// knownName gives the name of an agency that the workspace has already.
func knownName(dir, agency string, forms form.Forms) string {
	ws, err := workspace.Open(dir, templates.FS)
	if err != nil {
		return ""
	}
	defer ws.Close()
	if _, err := fs.Stat(ws.FS, "data/"+agency+"/agency.toml"); err != nil {
		return ""
	}
	a, _ := source.New(ws.FS, forms).Agency(agency)
	if a.Name == agency {
		return ""
	}
	return a.Name
}

func badAgency(id string) error {
	return problem{finding.Text{
		ZH: "单位代码“" + id + "”不能用作网址，应为小写英文字母、数字和连字符，如 fucheng-xzspj；assets、checks 网站自己要用，也不行",
		EN: id + " cannot be part of an address; use small letters, digits and hyphens, like fucheng-xzspj, but not assets or checks, which the site keeps for itself",
	}}
}

func unknownForm(id string, forms form.Forms) error {
	return problem{finding.Text{
		ZH: "没有“" + id + "”这种报告种类，应为以下之一：" + strings.Join(forms.IDs(), "、"),
		EN: "there is no form " + id + ", only " + strings.Join(forms.IDs(), ", "),
	}}
}

func (c *initCommand) say(e *environment, r starter.Request, made starter.Made) {
	for _, name := range made.New {
		fmt.Fprintln(e.stdout, finding.Text{ZH: "新建 ", EN: "made "}.In(e.Lang)+name)
	}
	for _, name := range made.Kept {
		fmt.Fprintln(e.stdout, finding.Text{ZH: "已有，未改动 ", EN: "kept "}.In(e.Lang)+name)
	}
	shown := quoted(r.Dir)
	if r.Agency == "" {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "\n下一步：\n  新写一份报告  fazhi -C " + shown + " init --agency 单位代码 --name \"单位全称\"\n  导入旧报告    fazhi -C " + shown + " import --agency 单位代码 --year 年度 文件",
			EN: "\nnext:\n  a new report   fazhi -C " + shown + " init --agency ID --name NAME\n  an old report  fazhi -C " + shown + " import --agency ID --year YEAR FILE",
		}.In(e.Lang))
		return
	}
	place := func(parts ...string) string {
		return filepath.Join(append([]string{r.Dir}, parts...)...)
	}
	year := fmt.Sprint(r.Year)
	data := place("data", r.Agency, r.Form.ID, year+".toml")
	text := place("content", r.Agency, r.Form.ID, year+".md")
	page := place(draftFolder, "index.html")
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: fmt.Sprintf("\n下一步：\n  1. 用记事本打开 %s 填数据\n  2. 用记事本打开 %s 写正文\n  3. 运行 fazhi -C %s build --draft，用浏览器打开 %s 查看", data, text, shown, page),
		EN: fmt.Sprintf("\nnext:\n  1. fill in %s\n  2. write %s\n  3. run fazhi -C %s build --draft and open %s", data, text, shown, page),
	}.In(e.Lang))
}
