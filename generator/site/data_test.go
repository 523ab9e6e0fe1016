package site_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/form"
	"fazhi/generator/site"
	"fazhi/generator/source"
	"fazhi/templates"
)

// Every report and every agency has its data, and what all files of an agency
// say agrees; nothing of a draft is in any of them.
func TestData(t *testing.T) {
	out := build(t, workspace(), site.Options{})
	for _, name := range []string{
		"a/fzzf/2022/figures.csv", "a/fzzf/2022/figures-excel.csv", "a/fzzf/2022/figures.json", "a/fzzf/2022/text.txt",
		"a/data/fzzf/figures.csv", "a/data/fzzf/figures-excel.csv", "a/data/fzzf/figures.json", "a/data/indicators.csv", "a/data/datapackage.json",
	} {
		if out.Get(name) == nil {
			t.Errorf("%s was not built", name)
		}
	}
	for _, name := range []string{"a/fzzf/2019/figures.csv", "a/fzzf/2023/figures.csv", "a/fzzf/2023/text.txt"} {
		if out.Get(name) != nil {
			t.Errorf("%s was built for a year without a public report", name)
		}
	}
	a, err := v1.Decode(out.Get("a/agency.json"))
	if err != nil {
		t.Fatal(err)
	}
	rows := a.Rows(&a.Forms[0], a.Forms[0].Years...)
	got, err := csv.NewReader(bytes.NewReader(out.Get("a/data/fzzf/figures.csv"))).ReadAll()
	if err != nil || len(got) != len(rows)+1 || len(rows) != 4 {
		t.Fatalf("%d rows of CSV, %d figures in agency.json: %v", len(got), len(rows), err)
	}
	for i := range rows {
		if strings.Join(got[i+1], "|") != strings.Join(rows[i].Cells(), "|") {
			t.Errorf("%v is not %v", got[i+1], rows[i].Cells())
		}
	}
	figures, err := v1.DecodeFigures(out.Get("a/fzzf/2022/figures.json"))
	if err != nil || len(figures.Figures) != 1 || figures.Figures[0] != rows[0] {
		t.Errorf("2022: %+v, %v, want %+v", figures, err, rows[0])
	}
	if text := string(out.Get("a/fzzf/2022/text.txt")); !strings.Contains(text, "受办9万余件，增长29141.7%，见去年的报告。") {
		t.Errorf("the text of 2022: %s", text)
	}
	with := build(t, workspace(), site.Options{Draft: true})
	for _, name := range []string{"a/fzzf/2023/text.txt", "a/fzzf/2023/figures-excel.csv"} {
		if !strings.Contains(string(with.Get(name)), "草稿") {
			t.Errorf("%s is not marked as a draft's", name)
		}
	}
}

// An attachment that has the name of a file of data is no silent loss.
func TestDataCollision(t *testing.T) {
	ws := workspace()
	ws["content/a/fzzf/2022/figures.csv"] = &fstest.MapFile{Data: []byte("甲\n")}
	ws["content/a/fzzf/2022.md"] = &fstest.MapFile{Data: bytes.Replace(ws["content/a/fzzf/2022.md"].Data, []byte("附表 一.csv"), []byte("figures.csv"), 1)}
	forms, _ := form.Load(templates.FS)
	loader := source.New(ws, forms)
	info, _ := loader.Site()
	a, _ := loader.Agency("a")
	b, err := site.New(ws, templates.FS, info, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = b.Agency(a)
	var two *site.CollisionError
	if !errors.As(err, &two) || two.Path != "a/fzzf/2022/figures.csv" {
		t.Errorf("the error is %v", err)
	}
}

// Pages say of themselves to machines what they say to people, and a draft or a
// demonstration says nothing.
func TestLinkedData(t *testing.T) {
	ws := workspace()
	ws["data/a/agency.toml"] = &fstest.MapFile{Data: append(ws["data/a/agency.toml"].Data, "license = { title = \"办法\", url = \"https://www.example.gov.cn/license\" }\n"...)}
	opts := site.Options{BaseURL: "https://www.example.gov.cn/x/"}
	out := build(t, ws, opts)
	var r struct {
		Type, ID, DatePublished, DateCreated, TemporalCoverage string
		License                                                string
		Author                                                 struct{ Name string }
		Encoding                                               []struct{ ContentURL string }
		HasPart                                                []struct {
			Type         string `json:"@type"`
			Distribution []struct{ ContentURL, EncodingFormat string }
		}
	}
	linked(t, out, "a/fzzf/2022.html", &r)
	if r.DatePublished != "2023-03-20T09:30:00+08:00" || r.DateCreated != "" || r.TemporalCoverage != "2022-01-01/2022-12-31" || r.Author.Name != "示例区虚构局" || r.License != "https://www.example.gov.cn/license" {
		t.Errorf("the report says %+v", r)
	}
	if len(r.Encoding) != 1 || len(r.HasPart) != 1 || r.HasPart[0].Type != "Dataset" || len(r.HasPart[0].Distribution) != 3 {
		t.Fatalf("the report's files: %+v", r)
	}
	for _, f := range r.HasPart[0].Distribution {
		name, ok := strings.CutPrefix(f.ContentURL, opts.BaseURL)
		if !ok || out.Get(name) == nil || f.EncodingFormat == "" {
			t.Errorf("%s is no file of the site", f.ContentURL)
		}
	}
	var a struct {
		Name      string
		SubjectOf struct {
			Distribution []struct{ ContentURL string }
		}
	}
	linked(t, out, "a/index.html", &a)
	if a.Name != "示例区虚构局" || len(a.SubjectOf.Distribution) != 6 {
		t.Errorf("the agency says %+v", a)
	}
	if data := string(out.Get("a/fzzf/2022.html")); !strings.Contains(data, `<a href="https://www.example.gov.cn/license">办法</a>`) {
		t.Error("the page does not say on what terms its data may be used")
	}
	for what, other := range map[string]*site.Files{"draft": build(t, ws, site.Options{Draft: true}), "demonstration": build(t, demo(ws), opts)} {
		for _, name := range other.Names() {
			if bytes.Contains(other.Get(name), []byte("ld+json")) {
				t.Errorf("%s of a %s speaks to machines", name, what)
			}
		}
	}
}

func demo(ws fstest.MapFS) fstest.MapFS {
	ws["data/a/agency.toml"] = &fstest.MapFile{Data: []byte("name = \"示例区虚构局\"\ndemo = true\n")}
	return ws
}

func linked(t *testing.T, out *site.Files, name string, into any) {
	t.Helper()
	n := 0
	each(t, out.Get(name), func(e *html.Node) {
		if e.Data != "script" || e.FirstChild == nil {
			return
		}
		n++
		if err := json.Unmarshal([]byte(e.FirstChild.Data), into); err != nil {
			t.Fatalf("%s: %v in %s", name, err, e.FirstChild.Data)
		}
	})
	if n != 1 {
		t.Fatalf("%s has %d scripts of data", name, n)
	}
}
