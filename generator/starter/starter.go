// Package starter makes what people begin with: a workspace, an agency in it,
// a year of a report, the year after one. It only adds files; one that is there stays as it is.
package starter

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"text/template"

	"fazhi/generator/form"
	"fazhi/generator/importer"
	"fazhi/generator/tomlfile"
)

// Request says what to start.
type Request struct {
	Dir    string
	Agency string // id; empty for a workspace alone
	Name   string // the agency's full name
	Form   *form.Form
	Year   int
}

// Made says what there is now.
type Made struct {
	New  []string // files made, in order
	Kept []string // files that were there and stay as they are
}

// file is a file to make from a template of templates/start.
type file struct{ path, template string }

// view is what the templates may use.
type view struct {
	Name, Title string
	Year        int
	Next        int // the year in which it is published
	Roles       []role
	Groups      []group
	Wants       []want // of last year, where there was one
}

type role struct{ Number, ID, Title string }

type group struct {
	Label      string
	Indicators []form.Indicator
}

// Start makes the files; templates is the tree that holds start/.
func Start(templates fs.FS, r Request) (Made, error) {
	files := []file{{"data/site.toml", "site.toml"}, {"说明.txt", "readme.txt"}}
	v := view{Name: r.Name, Year: r.Year, Next: r.Year + 1}
	if r.Agency != "" {
		year := strconv.Itoa(r.Year)
		files = append(files,
			file{"data/" + r.Agency + "/agency.toml", "agency.toml"},
			file{"data/" + r.Agency + "/" + r.Form.ID + "/" + year + ".toml", "year.toml"},
			file{"content/" + r.Agency + "/" + r.Form.ID + "/" + year + ".md", "narrative.md"},
		)
		v.fill(r)
	}
	if err := os.MkdirAll(r.Dir, 0o755); err != nil {
		return Made{}, err
	}
	root, err := os.OpenRoot(r.Dir)
	if err != nil {
		return Made{}, err
	}
	defer root.Close()
	var made Made
	var fresh []importer.File
	for _, f := range files {
		switch _, err := root.Lstat(f.path); {
		case err == nil:
			made.Kept = append(made.Kept, f.path)
			continue
		case !errors.Is(err, fs.ErrNotExist):
			return Made{}, importer.Outside(err)
		}
		data, err := render(templates, f.template, v)
		if err != nil {
			return Made{}, err
		}
		fresh = append(fresh, importer.File{Name: f.path, Data: data})
		made.New = append(made.New, f.path)
	}
	for _, dir := range []string{"content", "data"} {
		if err := root.MkdirAll(dir, 0o755); err != nil {
			return Made{}, importer.Outside(err)
		}
	}
	if err := importer.WriteFiles(r.Dir, fresh); err != nil {
		return Made{}, err
	}
	return made, nil
}

// fill puts in what the form knows: sections and indicators.
func (v *view) fill(r Request) {
	v.Title = r.Name + strconv.Itoa(r.Year) + "年度" + r.Form.Title
	if strings.HasSuffix(r.Form.Title, "年度报告") {
		v.Title = r.Name + strconv.Itoa(r.Year) + "年" + r.Form.Title
	}
	for i, item := range r.Form.Roles {
		number := strconv.Itoa(i + 1)
		if i < 10 {
			number = string([]rune("一二三四五六七八九十")[i])
		}
		if item.Required || i < 4 {
			v.Roles = append(v.Roles, role{number, item.ID, item.Title})
		}
	}
	for _, g := range r.Form.Groups {
		out := group{Label: g.Label}
		for _, ind := range r.Form.Indicators {
			if ind.Group() == g.ID {
				out.Indicators = append(out.Indicators, ind)
			}
		}
		if len(out.Indicators) > 0 {
			v.Groups = append(v.Groups, out)
		}
	}
}

func render(templates fs.FS, name string, v any) ([]byte, error) {
	text, err := fs.ReadFile(templates, "start/"+name)
	if err != nil {
		return nil, err
	}
	t, err := template.New(name).Funcs(template.FuncMap{"quote": tomlfile.Quote}).Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("templates/start: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, v); err != nil {
		return nil, fmt.Errorf("templates/start: %w", err)
	}
	return b.Bytes(), nil
}
