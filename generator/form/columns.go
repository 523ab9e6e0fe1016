package form

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/textfile"
	"fazhi/generator/tomlfile"
)

// Columns are the kinds of column that government sites tell apart (栏目类别,
// ColumnType), and those of the pages that belong to no form.
type Columns struct {
	Types []string          // the closed list
	Pages map[string]string // by page: home, agency, commitments, portal
}

// columnsFile is the data of columns in the templates tree.
const columnsFile = "columns.toml"

// LoadColumns reads columns.toml of a templates tree.
func LoadColumns(fsys fs.FS) (Columns, finding.List) {
	var log finding.List
	c := Columns{Pages: map[string]string{}}
	if _, err := fs.Stat(fsys, columnsFile); errors.Is(err, fs.ErrNotExist) {
		return c, nil // a tree of forms alone: nothing is known, nothing told
	}
	file, notes, ok := textfile.Read(fsys, columnsFile)
	log.Add(notes...)
	if !ok {
		return c, log
	}
	file.Name = "templates/" + columnsFile
	t := tomlfile.Parse(file, &log)
	c.Types = t.Strings("types")
	pages := t.Table("pages")
	for _, page := range []string{"home", "agency", "commitments", "portal"} {
		c.Pages[page] = c.read(pages, page)
	}
	pages.Close()
	t.Close()
	return c, log
}

// Has reports whether every one of the kinds, joined by commas, is known.
func (c Columns) Has(kinds string) bool {
	return !slices.ContainsFunc(columnKinds(kinds), func(s string) bool { return !slices.Contains(c.Types, s) })
}

func columnKinds(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '，' || r == ',' || r == '、' || r == ' ' })
}

// read reads the kind of a column and tells one that there is none of.
func (c Columns) read(t *tomlfile.Table, key string) string {
	s := t.String(key)
	kinds := columnKinds(s)
	switch {
	case len(kinds) == 0:
		return ""
	case len(c.Types) == 0: // columns.toml cannot be read, which is told
		return s
	case !c.Has(s):
		f := finding.Finding{
			ID:       "form-column",
			Message:  finding.Text{ZH: "没有“" + s + "”这个栏目类别", EN: "there is no kind of column " + s},
			Expected: finding.Text{ZH: "以下之一，几类用“，”连写：" + strings.Join(c.Types, "、"), EN: "one of " + strings.Join(c.Types, ", ") + "; several joined by a comma"},
			Cure:     finding.Text{ZH: "改为其中一类；确有这一类的，在 templates/" + columnsFile + " 的 types 里补上", EN: "take one of these; where there is such a kind, add it to templates/" + columnsFile},
		}
		if near := finding.Similar(s, c.Types); len(near) > 0 {
			f.Cure = finding.Text{ZH: "是否想写 " + strings.Join(near, "、") + "？", EN: "did you mean " + strings.Join(near, " or ") + "?"}
		}
		t.Fail(key, f)
		return ""
	}
	return strings.Join(kinds, "，")
}
