package importer

import (
	"io/fs"
	"strconv"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/narrative"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
)

// writeFiles makes the files of the result and the findings at their lines.
func (j *job) writeFiles() {
	if _, err := fs.Stat(j.ws, j.agencyName); err != nil {
		j.put(j.agencyName, j.agencyTOML())
	}
	data, lines := j.yearTOML()
	j.put(j.dataName, data)
	if own := j.formTOML(); own != "" {
		j.put(j.formName, own)
	}
	text, e, body := j.narrative()
	j.put(j.textName, text)
	j.tellBody(text, body)
	j.tellFigures(textfile.New(j.dataName, data), lines, textfile.New(j.textName, text), e, body)
	j.flushNotes(textfile.New(j.textName, text), e, body)
	j.result.Title, j.result.Agency = j.head.title, j.head.agency
}

// put adds a file and remembers what stands in its place.
func (j *job) put(name, text string) {
	f := File{Name: name, Data: []byte(text)}
	if was, err := fs.ReadFile(j.ws, name); err == nil {
		f.was, f.had = was, true
	}
	j.result.Files = append(j.result.Files, f)
}

func (j *job) agencyTOML() string {
	var b strings.Builder
	b.WriteString("name = " + tomlfile.Quote(j.head.agency) + "\n\n")
	b.WriteString("# 由 fazhi import 生成。请核对单位全称，并按需填写下面各项（去掉行首的 #）。\n")
	b.WriteString("# short = [\"简称\"]\n# region = \"所在地区\"\n# level = \"层级，如 县级\"\n")
	return b.String()
}

// yearTOML writes the figures, group by group, and gives the place of each.
func (j *job) yearTOML() (string, map[*figure]span) {
	var b strings.Builder
	places := map[*figure]span{}
	b.WriteString("# 由 fazhi import 从 " + comment(base(j.Name)) + " 导入，数据按报告原文照录。\n")
	var order []string
	groups := map[string][]*figure{}
	for _, f := range j.register.figures {
		group, _, _ := strings.Cut(f.key, ".")
		if groups[group] == nil {
			order = append(order, group)
		}
		groups[group] = append(groups[group], f)
	}
	for _, group := range order {
		b.WriteString("\n[figures." + group + "]")
		if label := j.groupLabel(group); label != "" {
			b.WriteString("  # " + comment(label))
		}
		b.WriteByte('\n')
		for _, f := range groups[group] {
			start := b.Len()
			b.WriteString(f.key[len(group)+1:] + " = ")
			if f.before != "" {
				b.WriteString("{ value = " + tomlfile.Quote(f.wording) + ", before = " + tomlfile.Quote(f.before) + " }")
			} else {
				b.WriteString(tomlfile.Quote(f.wording))
			}
			places[f] = span{start, b.Len()}
			b.WriteString("  # " + comment(f.label) + "\n")
		}
	}
	return b.String(), places
}

func (j *job) groupLabel(id string) string {
	for _, g := range j.register.groups {
		if g.ID == id {
			return g.Label
		}
	}
	if g := j.form.Group(id); g != nil {
		return g.Label
	}
	return ""
}

// formTOML writes the agency's own indicators: the text that is there, and the
// new ones behind it. It is empty where there is nothing new.
func (j *job) formTOML() string {
	var fresh []*figure
	for _, f := range j.register.figures {
		if f.fresh {
			fresh = append(fresh, f)
		}
	}
	if len(fresh) == 0 {
		return ""
	}
	var b strings.Builder
	if was, _, ok := textfile.Read(j.ws, j.formName); ok {
		b.WriteString(strings.TrimRight(was.Text, "\n") + "\n\n")
	} else {
		b.WriteString("# 本单位特有的指标。名称由 fazhi import 取自报告原文，可以改写；键不要改，已发布的链接会用到它。\n\n")
	}
	b.WriteString("# " + strconv.Itoa(j.Year) + "年报告里新出现的指标\n")
	for _, g := range j.register.groups {
		b.WriteString("[groups." + g.ID + "]\nlabel = " + tomlfile.Quote(g.Label) + "\n")
		b.WriteString("[indicators." + g.ID + "]\n")
		for _, f := range fresh {
			if group, name, _ := strings.Cut(f.key, "."); group == g.ID {
				b.WriteString(name + " = { label = " + tomlfile.Quote(f.label) + ", unit = " + tomlfile.Quote(f.unit) + " }\n")
			}
		}
		b.WriteByte('\n')
	}
	for _, f := range fresh {
		if group, _, _ := strings.Cut(f.key, "."); j.form.Group(group) != nil {
			b.WriteString("[indicators." + f.key + "]\nlabel = " + tomlfile.Quote(f.label) + "\nunit = " + tomlfile.Quote(f.unit) + "\n")
		}
	}
	text := strings.TrimRight(b.String(), "\n") + "\n"
	j.checkForm(text)
	return text
}

// checkForm reads the new form.toml back: the text that was there may be
// written so that nothing can be added behind it.
func (j *job) checkForm(text string) {
	var log finding.List
	f := &form.Form{ID: j.form.ID, Roles: j.form.Roles, Categories: j.form.Categories}
	f.Extend(tomlfile.Parse(textfile.New(j.formName, text), &log), &log)
	if log.HasErrors() && j.formThere() {
		j.log.Add(finding.Finding{
			ID: "import-form-file", Severity: finding.Error, Pos: finding.Pos{File: j.formName},
			Message: finding.Text{ZH: "新指标接在这个文件后面就读不通了：" + log[0].Message.ZH, EN: "the file cannot be read with the new indicators behind it: " + log[0].Message.EN},
			Cure:    finding.Text{ZH: "把 groups、indicators 写成 [groups.名称]、[indicators.名称] 的形式，再导入", EN: "write groups and indicators as [groups.name] and [indicators.name], then import again"},
		})
	}
}

func (j *job) formThere() bool {
	_, err := fs.Stat(j.ws, j.formName)
	return err == nil
}

// narrative writes the Markdown and reads it back. A bold heading that would
// change the text is written plain.
func (j *job) narrative() (text string, e *emitter, body int) {
	front := j.frontMatter()
	for range 2 {
		e = &emitter{places: map[*mention]span{}}
		for i := range j.blocks {
			e.block(&j.blocks[i], j.passages[i])
		}
		text = front + e.String() + "\n"
		want, got := j.wanted(), j.readBack(text, len(front))
		if j.result.Body = want; want == got {
			break
		}
		for i := range j.blocks {
			j.blocks[i].plain = true
		}
	}
	return text, e, len(front)
}

func (j *job) frontMatter() string {
	var b strings.Builder
	b.WriteString("+++\ntitle = " + tomlfile.Quote(j.head.title) + "\n")
	b.WriteString("status = \"imported\"\n")
	if !j.head.signed.IsZero() {
		b.WriteString("signed = " + j.head.signed.String() + "  # 取自文末落款\n")
	}
	if !j.publishedDay.IsZero() {
		b.WriteString("published = " + j.publishedDay.String() + "  # 取自网页上的发布时间\n")
	} else if j.published != "" {
		b.WriteString("# 原网页标注的发布时间：" + comment(j.published) + "；核对后写入 published\n")
	}
	b.WriteString("# 由 fazhi import 从 " + comment(base(j.Name)) + " 导入\n+++")
	return b.String()
}

// wanted is the text that the narrative must give.
func (j *job) wanted() string {
	var lines []string
	if j.isMarkdown() {
		text, _ := j.rawSource()
		return j.readBack(text, 0)
	}
	for i := range j.blocks {
		if b := &j.blocks[i]; b.kind == table {
			for _, row := range b.rows {
				lines = append(lines, strings.Join(row, "\t"))
			}
		} else {
			lines = append(lines, b.text)
		}
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

func (j *job) isMarkdown() bool {
	for i := range j.blocks {
		if j.blocks[i].raw {
			return true
		}
	}
	return false
}

// rawSource is the Markdown that was given, after repair, with the place of the
// text of each block in it.
func (j *job) rawSource() (string, []span) {
	e := &emitter{places: map[*mention]span{}}
	for i := range j.blocks {
		b := j.blocks[i]
		b.plain, b.roles = true, nil
		p := &passage{row: -1, col: -1, text: b.text}
		e.block(&b, []*passage{p})
		if b.level > 0 {
			e.blocks[i].start += b.level + len(" ")
		}
	}
	return e.String(), e.blocks
}

// readBack gives the plain text of a narrative with its figures printed.
func (j *job) readBack(text string, start int) string {
	var log finding.List
	var roles []string
	for _, r := range j.form.Roles {
		roles = append(roles, r.ID)
	}
	d := parser().Parse(textfile.New(j.textName, text), start, roles, &log)
	for _, r := range d.References {
		if f := j.register.byKey[r.Key]; f != nil {
			r.Printed = f.wording
			if r.Verb == narrative.Before {
				r.Printed = f.before
			}
		}
	}
	return d.Text()
}

// comment makes a text fit for a TOML comment.
func comment(s string) string { return tidy(strings.Join(strings.Fields(s), " ")) }

// base is the last part of a path of any system: files that are made say where
// they come from, not how somebody's disk is arranged.
func base(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}
