package form

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
)

// Load reads forms/*.toml of a templates tree, such as templates.FS or one
// that lies over it. A form without an id is left out; any other problem
// leaves out the item that has it.
func Load(fsys fs.FS) (Forms, finding.List) {
	var log finding.List
	var forms Forms
	columns, notes := LoadColumns(fsys)
	log.Add(notes...)
	names, _ := fs.Glob(fsys, "forms/*.toml") // the pattern is good
	slices.Sort(names)
	for _, name := range names {
		file, notes, ok := textfile.Read(fsys, name)
		log.Add(notes...)
		if !ok {
			continue
		}
		file.Name = path.Join("templates", name)
		t := tomlfile.Parse(file, &log)
		r := &reader{form: &Form{columns: columns}, file: finding.Pos{File: file.Name}, log: &log}
		if r.shipped(t); r.form.ID != "" {
			forms = append(forms, r.form)
		}
	}
	slices.SortStableFunc(forms, func(a, b *Form) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), cmp.Compare(a.From, b.From))
	})
	for i := 1; i < len(forms); i++ {
		if a, b := forms[i-1], forms[i]; a.ID == b.ID && (a.To == 0 || b.From <= a.To) {
			log.Add(finding.Finding{
				ID: "form-duplicate", Severity: finding.Error, Pos: finding.Pos{File: "templates/forms"},
				Message: finding.Text{ZH: "报告种类“" + a.ID + "”有两个版本（" + a.Version + "、" + b.Version + "）适用于同一年", EN: "two versions of form " + a.ID + " (" + a.Version + ", " + b.Version + ") hold for the same year"},
				Cure:    finding.Text{ZH: "用 from 和 to 分清各自适用的报告年度", EN: "tell their report years apart by from and to"},
			})
		}
	}
	log.Sort()
	return forms, log
}

// reader reads the tables of one file into a form.
type reader struct {
	form  *Form
	file  finding.Pos // the file as a whole
	own   bool        // an agency's form.toml
	log   *finding.List
	later []func() // what can be read only when all indicators are known
}

// shipped reads a form of the templates tree.
func (r *reader) shipped(t *tomlfile.Table) {
	f := r.form
	f.ID = r.required(t, "id")
	f.Schema = r.schema(t)
	f.Version = r.required(t, "version")
	f.From, f.To = t.Int("from"), t.Int("to")
	f.Title, f.TitleEN, f.ShortTitle = r.required(t, "title"), r.required(t, "en"), r.required(t, "short_title")
	f.Titles = t.Strings("titles")
	r.required(t, "column_type")
	f.ColumnType = f.columns.read(t, "column_type")
	f.Note = t.String("note")
	f.Period = Period{MonthDay{1, 1}, MonthDay{12, 31}}
	if p := t.Table("period"); p != nil {
		f.Period = Period{r.monthDay(p, "from"), r.monthDay(p, "to")}
		p.Close()
	}
	r.each(t, "roles", r.role)
	r.each(t, "categories", r.category)
	r.items(t)
	t.Close()
}

// schema reads the version of the language of forms. An agency's form.toml may
// leave it out.
func (r *reader) schema(t *tomlfile.Table) int {
	n := t.Int("schema")
	if n != Schema && (!r.own || t.Has("schema")) {
		t.Fail("schema", finding.Finding{
			ID:       "form-schema",
			Message:  finding.Text{ZH: "这个程序不认识这一版的报告种类文件", EN: "this program does not know this schema of forms"},
			Expected: finding.Text{ZH: fmt.Sprintf("schema = %d", Schema), EN: fmt.Sprintf("schema = %d", Schema)},
			Cure:     finding.Text{ZH: "换用较新的程序", EN: "use a newer program"},
		})
	}
	return n
}

// items reads what shipped forms and agencies' own have in common.
func (r *reader) items(t *tomlfile.Table) {
	r.deadlines(t)
	r.each(t, "groups", r.group)
	r.measures(t.Table("indicators"), r.indicator)
	r.each(t, "tables", r.table)
	r.measures(t.Table("derived"), r.derivedOne)
	r.form.reindex()
	r.uniqueNames()
	r.each(t, "identities", r.identity)
	r.hollows(t)
	r.breaks(t)
	for _, read := range r.later {
		read()
	}
	r.form.Breaks = inherited(r.form)
}

// each calls read for every table below a key, in the order of the file, and
// tells what it did not ask for.
func (r *reader) each(t *tomlfile.Table, key string, read func(t *tomlfile.Table, id string)) {
	all := t.Table(key)
	for _, id := range all.Keys() {
		if item := all.Table(id); item != nil {
			read(item, id)
			item.Close()
		}
	}
}

// required gives a text that must not be empty.
func (r *reader) required(t *tomlfile.Table, key string) string {
	s := t.String(key)
	if _, isText := t.Value(key).(string); s == "" && (isText || !t.Has(key)) { // a wrong type is told already
		t.Fail(key, finding.Finding{
			ID:      "form-missing",
			Message: finding.Text{ZH: "缺少“" + key + "”", EN: key + " is missing"},
			Cure:    finding.Text{ZH: "在这里补上 " + key + " = \"…\"", EN: "add " + key + " = \"…\" here"},
		})
	}
	return s
}
