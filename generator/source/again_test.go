package source_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/templates"
)

// Reading again what changed gives what reading all gives, whatever changed, and
// leaves what was read before as it was.
func TestAgain(t *testing.T) {
	ws := fstest.MapFS{"data/site.toml": {Data: []byte("title = \"x\"")}, "data/a/agency.toml": {Data: []byte("name = \"甲局\"")}}
	data := func(year int, text string) {
		ws[fmt.Sprintf("data/a/fzzf/%d.toml", year)] = &fstest.MapFile{Data: []byte("highlights = [\"approval.handled\"]\n[figures.approval]\n" + text)}
	}
	prose := func(year int, status, text string) {
		ws[fmt.Sprintf("content/a/fzzf/%d.md", year)] = &fstest.MapFile{Data: []byte("+++\ntitle = \"报告\"\nstatus = \"" + status + "\"\n+++\n\n## 成效 {role=measures}\n\n" + text + "\n")}
	}
	for year := 2016; year <= 2023; year++ {
		data(year, fmt.Sprintf("handled = %d\n", 100+year))
		prose(year, "published", "受办{{approval.handled}}，{{approval.handled:before}}。")
	}
	prose(2021, "published", "受办{{approval.handled}}，{{approval.handled@2018:change}}，{{approval.handled@2018}}。")
	prose(2023, "published", "受办{{approval.handled}}，见[旧的](2017.md)。")
	forms, _ := form.Load(templates.FS)
	l := source.New(ws, forms)
	old, _ := l.Agency("a")
	before := print(old, nil)
	for _, c := range []struct {
		year   int
		change func()
	}{
		{2018, func() { data(2018, "handled = 1\n") }},
		{2017, func() { data(2017, "handled = “broken\n") }},
		{2018, func() { data(2018, "other = 1\n") }},
		{2018, func() { prose(2018, "draft", "受办{{approval.handled}}{{nothing}}。") }},
		{2017, func() { prose(2017, "draft", "没有引用。") }},
		{2020, func() { delete(ws, "content/a/fzzf/2020.md") }},
		{2020, func() { delete(ws, "data/a/fzzf/2020.toml") }},
		{2024, func() {
			data(2024, "handled = 5\n")
			prose(2024, "published", "{{approval.handled}}{{approval.handled@2016}}")
		}},
	} {
		c.change()
		again, log := l.Again(old, func(id string, year int) bool { return id == "fzzf" && year == c.year })
		whole, all := l.Agency("a")
		if got, want := print(again, log), print(whole, all); got != want {
			t.Fatalf("%d changed: read again\n%s\nread whole\n%s", c.year, got, want)
		}
		if before != "" && print(old, nil) != before {
			t.Fatal("what was read before is another")
		}
		old, before = again, ""
	}
}

func print(a *report.Agency, log finding.List) string {
	var b strings.Builder
	tell := func(log finding.List) {
		log = append(finding.List{}, log...)
		log.Sort()
		_ = log.WriteText(&b, "en")
	}
	tell(log)
	for _, s := range a.Series {
		for _, r := range s.Reports {
			fmt.Fprintln(&b, r.Year, r.Status, r.Title, len(r.Highlights), r.Series == s)
			for _, f := range r.Figures {
				fmt.Fprint(&b, f.Indicator.Key, f.Text, f.Report == r, r.Figure(f.Indicator.Key) == f)
				if v, stated := f.Before(); v != nil {
					fmt.Fprint(&b, v.Text, stated)
				}
				for _, q := range f.Quotes {
					fmt.Fprint(&b, " ", q.Report.Year, q.Report.Series == s, q.Ref.ID)
				}
				fmt.Fprintln(&b)
			}
			if r.Narrative != nil {
				for _, ref := range r.Narrative.References {
					fmt.Fprintln(&b, ref.ID, ref.Source(), ref.Printed, ref.Target)
				}
			}
			tell(r.Findings)
		}
	}
	return b.String()
}
