package main

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"fazhi/templates"
)

// layouts are the templates of the Hugo site: the same pages as fazhi's, as far
// as Hugo can make them.
//
//go:embed all:hugo
var layouts embed.FS

// makeHugoSite writes the site sources of the same agencies for Hugo: figures as
// data files, references as shortcodes, a content file for every page.
func makeHugoSite(dir string, agencies, years int) error {
	err := fs.WalkDir(layouts, "hugo", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := layouts.ReadFile(name)
		if err != nil {
			return err
		}
		return writeFile(dir, strings.TrimPrefix(name, "hugo/"), string(data))
	})
	if err != nil {
		return err
	}
	if err := writeFile(dir, "data/form.toml", hugoForm()); err != nil {
		return err
	}
	if err := hugoLook(dir); err != nil {
		return err
	}
	return eachOffice(agencies, years, func(o office) error { return writeHugoOffice(dir, o) })
}

// hugoLook writes the style sheet and the script that pages ask for, in one file
// each.
func hugoLook(dir string) error {
	for name, from := range map[string]string{"look.css": "assets/css/*.css", "page.js": "assets/js/page.js"} {
		parts, err := fs.Glob(templates.FS, from)
		if err != nil {
			return err
		}
		var all []byte
		for _, part := range parts {
			data, err := fs.ReadFile(templates.FS, part)
			if err != nil {
				return err
			}
			all = append(all, data...)
		}
		if err := writeFile(dir, "static/assets/"+name, string(all)); err != nil {
			return err
		}
	}
	return nil
}

// hugoForm gives the groups and measures in their order, and each by its key.
func hugoForm() string {
	var b strings.Builder
	for _, g := range groups() {
		fmt.Fprintf(&b, "[[groups]]\nkey = %q\nlabel = %q\n", g.key, g.label)
		for m, ms := range measures() {
			fmt.Fprintf(&b, "[[groups.measures]]\nkey = %q\nlabel = %q\nunit = %q\ndefinition = %q\nhighlight = %t\n", ms.key, g.label+ms.label, ms.unit, "本年"+g.label+ms.label, m == received)
		}
	}
	for _, g := range groups() {
		fmt.Fprintf(&b, "[labels.%s]\n", g.key)
		for _, ms := range measures() {
			fmt.Fprintf(&b, "%s = { label = %q, unit = %q }\n", ms.key, g.label+ms.label, ms.unit)
		}
	}
	return b.String()
}

// hugoFigures gives the figures of a year as numbers: a template puts the unit
// behind them.
func hugoFigures(y *officeYear) string {
	var b strings.Builder
	for g, gr := range groups() {
		fmt.Fprintf(&b, "[%s]\n", gr.key)
		for m, ms := range measures() {
			fmt.Fprintf(&b, "%s = %s\n", ms.key, strings.TrimSuffix(y.wording(g, m), ms.unit))
		}
	}
	return b.String()
}

func writeHugoOffice(dir string, o office) error {
	files := map[string]string{
		"content/" + o.id + "/_index.md":                        hugoPage(o.name, "agency", &o, nil),
		"content/" + o.id + "/" + formID + "/_index.md":         hugoPage("法治工作年度报告", "column", &o, nil),
		"content/" + o.id + "/" + formID + "/compare/_index.md": hugoPage("年度比较", "matrix", &o, nil),
	}
	for i := range o.years {
		y := &o.years[i]
		files[fmt.Sprintf("data/%s/y%d.toml", o.id, y.year)] = hugoFigures(y)
		files[fmt.Sprintf("content/%s/%s/%d.md", o.id, formID, y.year)] = hugoPage(y.title(&o), "report", &o, y) + hugoText(y)
		if i > 0 {
			pair := fmt.Sprintf("%d-%d", y.year-1, y.year)
			files["content/"+o.id+"/"+formID+"/compare/"+pair+".md"] = hugoPage(fmt.Sprintf("%d年与%d年", y.year-1, y.year), "compare", &o, y)
		}
	}
	for name, text := range files {
		if err := writeFile(dir, name, text); err != nil {
			return err
		}
	}
	return nil
}

// hugoPage gives the front matter of a page.
func hugoPage(title, layout string, o *office, y *officeYear) string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = %q\nlayout = %q\n", title, layout)
	if y != nil {
		fmt.Fprintf(&b, "date = %d-01-26T09:30:00+08:00\n", y.year+1)
	}
	fmt.Fprintf(&b, "[params]\nagency = %q\nname = %q\n", o.id, o.name)
	var years []string
	for i := range o.years {
		years = append(years, fmt.Sprint(o.years[i].year))
	}
	fmt.Fprintf(&b, "years = [%s]\n", strings.Join(years, ", "))
	if y != nil {
		fmt.Fprintf(&b, "year = %[1]d\nsigned = \"%[2]d-01-12\"\nsubmitted = \"%[2]d-01-20\"\n", y.year, y.year+1)
	}
	b.WriteString("+++\n")
	return b.String()
}

func hugoText(y *officeYear) string {
	var b strings.Builder
	quote := strings.NewReplacer("{", `{{< f "`, "}", `" >}}`)
	for i, s := range y.sections {
		fmt.Fprintf(&b, "\n## %s {#s%d}\n", s.heading, i+1)
		for _, p := range s.paragraphs {
			b.WriteString("\n" + quote.Replace(p) + "\n")
		}
	}
	return b.String()
}
