package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"fazhi/generator/archive"
	"fazhi/generator/civil"
	"fazhi/generator/durable"
	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/pack"
	"fazhi/generator/page"
	"fazhi/generator/record"
	"fazhi/generator/site"
	"fazhi/generator/verify"
	"fazhi/templates"
)

type packCommand struct {
	Agency string `placeholder:"ID" help:"哪个单位；只有一个单位时可以不写 (the agency; may be left out where there is one)"`
	Form   string `default:"fzzf" placeholder:"ID" help:"哪种报告，默认 fzzf (the form)"`
	Year   year   `required:"" placeholder:"YEAR" help:"报告所述的年度 (the year reported on)"`
	Out    string `placeholder:"FILE" help:"存成哪个文件，默认在当前文件夹，按单位、种类、年度取名 (where to put it)"`
}

// Help tells what does not fit in a line.
func (c *packCommand) Help() string {
	return "包里有网页、数据、附件、来源、检查发现的问题和豁免理由、签名的记录和证明。同样的内容做出来的包一个字节都不差；用 fazhi verify 或者 sha256sum 核验。 (The same contents give the same bytes; prove it with fazhi verify, or hold it against its list with sha256sum.)"
}

// Run makes a pack.
func (c *packCommand) Run(e *environment) error {
	l, err := e.load(e.today)
	if err != nil {
		return err
	}
	defer l.Close()
	if c.Agency == "" && len(l.agencies) == 1 {
		c.Agency = l.agencies[0]
	}
	if _, err := l.pick([]string{c.Agency}); err != nil {
		return err
	}
	x := l.examine(c.Agency)
	a, err := archive.Open(l.FS, c.Agency)
	if err != nil {
		return sayArchive(err)
	}
	rec := a.Latest(c.Form, int(c.Year))
	if rec == nil || rec.Report == nil {
		return c.notSealed(rec)
	}
	data, err := c.make(e, l, x, a, rec)
	if err != nil {
		return err
	}
	if err := proved(data); err != nil {
		return err
	}
	if c.Out == "" {
		c.Out = pack.Name(rec) + ".zip"
	}
	if err := putFile(c.Out, data); err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: fmt.Sprintf("已做成 %s，%.1f KB\n  校验码 %s", c.Out, float64(len(data))/(1<<10), record.Hash(data)),
		EN: fmt.Sprintf("made %s, %.1f KB\n  sha256 %s", c.Out, float64(len(data))/(1<<10), record.Hash(data)),
	}.In(e.Lang))
	return nil
}

func (c *packCommand) notSealed(rec *record.Record) error {
	name := fmt.Sprintf("%s/%s/%d", c.Agency, c.Form, int(c.Year))
	if rec != nil {
		return problem{finding.Text{ZH: name + " 已在" + rec.Date + "撤回，没有可以做成证据包的内容", EN: name + " was withdrawn on " + rec.Date}}
	}
	return problem{finding.Text{
		ZH: name + " 还没有封存，没有可以证明的内容。先运行 fazhi seal --agency " + c.Agency + " --form " + c.Form + fmt.Sprintf(" --year %d", int(c.Year)),
		EN: name + " is not sealed, so nothing of it can be proved; run fazhi seal first",
	}}
}

// make puts the pack together. It depends on the workspace alone: the pages are
// made for the day on which the report was sealed.
func (c *packCommand) make(e *environment, l *loaded, x examined, a *archive.Archive, rec *record.Record) ([]byte, error) {
	day, err := civil.Parse(rec.Date)
	if err != nil {
		return nil, err
	}
	builder, err := l.builder(site.Options{AsOf: day})
	if err != nil {
		return nil, err
	}
	outline := builder.Outline(x.Agency)
	if log := differing(outline); len(log) > 0 {
		e.tell(log)
		return nil, errFindings
	}
	in := pack.Input{Record: rec, Log: a.Log}
	for _, r := range a.Revisions(rec.Form, rec.Year) {
		if r != rec {
			in.Earlier = append(in.Earlier, r)
		}
	}
	if in.LogFiles, err = fs.Sub(l.FS, archive.Dir(c.Agency)); err != nil {
		return nil, err
	}
	get := func(name string) []byte {
		data, _, gerr := outline.Get(name)
		if gerr != nil && err == nil {
			err = gerr
		}
		return data
	}
	in.File = func(f record.Attachment) ([]byte, error) { data, _, err := outline.Get(f.Path); return data, err }
	in.Source = func(s record.Source) ([]byte, error) { return fs.ReadFile(l.FS, s.Path) }
	in.Text = get(strings.TrimSuffix(rec.Address, ".html") + "/text.txt")
	html := get(rec.Address)
	if err != nil {
		return nil, err
	}
	image := func(src string) []byte { return get(path.Join(path.Dir(rec.Address), src)) }
	if in.Page, err = pack.Single(html, builder.Styles(), links(rec, builder.Address()), image); err != nil {
		return nil, err
	}
	return pack.Make(in)
}

// links leads from the page of a pack to its own files, and to the site where its
// address is known.
func links(rec *record.Record, base string) func(string) string {
	own := map[string]string{}
	for _, f := range rec.Report.Attachments {
		own[f.Path] = strings.TrimPrefix(pack.FileName(f), "data/")
	}
	data, log := strings.TrimSuffix(rec.Address, ".html")+"/", rec.Agency+"/ledger/"
	return func(href string) string {
		name, fragment, _ := strings.Cut(href, "#")
		if fragment != "" {
			fragment = "#" + fragment
		}
		name = path.Join(path.Dir(rec.Address), name)
		switch file, isData := strings.CutPrefix(name, data); {
		case own[name] != "":
			return narrative.Href(own[name])
		case isData && !strings.Contains(file, "/"):
			return file
		case name == log+fmt.Sprintf("records/%s/%04d/%d.json", rec.Form, rec.Year, rec.Revision):
			return "ledger/" + strings.TrimPrefix(name, log)
		case base != "":
			return base + name + fragment
		}
		return ""
	}
}

// proved verifies a pack before anybody gets it.
func proved(data []byte) error {
	words, err := page.Vocabulary(templates.FS)
	if err != nil {
		return err
	}
	files, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	r, err := verify.Target(files, verify.Options{Words: words})
	if err != nil {
		return err
	}
	if len(r.Mismatches) > 0 {
		m := r.Mismatches[0]
		return problem{finding.Text{ZH: "没有做成：包里的 " + m.File + " 不能证明：" + m.Text.ZH, EN: "not made: " + m.File + " cannot be proved: " + m.Text.EN}}
	}
	return nil
}

// putFile puts a file in its place, whole or not at all.
func putFile(name string, data []byte) error {
	dir, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer dir.Close()
	return durable.Write(dir, filepath.Base(name), data)
}
