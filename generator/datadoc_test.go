package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fazhi/generator/export"
	v1 "fazhi/generator/export/v1"
)

// TestDataDoc holds docs/data.md against the formats and columns that it is made
// from. After a change to them: go test ./generator -run DataDoc -update
func TestDataDoc(t *testing.T) {
	const name = "../docs/data.md"
	want := dataDoc()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Errorf("%s is not what the formats and columns say; run: go test ./generator -run DataDoc -update", name)
	}
	guide, err := os.ReadFile("../README.zh-CN.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range export.All() {
		if !strings.Contains(string(guide), "`"+f.Name+"`") {
			t.Errorf("README.zh-CN.md does not say what %s is", f.Name)
		}
	}
}

const dataIntro = `<!-- Made from the formats and columns by: go test ./generator -run DataDoc -update -->

# Data that a site gives out (数据说明)

Everything here is made from what ` + "`agency.json`" + ` holds, which is public; nothing of a draft is in it. The same inputs give the same bytes. Names are a promise: a column keeps its name and meaning, new ones may come behind a higher version (columns %s, JSON ` + "`%s`, `%s`" + `).

| file | where | what |
|---|---|---|
`

const dataReading = `
## Reading the figures

- One row is one indicator in one year. ` + "`agency`, `form`, `year`, `key`" + ` name it; ` + "`form`, `key`" + ` lead to its definition in ` + "`indicators.csv`" + `.
- Numbers are decimal strings in full scale of their unit: 29.51万次 is ` + "`295100`" + ` and 次. Read them as decimals where every digit counts.
- An approximate wording is an interval: 近8万件 has ` + "`lo` 70000, `lo_open` true, `hi` 80000, `approx` true" + `. A blank bound is an open end. An exact figure stands in ` + "`value`, `lo` and `hi`" + `, so that sums of bounds are bounds of sums. A range has bounds and no value.
- An absence has no number and its word in ` + "`absent`" + `; none is 0. A figure that a report does not have at all has no row.
- CSV is RFC 4180 in UTF-8: commas, quotes where needed and around semicolons and tabs, lines end in CRLF. Booleans are ` + "`true` and `false`" + `. ` + "`figures.csv`" + ` has no byte order mark, ` + "`figures-excel.csv`" + ` has one.
- In ` + "`figures-excel.csv`" + ` the head is the Chinese titles, fixed values are the Chinese words below, and a cell of text that begins with ` + "`=`, `+`, `-`, `@`" + `, their full-width forms, a tab or a line break gets an apostrophe in front, blanks before it notwithstanding. Excel keeps 15 digits of a number.
- ` + "`figures.json`" + ` has the rows under ` + "`figures`" + `, in objects with the names of the columns; numbers are strings, ` + "`year`" + ` and the booleans are not. A demonstration says so in ` + "`demo`" + `, in the title of the package and in the text.
- A report's page and an agency's page carry schema.org JSON-LD (Report, Dataset with its files, GovernmentOrganization), with the dates that are stated and no others; demonstrations and drafts carry none. Addresses in it are whole where ` + "`--base-url` or `address`" + ` is given, else relative to the page.
- ` + "`licenses` and `sources`" + ` stand in the package only where ` + "`site.toml` or `agency.toml`" + ` state them ([formats.md](formats.md)).
`

func dataDoc() string {
	var b strings.Builder
	fmt.Fprintf(&b, dataIntro, v1.FiguresVersion, v1.FiguresSchema, v1.Schema)
	place := map[export.Scope]string{
		export.Report: "`<agency>/<form>/<year>/`", export.Form: "`<agency>/data/<form>/`", export.Agency: "`<agency>/data/`",
	}
	for _, f := range export.All() {
		var places []string
		for _, s := range f.Scopes {
			places = append(places, place[s])
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s %s |\n", f.Name, strings.Join(places, ", "), cell(f.English), cell(f.Doc))
	}
	b.WriteString("| `agency.json` | `<agency>/` | All that the site knows of the agency, by form and year; the types are in `generator/export/v1`. 本单位全部公开数据。 |\n")
	b.WriteString(dataReading)
	writeColumns(&b, "`figures.csv`, `figures-excel.csv`, `figures.json`", v1.Columns())
	writeColumns(&b, "`indicators.csv`", v1.IndicatorColumns())
	return b.String()
}

func writeColumns(b *strings.Builder, title string, columns []v1.Column) {
	fmt.Fprintf(b, "\n## Columns of %s\n\n| column | 名称 | type | meaning | 含义 |\n|---|---|---|---|---|\n", title)
	for _, c := range columns {
		kind := c.Type
		if !c.Required {
			kind += ", may be blank"
		}
		meaning := c.Doc
		if c.Type != "boolean" && len(c.Words) > 0 {
			var words []string
			for _, w := range c.Words {
				words = append(words, "`"+w.Value+"` "+w.Title)
			}
			meaning += "：" + strings.Join(words, "、")
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", c.Name, c.Title, kind, cell(c.English), cell(meaning))
	}
}
