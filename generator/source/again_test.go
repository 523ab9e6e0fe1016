package source_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/civil"
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

// What depends on several years and on other files is read again as well: derived
// figures, changes across a break, and how promises stand that are bound to a
// figure.
func TestAgainDerived(t *testing.T) {
	ws := fstest.MapFS{}
	write := func(name, text string) { ws[name] = &fstest.MapFile{Data: []byte(text)} }
	write("data/site.toml", "title = \"x\"")
	write("data/a/agency.toml", "name = \"甲局\"")
	write("data/a/fzzf/form.toml", derivedForm+"\n[[breaks]]\nfigures = [\"own.all\"]\nyear = 2021\nwhat = \"scope\"\nnote = \"含镇街\"\n")
	for year := 2018; year <= 2023; year++ {
		write(fmt.Sprintf("data/a/fzzf/%d.toml", year), fmt.Sprintf("[figures.own]\nonline = %d\nall = %d\n", year-2000, 100+7*(year-2018)))
		write(fmt.Sprintf("content/a/fzzf/%d.md", year), "+++\ntitle = \"报告\"\nstatus = \"published\"\n+++\n\n## 成效 {role=measures}\n\n占比{{own.share}}，{{own.share:before}}；{{own.growth}}，{{own.diff}}。\n")
		write(fmt.Sprintf("data/a/commitments/%d.toml", year), fmt.Sprintf("[commitments.online]\nkind = \"service\"\nmatter = \"网办\"\ncontent = \"多网办\"\ntarget = { figure = \"own.share\", target = \"17.3%%\", year = %d }\nmade = %d-02-01\ndue = %d-12-31\n[commitments.online.outcome]\ndate = %d-12-30\nresult = \"met\"\nevidence = [\"fzzf/%d#own.all\"]\n", year, year, year, year, year))
	}
	forms, _ := form.Load(templates.FS)
	l := source.New(ws, forms)
	old, log := l.Agency("a")
	if first := print(old, log); !strings.Contains(first, "18.0%true") || !strings.Contains(first, "kept") || !strings.Contains(first, "running") && !strings.Contains(first, "overdue") || !strings.Contains(first, report.Broken) {
		t.Fatalf("the workspace shows too little: %s", first)
	}
	for _, c := range []struct {
		year   int
		change func()
	}{
		{2019, func() { write("data/a/fzzf/2019.toml", "[figures.own]\nonline = 90\nall = 200\n") }},
		{2020, func() { write("data/a/fzzf/2020.toml", "[figures.own]\nonline = 0\nall = 0\n") }},
		{2021, func() { write("data/a/fzzf/2021.toml", "[figures.own]\nonline = 3\nall = \"近800件\"\n") }},
		{2022, func() { write("data/a/fzzf/2022.toml", "[figures.own]\nonline = 300\nshare = \"3%\"\n") }},
		{2018, func() { delete(ws, "data/a/fzzf/2018.toml") }},
		{2023, func() {
			write("content/a/fzzf/2023.md", "+++\ntitle = \"报告\"\nstatus = \"draft\"\n+++\n\n{{own.all:change}}\n")
		}},
		{2024, func() { write("data/a/fzzf/2024.toml", "[figures.own]\nonline = 1\nall = 4\n") }},
		{2022, func() { delete(ws, "data/a/commitments/2022.toml") }},
	} {
		c.change()
		before := print(old, nil)
		again, log := l.Again(old, func(id string, year int) bool { return id == "fzzf" && year == c.year })
		whole, all := l.Agency("a")
		if got, want := print(again, log), print(whole, all); got != want {
			t.Fatalf("%d changed: read again\n%s\nread whole\n%s", c.year, got, want)
		}
		if print(old, nil) != before {
			t.Fatalf("%d changed: what was read before is another", c.year)
		}
		old = again
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
				change, why, ok := f.Change()
				fmt.Fprint(&b, f.Indicator.Key, f.Text, f.Derived, f.Note, change, why, ok, f.Report == r, r.Figure(f.Indicator.Key) == f)
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
	figure := func(form, key string, year int) *report.Figure {
		for _, s := range a.Series {
			if r := s.Year(year); s.Form.ID == form && r != nil {
				return r.Figure(key)
			}
		}
		return nil
	}
	for _, y := range a.Commitments {
		for _, c := range y.All {
			fmt.Fprintln(&b, y.Year, c.ID, c.Agency == a, c.Standing(civil.On(civil.Date{Year: 2024, Month: 3, Day: 1}), figure))
		}
		tell(y.Findings)
	}
	return b.String()
}
