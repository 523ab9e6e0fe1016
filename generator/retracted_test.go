package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fazhi/generator/record"
	"fazhi/generator/search"
)

// TestRetracted holds what leads people to reports against what they may not find:
// nothing that the sample withdrew, and nothing of a revision that another one
// took the place of.
func TestRetracted(t *testing.T) {
	dir := sample(t)
	index := searchOf(t, dir, sampleAgency+"/search/index.html")
	correction := readRecord(t, 2022, 2).Changes
	if len(correction.Sentences) == 0 {
		t.Fatal("the correction changes no sentence")
	}
	retracted := []string{correction.Figures[0].Old, correction.Sentences[0].Old}
	for _, p := range readRecord(t, 2017, 1).Report.Paragraphs {
		if strings.Contains(p, "。") { // headings are the same every year
			retracted = append(retracted, p)
		}
	}
	if len(retracted) < 5 {
		t.Fatal("the report that was withdrawn says nothing")
	}
	for _, text := range retracted {
		if docs, err := index.Find(text); err != nil || len(docs) > 0 {
			t.Errorf("the search finds %q in %v: %v", text, docs, err)
		}
	}
	if docs, err := index.Find(correction.Sentences[0].New); err != nil || len(docs) != 1 {
		t.Errorf("the search finds the corrected sentence %d times: %v", len(docs), err)
	}
	for _, path := range index.Paths() {
		if strings.Contains(path, "2017.html") || strings.Contains(path, ".r1.html") {
			t.Errorf("the search leads to %s", path)
		}
	}
	for name, words := range map[string][]string{ // a feed tells of a correction what was changed
		"search/figures.js": {".r1.html", "2017", correction.Figures[0].Old},
		"feed.xml":          {".r1.html"},
		"feed.json":         {".r1.html"},
	} {
		data, err := os.ReadFile(filepath.Join(dir, sampleAgency, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range words {
			if strings.Contains(string(data), word) {
				t.Errorf("%s has %s", name, word)
			}
		}
	}
}

// TestWithdrawnYear holds the lists of years to what was withdrawn: the year is
// neither there nor missing, and leads to the page that says why.
func TestWithdrawnYear(t *testing.T) {
	dir := sample(t)
	for name, want := range map[string]string{
		"index.html":                `<td class="withdrawn"><a href="yunxi-sfj/fzzf/2017.html">已撤回</a>`,
		"yunxi-sfj/index.html":      `<li class="withdrawn"><a href="fzzf/2017.html">2017年</a> <span class="quiet">已撤回</span>`,
		"yunxi-sfj/fzzf/index.html": `<a href="2017.html" lang="zh-CN">云溪区司法局（虚构示例）2017年度法治政府建设情况报告</a>`,
	} {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), want) {
			t.Errorf("%s has not %s", name, want)
		}
	}
}

// searchOf opens the index that a page of a built site names.
func searchOf(t *testing.T, dir, page string) *search.Reader {
	t.Helper()
	html, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`data-index="([0-9a-f]+)/"`).FindSubmatch(html)
	if m == nil {
		t.Fatalf("%s names no index", page)
	}
	r, err := search.Open(func(name string) []byte {
		data, _ := os.ReadFile(filepath.Join(dir, filepath.Dir(page), string(m[1]), filepath.FromSlash(name)))
		return data
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// readRecord reads the record of a revision of the sample.
func readRecord(t *testing.T, year, revision int) *record.Record {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../data", sampleAgency, "ledger/records/fzzf", strconv.Itoa(year), strconv.Itoa(revision)+".json"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
