package site_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/site"
)

// agencyFiles are the files of an agency whose reports are named by their years;
// text is what they say.
func agencyFiles(t *testing.T, text string, years ...int) *site.Files {
	t.Helper()
	var f site.Files
	a := v1.Agency{Schema: v1.Schema, ID: "a", Name: "示例区虚构局", Forms: []v1.Form{{ID: "fzzf", Title: "年度报告"}}}
	for _, year := range years {
		page := fmt.Sprintf("fzzf/%d.html", year)
		a.Forms[0].Years = append(a.Forms[0].Years, v1.Year{Year: year, Status: "published", Title: fmt.Sprintf("%d年度报告", year), Path: page})
		must(t, f.Add("a/"+page, []byte("<h1>"+text)))
		must(t, f.Add(fmt.Sprintf("a/fzzf/%d/text.txt", year), []byte(text)))
	}
	data, err := json.Marshal(a)
	must(t, err)
	must(t, f.Add("a/agency.json", data))
	return &f
}

// built writes files as a tree and opens it.
func built(t *testing.T, files *site.Files) *site.Built {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	_, err := site.Write(out, files)
	must(t, err)
	b, err := site.OpenBefore(out, false)
	must(t, err)
	t.Cleanup(func() { b.Close() })
	return b
}

// changes compares two trees.
func changes(t *testing.T, was, is *site.Built) site.Changes {
	t.Helper()
	a, err := was.Contents()
	must(t, err)
	b, err := is.Contents()
	must(t, err)
	c, err := a.Changes(b)
	must(t, err)
	return c
}

// What a tree publishes otherwise than the one before is named, report by report.
func TestChanges(t *testing.T) {
	old := agencyFiles(t, "one", 2019, 2020, 2021)
	out := filepath.Join(t.TempDir(), "public")
	_, err := site.Write(out, old)
	must(t, err)
	before, err := site.OpenBefore(out, false)
	must(t, err)
	defer before.Close()
	if c := changes(t, nil, before); len(c.New) != 3 || len(c.Changed)+len(c.Gone)+len(c.Withdrawn) != 0 || c.Files != 7 {
		t.Errorf("the first tree: %+v", c)
	}
	if c := changes(t, built(t, old), before); len(c.New)+len(c.Changed)+len(c.Gone)+len(c.Withdrawn)+c.Files != 0 {
		t.Errorf("the same tree: %+v", c)
	}

	next := agencyFiles(t, "two", 2021, 2022)
	must(t, next.Add("a/fzzf/2019.html", []byte("withdrawn")))
	c := changes(t, before, built(t, next))
	var got []string
	for _, list := range [][]site.Published{c.New, c.Changed, c.Withdrawn, c.Gone} {
		for _, p := range list {
			got = append(got, fmt.Sprint(p.Year))
		}
		got = append(got, ";")
	}
	if s := strings.Join(got, " "); s != "2022 ; 2021 ; 2019 ; 2020 ;" || c.Files != 9 {
		t.Errorf("new, changed, withdrawn, gone: %s; %d files", s, c.Files)
	}

	put(t, filepath.Join(out, "a/agency.json"), "{}")
	var changed *site.ChangedError
	if _, err := before.Contents(); !errors.As(err, &changed) {
		t.Errorf("a file that was changed: %v", err)
	}
}

// Every way in which a report that is not public could show is found; what only
// looks like it is not.
func TestLeaks(t *testing.T) {
	hidden := site.Hidden{Agency: "a", Form: "fzzf", Year: 2024, Title: "示例区虚构局2024年度报告"}
	never := func(string) bool { return false }
	for _, c := range []struct{ file, text, trace string }{
		{"a/fzzf/2024.html", "", "address"},
		{"a/fzzf/2024/figures.csv", "", "address"},
		{"a/fzzf/plan/2024.html", "", "address"},
		{"a/fzzf/compare/2023-2024.html", "", "address"},
		{"a/index.html", `<a href="fzzf/2024.html">`, "link"},
		{"index.html", `<a class="x" href="a/fzzf/2024.html#top">`, "link"},
		{"a/fzzf/2023.html", `<a href="2024/figures.csv">`, "link"},
		{"a/data/datapackage.json", `{"path": "../fzzf/2024/figures.csv"}`, "link"},
		{"feed.xml", `<title>示例区虚构局2024年度报告</title>`, "title"},
		{"search.js", `["示例区虚构局2024年度报告"]`, "title"},
		{"a/data/fzzf/figures.json", `[{"form":"fzzf","year":2024,"status":"published"}]`, "figures"},
		{"a/data/fzzf/figures.csv", "agency,form,year\na,甲,fzzf,2024,published\n", "figures"},
		{"a/fzzf/compare/data.js", `x={"years":[{"year":2024,"figures":[]}]}`, "figures"},
		{"a/agency.json", `{"schema":"fazhi.agency/1","id":"a","forms":[{"id":"fzzf","years":[{"year":2024}]}]}`, "figures"},
		{"a/search/0123/text/fzzf-2024.js", "", "address"},
		{"a/search/0123/head.js", `fazhiSearch.head({"docs":[{"name":"x","path":"../fzzf/2024.html"}]});`, "link"},
		{"a/search/0123/text/fzzf-2023.js", `fazhiSearch.text({"parts":[{"href":"../fzzf/2024.html","lines":[]}]});`, "link"},
		{"a/search/0123/text/page-about.js", `fazhiSearch.text({"lines":["示例区虚构局2024年度报告"]});`, "title"},
		{"search/0123/text/a.js", `fazhiSearch.text({"parts":[{"href":"../a/fzzf/2024.html","lines":[]}]});`, "link"},
		{"a/search/figures.js", "fazhiSearch.figures({\"agency\":\"a\",\"forms\":[{\"id\":\"fzzf\",\"years\":[{\"year\":2024}]}]});\n", "figures"},
		{"a/search/figures.js", "fazhiSearch.figures({\"agency\":\"a\",\"forms\":[{\"id\":\"fzzf\",\"years\":[{\"year\":2023}]},{\"id\":\"xxgk\",\"years\":[{\"year\":2024}]}]});\n", ""},
		{"b/agency.json", `{"years":[{"year":2020,"status":"draft"}]}`, "status"},
		{"b/fzzf/2020.html", `<p class="band draft">`, "status"},
		{"b/data/fzzf/figures.csv", "b,乙,fzzf,2020,draft,false\n", "status"},

		{"a/feed.xml", `<link rel="alternate" type="text/html" href="fzzf/2024.html"></link>`, "link"},
		{"feed.json", `"_fazhi": { "path": "a/fzzf/2024.html" }`, "link"},
		{"a/feed.json", `"url": "https://www.example.gov.cn/x/a/fzzf/2024.html"`, "link"},
		{"a/sitemap.xml", `<url><loc>https://www.example.gov.cn/x/a/fzzf/2024.html</loc></url>`, "link"},
		{"a/index.html", `<meta property="og:url" content="https://www.example.gov.cn/x/a/fzzf/2024.html">`, "link"},
		{"sitemap.xml", `<loc>https://www.example.org/x/a/fzzf/2024.html</loc>`, ""},
		{"a/sitemap.xml", `<loc>https://www.example.gov.cn/x/a/fzzf/2023.html</loc>`, ""},
		{"a/ledger/log.html", `<a href="../fzzf/2024.html">`, ""},
		{"b/fzzf/2024.html", "2024年度报告", ""},
		{"index.html", `<a href="b/fzzf/2024.html">`, ""},
		{"a/fzzf/2023.html", `<a href="https://example.org/a/fzzf/2024.html">`, ""},
		{"a/fzzf/2024-list.csv", "an attachment of another year, 2024/", ""},
		{"a/agency.json", `{"schema":"fazhi.agency/1","id":"a","forms":[{"id":"fzzf","years":[{"year":2023}]}],"commitments":[{"year":2024}]}`, ""},
		{"a/ledger/records/fzzf/2024/1.json", `{"title":"示例区虚构局2024年度报告"}`, ""},
		{"a/commitments/index.html", "draft", ""},
	} {
		f := site.At("https://www.example.gov.cn/x/")
		must(t, f.Add(c.file, []byte(c.text)))
		got := ""
		for _, l := range f.Leaks([]site.Hidden{hidden}, never) {
			got += l.Trace
		}
		if got != c.trace {
			t.Errorf("%s %s: found %q, want %q", c.file, c.text, got, c.trace)
		}
	}
	var f site.Files
	must(t, f.Add("a/fzzf/2023.html", []byte("将公布"+hidden.Title)))
	if got := f.Leaks([]site.Hidden{hidden}, func(string) bool { return true }); len(got) != 0 {
		t.Errorf("a title that what is public names itself: %v", got)
	}
	must(t, f.Add("a/fzzf/2024.html", nil))
	hidden.Tombstone = true
	if got := f.Leaks([]site.Hidden{hidden}, func(string) bool { return true }); len(got) != 0 {
		t.Errorf("what stands in the place of a withdrawn report: %v", got)
	}
}

// A title is found however a file writes it.
func TestLeaksWritten(t *testing.T) {
	hidden := site.Hidden{Agency: "a", Form: "fzzf", Year: 2024, Title: `甲"乙"&<丙>\的报告`}
	for _, text := range []string{
		`甲"乙"&<丙>\的报告`, `甲&#34;乙&#34;&amp;&lt;丙&gt;\的报告`, `甲\"乙\"&<丙>\\的报告`, `甲\"乙\"\u0026\u003c丙\u003e\\的报告`,
	} {
		var f site.Files
		must(t, f.Add("feed.xml", []byte(text)))
		if len(f.Leaks([]site.Hidden{hidden}, func(string) bool { return false })) != 1 {
			t.Errorf("%s goes unnoticed", text)
		}
	}
}
