package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"fazhi/generator/archive"
	"fazhi/generator/finding"
	"fazhi/generator/page"
	"fazhi/generator/record"
	"fazhi/generator/site"
	"fazhi/templates"
)

// fresh prepares a build that knows of no seals: reports as their sources say.
func (l *loaded) fresh(opts site.Options) (*site.Builder, error) {
	if !opts.Harvest {
		opts.Rules = l.rules
	}
	words, err := page.Vocabulary(templates.FS)
	if err != nil {
		return nil, err
	}
	opts.Words = record.Words(words)
	b, err := site.New(l.shared, l.Templates, l.site, opts)
	if err != nil {
		return nil, problem{finding.Text{ZH: "模板有错误：" + err.Error(), EN: "templates: " + err.Error()}}
	}
	return b, nil
}

// builder prepares a build that knows what is sealed.
func (l *loaded) builder(opts site.Options) (*site.Builder, error) {
	opts.Archive = l.sealed
	return l.fresh(opts)
}

// sealed gives the archive of an agency that was opened, nil where there is none.
func (l *loaded) sealed(agency string) *archive.Archive {
	a, _ := l.archives.Load(agency)
	sealed, _ := a.(*archive.Archive)
	return sealed
}

// openArchive reads what an agency has sealed, and tells where that was touched.
func (l *loaded) openArchive(agency string) finding.List {
	a, err := archive.Open(l.FS, agency)
	if err == nil {
		l.archives.Store(agency, a)
		return nil
	}
	f := finding.Finding{ID: "archive-broken", Severity: finding.Error, Pos: finding.Pos{File: archive.Dir(agency)}}
	var file *archive.FileError
	if errors.As(err, &file) {
		f.Pos.File = file.Path
		err = file.Reason
	}
	f.Message = finding.Text{ZH: "封存的档案被改动过，或者不完整：与日志里记下的对不上", EN: "the archive was changed or is not whole: " + err.Error()}
	f.Expected = finding.Text{ZH: "与签名的树头一致", EN: "what the signed tree head says"}
	f.Cure = finding.Text{ZH: "从备份恢复文件夹 " + archive.Dir(agency) + "；里面的文件不能手工修改或删除", EN: "bring the folder " + archive.Dir(agency) + " back from a copy; its files are not to be edited or deleted"}
	return finding.List{f}
}

// differing tells the sealed reports of an agency whose sources are not those
// that were sealed.
func differing(o *site.Outline) finding.List {
	all, err := o.Differing()
	var log finding.List
	if err != nil {
		log.Add(finding.Finding{
			ID: "archive-broken", Severity: finding.Error, Message: finding.Text{ZH: "不能与封存的内容对照：" + err.Error(), EN: "cannot be compared with what is sealed: " + err.Error()},
			Cure: finding.Text{ZH: "核对报告的附件是否都在", EN: "see that all files of the report are there"},
		})
	}
	for _, d := range all {
		rec := d.Record
		name := fmt.Sprintf("%s/%s/%d", rec.Agency, rec.Form, rec.Year)
		command := fmt.Sprintf("--agency %s --form %s --year %d", rec.Agency, rec.Form, rec.Year)
		f := finding.Finding{
			ID: "sealed-changed", Severity: finding.Error, Pos: finding.Pos{File: d.Sources[0]},
			Message: finding.Text{
				ZH: fmt.Sprintf("%s 已在%s封存（第%d版），来源文件却改过：%s", name, rec.Date, rec.Revision, strings.Join(d.Sources, "、")),
				EN: fmt.Sprintf("%s was sealed on %s (revision %d), but its sources changed: %s", name, rec.Date, rec.Revision, strings.Join(d.Sources, ", ")),
			},
			Expected: finding.Text{ZH: "与封存时一字不差", EN: "byte for byte what was sealed"},
			Cure: finding.Text{
				ZH: "改错了的，恢复原来的文件；确实要更正，运行 fazhi revise " + command + " --reason 理由；要撤回，运行 fazhi withdraw " + command + " --reason 理由",
				EN: "bring the files back; for a correction run fazhi revise " + command + " --reason …, to take the report back fazhi withdraw " + command + " --reason …",
			},
		}
		f.Related = changes(d)
		log.Add(f)
	}
	return log
}

// mostChanges is how many single changes a finding lists.
const mostChanges = 20

// changes lists what is stated otherwise, as places of a finding.
func changes(d site.Differing) []finding.Related {
	if d.Report == nil || d.Changes == nil {
		return []finding.Related{{Pos: finding.Pos{File: d.Sources[0]}, Note: finding.Text{ZH: "这份报告不在了，或者不再公开", EN: "the report is gone, or not public any more"}}}
	}
	var out []finding.Related
	add := func(file, zh, en string, c record.Change) {
		if len(out) < mostChanges {
			out = append(out, finding.Related{Pos: finding.Pos{File: file}, Note: finding.Text{
				ZH: fmt.Sprintf("%s：封存时%s，现在%s", zh, sealedAs(c.Old, "没有"), sealedAs(c.New, "没有")),
				EN: fmt.Sprintf("%s: sealed as %s, now %s", en, sealedAs(c.Old, "nothing"), sealedAs(c.New, "nothing")),
			}})
		}
	}
	for _, c := range d.Changes.Figures {
		add(d.Report.Data, "“"+c.Label+"”", c.Name, c)
	}
	for _, c := range d.Changes.Facts {
		add(d.Report.Path, c.Name, c.Name, c)
	}
	for _, c := range d.Changes.Sentences {
		add(d.Report.Path, "正文", "text", c)
	}
	for _, c := range d.Changes.Attachments {
		c.Old, c.New = short12(c.Old), short12(c.New)
		add(filepath.ToSlash(c.Name), "附件", "attachment", c)
	}
	if len(out) == 0 {
		out = append(out, finding.Related{Pos: finding.Pos{File: d.Sources[0]}, Note: finding.Text{
			ZH: "数字和文字没有变，变的是文件里不显示的部分，如注释、空格", EN: "no figure and no word is otherwise, only what is not shown, such as comments and blanks",
		}})
	}
	return out
}

func sealedAs(s, none string) string {
	if s == "" {
		return none
	}
	const longest = 60
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest]) + "…"
	}
	return "“" + s + "”"
}

func short12(hash string) string { return hash[:min(len(hash), 12)] }

// saySeal says that a page would not state what is sealed.
func saySeal(e *site.SealError) string {
	var b strings.Builder
	fmt.Fprintf(&b, "没有完成：网页 %s 与封存的内容有%d处不一致", e.Page, len(e.Mismatches))
	for i, m := range e.Mismatches {
		if i == 5 {
			b.WriteString("\n  ……")
			break
		}
		fmt.Fprintf(&b, "\n  封存的是%s，网页上是%s", sealedAs(m.Sealed, "没有"), sealedAs(m.Page, "没有"))
	}
	b.WriteString("\n这通常是模板或者报告种类的定义改动造成的：检查 templates 里自己的模板，恢复后再生成。")
	return b.String()
}
