package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"fazhi/generator/archive"
	"fazhi/generator/finding"
	"fazhi/generator/ledger"
	"fazhi/generator/report"
	"fazhi/generator/site"
)

// hidden describes a report that a build leaves out, for the guard.
func (l *loaded) hidden(r *report.Report) site.Hidden {
	h := site.Hidden{Agency: r.Series.Agency.ID, Form: r.Form.ID, Year: r.Year, Title: strings.Clone(r.Title)}
	if a, ok := l.archives.Load(h.Agency); ok {
		if last := a.(*archive.Archive).Latest(h.Form, h.Year); last != nil {
			h.Tombstone = last.Act == string(ledger.Withdraw)
		}
	}
	return h
}

// guard looks at a whole site before it takes the place of the one at out: nothing
// that is not public may show in it, and nothing that is public may vanish
// unnoticed. What changes is told in the summary.
func (c *buildCommand) guard(l *loaded, w *whole, next *site.Built) error {
	if c.Draft {
		return nil // not to be published, and marked on every page
	}
	leaks, err := w.allLeaks(l, next)
	if err != nil {
		return err
	}
	if len(leaks) > 0 {
		return sayLeaks(leaks)
	}
	before, err := site.OpenBefore(c.folder(l.Dir), false)
	if err != nil {
		return err
	}
	defer before.Close()
	w.tree.Compared(before)
	if before == nil {
		return nil
	}
	if err := c.keepsPortal(before, next); err != nil {
		return err
	}
	folders := before.Differing(next)
	is, err := next.ContentsOf(folders, nil)
	if err != nil {
		return err
	}
	was, err := before.ContentsOf(folders, w.anew)
	var changed *site.ChangedError
	if errors.As(err, &changed) {
		w.unread = changed.Path
		return nil
	}
	if err != nil {
		return err
	}
	if err := continues(was, is); err != nil {
		return err
	}
	changes, err := was.Changes(is)
	if err != nil {
		return err
	}
	w.changes = &changes
	if len(changes.Gone) > 0 && !c.AllowMissing {
		return c.sayGone(changes.Gone)
	}
	return nil
}

// keepsPortal refuses to put a site in the place of a portal that was harvested, whose
// agencies would vanish.
func (c *buildCommand) keepsPortal(before, next *site.Built) error {
	was, err := before.Harvested()
	if err != nil || was == nil || c.AllowMissing {
		return nil // a list that was changed is told by the next harvest
	}
	if now, err := next.Harvested(); err != nil || now != nil {
		return err
	}
	return problem{finding.Text{
		ZH: fmt.Sprintf("没有替换：%s 里是采集来的门户，有%d个单位，这次生成的网站里没有它们。用 --out 换一个文件夹；确实要替换，加上 --allow-missing。", c.Out, len(was.Agencies)),
		EN: fmt.Sprintf("not replaced: %s holds a harvested portal of %s that this site has not; choose another folder with --out, or add --allow-missing.", c.Out, finding.Plural(len(was.Agencies), "agency")),
	}}
}

// quoted tells whether the sources of what is public, or anything else in the
// workspace but the hidden reports, name a title themselves.
func (l *loaded) quoted(hidden []site.Hidden) func(string) bool {
	own := map[string]bool{}
	for _, h := range hidden {
		own[fmt.Sprintf("data/%s/%s/%d.toml", h.Agency, h.Form, h.Year)] = true
		own[fmt.Sprintf("content/%s/%s/%d.md", h.Agency, h.Form, h.Year)] = true
	}
	known := map[string]bool{}
	return func(title string) bool {
		if found, ok := known[title]; ok {
			return found
		}
		found := false
		for _, root := range []string{"data", "content"} {
			_ = fs.WalkDir(l.FS, root, func(name string, d fs.DirEntry, err error) error {
				if err != nil || found || d.IsDir() || own[name] || path.Ext(name) != ".md" && path.Ext(name) != ".toml" {
					return nil
				}
				data, err := fs.ReadFile(l.FS, name)
				found = err == nil && bytes.Contains(data, []byte(title))
				return nil
			})
		}
		known[title] = found
		return found
	}
}

// continues checks that every log that is published goes on in the new site.
func continues(was, next *site.Contents) error {
	now := map[string]ledger.Head{}
	for _, log := range next.Logs() {
		now[log.Agency] = log.Head
	}
	for _, log := range was.Logs() {
		if now[log.Agency] == log.Head || next.Continues(log.Agency, log.Head) {
			continue
		}
		dir := archive.Dir(log.Agency)
		return problem{finding.Text{
			ZH: fmt.Sprintf("没有替换：网站上已经公布了 %s 的封存档案，共%d条；这次的档案不在、变短了或者改过，公众手里的凭据会对不上。\n从备份恢复文件夹 %s 再生成。", log.Agency, log.Head.Size, dir),
			EN: fmt.Sprintf("not replaced: the site publishes the log of %s with %s, and this build's log does not continue it; bring %s back from a copy", log.Agency, finding.Plural(int(log.Head.Size), "entry"), dir),
		}}
	}
	return nil
}

// sayLeaks says where what is not public would show.
func sayLeaks(leaks []site.Leak) error {
	words := map[string]finding.Text{
		"address": {ZH: "的网页或文件", EN: "has this page or file"},
		"link":    {ZH: "的链接在里面", EN: "has a link there"},
		"title":   {ZH: "的标题在里面", EN: "has its title there"},
		"status":  {ZH: "有草稿标记", EN: "marked as a draft"},
		"figures": {ZH: "的数据在里面", EN: "has its figures there"},
	}
	var zh, en []string
	for _, leak := range leaks[:min(len(leaks), mostNamed)] {
		name := ""
		if leak.Of != nil {
			name = fmt.Sprintf("%s/%s/%d ", leak.Of.Agency, leak.Of.Form, leak.Of.Year)
		}
		zh = append(zh, leak.File+"："+name+words[leak.Trace].ZH)
		en = append(en, leak.File+": "+name+words[leak.Trace].EN)
	}
	if more := len(leaks) - mostNamed; more > 0 {
		zh, en = append(zh, fmt.Sprintf("另有%d处", more)), append(en, fmt.Sprintf("%d more", more))
	}
	return problem{finding.Text{
		ZH: "没有替换：还没有发布的报告会出现在网站里，原来的网站没有变：\n  " + strings.Join(zh, "\n  ") + "\n多半是自己的模板、正文或附件带出来的：改掉以后再生成；要发布它，把 status 改为 \"published\"。",
		EN: "not replaced: a report that is not published would show; the site is as it was:\n  " + strings.Join(en, "\n  ") + "\nmost likely a template, a text or an attachment of your own has it; to publish the report, set its status to \"published\".",
	}}
}

func (c *buildCommand) sayGone(gone []site.Published) error {
	zh, en := named(gone)
	return problem{finding.Text{
		ZH: "没有替换：" + c.Out + " 里已经公布的报告，这次没有了，原来的网站没有变：\n  " + zh + "\n误删的，恢复 data、content 里的文件，或者把 status 改回 \"published\"；封存过的，用 fazhi withdraw 撤回；确实要拿掉没有封存的，加上 --allow-missing。",
		EN: "not replaced: reports that " + c.Out + " publishes are not in this build; the site is as it was:\n  " + en + "\nbring back the files or the status; take back a sealed one with fazhi withdraw; to drop one that is not sealed, add --allow-missing.",
	}}
}

// mostNamed is how many reports or files a message names.
const mostNamed = 6

// named lists reports by their names in the workspace, with a count where they are
// many.
func named(all []site.Published) (zh, en string) {
	var names []string
	for _, p := range all[:min(len(all), mostNamed)] {
		names = append(names, fmt.Sprintf("%s/%s/%d", p.Agency, p.Form, p.Year))
	}
	zh, en = strings.Join(names, "、"), strings.Join(names, ", ")
	if len(all) > mostNamed {
		zh += fmt.Sprintf("等%d份", len(all))
		en += fmt.Sprintf(" and %d more", len(all)-mostNamed)
	}
	return zh, en
}

// sayChanges puts what changes into lines, one for each kind.
func sayChanges(c site.Changes) finding.Text {
	var zh, en []string
	for _, kind := range []struct {
		reports []site.Published
		zh, en  string
	}{
		{c.New, "新增", "new"}, {c.Changed, "改动", "changed"}, {c.Withdrawn, "撤回", "withdrawn"}, {c.Gone, "不再有", "gone"},
	} {
		if len(kind.reports) > 0 {
			a, b := named(kind.reports)
			zh, en = append(zh, "  "+kind.zh+"："+a), append(en, "  "+kind.en+": "+b)
		}
	}
	switch {
	case c.Files == 0:
		return finding.Text{ZH: "与原来的网站完全一样", EN: "the same as the site before"}
	case len(zh) == 0:
		return finding.Text{
			ZH: fmt.Sprintf("与原来的网站相比，报告没有变化，其他网页和文件有%d个变化", c.Files),
			EN: fmt.Sprintf("no report is otherwise than in the site before; %s changed", finding.Plural(c.Files, "other file")),
		}
	}
	return finding.Text{
		ZH: fmt.Sprintf("与原来的网站相比，有%d个文件变化，其中报告：\n", c.Files) + strings.Join(zh, "\n"),
		EN: fmt.Sprintf("compared with the site before, %s changed; reports:\n", finding.Plural(c.Files, "file")) + strings.Join(en, "\n"),
	}
}

// tellChanges says what the new site changes.
func (w *whole) tellChanges(e *environment) {
	switch {
	case w.unread != "":
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "原来的网站里 " + w.unread + " 被改动过，没能对照有哪些变化",
			EN: w.unread + " of the site before was changed, so it is not known what is otherwise",
		}.In(e.Lang))
	case w.changes != nil:
		fmt.Fprintln(e.stdout, sayChanges(*w.changes).In(e.Lang))
	}
}

// tellDry says what a build would have done.
func (c *buildCommand) tellDry(e *environment, w *whole) {
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: fmt.Sprintf("试运行：检查和生成都已完成，没有替换 %s（%d个单位，%d个文件）", c.Out, w.portal.Len(), w.files),
		EN: fmt.Sprintf("dry run: checked and made, but %s is as it was (%d agencies, %d files)", c.Out, w.portal.Len(), w.files),
	}.In(e.Lang))
	w.tellChanges(e)
	w.tellWaiting(e)
	w.tellFailing(e)
}

// tellWaiting names the reports that are left out.
func (w *whole) tellWaiting(e *environment) {
	if len(w.waiting) > 0 {
		fmt.Fprintln(e.stdout, finding.Text{
			ZH: "以下没有定稿发布，不在网站里；要发布请把 status 改为 \"published\"：\n  ",
			EN: "left out, since they are not public yet; to publish, set status to \"published\":\n  ",
		}.In(e.Lang)+strings.Join(w.waiting, "\n  "))
	}
}
