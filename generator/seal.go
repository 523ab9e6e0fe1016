package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"fazhi/generator/archive"
	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/ledger"
	"fazhi/generator/record"
	"fazhi/generator/report"
	"fazhi/generator/site"
)

// sealing is what the commands that write to a log have in common.
type sealing struct {
	Agency string `required:"" placeholder:"ID" help:"哪个单位 (the agency)"`
	Form   string `default:"fzzf" placeholder:"ID" help:"哪种报告，默认 fzzf (the form)"`
	Year   year   `required:"" placeholder:"YEAR" help:"报告所述的年度 (the year reported on)"`
	Key    string `placeholder:"FILE" help:"私钥文件，默认是 fazhi key 存的那个 (the private key)"`
	AsOf   string `name:"as-of" placeholder:"2024-03-01" help:"记作哪一天，默认今天（北京时间） (the day that is noted)"`
}

type sealCommand struct {
	sealing `embed:""`
}

// Help tells what does not fit in a line.
func (c *sealCommand) Help() string {
	return "封存以后，这份报告的数字、文字、附件都不能再悄悄改动：生成网站时与封存的不一致就停下来。要更正，用 fazhi revise。有错误的报告不能封存。 (Once sealed, a report cannot change silently: a build whose sources differ stops.)"
}

// Run seals a report.
func (c *sealCommand) Run(e *environment) error {
	s, err := c.begin(e)
	if err != nil {
		return err
	}
	defer s.close()
	revision := 1
	if last := s.archive.Latest(c.Form, int(c.Year)); last != nil {
		if last.Report != nil {
			return alreadySealed(c.sealing, last)
		}
		revision = last.Revision + 1 // published again after it was withdrawn
	}
	d, err := s.draw(e, ledger.Seal, revision)
	if err != nil {
		return err
	}
	return s.append(e, d.record, d.files)
}

// drawn is a report as it is about to be sealed.
type drawn struct {
	record  *record.Record
	files   []ledger.File
	outline *site.Outline
	report  *report.Report
}

func alreadySealed(c sealing, last *record.Record) error {
	return problem{finding.Text{
		ZH: fmt.Sprintf("%s/%s/%d 已经在%s封存，是第%d版。内容有更正的，用 fazhi revise --reason 理由；要撤回的，用 fazhi withdraw --reason 理由", c.Agency, c.Form, int(c.Year), last.Date, last.Revision),
		EN: fmt.Sprintf("%s/%s/%d was sealed on %s, revision %d; for a correction use fazhi revise, to take it back fazhi withdraw", c.Agency, c.Form, int(c.Year), last.Date, last.Revision),
	}}
}

// session is a log being written to: locked, read, with the report in question.
type session struct {
	sealing
	day     civil.Date
	l       *loaded
	archive *archive.Archive
	key     *ledger.Key
	root    *os.Root
	unlock  func()
}

// begin opens everything and takes the lock. The caller closes it.
func (c sealing) begin(e *environment) (*session, error) {
	day, err := e.dayOf(c.AsOf)
	if err != nil {
		return nil, err
	}
	l, err := e.load(day)
	if err != nil {
		return nil, err
	}
	s := &session{sealing: c, day: day, l: l}
	if err := s.open(e); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *session) open(e *environment) (err error) {
	if _, err = s.l.pick([]string{s.Agency}); err != nil {
		return err
	}
	if s.key, err = s.readKey(); err != nil {
		return err
	}
	dir := filepath.Join(s.l.Dir, filepath.FromSlash(archive.Dir(s.Agency)))
	if s.unlock, err = ledger.Lock(dir, holder()); err != nil {
		return e.sayHeld(err)
	}
	if s.root, err = os.OpenRoot(dir); err != nil {
		return err
	}
	s.archive, err = archive.Open(s.l.FS, s.Agency)
	return sayArchive(err)
}

func (s *session) close() {
	if s.root != nil {
		s.root.Close()
	}
	if s.unlock != nil {
		s.unlock()
	}
	s.l.Close()
}

// holder says who holds a lock.
func holder() string {
	name, _ := os.Hostname()
	return fmt.Sprintf("%s，进程%d", name, os.Getpid())
}

func (s *session) readKey() (*ledger.Key, error) {
	name := s.Key
	if name == "" {
		var err error
		if name, err = keyFile(s.Agency); err != nil {
			return nil, err
		}
	}
	key, err := ledger.ReadKey(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, problem{finding.Text{
			ZH: "没有私钥文件：" + name + "\n第一次封存前，用 fazhi key --agency " + s.Agency + " 建一个；已经有的，用 --key 指明",
			EN: "there is no private key " + name + "; make one with fazhi key --agency " + s.Agency + ", or name it with --key",
		}}
	case err != nil:
		return nil, problem{finding.Text{ZH: "这不是私钥文件：" + name, EN: name + " is no private key"}}
	}
	return key, nil
}

func (e *environment) sayHeld(err error) error {
	var held *ledger.HeldError
	if !errors.As(err, &held) {
		return err
	}
	return problem{finding.Text{
		ZH: "另一个程序正在封存这个单位的报告（" + held.Holder + "），等它完成后再运行一次。没有改动。",
		EN: "another program is sealing reports of this agency (" + held.Holder + "); run it again afterwards. Nothing was changed.",
	}}
}

func sayArchive(err error) error {
	var f *archive.FileError
	if err == nil || !errors.As(err, &f) {
		return err
	}
	return problem{finding.Text{
		ZH: "封存的档案被改动过或者不完整：" + f.Path + "（" + f.Reason.Error() + "）\n从备份恢复 " + filepath.ToSlash(filepath.Dir(f.Path)) + "，不要手工修改里面的文件。",
		EN: f.Path + " was changed or is not whole (" + f.Reason.Error() + "); bring it back from a copy",
	}}
}

// draw checks the report and makes its record.
func (s *session) draw(e *environment, act ledger.Act, revision int) (*drawn, error) {
	x := s.l.examine(s.Agency)
	r := s.find(x)
	if r == nil || !r.Status.Public() || !r.HasPage() {
		return nil, problem{finding.Text{
			ZH: fmt.Sprintf("%s/%s/%d 没有发布：封存的是已经发布的报告，status 应为 \"published\" 或 \"imported\"", s.Agency, s.Form, int(s.Year)),
			EN: fmt.Sprintf("%s/%s/%d is not published; only published reports are sealed", s.Agency, s.Form, int(s.Year)),
		}}
	}
	found := append(append(finding.List{}, x.own...), x.years[r]...)
	if found.HasErrors() {
		found.Sort()
		e.tell(found)
		fmt.Fprintln(e.stderr, finding.Text{ZH: "没有封存：先改正上面的错误。", EN: "not sealed: mend the errors above."}.In(e.Lang))
		return nil, errFindings
	}
	builder, err := s.l.fresh(site.Options{AsOf: s.day})
	if err != nil {
		return nil, err
	}
	d := &drawn{outline: builder.Outline(x.Agency), report: r}
	stated, err := d.outline.Statement(r)
	if err != nil {
		return nil, err
	}
	for _, f := range x.years[r] {
		stated.Findings = append(stated.Findings, record.Finding{
			Check: f.ID, Severity: f.Severity.String(), Place: f.Pos.String(), Message: f.Message.ZH, Waived: f.Waived,
		})
	}
	d.record = &record.Record{
		Schema: record.Schema, Act: string(act), Agency: s.Agency, Form: s.Form, Year: int(s.Year), Revision: revision,
		Program: version(), Address: site.ReportPath(r), Report: stated,
	}
	return d, d.prove()
}

// prove checks that the page states what is about to be sealed, and takes the
// attachments along.
func (d *drawn) prove() error {
	page, _, err := d.outline.Get(d.record.Address)
	if err != nil {
		return err
	}
	if wrong := d.record.Report.Holds(record.ParsePage(page)); len(wrong) > 0 {
		return &site.SealError{Page: d.record.Address, Mismatches: wrong}
	}
	for _, f := range d.report.Files {
		data, err := f.Read()
		if err != nil {
			return err
		}
		d.files = append(d.files, ledger.File{Name: archive.Blob(record.Hash(data)), Data: data})
	}
	return nil
}

func (s *session) find(x examined) *report.Report {
	for _, r := range x.reports() {
		if r.Form.ID == s.Form && r.Year == int(s.Year) {
			return r
		}
	}
	return nil
}

func (s *session) append(e *environment, rec *record.Record, files []ledger.File) error {
	log, err := s.archive.Append(s.root, s.key, s.day, []*record.Record{rec}, files)
	var clock *ledger.ClockError
	var head *ledger.HeadError
	switch {
	case errors.As(err, &clock):
		return problem{finding.Text{
			ZH: "上一次封存是" + clock.Last.Chinese() + "，这次却记作" + clock.Now.Chinese() + "：核对电脑的日期或 --as-of。没有改动。",
			EN: "the last entry is of " + clock.Last.String() + ", this one would be of " + clock.Now.String() + "; check the clock or --as-of. Nothing was changed.",
		}}
	case errors.As(err, &head):
		return problem{finding.Text{
			ZH: "这个单位的档案不是用这个私钥签名的：用以前的私钥，用 --key 指明。没有改动。",
			EN: "the log of this agency is signed with another key; name it with --key. Nothing was changed.",
		}}
	case err != nil:
		return err
	}
	data, err := rec.Encode()
	if err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, finding.Text{
		ZH: fmt.Sprintf("已封存 %s/%s/%d，第%d版，记在第%d条\n  校验码 %s\n  签名的树头在 %s/%s，请抄存或者打印一份", rec.Agency, rec.Form, rec.Year, rec.Revision, log.Head.Size, record.Hash(data), archive.Dir(rec.Agency), ledger.HeadName),
		EN: fmt.Sprintf("sealed %s/%s/%d, revision %d, entry %d\n  sha256 %s\n  the signed tree head is %s/%s; keep a copy", rec.Agency, rec.Form, rec.Year, rec.Revision, log.Head.Size, record.Hash(data), archive.Dir(rec.Agency), ledger.HeadName),
	}.In(e.Lang))
	return nil
}

// version is that of the program.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
