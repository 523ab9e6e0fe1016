// Package source reads data/ and content/ of a workspace into the model: the
// only package that does. It reads one agency at a time and nothing outside
// the workspace, and tells everything that is wrong with every file at once,
// with its place.
//
// Reading never stops at a problem: what could not be read is missing from the
// model and told. Whoever builds from a model must look at the findings first:
// those of the agency, and those that each year keeps for itself, so that a
// broken draft need not stop a report that is ready.
package source

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/narrative"
	"fazhi/generator/report"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
	"fazhi/generator/workspace"
)

// Loader reads one workspace. It keeps nothing of what it read and may be used
// by several goroutines.
type Loader struct {
	ws     fs.FS
	forms  form.Forms
	parser *narrative.Parser
	slug   *regexp.Regexp // of pages
}

// New makes a loader of a workspace, whose root holds data/ and content/.
func New(ws fs.FS, forms form.Forms) *Loader {
	return &Loader{ws: ws, forms: forms, parser: narrative.NewParser(), slug: regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)}
}

// Agencies gives the ids of all agencies: the folders of data/, sorted. A
// folder of content/ without one in data/ is told.
func (l *Loader) Agencies() ([]string, finding.List) {
	var log finding.List
	ids := l.agencyFolders("data", &log)
	for _, id := range l.agencyFolders("content", &log) {
		if !slices.Contains(ids, id) {
			log.Add(finding.Finding{
				ID: "file-missing", Severity: finding.Error, Pos: finding.Pos{File: "data/" + id + "/agency.toml"},
				Message:  finding.Text{ZH: "content/" + id + " 里有内容，但没有这个单位的登记文件", EN: "content/" + id + " has no agency.toml in data/"},
				Expected: finding.Text{ZH: "单位文件夹在 data 和 content 里同名，data/" + id + "/agency.toml 写明单位名称", EN: "folders of the same name in data and content, and data/" + id + "/agency.toml with the agency's name"},
				Cure:     finding.Text{ZH: "新建这个文件，写上 name = \"单位全称\"；如果文件夹名写错了，改为与 data 里的一致", EN: "make the file with name = \"…\", or rename the folder"},
			})
		}
	}
	return ids, log
}

func (l *Loader) agencyFolders(root string, log *finding.List) []string {
	var ids []string
	for _, e := range l.list(root, log) {
		switch name := e.Name(); {
		case hidden(name) || !l.isDir(root, e):
		case workspace.Reserved(name):
			log.Add(finding.Finding{
				ID: "file-name", Severity: finding.Error, Pos: finding.Pos{File: root + "/" + name},
				Message: finding.Text{ZH: "“" + name + "”这个地址网站自己要用，不能作单位文件夹的名字", EN: "the site keeps the address " + name + "/ for itself, so no agency's folder can have that name"},
				Cure:    finding.Text{ZH: "给文件夹换一个名字，如单位名称的拼音缩写", EN: "rename the folder, for example to the initials of the agency's name"},
			})
		case !workspace.AgencyID(name):
			log.Add(finding.Finding{
				ID: "file-name", Severity: finding.Error, Pos: finding.Pos{File: root + "/" + name},
				Message:  finding.Text{ZH: "单位文件夹的名字“" + name + "”不能用作网址", EN: "the folder name " + name + " cannot be part of an address"},
				Expected: finding.Text{ZH: "小写英文字母、数字和连字符，如 fucheng-xzspj；不能用 con、nul 等 Windows 保留的名称", EN: "small letters, digits and hyphens, like fucheng-xzspj, and no name that Windows keeps for devices"},
			})
		default:
			ids = append(ids, name)
		}
	}
	return ids
}

// hidden tells files that operating systems and editors leave behind.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

// read reads one file and tells what is wrong with it; nil where it cannot be
// read at all.
func (l *Loader) read(name string, log *finding.List) *textfile.File {
	f, notes, ok := textfile.Read(l.ws, name)
	log.Add(notes...)
	if !ok {
		return nil
	}
	return f
}

// exists reports whether there is something at a path, readable or not: only
// what is certainly absent counts as absent, so that nothing is passed over
// which somebody meant to be read.
func (l *Loader) exists(name string) bool {
	_, err := fs.Stat(l.ws, name)
	return !errors.Is(err, fs.ErrNotExist)
}

// list gives the entries of a folder, none where there is no such folder. One
// that cannot be read is told.
func (l *Loader) list(dir string, log *finding.List) []fs.DirEntry {
	entries, err := fs.ReadDir(l.ws, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		log.Add(textfile.Problem(dir, err))
	}
	return entries
}

// isDir reports whether an entry is a folder, or a link to one.
func (l *Loader) isDir(dir string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := fs.Stat(l.ws, dir+"/"+e.Name())
	if err != nil {
		return path.Ext(e.Name()) == "" // told when it is read
	}
	return info.IsDir()
}

// required reads a text that must be there.
func required(t *tomlfile.Table, key, label string, log *finding.List) string {
	s := t.String(key)
	if strings.TrimSpace(s) == "" {
		log.Add(finding.Finding{
			ID: "key-missing", Severity: finding.Error, Pos: t.Pos(key),
			Message: finding.Text{ZH: "缺少“" + key + "”（" + label + "）", EN: "the key " + key + " is missing"},
			Cure:    finding.Text{ZH: "补上一行：" + key + " = \"…\"", EN: "add a line " + key + " = \"…\""},
		})
	}
	return s
}

// Agency reads one agency whole.
func (l *Loader) Agency(id string) (*report.Agency, finding.List) {
	return l.agency(id, func(string, int) *report.Report { return nil })
}

// agency reads one agency; keep gives the report of a year that need not be
// read, nil for one that must be.
func (l *Loader) agency(id string, keep func(formID string, year int) *report.Report) (*report.Agency, finding.List) {
	var log finding.List
	a := &report.Agency{ID: id, Name: id}
	if f := l.read("data/"+id+"/agency.toml", &log); f != nil {
		readAgency(tomlfile.Parse(f, &log), a, &log)
	}
	for _, formID := range l.formFolders(id, &log) {
		if s := l.series(a, formID, keep, &log); s != nil {
			a.Series = append(a.Series, s)
		}
	}
	l.commitments(a, &log)
	a.Pages = l.pages("content/"+id, &log)
	for _, s := range a.Series {
		for _, r := range s.Reports {
			if keep(s.Form.ID, r.Year) == nil {
				r.Derive()
			}
		}
		for _, r := range s.Reports {
			if keep(s.Form.ID, r.Year) != nil {
				quote(r)
				continue
			}
			bind(r)
			bindAnswers(r)
			l.tellLinks(a, r)
		}
	}
	return a, log
}

func readAgency(t *tomlfile.Table, a *report.Agency, log *finding.List) {
	a.Name = required(t, "name", "单位全称", log)
	a.Short = t.Strings("short")
	a.Region = t.String("region")
	a.Level = t.String("level")
	a.Reporter = t.String("reporter")
	a.Demo = t.Bool("demo")
	a.DemoNote = t.String("demo_note")
	for _, n := range t.Tables("names") {
		a.Names = append(a.Names, report.Name{Name: n.String("name"), From: n.Date("from"), To: n.Date("to")})
		n.Close()
	}
	a.Former = formerIDs(t, a.ID, log)
	a.License, a.Sources = terms(t, log)
	t.Close()
}

// formerIDs reads the folder names that an agency had before.
func formerIDs(t *tomlfile.Table, id string, log *finding.List) []string {
	var out []string
	for _, name := range t.Strings("former") {
		if name == id || name == "" || strings.ContainsAny(name, "/\\") || hidden(name) {
			log.Add(finding.Finding{
				ID: "wrong-value", Severity: finding.Error, Pos: t.Pos("former"),
				Message:  finding.Text{ZH: "“" + name + "”不能是以前的单位代码", EN: name + " cannot be a former id"},
				Expected: finding.Text{ZH: "以前的文件夹名，如 former = [\"old-id\"]，和现在的不同", EN: "a folder name that the agency had before, another than that of today"},
			})
			continue
		}
		out = append(out, name)
	}
	return out
}

// reserved are folders of an agency that hold no form.
func reserved(name string) bool { return name == "commitments" || name == "ledger" }

// formFolders gives the forms that an agency has data or narratives of.
func (l *Loader) formFolders(id string, log *finding.List) []string {
	var forms []string
	known := l.forms.IDs()
	for _, root := range []string{"data/", "content/"} {
		for _, e := range l.list(root+id, log) {
			name := e.Name()
			switch {
			case !l.isDir(root+id, e) || hidden(name) || root == "data/" && reserved(name):
			case slices.Contains(known, name):
				forms = append(forms, name)
			case root == "content/":
				// other folders of content hold files that pages link to
			default:
				log.Add(unknownForm(root+id+"/"+name, name, known))
			}
		}
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

func unknownForm(at, name string, known []string) finding.Finding {
	f := finding.Finding{
		ID: "unknown-form", Severity: finding.Error, Pos: finding.Pos{File: at},
		Message:  finding.Text{ZH: "没有“" + name + "”这种报告种类", EN: "there is no form " + name},
		Expected: finding.Text{ZH: "文件夹名为以下之一：" + strings.Join(known, "、"), EN: "a folder named one of " + strings.Join(known, ", ")},
	}
	if near := finding.Nearest(name, known); near != "" {
		f.Cure = finding.Text{ZH: "是否应为 " + near + "？", EN: "did you mean " + near + "?"}
	}
	return f
}

// series reads all years of one form.
func (l *Loader) series(a *report.Agency, formID string, keep func(string, int) *report.Report, log *finding.List) *report.Series {
	s := &report.Series{Agency: a}
	own := l.ownForm(a.ID, formID, log)
	var fresh []*report.Report
	for _, year := range l.years(a.ID, formID, log) {
		s.Form = own(year)
		if kept := keep(formID, year); kept != nil {
			s.Reports = append(s.Reports, kept.Copy(s))
			continue
		}
		r := &report.Report{Series: s, Form: s.Form, Year: year}
		s.Reports, fresh = append(s.Reports, r), append(fresh, r)
	}
	each(fresh, func(r *report.Report) { l.readYear(r, a.ID, formID) })
	if len(s.Reports) == 0 {
		return nil
	}
	return s
}

// each runs f over all reports, on all cores: a year knows nothing of another
// until they are bound.
func each(reports []*report.Report, f func(*report.Report)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(len(reports), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(reports); i = int(next.Add(1)) - 1 {
				f(reports[i])
			}
		})
	}
	wg.Wait()
}

// ownForm reads the agency's form.toml and gives the form for a year with the
// agency's additions. Each version of a form is extended once.
func (l *Loader) ownForm(id, formID string, log *finding.List) func(year int) *form.Form {
	name := "data/" + id + "/" + formID + "/form.toml"
	var file *textfile.File
	if l.exists(name) {
		file = l.read(name, log)
	}
	extended := map[*form.Form]*form.Form{}
	return func(year int) *form.Form {
		shipped := l.forms.Find(formID, year)
		if file == nil {
			return shipped
		}
		if f := extended[shipped]; f != nil {
			return f
		}
		// What is wrong with the file is told for each version that it extends;
		// sorting drops what is said twice.
		f := shipped.Extend(tomlfile.Parse(file, log), log)
		extended[shipped] = f
		return f
	}
}

// Form gives an agency's form for a year, with its own additions; nil where
// there is none.
func (l *Loader) Form(agency, formID string, year int) *form.Form {
	if l.forms.Find(formID, year) == nil {
		return nil
	}
	var log finding.List // told when the agency is read
	return l.ownForm(agency, formID, &log)(year)
}

// years gives the years that have data or a narrative, oldest first, and tells
// files that look like a year's and are not.
func (l *Loader) years(id, formID string, log *finding.List) []int {
	var years []int
	for _, place := range []struct{ dir, ext string }{{"data/", ".toml"}, {"content/", ".md"}} {
		dir := place.dir + id + "/" + formID
		for _, e := range l.list(dir, log) {
			name := e.Name()
			if hidden(name) || e.IsDir() || name == "form.toml" && place.ext == ".toml" {
				continue
			}
			if year, ok := yearOf(strings.TrimSuffix(name, place.ext)); ok && strings.HasSuffix(name, place.ext) {
				years = append(years, year)
			} else if year, ok := yearIn(name); ok && place.ext == ".md" && isText(name) && slices.Contains(years, year) {
				// The year's figures would be public without their narrative,
				// which may well be a draft.
				f := strayFile(dir+"/"+name, place.ext)
				f.Severity = finding.Error
				log.Add(f)
			} else if place.ext == ".toml" || strings.EqualFold(path.Ext(name), place.ext) || strings.EqualFold(path.Ext(name), ".txt") {
				log.Add(strayFile(dir+"/"+name, place.ext))
			}
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// yearIn finds a year at the start of a file name: 2022年.md, 2022.md.txt.
func yearIn(name string) (int, bool) {
	if len(name) < 4 {
		return 0, false
	}
	return yearOf(name[:4])
}

// isText tells the files that may be a narrative under a wrong name.
func isText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".txt", ".markdown", ".doc", ".docx", "":
		return true
	}
	return false
}

func yearOf(s string) (int, bool) {
	year, err := strconv.Atoi(s)
	return year, err == nil && len(s) == 4 && year >= 1900 && year < 2200
}

func strayFile(name, ext string) finding.Finding {
	if base := path.Base(name); strings.HasPrefix(base, "form.") || strings.HasPrefix(base, "form ") {
		return finding.Finding{
			ID: "file-name", Severity: finding.Warning, Pos: finding.Pos{File: name},
			Message: finding.Text{ZH: "这个文件不会被读取：登记指标的文件名应当是 form.toml", EN: "this file is not read: an agency's own indicators stand in form.toml"},
			Cure:    finding.Text{ZH: "把文件名改为 form.toml；如果是 Windows 隐藏了扩展名，在“查看”里勾选“文件扩展名”后再改", EN: "rename it; Windows may hide the real ending"},
		}
	}
	return finding.Finding{
		ID: "file-name", Severity: finding.Warning, Pos: finding.Pos{File: name},
		Message:  finding.Text{ZH: "这个文件不会被读取，因为文件名不是“四位年份" + ext + "”", EN: "this file is not read: its name is not a year with " + ext},
		Expected: finding.Text{ZH: "如 2023" + ext, EN: "a name like 2023" + ext},
		Cure:     finding.Text{ZH: "改文件名；如果是 Windows 隐藏了扩展名，在“查看”里勾选“文件扩展名”后再改", EN: "rename it; Windows may hide the real ending"},
	}
}
