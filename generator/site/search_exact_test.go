package site_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fazhi/generator/civil"
	"fazhi/generator/site"
)

// What is written with signs and figures is found as it is written, or as people
// type it, and nothing like it is.
func TestSearchExact(t *testing.T) {
	ws := workspace()
	maps.Copy(ws, files(map[string]string{
		"content/a/fzzf/2018.md": "+++\ntitle = \"示例区虚构局2018年度报告\"\nstatus = \"imported\"\nnumber = \"示虚政办〔2019〕4号\"\n+++\n\n以OFD版式归档，统一编号为20190104000123，办件12345件，𠮷祥路窗口。\n",
		"content/a/fzzf/2017.md": "+++\ntitle = \"示例区虚构局2017年度报告\"\nstatus = \"imported\"\nnumber = \"示虚政办〔2019〕14号\"\n+++\n\n以PDF归档，编号为20190104000124，办件12354件。\n",
	}))
	out := build(t, ws, site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
	newer, older := "a/fzzf/2018.html", "a/fzzf/2017.html"
	for query, want := range map[string][]string{
		"示虚政办〔2019〕4号": {newer}, "示虚政办[2019]4号": {newer}, "〔2019〕": {newer, older}, "２０１９〕１４": {older},
		"20190104000123": {newer}, "2019010400012": {newer, older}, "12345": {newer}, "1235": {older},
		"OFD": {newer}, "ofd版式": {newer}, "pdf": {older}, "OF D": {}, "𠮷祥": {newer}, "吉祥": {},
	} {
		if got := finds(t, out, "a/search/index.html", query); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
}

// Every address in the files of a search is one of the site, and so is the place
// in it.
func TestSearchLeads(t *testing.T) {
	out := build(t, os.DirFS("../.."), site.Options{AsOf: civil.Date{Year: 2026, Month: 3, Day: 1}})
	address := regexp.MustCompile(`"(?:path|href)":"([^"]+)"`)
	seen := 0
	for _, name := range out.Names() {
		agency, rest, ok := strings.Cut(name, "/search/")
		if !ok || path.Ext(name) != ".js" {
			continue
		}
		page := agency + "/search/index.html"
		own := "" // the page of the document, whose places begin with #
		if _, doc, ok := strings.Cut(rest, "/text/"); ok {
			form, year, _ := strings.Cut(strings.TrimSuffix(doc, ".js"), "-")
			own = agency + "/" + form + "/" + year + ".html"
			if form == "page" {
				own = agency + "/" + year + ".html"
			}
		}
		for _, m := range address.FindAllSubmatch(out.Get(name), -1) {
			var to string
			must(t, json.Unmarshal([]byte(`"`+string(m[1])+`"`), &to))
			file, place, _ := strings.Cut(to, "#")
			at := own
			if file != "" {
				at = path.Join(path.Dir(page), file)
			}
			seen++
			html := out.Get(at)
			if html == nil {
				t.Errorf("%s leads to %s: there is no %s", name, to, at)
			} else if place != "" && !bytes.Contains(html, []byte(` id="`+place+`"`)) {
				t.Errorf("%s leads to %s: %s has no such place", name, to, at)
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d addresses were looked at", seen)
	}
}
