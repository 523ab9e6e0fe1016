package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"fazhi/generator/archive"
	"fazhi/generator/finding"
	"fazhi/generator/site"
	"fazhi/generator/tomlfile"
	"fazhi/generator/workspace"
	"fazhi/templates"
)

type rollbackCommand struct {
	Out  string `default:"public" placeholder:"DIR" help:"输出文件夹，从工作区算起；默认 public (the output folder)"`
	To   int    `default:"1" placeholder:"N" help:"换回以前第几份，1是上一份，见 --list (which of the trees before, see --list)"`
	List bool   `help:"只列出以前的网站，不替换 (list the trees before and change nothing)"`
}

// Help tells what does not fit in a line.
func (c *rollbackCommand) Help() string {
	return "每次生成都会保留以前的网站，最多三份，放在输出文件夹旁边的隐藏文件夹里。换回以后再运行一次同样的命令，又换回来。来源文件和封存的档案都不变。 (Builds keep the last three trees before beside the output folder. The same command again undoes it. Sources and sealed reports stay as they are.)"
}

// Run puts a former tree in place.
func (c *rollbackCommand) Run(e *environment) error {
	ws, err := workspace.Open(e.Dir, templates.FS)
	if err != nil {
		return err
	}
	defer ws.Close()
	out := c.Out
	if !filepath.IsAbs(out) {
		out = filepath.Join(ws.Dir, out)
	}
	if there, _, err := site.PartAt(out); err == nil && there != nil {
		return notWhole(c.Out, there.Shard)
	}
	former, err := site.Formers(out)
	if err != nil {
		return err
	}
	if len(former) == 0 {
		return c.sayNone(0)
	}
	now, err := site.OpenBefore(out, false)
	if err != nil {
		return err
	}
	defer now.Close()
	if c.List {
		return c.list(e, now, former)
	}
	if c.To < 1 || c.To > len(former) {
		return c.sayNone(len(former))
	}
	was, changes, err := compareTrees(now, former[c.To-1])
	if err != nil {
		return c.sayChanged(err)
	}
	if _, err := site.Rollback(out, c.To, now); err != nil {
		var gone *site.NoFormerError
		if errors.As(err, &gone) {
			return c.sayNone(gone.Have)
		}
		return sayWrite(c.Out, c.sayChanged(err))
	}
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: fmt.Sprintf("已换回 %s：%s生成的网站，%d份报告，%d个文件", c.Out, built(former[c.To-1]).ZH, was.Reports(), former[c.To-1].Files),
		EN: fmt.Sprintf("%s is the site built %s again: %s, %s", c.Out, built(former[c.To-1]).EN, finding.Plural(was.Reports(), "report"), finding.Plural(former[c.To-1].Files, "file")),
	}.In(e.Lang))
	fmt.Fprintln(e.stdout, sayChanges(changes).In(e.Lang))
	fmt.Fprintln(e.stdout, c.sayUndo().In(e.Lang))
	return c.tellShorter(e, ws, was)
}

func (c *rollbackCommand) sayUndo() finding.Text {
	command := "fazhi rollback"
	if c.Out != publicFolder {
		command += " --out " + c.Out
	}
	if c.To != 1 {
		command += fmt.Sprintf(" --to %d", c.To)
	}
	return finding.Text{ZH: "要换回来，再运行一次 " + command, EN: "to undo this, run " + command + " again"}
}

// compareTrees tells what a former tree publishes, and what of it is otherwise than
// in the tree in place.
func compareTrees(now *site.Built, former site.Former) (*site.Contents, site.Changes, error) {
	before, err := site.OpenFormer(former)
	if err != nil {
		return nil, site.Changes{}, err
	}
	defer before.Close()
	was, err := before.Contents()
	if err != nil {
		return nil, site.Changes{}, err
	}
	is, err := now.Contents()
	var changed *site.ChangedError
	if errors.As(err, &changed) {
		is, err = (*site.Built)(nil).Contents() // a reason to go back, and not to refuse it
	}
	if err != nil {
		return nil, site.Changes{}, err
	}
	changes, err := is.Changes(was)
	return was, changes, err
}

// list names the former trees with what going back to each would change.
func (c *rollbackCommand) list(e *environment, now *site.Built, all []site.Former) error {
	for i, f := range all {
		was, changes, err := compareTrees(now, f)
		if err != nil {
			var changed *site.ChangedError
			if !errors.As(err, &changed) {
				return err
			}
			fmt.Fprintln(e.stdout, finding.Text{
				ZH: fmt.Sprintf("%d  %s生成：被改动过（%s），不能换回", i+1, built(f).ZH, changed.Path),
				EN: fmt.Sprintf("%d  built %s: changed since (%s), not to be used", i+1, built(f).EN, changed.Path),
			}.In(e.Lang))
			continue
		}
		text := sayChanges(changes)
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: fmt.Sprintf("%d  %s生成，%d份报告，%d个文件；换回的话，", i+1, built(f).ZH, was.Reports(), f.Files) + text.ZH,
			EN: fmt.Sprintf("%d  built %s, %s, %s; going back: ", i+1, built(f).EN, finding.Plural(was.Reports(), "report"), finding.Plural(f.Files, "file")) + text.EN,
		}.In(e.Lang))
	}
	return nil
}

// built says when a tree was made.
func built(f site.Former) finding.Text {
	t := f.Built.In(tomlfile.Beijing())
	return finding.Text{ZH: t.Format("2006年1月2日15:04"), EN: t.Format("2006-01-02 15:04")}
}

// tellShorter warns of sealed entries that the site does not show any more. They
// are not lost: they stand in the workspace.
func (c *rollbackCommand) tellShorter(e *environment, ws *workspace.Workspace, was *site.Contents) error {
	shown := map[string]int64{}
	for _, log := range was.Logs() {
		shown[log.Agency] = log.Head.Size
	}
	entries, _ := fs.ReadDir(ws.FS, "data")
	var zh, en []string
	for _, d := range entries {
		if !d.IsDir() {
			continue
		}
		a, err := archive.Open(ws.FS, d.Name())
		if err != nil {
			return sayArchive(err)
		}
		if a == nil || a.Log.Head.Size <= shown[d.Name()] {
			continue
		}
		zh = append(zh, fmt.Sprintf("%s：封存的档案有%d条，这份网站只公布了%d条", d.Name(), a.Log.Head.Size, shown[d.Name()]))
		en = append(en, fmt.Sprintf("%s: %d sealed entries, of which this site shows %d", d.Name(), a.Log.Head.Size, shown[d.Name()]))
	}
	if len(zh) > 0 {
		fmt.Fprintln(e.stderr, finding.Text{
			ZH: "注意：这份网站早于最近的封存，后来封存的报告和凭据暂时看不到；封存的内容都还在工作区里，没有丢：\n  " + strings.Join(zh, "\n  ") + "\n查明原因后尽快重新生成：fazhi build",
			EN: "note: this site is from before the last seals, which it does not show; nothing is lost, they stand in the workspace:\n  " + strings.Join(en, "\n  ") + "\nbuild again as soon as the cause is found: fazhi build",
		}.In(e.Lang))
	}
	return nil
}

func (c *rollbackCommand) sayNone(have int) error {
	if have == 0 {
		return problem{finding.Text{
			ZH: "没有以前的网站可以换回：" + c.Out + " 只生成过一次，或者每次都一样。没有改动。",
			EN: "there is no site before to go back to: " + c.Out + " was built once, or always the same. Nothing was changed.",
		}}
	}
	return problem{finding.Text{
		ZH: fmt.Sprintf("以前的网站只有%d份，--to 写1到%d，用 fazhi rollback --list 查看。没有改动。", have, have),
		EN: fmt.Sprintf("--to is 1 to %d, see fazhi rollback --list. Nothing was changed.", have),
	}}
}

// sayChanged says that a former tree is not the one that was built.
func (c *rollbackCommand) sayChanged(err error) error {
	var changed *site.ChangedError
	if !errors.As(err, &changed) {
		return err
	}
	return problem{finding.Text{
		ZH: "没有替换：以前的这份网站被改动过或者不完整（" + changed.Path + " 与清单不符）。用 --to 换回另外一份，或者重新生成。",
		EN: "not replaced: that site was changed or is not whole (" + changed.Path + "); choose another with --to, or build again",
	}}
}
