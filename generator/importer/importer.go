// Package importer brings old reports into a workspace: a plain text, a
// Markdown file or a saved page becomes data/<agency>/<form>/<year>.toml, the
// figures, and content/<agency>/<form>/<year>.md, the narrative that quotes
// them, with status = "imported". Where they are missing it makes the agency's
// agency.toml, and form.toml for indicators that the form's catalogue does not
// have.
//
// The text stays as it was published. The plain text of the narrative, with its
// figures printed, is Result.Body to the character, and Body is the given text
// but for what is told: page chrome at both ends, repetitions of the title,
// blanks at the ends of lines, half-width punctuation beside Chinese made
// full-width (not with KeepWidth), and a text that was broken into lines of one
// width put together again. Errors of the author stay; the checks tell them.
//
// Every quantity becomes a figure and a reference to it:
//
//   - The wording is kept to the character: "近8万件", "三个100%".
//   - Of a growth the verb stays in the prose and in the indicator's label, and
//     the wording is the number: 同比增长70.3% is 同比增长{{s1.n1}}, "70.3%", label
//     「…增长」 (by the year before, where nothing else is said, so that a series has
//     one label); a fall is a label 「…下降」 with a positive number.
//   - Of a change, the wording is the later value and before the earlier one:
//     由{{s1.n1:before}}缩短至{{s1.n1}}.
//   - What is stated twice is one figure only where name, unit and wording are
//     the same. The same name and unit with another value is told.
//   - What no data can hold (1:500) stays prose; so do years, dates, ordinals,
//     names and numbers of documents. Digits of which something was lost are told.
//
// A figure's indicator is the catalogue's where its name stands at the number
// and the unit fits, else the agency's own with the same label and unit, from a
// year imported before, else a new one. New keys are made of the section and a
// number: s1_2.n3 is the third in the second part of the first section. Labels
// of figures in a section on what is to be done begin with 计划, since a promise
// and a result are no series. Numbers in the form's own tables get its keys.
//
// Markdown keeps its marks; everything else is escaped, so that no line of text
// is taken for a mark. A numbered heading on a line of its own becomes a heading;
// one that runs into its text becomes bold.
package importer

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
	"fazhi/generator/workspace"
)

// Request says what to import.
type Request struct {
	Agency    string // folder name: small letters, digits, hyphens
	FormID    string
	Year      int    // the year reported on
	KeepWidth bool   // leave half-width punctuation as it is
	Force     bool   // overwrite what is there
	Name      string // of the file: for messages, and its ending tells the kind
	Data      []byte
}

// Result is what an import makes.
type Result struct {
	Files    []File // in the order in which they are written
	Body     string // the text that was imported, one line a paragraph, cells of tables parted by tabs
	Title    string // of the report
	Agency   string // name of the agency
	Figures  int    // in the year's data
	Headings int    // on lines of their own or run in
}

// File is one file to be written, with a slash path below the workspace.
type File struct {
	Name string
	Data []byte
	was  []byte // what stood there when the import was made
	had  bool
}

// job is one import on its way.
type job struct {
	Request
	ws       fs.FS
	form     *form.Form // with the agency's own indicators
	log      finding.List
	notes    []note
	head     masthead
	blocks   []block
	passages [][]*passage // of each block
	register *register
	result   Result

	published                                string // as the page states it
	publishedDay                             civil.Date
	dataName, textName, formName, agencyName string
}

// Import reads an old report and gives the files to write, with what it was
// unsure of as findings at their lines. The result is nil where an error stands
// among the findings. The workspace is only read.
func Import(ws fs.FS, forms form.Forms, r Request) (*Result, finding.List) {
	if r.Name == "" {
		r.Name = "-"
	}
	j := &job{Request: r, ws: ws}
	if !j.accept(forms) || !j.read() {
		return nil, j.log
	}
	j.findHeadings()
	j.findFigures()
	j.writeFiles()
	if j.log.HasErrors() {
		return nil, j.log
	}
	return &j.result, j.log
}

// accept checks the request and that nothing would be overwritten.
func (j *job) accept(forms form.Forms) bool {
	if !workspace.AgencyID(j.Agency) {
		j.fail("import-agency", finding.Text{ZH: "单位代码“" + j.Agency + "”不能用作文件夹和网址", EN: "the agency id " + j.Agency + " cannot be a folder and part of an address"},
			finding.Text{ZH: "小写英文字母、数字和连字符，如 fucheng-xzspj；不用 con、nul、com1 等 Windows 保留的名字和网站自己用的 assets、checks", EN: "small letters, digits and hyphens, like fucheng-xzspj, and no name that Windows keeps, like con, nul, com1, or the site itself: assets, checks"})
	}
	if j.Year < 1900 || j.Year > 2199 {
		j.fail("import-year", finding.Text{ZH: "年份不对：" + strconv.Itoa(j.Year), EN: "no year of a report: " + strconv.Itoa(j.Year)},
			finding.Text{ZH: "--year 写报告所述的年份，如 2023（不是发布的那一年）", EN: "--year is the year reported on, like 2023, not the one of publication"})
	}
	shipped := forms.Find(j.FormID, j.Year)
	if shipped == nil {
		f := j.fail("import-form", finding.Text{ZH: "没有“" + j.FormID + "”这种报告", EN: "there is no form " + j.FormID},
			finding.Text{ZH: "以下之一：" + strings.Join(forms.IDs(), "、"), EN: "one of " + strings.Join(forms.IDs(), ", ")})
		if near := finding.Nearest(j.FormID, forms.IDs()); near != "" {
			f.Cure = finding.Text{ZH: "是否想写 " + near + "？", EN: "did you mean " + near + "?"}
		}
	}
	if j.log.HasErrors() {
		return false
	}
	base := j.Agency + "/" + j.FormID + "/"
	year := strconv.Itoa(j.Year)
	j.agencyName, j.formName = "data/"+j.Agency+"/agency.toml", "data/"+base+"form.toml"
	j.dataName, j.textName = "data/"+base+year+".toml", "content/"+base+year+".md"
	for _, name := range []string{j.dataName, j.textName} {
		if _, err := fs.Stat(j.ws, name); err == nil && !j.Force {
			j.log.Add(finding.Finding{
				ID: "import-exists", Severity: finding.Error, Pos: finding.Pos{File: name},
				Message: finding.Text{ZH: "这个文件已经有了，没有覆盖", EN: "this file exists and was not overwritten"},
				Cure:    finding.Text{ZH: "核对年份和单位；确实要重新导入时加 --force", EN: "check year and agency; to import anew, add --force"},
			})
		}
	}
	j.form = shipped
	j.readOwnForm()
	return !j.log.HasErrors()
}

// readOwnForm adds the agency's own indicators to the form.
func (j *job) readOwnForm() {
	if _, err := fs.Stat(j.ws, j.formName); err != nil {
		return
	}
	var log finding.List
	f, notes, ok := textfile.Read(j.ws, j.formName)
	log.Add(notes...)
	if ok {
		j.form = j.form.Extend(tomlfile.Parse(f, &log), &log)
	}
	if log.HasErrors() {
		j.log.Add(log...) // what is broken cannot be added to
	}
}

func (j *job) fail(id string, message, expected finding.Text) *finding.Finding {
	j.log.Add(finding.Finding{ID: id, Severity: finding.Error, Pos: finding.Pos{File: j.Name}, Message: message, Expected: expected})
	return &j.log[len(j.log)-1]
}

// read turns the file into blocks: decoded, stripped, repaired.
func (j *job) read() bool {
	file, notes, ok := textfile.Decode(j.Name, j.Data)
	j.log.Add(notes...)
	if !ok {
		return false
	}
	if j.tooMuch(file) {
		return false
	}
	known := j.extract(file.Text)
	if j.tablesTooLarge() {
		return false
	}
	isTitle := func(s string) bool { return isTitleLine(s) && (known == "" || bareTitle(s) != "") }
	var taken []string
	j.blocks, taken = stripChrome(j.blocks, isTitle)
	j.blocks, j.head = takeTitle(j.blocks, known, j.form)
	j.tellTaken(taken)
	j.readPublished(taken)
	readSignature(j.blocks, &j.head)
	j.repair()
	if len(j.blocks) == 0 {
		j.fail("import-empty", finding.Text{ZH: "这个文件里没有找到正文", EN: "no text was found in this file"},
			finding.Text{ZH: "报告全文：纯文本、Markdown，或在浏览器里另存的网页", EN: "the full report as plain text, Markdown or a page saved from the browser"})
		return false
	}
	return true
}

// extract makes blocks by the kind of file, and gives the title that the file
// states outside its text.
func (j *job) extract(text string) (title string) {
	start := strings.ToLower(text[:min(len(text), 512)])
	switch ext := strings.ToLower(path.Ext(j.Name)); {
	case j.givenMarkdown():
		var dropped int
		j.blocks, title, dropped = readMarkdown(text)
		if dropped > 0 {
			j.tell(finding.Info, "import-front-matter", -1, finding.Text{ZH: "文件开头原有的" + strconv.Itoa(dropped) + "行文件信息没有带入", EN: strconv.Itoa(dropped) + " lines of front matter were left out"}, finding.Text{})
		}
	case strings.Contains(ext, "htm") || strings.HasPrefix(strings.TrimSpace(start), "<!doctype html") || strings.Contains(start, "<html"):
		if p, ok := readHTML(text); ok {
			j.blocks, title, j.published = p.blocks, p.title, p.published
		}
	default:
		var mended layout
		j.blocks, mended = readText(text)
		j.blocks = joinTables(j.blocks, j.form)
		if mended.joined > 0 {
			n, b, p := strconv.Itoa(mended.joined), strconv.Itoa(mended.blanks), strconv.Itoa(mended.pages)
			j.tell(finding.Info, "import-joined", -1, finding.Text{
				ZH: "原文按版面宽度断行，已接回断行" + n + "处，去掉汉字、数字之间多余的空格" + b + "处、页码" + p + "个；请对照原件看分段和表格",
				EN: "the text was broken into lines of one width: " + n + " breaks were joined, " + b + " blanks and " + p + " page numbers dropped; compare paragraphs and tables with the original"}, finding.Text{})
		}
	}
	return title
}

// repair makes punctuation full-width.
func (j *job) repair() {
	if j.KeepWidth {
		return
	}
	total := 0
	mend := func(s string) string {
		s, n := repairWidth(s)
		total += n
		return s
	}
	for i := range j.blocks {
		b := &j.blocks[i]
		if b.kind == code {
			continue
		}
		if b.raw {
			b.text = mendRaw(b.text, mend)
		} else {
			b.text = mend(b.text)
		}
		for _, row := range b.rows {
			for c := range row {
				row[c] = mend(row[c])
			}
		}
	}
	j.head.title, _ = repairWidth(j.head.title)
	if total > 0 {
		n := strconv.Itoa(total)
		j.tell(finding.Info, "import-width", -1, finding.Text{ZH: "汉字之间的半角标点" + n + "处已改为全角", EN: n + " half-width punctuation marks beside Chinese were made full-width"},
			finding.Text{ZH: "原文本来就是半角、要照原样保留时，加 --keep-width 重新导入", EN: "where the original has them half-width and they are to stay, import again with --keep-width"})
	}
}

// mendRaw repairs Markdown, and leaves the addresses of links and code alone.
func mendRaw(s string, mend func(string) string) string {
	var b strings.Builder
	at := 0
	for _, span := range rawMarks().FindAllStringIndex(s, -1) {
		b.WriteString(mend(s[at:span[0]]))
		b.WriteString(s[span[0]:span[1]])
		at = span[1]
	}
	b.WriteString(mend(s[at:]))
	return b.String()
}

var rawMarks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("`[^`]*`|\\]\\([^()]*\\)|\\]:.*$|\\\\.|^\\s*\\d+[.)]|<http[^>]*>|^\\[\\^[^\\]]*\\]:?")
})

// findHeadings marks headings and names the report and its agency.
func (j *job) findHeadings() {
	markHeadings(j.blocks, j.form)
	for i := range j.blocks {
		if j.blocks[i].isHeading() {
			j.result.Headings++
		}
	}
	j.nameAgency()
	j.nameReport()
	j.tellRoles()
}

// findFigures reads the quantities of all passages and gives them keys.
func (j *job) findFigures() {
	lex := newLexicon(j.fullText())
	readable := j.readable()
	j.register = newRegister(j.form, j.Year, lex)
	for i := range j.blocks {
		b := &j.blocks[i]
		all := b.passages()
		names := cellNames(b.rows)
		for _, p := range all {
			if b.kind != code {
				findMentions(p)
				if b.raw {
					p.mentions = slices.DeleteFunc(p.mentions, func(m *mention) bool { return !readable(i, m) })
				}
				nameAll(p, lex)
			}
			if p.row >= 0 {
				findCells(p, b.rows, names, lex)
			}
		}
		if b.kind == table {
			orderedCells(all, b.rows, j.form)
		}
		for _, p := range all {
			for _, m := range p.mentions {
				j.register.assign(m)
			}
		}
		j.passages = append(j.passages, all)
	}
	j.result.Figures = len(j.register.figures)
}

// passages gives the texts of a block: its line, or its cells row by row.
func (b *block) passages() []*passage {
	if b.kind != table {
		return []*passage{{row: -1, col: -1, in: b.in, text: b.text}}
	}
	var all []*passage
	for r, row := range b.rows {
		for c, text := range row {
			all = append(all, &passage{row: r, col: c, in: b.in, text: text})
		}
	}
	return all
}

func (j *job) fullText() string {
	var b strings.Builder
	for i := range j.blocks {
		b.WriteString(j.blocks[i].text)
		b.WriteByte('\n')
	}
	return b.String()
}
