package main

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"fazhi/generator/finding"
	"fazhi/generator/report"
	"fazhi/generator/site"
	"fazhi/generator/textfile"
)

// gate follows the links of what was built, so that none goes out that leads
// nowhere: those of an agency once its files are made, the rest when the site is
// whole.
type gate struct {
	l       *loaded
	builder *site.Builder
	out     string // output folder
	draft   bool   // an author must be able to look at what is half written
	far     bool   // what agencies write is not here
	written func(page, address string) (finding.Pos, bool)
	waiting map[string]*report.Report // by address: written, and not public yet
}

// agencyLinks tells the broken links within the pages of an agency.
func (c *buildCommand) agencyLinks(l *loaded, builder *site.Builder, x examined, o *site.Outline, files *site.Files) finding.List {
	g := gate{l: l, builder: builder, out: c.Out, draft: c.Draft, written: o.Written, waiting: map[string]*report.Report{}}
	for _, r := range x.reports() {
		if r.Status.Waiting() && !c.Draft {
			g.waiting[site.ReportPath(r)] = r
		}
	}
	log := g.tell(builder.BrokenLinks(files, x.ID+"/"))
	for _, t := range o.LinksToTaken() {
		log.Add(finding.Finding{
			ID: "link-withdrawn", Severity: finding.Warning, Pos: t.Pos,
			Message: finding.Text{
				ZH: fmt.Sprintf("链接的%d年报告已在%s撤回，读者看到的是撤回说明", t.Year, t.Date),
				EN: fmt.Sprintf("the report of %d was withdrawn on %s; readers find the note that says so", t.Year, t.Date),
			},
			Cure: finding.Text{ZH: "改写这一句；这份报告封存过的，用 fazhi revise 更正", EN: "write the sentence anew; where this report is sealed, with fazhi revise"},
		})
	}
	return log
}

// siteLinks tells the broken links of the whole site. What leads into an agency
// that has errors, or comes from pages of the tree before, does not stop the others.
func (c *buildCommand) siteLinks(l *loaded, w *whole, broken []site.Broken) finding.List {
	g := gate{l: l, builder: w.Builder, out: c.Out, draft: c.Draft, far: w.merged, written: w.Written}
	var firm, loose []site.Broken
	for _, b := range broken {
		if slices.Contains(w.failing, firstOf(b.Page)) || slices.Contains(w.failing, firstOf(b.File)) {
			loose = append(loose, b)
		} else {
			firm = append(firm, b)
		}
	}
	log := g.tell(firm)
	g.draft = true
	log.Add(g.tell(loose)...)
	return log
}

func firstOf(name string) string {
	first, _, _ := strings.Cut(name, "/")
	return first
}

// tell makes findings of broken links, one for each place where one is written, with
// the number of pages that have it.
func (g *gate) tell(all []site.Broken) finding.List {
	type place struct {
		pos     finding.Pos
		address string
	}
	var order []place
	pages := map[place][]site.Broken{}
	for _, b := range all {
		pos, ok := g.written(b.Page, b.Address)
		if !ok {
			pos, ok = g.inTemplate(b.Address)
		}
		at := place{pos, b.Address}
		if !ok {
			at = place{address: fmt.Sprint(b.Fault, b.File, "#", b.Place)} // the program's own, or made of data
		}
		if pages[at] == nil {
			order = append(order, at)
		}
		pages[at] = append(pages[at], b)
	}
	var log finding.List
	for _, at := range order {
		log.Add(g.finding(at.pos, pages[at]))
	}
	return log
}

// finding is what is said of a broken link that stands in some pages.
func (g *gate) finding(pos finding.Pos, all []site.Broken) finding.Finding {
	b := all[0]
	if strings.HasSuffix(pos.File, ".md") { // say it as it is written there
		b.Address = strings.Replace(b.Address, ".html", ".md", 1)
		b.Near = slices.Clone(b.Near)
		for i := range b.Near {
			b.Near[i] = strings.Replace(b.Near[i], ".html", ".md", 1)
		}
	}
	f := finding.Finding{ID: "link-broken", Severity: finding.Error, Pos: pos}
	if g.draft {
		f.Severity = finding.Warning
	}
	f.Message, f.Expected = sayBroken(b)
	if r := g.waiting[b.File]; r != nil && b.Fault == site.NoFile {
		f.Message = finding.Text{
			ZH: fmt.Sprintf("链接的%d年报告还没有发布（status = \"%s\"）：%s", r.Year, r.Status, readable(b.Address)),
			EN: fmt.Sprintf("the report of %d is not published (status = %q): %s", r.Year, r.Status, b.Address),
		}
		f.Expected = finding.Text{ZH: "已经公开的报告或网页", EN: "a report or page that is public"}
		f.Cure = finding.Text{ZH: "等那份报告发布后再加链接，或者只写文字", EN: "link when it is published, or leave the words alone"}
	} else if len(b.Near) > 0 {
		f.Cure = finding.Text{ZH: "是否应为 " + strings.Join(b.Near, " 或 ") + "？", EN: "did you mean " + strings.Join(b.Near, " or ") + "?"}
	}
	switch n := len(all); {
	case pos.File == "":
		f.Pos.File = path.Join(g.out, b.Page)
		if !g.far {
			f.Message.ZH += "。链接是由模板和数据生成的"
			f.Message.EN += "; the link is made by a template from data"
		}
		fallthrough
	case n > 1 || strings.HasPrefix(pos.File, "templates/pages/"):
		f.Message.ZH += fmt.Sprintf("（网页 %s%s）", b.Page, more(n-1, "等%d个"))
		f.Message.EN += fmt.Sprintf(" (page %s%s)", b.Page, more(n-1, " and %d more"))
	}
	return f
}

// more is a remark on how many more there are, "" for none; the Chinese one counts
// the first too.
func more(n int, format string) string {
	switch {
	case n <= 0:
		return ""
	case strings.HasPrefix(format, "等"):
		n++
	}
	return fmt.Sprintf(format, n)
}

// sayBroken says what is wrong with a link, and what was expected.
func sayBroken(b site.Broken) (message, expected finding.Text) {
	address := readable(b.Address)
	switch b.Fault {
	case site.NoPlace:
		return finding.Text{ZH: "链接“" + address + "”通到的网页里没有“#" + b.Place + "”这个位置", EN: "the page that " + address + " leads to has no place #" + b.Place},
			finding.Text{ZH: b.File + " 里有的位置" + places(b.There, "：", "、"), EN: "a place in " + b.File + places(b.There, ": ", ", ")}
	case site.OtherCase:
		return finding.Text{ZH: "链接“" + address + "”的大小写与文件名不同，在服务器上打不开", EN: address + " differs from the file's name in small and large letters; servers tell them apart"},
			finding.Text{ZH: "与文件名一字不差", EN: "the name as it is"}
	case site.Folder:
		return finding.Text{ZH: "链接“" + address + "”通到一个文件夹，不是网页", EN: address + " leads to a folder and no page"},
			finding.Text{ZH: "写明文件名，如 index.html：从磁盘打开时，文件夹里的网页不会自动显示", EN: "the name of a file, like index.html: from disk a folder opens no page"}
	case site.Rooted:
		return finding.Text{ZH: "链接“" + address + "”从域名的根目录写起，网站放在子路径或磁盘上时打不开", EN: address + " begins at the root of the host; below a path and from disk it leads nowhere"},
			finding.Text{ZH: "从这一页所在的文件夹写起的相对地址", EN: "an address relative to the page's own folder"}
	case site.Outside:
		return finding.Text{ZH: "链接“" + address + "”指到了网站之外", EN: address + " leads out of the site's folder"},
			finding.Text{ZH: "网站里的网页或文件", EN: "a page or file of the site"}
	case site.Malformed:
		return finding.Text{ZH: "链接的地址写法不对：" + address, EN: "this is not how an address is written: " + address},
			finding.Text{ZH: "% 后面是两位十六进制数；% 本身写成 %25", EN: "two hexadecimal digits behind each %; a percent sign itself is %25"}
	case site.Foreign:
		return finding.Text{ZH: "网页会向别的网站要文件：" + address, EN: "the page would ask another host for a file: " + address},
			finding.Text{ZH: "样式、脚本、图片都放在本站（templates/assets，或正文旁边）", EN: "style sheets, scripts and images of the site's own"}
	}
	return finding.Text{ZH: "链接“" + address + "”没有通到网站上的网页或文件", EN: "the link " + address + " leads to no page or file of the site"},
		finding.Text{ZH: "网站上有 " + b.File, EN: "a file " + b.File + " in the site"}
}

// inTemplate finds the place where a template or style sheet writes an address.
func (g *gate) inTemplate(address string) (finding.Pos, bool) {
	for _, pattern := range []string{"pages/*.html", "assets/css/*.css", "assets/*.css"} {
		names, _ := fs.Glob(g.l.Templates, pattern) // the pattern is good
		for _, name := range names {
			file, _, ok := textfile.Read(g.l.Templates, name)
			if !ok {
				continue
			}
			if i := standsIn(file.Text, address); i >= 0 {
				file.Name = "templates/" + name
				return file.Pos(i, i+len(address)), true
			}
		}
	}
	return finding.Pos{}, false
}

// standsIn finds an address in a template where it is the whole of a value, -1 where
// it is not.
func standsIn(text, address string) int {
	for at := 0; address != ""; {
		i := strings.Index(text[at:], address)
		if i < 0 {
			return -1
		}
		i += at
		at = i + len(address)
		if i > 0 && at < len(text) && strings.IndexByte("\"'(=, \n", text[i-1]) >= 0 && strings.IndexByte("\"'), >\n", text[at]) >= 0 {
			return i
		}
	}
	return -1
}

// readable is an address without the marks that stand for Chinese characters.
func readable(address string) string {
	if s, err := url.PathUnescape(address); err == nil && utf8.ValidString(s) {
		return s
	}
	return address
}

// mostPlaces is how many places of a page a message lists.
const mostPlaces = 8

// places lists the places of a page by their headings.
func places(all []site.Place, before, between string) string {
	var out []string
	for _, p := range all[:min(len(all), mostPlaces)] {
		out = append(out, "#"+p.ID+" "+strings.Join(strings.Fields(p.Text), " "))
	}
	if len(out) == 0 {
		return ""
	}
	if len(all) > mostPlaces {
		out = append(out, "…")
	}
	return before + strings.Join(out, between)
}
