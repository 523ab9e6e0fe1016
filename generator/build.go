package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/site"
	"fazhi/generator/source"
)

type buildCommand struct {
	Out     string `placeholder:"DIR" help:"输出文件夹，从工作区算起；默认 public，草稿为 draft (output folder; public, or draft with --draft)"`
	AsOf    string `name:"as-of" placeholder:"2024-03-01" help:"按哪一天计，默认今天（北京时间） (the day that the build is made for)"`
	BaseURL string `name:"base-url" placeholder:"URL" help:"网站将来的完整地址，默认取 site.toml 的 address (where the site will stand)"`
	Draft   bool   `help:"把草稿也生成出来，加“草稿”标记，仅供内部查看 (build drafts too, marked)"`
	Strict  bool   `help:"有任何没有豁免的问题都算失败 (any finding that is not waived fails the build)"`

	KeepGoing bool `name:"keep-going" help:"有错误的单位不重新生成，沿用上次生成的网页，其他单位照常 (an agency with errors keeps the pages of the tree before, the others are built)"`

	DryRun       bool `name:"dry-run" help:"只检查、生成、列出会有哪些变化，不替换网站 (all but the switch: list what would change)"`
	AllowMissing bool `name:"allow-missing" help:"已经公布、没有封存的报告，确实要从网站上拿掉 (reports that are public and not sealed may vanish)"`

	Clean bool `help:"全部重新生成，不沿用上次生成的网页 (make everything anew)"`

	Gzip bool `default:"true" negatable:"" help:"在网页和数据旁边各放一份压缩好的副本（.gz），由服务器直接发出，默认放；草稿不放 (compressed copies beside files of text, for servers; never of drafts)"`

	Shard string `placeholder:"3/16" help:"只生成一批单位，如分成16批中的第3批；各批齐了用 fazhi merge 合并 (build a part of the agencies, to be merged)"`

	Verbose bool      `short:"v" help:"最后说明：文件各有多少、多大，哪些单位是新生成的、哪些最慢，用了多少内存 (tell counts, bytes, the slowest agencies and peak memory)"`
	Profile profiling `embed:""`

	SRI bool `name:"sri" help:"给样式和脚本加校验值；只用于放在服务器上的网站 (integrity attributes, for served sites only)"`

	shard site.Shard // what --shard says
}

// publicFolder is what is handed over to be published.
const publicFolder = "public"

// draftFolder is where a build with drafts goes unless told otherwise: what is
// handed over to be published must never be overwritten with drafts.
const draftFolder = "draft"

// Run builds the site: load, check, build, switch.
func (c *buildCommand) Run(e *environment) error {
	start := time.Now()
	asOf, err := c.prepare(e)
	if err != nil {
		return err
	}
	l, err := e.load(asOf)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := c.place(l.Dir); err != nil {
		return err
	}
	l.only(c.shard)
	builder, err := l.builder(site.Options{Draft: c.Draft, AsOf: asOf, BaseURL: c.BaseURL, SRI: c.SRI})
	if err != nil {
		return err
	}
	e.progress.say(finding.Text{ZH: "正在查看有哪些变化", EN: "looking for what changed"})
	m := c.remember(l, e.now)
	if last, ok := m.unchanged(l); ok {
		return c.same(e, l, last, time.Since(start))
	}
	w, err := c.begin(l, builder, m)
	if err != nil {
		return err
	}
	w.progress = e.progress
	defer w.tree.Discard()
	log, err := c.assemble(l, w)
	if err != nil {
		return err
	}
	if c.shard != (site.Shard{}) && (verdict(log, c.Strict) == nil || w.goOn) {
		log.Sort()
		return c.finishPart(e, l, w, log, start)
	}
	return c.conclude(e, l, w, log, start)
}

// conclude makes a site of what was assembled, and puts it in place.
func (c *buildCommand) conclude(e *environment, l *loaded, w *whole, log finding.List, start time.Time) error {
	log.Sort()
	failed := verdict(log, c.Strict)
	if failed != nil && !w.goOn {
		return c.stop(e, l, log)
	}
	e.progress.say(finding.Text{ZH: "正在生成和核对全站的网页", EN: "making and checking the pages of the whole site"})
	links, err := c.finish(l, w)
	if log.Add(links...); err != nil {
		e.tellBut(log, c.hide(l))
		return err
	}
	if log.Sort(); verdict(links, c.Strict) != nil {
		return c.stop(e, l, log)
	}
	if c.DryRun {
		e.tellBut(log, c.hide(l))
		c.tellDry(e, w)
		return failed
	}
	told := slices.Clone(log)
	if err := c.replace(w, &log); err != nil {
		return err
	}
	w.memory.turn(l, w, told)
	e.tellBut(log, c.hide(l))
	c.summary(e, w.counted(), time.Since(start))
	c.tellPace(e, w.counted(), w.pace)
	w.tellMore(e)
	return failed
}

// replace puts the tree in place, and tells what stands there that no build made.
func (c *buildCommand) replace(w *whole, log *finding.List) error {
	written, err := w.tree.Switch()
	if err != nil {
		return sayWrite(c.Out, err)
	}
	c.tellForeign(written.Foreign, log)
	return nil
}

func (c *buildCommand) tellForeign(names []string, log *finding.List) {
	for _, name := range names {
		log.Add(foreign(filepath.ToSlash(filepath.Join(c.Out, name))))
	}
}

// same tells a build that comes to what the last one made: nothing is written.
func (c *buildCommand) same(e *environment, l *loaded, last *rememberedSite, took time.Duration) error {
	names, err := site.NotBuilt(c.folder(l.Dir))
	if err != nil {
		return sayWrite(c.Out, err)
	}
	log := slices.Clone(last.Log)
	c.tellForeign(names, &log)
	e.tellBut(log, c.hide(l))
	c.summary(e, last.Counted, took)
	c.tellPace(e, last.Counted, pace{taken: len(last.Agencies)})
	w := whole{changes: &site.Changes{}, waiting: last.Waiting}
	w.tellMore(e)
	return verdict(last.Log, c.Strict)
}

// stop tells what keeps the site from being built.
func (c *buildCommand) stop(e *environment, l *loaded, log finding.List) error {
	e.tellBut(log, c.hide(l))
	fmt.Fprintln(e.stderr, finding.Text{
		ZH: "没有生成：先改正上面的问题。" + c.Out + " 保持原样。",
		EN: "not built: mend what is told above. " + c.Out + " is as it was.",
	}.In(e.Lang))
	return errFindings
}

// prepare looks at the options and gives the day that the build is made for.
func (c *buildCommand) prepare(e *environment) (civil.Date, error) {
	if err := c.readShard(); err != nil {
		return civil.Date{}, err
	}
	c.inPublic()
	asOf, err := e.dayOf(c.AsOf)
	if err != nil {
		return asOf, err
	}
	return asOf, c.baseURL()
}

// inPublic puts the site where sites are put, unless told otherwise.
func (c *buildCommand) inPublic() {
	switch {
	case c.Out != "":
	case c.Draft:
		c.Out = draftFolder
	default:
		c.Out = publicFolder
	}
}

// hide keeps the infos of checks and of links to other sites back: those who build
// ask whether they may publish. With --strict an info fails the build and is shown.
func (c *buildCommand) hide(l *loaded) func(finding.Finding) bool {
	return func(f finding.Finding) bool {
		return !c.Strict && f.Severity == finding.Info && (l.rules.Get(f.ID) != nil || strings.HasPrefix(f.ID, "link-"))
	}
}

// folder gives the output folder, seen from nowhere in particular.
func (c *buildCommand) folder(workspace string) string {
	if filepath.IsAbs(c.Out) {
		return c.Out
	}
	return filepath.Join(workspace, c.Out)
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

// place checks that the site is not written into the sources, nor in the place of what
// it does not suit.
func (c *buildCommand) place(workspace string) error {
	rel, err := filepath.Rel(workspace, c.folder(workspace))
	if err != nil {
		return c.suits(workspace) // on another disk
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
	return c.suits(workspace)
}

// gate gives the findings of a year as they count for a build. What a draft
// lacks must neither keep its author from looking at it (with --draft) nor the
// other years from being published: errors of checks become warnings. Of a draft
// that is left out only errors are told; the rest is for those who write it, who
// run check.
func (l *loaded) gate(log finding.List, draft, left bool) finding.List {
	if !draft {
		return log
	}
	var out finding.List
	for _, f := range log {
		checked := l.rules.Get(f.ID) != nil
		switch {
		case left && (f.Waived != "" || f.Severity == finding.Info || checked && f.Severity < finding.Error):
			continue
		case left || checked:
			f.Severity = min(f.Severity, finding.Warning)
		}
		out.Add(f)
	}
	return out
}

func foreign(name string) finding.Finding {
	return finding.Finding{
		ID: "foreign-file", Severity: finding.Info, Pos: finding.Pos{File: name},
		Message: finding.Text{ZH: "输出文件夹里的这个文件不是本程序生成的，已原样保留", EN: "no build made this file; it was kept as it is"},
		Cure:    finding.Text{ZH: "不需要时请自行删除；要随报告发布的文件应当放在 content 里", EN: "delete it if it is not needed; files to publish belong in content/"},
	}
}

// summary is the one line that a build ends with.
func (c *buildCommand) summary(e *environment, n counted, took time.Duration) {
	text := finding.Text{
		ZH: fmt.Sprintf("已生成 %s：%d个单位，%d份报告，%d个文件，%.2f秒", c.Out, n.Agencies, n.Reports, n.Files, took.Seconds()),
		EN: fmt.Sprintf("built %s: %d agencies, %d reports, %d files in %.2f s", c.Out, n.Agencies, n.Reports, n.Files, took.Seconds()),
	}
	fmt.Fprintln(e.stdout, text.In(e.Lang))
	if n.Agencies == 0 {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "工作区里还没有单位。用 fazhi init 或 fazhi import 新增一个。",
			EN: "The workspace has no agency yet. Add one with fazhi init or fazhi import.",
		}.In(e.Lang))
	}
}

// counted is what a build is of.
type counted struct {
	Agencies, Reports, Files int
	Tally                    site.Tally
}

func (w *whole) counted() counted {
	return counted{w.portal.Len(), w.portal.Reports(), w.files, w.tally}
}

// tellMore says what changed, and what was left out.
func (w *whole) tellMore(e *environment) {
	w.tellChanges(e)
	w.tellWaiting(e)
	w.tellFailing(e)
}
