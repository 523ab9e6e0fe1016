package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/report"
	"fazhi/generator/site"
	"fazhi/generator/source"
	"fazhi/generator/tomlfile"
)

type buildCommand struct {
	Out     string `placeholder:"DIR" help:"输出文件夹，从工作区算起；默认 public，草稿为 draft (output folder; public, or draft with --draft)"`
	AsOf    string `name:"as-of" placeholder:"2024-03-01" help:"按哪一天计，默认今天（北京时间） (the day that the build is made for)"`
	BaseURL string `name:"base-url" placeholder:"URL" help:"网站将来的完整地址，默认取 site.toml 的 address (where the site will stand)"`
	Draft   bool   `help:"把草稿也生成出来，加“草稿”标记，仅供内部查看 (build drafts too, marked)"`
	Strict  bool   `help:"有任何问题都算失败 (any finding fails the build)"`
	SRI     bool   `name:"sri" help:"给样式和脚本加校验值；只用于放在服务器上的网站 (integrity attributes, for served sites only)"`
}

// publicFolder is what is handed over to be published.
const publicFolder = "public"

// draftFolder is where a build with drafts goes unless told otherwise: what is
// handed over to be published must never be overwritten with drafts.
const draftFolder = "draft"

// Run builds the site: load, look at the findings, build, switch.
func (c *buildCommand) Run(e *environment) error {
	start := time.Now()
	if c.Out == "" {
		c.Out = publicFolder
		if c.Draft {
			c.Out = draftFolder
		}
	}
	asOf, err := c.asOf(e)
	if err != nil {
		return err
	}
	if err := c.baseURL(); err != nil {
		return err
	}
	ws, forms, log, err := e.open()
	if err != nil {
		return err
	}
	defer ws.Close()
	if err := c.place(ws.Dir); err != nil {
		return err
	}
	loader := source.New(ws.FS, forms)
	info, notes := loader.Site()
	log.Add(notes...)
	ids, notes := loader.Agencies()
	log.Add(notes...)
	rules, notes := check.Load(ws.Templates)
	log.Add(notes...)
	builder, err := site.New(ws.FS, ws.Templates, info, site.Options{Draft: c.Draft, AsOf: asOf, BaseURL: c.BaseURL, SRI: c.SRI, Rules: rules})
	if err != nil {
		return problem{finding.Text{ZH: "模板有错误：" + err.Error(), EN: "templates: " + err.Error()}}
	}
	parts, err := c.agencies(loader, builder, ids, asOf)
	if err != nil {
		return err
	}
	all, err := c.join(parts, &log)
	if err != nil {
		return err
	}
	log.Sort()
	if err := verdict(log, c.Strict); err != nil {
		e.tell(log)
		fmt.Fprintln(e.stderr, finding.Text{
			ZH: "没有生成：先改正上面的问题。" + c.Out + " 保持原样。",
			EN: "not built: mend what is told above. " + c.Out + " is as it was.",
		}.In(e.Lang))
		return err
	}
	written, err := c.write(ws.Dir, builder, all)
	if err != nil {
		return c.sayWrite(err)
	}
	for _, name := range written.Foreign {
		log.Add(foreign(filepath.ToSlash(filepath.Join(c.Out, name))))
	}
	e.tell(log)
	c.summary(e, all, written, time.Since(start))
	return nil
}

// whole is all agencies of a build together.
type whole struct {
	files   *site.Files
	exports []*v1.Agency
	waiting []string
}

// join puts the agencies together, and what was found in all of them.
func (c *buildCommand) join(parts []part, log *finding.List) (whole, error) {
	w := whole{files: &site.Files{}}
	for _, p := range parts {
		log.Add(p.log...)
		w.waiting = append(w.waiting, p.waiting...)
		if p.files == nil {
			continue
		}
		if err := w.files.Merge(p.files); err != nil {
			return w, err
		}
		w.exports = append(w.exports, p.export)
	}
	return w, nil
}

// write adds the portal and puts the tree into place.
func (c *buildCommand) write(dir string, builder *site.Builder, all whole) (site.Written, error) {
	portal, err := builder.Portal(all.exports)
	if err != nil {
		return site.Written{}, err
	}
	if err := all.files.Merge(portal); err != nil {
		return site.Written{}, err
	}
	out := c.Out
	if !filepath.IsAbs(out) {
		out = filepath.Join(dir, out)
	}
	if err := all.files.Check(); err != nil {
		return site.Written{}, err
	}
	return site.Write(out, all.files)
}

// baseURL checks the address that the site will stand at.
func (c *buildCommand) baseURL() error {
	if c.BaseURL == "" {
		return nil
	}
	full, _, ok := source.CleanAddress(c.BaseURL)
	if !ok {
		return problem{finding.Text{
			ZH: "--base-url 不是完整的网址：" + c.BaseURL + "，应形如 https://www.example.gov.cn/fazhi/",
			EN: "--base-url " + c.BaseURL + " is no full address like https://www.example.gov.cn/fazhi/",
		}}
	}
	c.BaseURL = full
	return nil
}

// place checks that the site is not written into the sources.
func (c *buildCommand) place(workspace string) error {
	out := c.Out
	if !filepath.IsAbs(out) {
		out = filepath.Join(workspace, out)
	}
	rel, err := filepath.Rel(workspace, out)
	if err != nil {
		return nil // on another disk
	}
	if c.Draft && rel == publicFolder {
		return problem{finding.Text{
			ZH: "草稿不能生成到 public：那是要交出去发布的文件夹。去掉 --out，草稿会放到 draft。",
			EN: "drafts are not built into public, the folder that is handed over to be published; without --out they go to draft.",
		}}
	}
	switch first, _, _ := strings.Cut(filepath.ToSlash(rel), "/"); first {
	case ".", "data", "content", "templates":
		return problem{finding.Text{
			ZH: "输出文件夹不能是工作区本身，也不能在 data、content、templates 里面：" + c.Out,
			EN: "the output folder cannot be the workspace itself or stand in data, content or templates: " + c.Out,
		}}
	}
	return nil
}

func (c *buildCommand) asOf(e *environment) (civil.Date, error) {
	if c.AsOf == "" {
		return e.today, nil
	}
	d, err := civil.Parse(c.AsOf)
	if err != nil {
		return d, problem{finding.Text{
			ZH: "--as-of 的日期写法不对：" + c.AsOf + "，应形如 2024-03-01",
			EN: "--as-of: " + err.Error(),
		}}
	}
	return d, nil
}

// part is one agency, built or told about.
type part struct {
	files   *site.Files
	export  *v1.Agency
	waiting []string // reports that are left out, as they are not public yet
	log     finding.List
	err     error
}

// agencies loads and builds all agencies on all cores, each on its own. One
// with errors is not built; the others are, so that all is told at once.
func (c *buildCommand) agencies(loader *source.Loader, builder *site.Builder, ids []string, asOf civil.Date) ([]part, error) {
	parts := make([]part, len(ids))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(len(ids), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				parts[i] = c.agency(loader, builder, ids[i], asOf)
			}
		})
	}
	for i := range ids {
		next <- i
	}
	close(next)
	wg.Wait()
	for i := range parts {
		if parts[i].err != nil {
			return nil, fmt.Errorf("%s: %w", ids[i], parts[i].err)
		}
	}
	return parts, nil
}

func (c *buildCommand) agency(loader *source.Loader, builder *site.Builder, id string, asOf civil.Date) (p part) {
	a, log := loader.Agency(id)
	p.log = log
	for _, s := range a.Series {
		for _, r := range s.Reports {
			p.log.Add(gate(r, c.Draft)...)
			if day := civil.Of(r.Published.In(tomlfile.Beijing())); r.Status == report.Published && !r.Published.IsZero() && asOf.Before(day) {
				p.log.Add(early(r, day, asOf))
			}
			if r.Status.Waiting() && !c.Draft {
				p.waiting = append(p.waiting, fmt.Sprintf("content/%s/%s/%d.md（status = \"%s\"）", id, s.Form.ID, r.Year, r.Status))
			}
		}
	}
	if !p.log.HasErrors() {
		p.files, p.export, p.err = builder.Agency(a)
	}
	return p
}

// early tells a report whose day of publication has not come: it would go public
// before its time.
func early(r *report.Report, day, asOf civil.Date) finding.Finding {
	return finding.Finding{
		ID: "published-early", Severity: finding.Error, Pos: r.Place("published"),
		Message: finding.Text{ZH: "发布日期" + day.Chinese() + "还没有到（本次按" + asOf.Chinese() + "计）", EN: "the day of publication, " + day.String() + ", has not come (as of " + asOf.String() + ")"},
		Cure:    finding.Text{ZH: "核对发布日期；还没到发布的日子，先把 status 写成 \"approved\"", EN: "check the date; until the day comes, set status to \"approved\""},
	}
}

// gate gives the findings of a year as they count for a build: an error in a
// draft that is left out must not keep the others from being published.
func gate(r *report.Report, drafts bool) finding.List {
	if !r.Status.Waiting() || drafts {
		return r.Findings
	}
	out := append(finding.List{}, r.Findings...)
	for i := range out {
		out[i].Severity = min(out[i].Severity, finding.Warning)
	}
	return out
}

// sayWrite puts into words why a tree could not be put into place.
func (c *buildCommand) sayWrite(err error) error {
	var f *site.ForeignError
	if !errors.As(err, &f) {
		return err
	}
	if f.Clash {
		return problem{finding.Text{
			ZH: "没有生成：" + c.Out + " 里有不是本程序生成的文件，与这次要生成的同名：\n  " + strings.Join(f.Paths, "\n  ") + "\n先把它们移到别处。",
			EN: "not built: files in " + c.Out + " that no build made are in the way:\n  " + strings.Join(f.Paths, "\n  ") + "\nmove them elsewhere first.",
		}}
	}
	return problem{finding.Text{
		ZH: "没有生成：" + c.Out + " 里有别的内容，又没有本程序的清单（" + site.ManifestName + "），怕覆盖了有用的文件。\n换一个空的或新的输出文件夹。",
		EN: "not built: " + c.Out + " holds other things and no " + site.ManifestName + " of ours; choose an empty or new folder.",
	}}
}

func foreign(name string) finding.Finding {
	return finding.Finding{
		ID: "foreign-file", Severity: finding.Info, Pos: finding.Pos{File: name},
		Message: finding.Text{ZH: "输出文件夹里的这个文件不是本程序生成的，已原样保留", EN: "no build made this file; it was kept as it is"},
		Cure:    finding.Text{ZH: "不需要时请自行删除；要随报告发布的文件应当放在 content 里", EN: "delete it if it is not needed; files to publish belong in content/"},
	}
}

// summary is the one line that a build ends with, and what was left out.
func (c *buildCommand) summary(e *environment, all whole, w site.Written, took time.Duration) {
	reports := 0
	for _, a := range all.exports {
		for _, f := range a.Forms {
			for _, y := range f.Years {
				if y.Path != "" {
					reports++
				}
			}
		}
	}
	text := finding.Text{
		ZH: fmt.Sprintf("已生成 %s：%d个单位，%d份报告，%d个文件，%.2f秒", c.Out, len(all.exports), reports, w.Files, took.Seconds()),
		EN: fmt.Sprintf("built %s: %d agencies, %d reports, %d files in %.2f s", c.Out, len(all.exports), reports, w.Files, took.Seconds()),
	}
	fmt.Fprintln(e.stdout, text.In(e.Lang))
	if len(all.waiting) > 0 {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "以下没有定稿发布，不在网站里；要发布请把 status 改为 \"published\"：\n  ",
			EN: "left out, since they are not public yet; to publish, set status to \"published\":\n  ",
		}.In(e.Lang)+strings.Join(all.waiting, "\n  "))
	}
	if len(all.exports) == 0 {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "工作区里还没有单位。用 fazhi init 或 fazhi import 新增一个。",
			EN: "The workspace has no agency yet. Add one with fazhi init or fazhi import.",
		}.In(e.Lang))
	}
}
