package source

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/narrative"
	"fazhi/generator/report"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
	"fazhi/generator/workspace"
)

// fence opens and closes the front matter.
const fence = "+++"

// frontMatter finds the TOML before the Markdown: its offsets, and that of the
// text behind it.
func frontMatter(f *textfile.File, log *finding.List) (start, end, body int, ok bool) {
	lead := len(f.Text) - len(strings.TrimLeft(f.Text, " \t\n\u3000"))
	line, _, _ := strings.Cut(f.Text[lead:], "\n")
	bad := finding.Finding{
		ID: "front-matter", Severity: finding.Error, Pos: f.Pos(lead, lead+max(1, len(line))),
		Expected: finding.Text{ZH: "文件开头写三个半角加号 +++ 单独一行，下面写标题、状态等，再用一行 +++ 结束，然后是正文", EN: "a line +++ at the start, title, status and so on below it, a second line +++, then the text"},
	}
	if strings.TrimRight(line, " \t") != fence {
		bad.Message = finding.Text{ZH: "文件开头没有文件信息（+++ 之间的部分）", EN: "the file does not start with front matter between lines of +++"}
		switch mark := strings.TrimSpace(line); {
		case strings.HasPrefix(mark, "＋") || strings.HasPrefix(mark, "---") || strings.HasPrefix(mark, "++"):
			bad.Cure = finding.Text{ZH: "把这一行改为三个半角加号 +++，结束的一行也一样", EN: "write +++ on this line and on the closing one"}
		}
		log.Add(bad)
		return 0, 0, 0, false
	}
	start = lead + len(line)
	for at := start; at < len(f.Text); {
		next := strings.IndexByte(f.Text[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
		line, _, _ := strings.Cut(f.Text[at:], "\n")
		if strings.TrimRight(line, " \t") == fence {
			return start, at, at + len(line), true
		}
	}
	bad.Message = finding.Text{ZH: "文件信息从这里开始，但没有结束的 +++", EN: "the front matter opens here and is never closed"}
	bad.Cure = finding.Text{ZH: "在文件信息的最后、正文的前面，加一行 +++", EN: "add a line +++ behind the front matter, before the text"}
	log.Add(bad)
	return 0, 0, 0, false
}

// readNarrative reads content/<agency>/<form>/<year>.md.
func (l *Loader) readNarrative(r *report.Report, name string) {
	log := &r.Findings
	r.Status = report.Unknown
	f := l.read(name, log)
	if f == nil {
		return
	}
	start, end, body, ok := frontMatter(f, log)
	if !ok {
		return
	}
	t := tomlfile.ParsePart(f, start, end, log)
	r.Title = required(t, "title", "标题", log)
	r.Status = status(t, log)
	r.Number, r.Index = t.String("number"), t.String("index")
	r.Signed, r.Submitted = t.Date("signed"), t.Date("submitted")
	r.Published, r.Clock = t.Time("published")
	var one sync.Mutex // a report that Again keeps is asked from two readings at once
	r.Place = func(key string) finding.Pos {
		one.Lock()
		defer one.Unlock()
		if t.Has(key) {
			return t.Pos(key)
		}
		return f.Pos(start-len(fence), start)
	}
	r.Summary, r.Keywords, r.Author = t.String("summary"), t.Strings("keywords"), line(t, "author")
	for _, v := range t.Tables("review") {
		r.Reviews = append(r.Reviews, report.Review{Kind: v.String("kind"), By: v.String("by"), Date: v.Date("date"), Pos: v.Here()})
		tellMisplaced(v)
		v.Close()
	}
	for i, a := range t.Strings("attachments") {
		l.attach(&r.Files, name, a, t.ItemPos("attachments", i), true, log)
	}
	answers := t.Strings("answers")
	tellUnwrittenReview(t, log)
	t.Close()
	r.Narrative = l.parser.Parse(f, body, roleIDs(r.Form), log)
	for i, ref := range answers {
		r.Narrative.AnswerWhole(ref, t.ItemPos("answers", i))
	}
	l.inferRoles(r)
	tellPlaceholders(r)
	tellBraced(r)
	l.attachLinks(&r.Files, name, r.Narrative, log)
}

// status reads the state of a report.
func status(t *tomlfile.Table, log *finding.List) report.Status {
	if !t.Has("status") {
		log.Add(finding.Finding{
			ID: "key-missing", Severity: finding.Error, Pos: t.Here(),
			Message:  finding.Text{ZH: "缺少 status（状态）", EN: "the key status is missing"},
			Expected: finding.Text{ZH: "status = \"draft\"（草稿）、\"approved\"（已定稿、待发布）、\"published\"（发布）或 \"imported\"（历史文档）", EN: "status = \"draft\", \"approved\", \"published\" or \"imported\""},
			Cure:     finding.Text{ZH: "在 +++ 之间补上一行 status = \"draft\"", EN: "add a line status = \"draft\" between the lines of +++"},
		})
		t.String("status")
		return report.Unknown
	}
	s := report.Status(t.OneOf("status", report.Statuses()...))
	if s == "" {
		return report.Unknown
	}
	return s
}

func roleIDs(f *form.Form) []string {
	ids := make([]string, len(f.Roles))
	for i, r := range f.Roles {
		ids[i] = r.ID
	}
	return ids
}

// inferRoles gives a role to headings of the top level that say none, where
// their wording is one in use. What the author says always holds.
func (l *Loader) inferRoles(r *report.Report) {
	top := 7
	for _, h := range r.Narrative.Headings {
		top = min(top, h.Node.Level)
	}
	for _, h := range r.Narrative.Headings {
		if h.Node.Level == top && len(h.Roles) == 0 {
			h.Roles = r.Form.RoleOf(r.Narrative.BlockText(h.Node))
		}
	}
}

// attachLinks notes the files that a narrative links to.
func (l *Loader) attachLinks(files *[]report.File, from string, doc *narrative.Doc, log *finding.List) {
	for _, link := range doc.Links {
		name, _ := link.Resolve(func(name string) bool {
			full := path.Join(path.Dir(from), name)
			return fs.ValidPath(full) && l.exists(full)
		})
		l.attach(files, from, name, link.Pos, false, log)
	}
}

// attach notes a file that is published beside a page, by its path from the
// narrative's folder, and tells where it cannot be. Other narratives are pages
// and no files.
func (l *Loader) attach(files *[]report.File, from, name string, pos finding.Pos, attachment bool, log *finding.List) {
	name = strings.ReplaceAll(name, `\`, "/")
	full := path.Join(path.Dir(from), name)
	bad := finding.Finding{ID: "link-missing", Severity: finding.Error, Pos: pos}
	if root := rootOf(from); path.IsAbs(name) || !strings.HasPrefix(full, root) || !fs.ValidPath(full) {
		bad.ID = "path-outside"
		bad.Message = finding.Text{ZH: "“" + name + "”指到了 " + root + " 文件夹之外", EN: name + " leads out of " + root}
		bad.Expected = finding.Text{ZH: "从这个文件所在的文件夹写起的路径，如 " + yearDir(from) + "/附表.xlsx", EN: "a path from this file's own folder, like " + yearDir(from) + "/table.xlsx"}
		log.Add(bad)
		return
	}
	info, err := fs.Stat(l.ws, full)
	switch {
	case err != nil:
		bad.Message = finding.Text{ZH: "找不到文件“" + name + "”", EN: "there is no file " + name}
		bad.Expected = finding.Text{ZH: "文件放在 " + full, EN: "the file at " + full}
		bad.Cure = finding.Text{ZH: "把文件放到那里，或改正这里的文件名", EN: "put the file there, or correct the name here"}
		if near := finding.Nearest(path.Base(full), l.names(path.Dir(full))); near != "" {
			bad.Cure = finding.Text{ZH: "是否应为 " + near + "？", EN: "did you mean " + near + "?"}
		}
	case !info.Mode().IsRegular():
		bad.Message = finding.Text{ZH: "“" + name + "”不是文件", EN: name + " is no file"}
	case info.Size() > maxAttachment:
		bad.ID = "file-limit"
		bad.Message = finding.Text{ZH: "文件“" + name + "”超过 64 MiB，不予发布", EN: name + " is larger than 64 MiB"}
	case path.Ext(full) == ".md" && !attachment:
		return // a page: whether it is public is told when all years are known
	default:
		if !slices.ContainsFunc(*files, func(f report.File) bool { return f.Path == full && f.Attachment == attachment }) {
			*files = append(*files, report.File{
				Path: full, Link: path.Clean(name), Title: path.Base(full), Attachment: attachment, Pos: pos,
				Read: func() ([]byte, error) { return fs.ReadFile(l.ws, full) },
			})
		}
		return
	}
	log.Add(bad)
}

// rootOf gives the folder whose files a narrative may publish: its agency's, or
// all of content/ for a page of the site.
func rootOf(from string) string {
	if parts := strings.SplitN(from, "/", 3); len(parts) == 3 {
		return parts[0] + "/" + parts[1] + "/"
	}
	return "content/"
}

// maxAttachment is the largest file published beside a report, in bytes.
const maxAttachment = 64 << 20

func yearDir(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }

func (l *Loader) names(dir string) []string {
	entries, _ := fs.ReadDir(l.ws, dir)
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

// pages reads the pages directly in a folder of content/.
func (l *Loader) pages(dir string, log *finding.List) []*report.Page {
	var pages []*report.Page
	for _, e := range l.list(dir, log) {
		slug, ok := strings.CutSuffix(e.Name(), ".md")
		if e.IsDir() || !ok || hidden(e.Name()) {
			continue
		}
		if dir == "content" && workspace.Reserved(slug) {
			log.Add(finding.Finding{
				ID: "file-name", Severity: finding.Error, Pos: finding.Pos{File: dir + "/" + e.Name()},
				Message: finding.Text{ZH: "“" + slug + "”这个地址网站自己要用，不能作页面的名字", EN: "the site keeps the address " + slug + "/ for itself, so no page can have that name"},
				Cure:    finding.Text{ZH: "给文件换一个名字，如 " + slug + "-note.md", EN: "rename the file, for example to " + slug + "-note.md"},
			})
			continue
		}
		if !l.slug.MatchString(slug) || slug == "index" || slug == "404" {
			log.Add(finding.Finding{
				ID: "file-name", Severity: finding.Error, Pos: finding.Pos{File: dir + "/" + e.Name()},
				Message:  finding.Text{ZH: "这个文件名不能用作网址", EN: "this file name cannot be part of an address"},
				Expected: finding.Text{ZH: "小写英文字母、数字和连字符，且不是 index 或 404，如 about.md", EN: "small letters, digits and hyphens, not index or 404, like about.md"},
			})
			continue
		}
		if p := l.page(dir+"/"+e.Name(), slug, log); p != nil {
			pages = append(pages, p)
		}
	}
	return pages
}

func (l *Loader) page(name, slug string, log *finding.List) *report.Page {
	f := l.read(name, log)
	if f == nil {
		return nil
	}
	start, end, body, ok := frontMatter(f, log)
	if !ok {
		return nil
	}
	t := tomlfile.ParsePart(f, start, end, log)
	p := &report.Page{Slug: slug, Title: required(t, "title", "标题", log), Summary: t.String("summary"), Keywords: t.Strings("keywords")}
	p.Published, p.Clock = t.Time("published")
	t.Close()
	p.Narrative = l.parser.Parse(f, body, nil, log)
	for _, ref := range p.Narrative.References {
		log.Add(finding.Finding{
			ID: "reference-unknown", Severity: finding.Error, Pos: ref.At,
			Message:  finding.Text{ZH: "这个页面不属于哪一年的报告，不能引用数据", EN: "this page belongs to no report and cannot quote figures"},
			Expected: finding.Text{ZH: "直接写文字；要显示花括号本身时写 \\{\\{", EN: "plain words; write \\{\\{ to show the braces themselves"},
		})
	}
	l.attachLinks(&p.Files, name, p.Narrative, log)
	return p
}

func itoa(n int) string { return strconv.Itoa(n) }
