package site_test

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/report"
	"fazhi/generator/site"
)

// partFiles tells the files of each part that may be left out.
func partFiles(p report.Part) *regexp.Regexp {
	return regexp.MustCompile(map[report.Part]string{
		report.CommitmentPart: `/commitments/`,
		report.DataPart:       `/data/|/\d{4}/(figures|text)`,
		report.FeedPart:       `(^|/)feed\.(xml|json)$`,
		report.IndicatorPart:  `/indicators/`,
		report.SearchPart:     `(^|/)search/`,
		report.WordPart:       `/compare/\d{4}\.js$`,
	}[p])
}

// sitesToLeaveOut are sites with something of every part.
func sitesToLeaveOut() map[string]func() fstest.MapFS {
	return map[string]func() fstest.MapFS{"every field": everyField, "every case": everyCase, "some": workspace}
}

// What a site leaves out is gone with all that leads there, and nothing else is.
func TestLeaveOut(t *testing.T) {
	cases := [][]report.Part{report.Parts()}
	for _, p := range report.Parts() {
		cases = append(cases, []report.Part{p})
	}
	byContent := regexp.MustCompile(`search/[0-9a-f]{12}/`)
	seen := map[report.Part]bool{}
	for name, ws := range sitesToLeaveOut() {
		whole := leaving(t, ws(), nil)
		for _, parts := range cases {
			less := leaving(t, ws(), parts)
			const base, script = "https://www.example.gov.cn/a/fazhi/", "https://dcs.conac.cn/js/00/000/0000/00000000/CA000000000000000000000.js"
			if broken := less.BrokenLinks("", base, script); len(broken) > 0 {
				t.Errorf("%s without %v: %+v", name, parts, broken)
			}
			for _, file := range whole.Names() {
				of := slices.IndexFunc(parts, func(p report.Part) bool { return partFiles(p).MatchString(file) })
				if strings.HasPrefix(file, "b/fzzf/indicators/") || of < 0 && byContent.MatchString(file) {
					continue // figures of one year without a report; an index that says less is called otherwise
				}
				if of >= 0 {
					seen[parts[of]] = true
				}
				if there := less.Get(file) != nil; there == (of >= 0) {
					t.Errorf("%s without %v: %s is there: %t", name, parts, file, there)
				}
			}
		}
	}
	for _, p := range report.Parts() {
		if !seen[p] {
			t.Errorf("no site has files of the part %s", p)
		}
	}
}

// leaving builds a site without some parts.
func leaving(t *testing.T, ws fstest.MapFS, parts []report.Part) *site.Files {
	t.Helper()
	var names []string
	for _, p := range parts {
		names = append(names, fmt.Sprintf("%q", p))
	}
	ws["data/site.toml"].Data = []byte("leave_out = [" + strings.Join(names, ", ") + "]\n" + string(ws["data/site.toml"].Data))
	return build(t, ws, site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
}

// Without a page of its own an indicator is found in the table of all years, by
// readers and by programs; a year without a report keeps its figures somewhere.
func TestLeaveOutIndicators(t *testing.T) {
	out := leaving(t, everyCase(), []report.Part{report.IndicatorPart})
	var a v1.Agency
	if err := json.Unmarshal(out.Get("a/agency.json"), &a); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range a.Forms {
		for _, ind := range f.Indicators {
			n++
			if want := f.ID + "/compare/index.html#f-" + ind.Key; ind.Path != want {
				t.Errorf("%s stands at %s", ind.Key, ind.Path)
			}
			if row := `id="f-` + ind.Key + `"`; !strings.Contains(string(out.Get("a/"+f.ID+"/compare/index.html")), row) {
				t.Errorf("no row %s in the table of all years", row)
			}
		}
	}
	if n == 0 {
		t.Fatal("no indicators")
	}
	lone := fstest.MapFS{
		"data/site.toml":        {Data: []byte("title = \"示例网站\"\n")},
		"data/a/agency.toml":    {Data: []byte("name = \"示例区虚构局\"\n")},
		"data/a/fzzf/2021.toml": {Data: []byte("[figures.approval]\nhandled = 312\n")},
	}
	if leaving(t, lone, []report.Part{report.IndicatorPart}).Get(path.Join("a/fzzf/indicators/approval.handled.html")) == nil {
		t.Error("figures of a year without a report stand nowhere")
	}
}
