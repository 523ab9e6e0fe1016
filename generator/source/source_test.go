package source_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/templates"
)

func load(t testing.TB, ws fs.FS, id string) (*report.Agency, finding.List) {
	t.Helper()
	forms, log := form.Load(templates.FS)
	if log.HasErrors() {
		t.Fatal(log)
	}
	a, log := source.New(ws, forms).Agency(id)
	for _, s := range a.Series {
		for _, r := range s.Reports {
			log.Add(r.Findings...)
		}
	}
	return a, log
}

func workspace(m map[string]string) fstest.MapFS {
	out := fstest.MapFS{"data/a/agency.toml": {Data: []byte("name = \"示例区虚构局\"\n")}}
	for name, text := range m {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestFigures(t *testing.T) {
	a, log := load(t, workspace(map[string]string{"data/a/fzzf/2023.toml": `
[figures]
"受办审批业务" = "近8万件"
[figures.approval]
consulted = { value = 91_234, show = "9万余次" }
on_time_rate = 18.10
[figures.hall]
overdue = "未统计"
issues = 0
filing_limit = { value = "30个工作日以内", before = 63 }
[figures.fund]
invested = "540万元"
traded_amount = 7730.28
remote_amount = "7730.28"
`}), "a")
	if len(log) > 0 {
		t.Fatalf("findings: %v", log)
	}
	r := a.Series[0].Year(2023)
	for _, c := range []struct{ key, text, stated, bounds string }{
		{"approval.handled", "近8万件", "80000", "(70000, 80000]"},
		{"approval.consulted", "9万余次", "91234", "[91234, 91234]"},
		{"approval.on_time_rate", "18.10%", "18.1", "[18.1, 18.1]"},
		{"hall.issues", "0个", "0", "[0, 0]"},
		{"hall.filing_limit", "30个工作日以内", "30", "(-inf, 30]"},
		{"fund.invested", "540万元", "5400000", "[5400000, 5400000]"},
		{"fund.remote_amount", "7730.28", "77302800", "[77302800, 77302800]"},
		{"fund.traded_amount", "7730.28万元", "77302800", "[77302800, 77302800]"},
	} {
		f := r.Figure(c.key)
		if f == nil {
			t.Errorf("%s is missing", c.key)
		} else if f.Text != c.text || f.Value.Stated.String() != c.stated || f.Bounds.String() != c.bounds {
			t.Errorf("%s: %q %s %s, want %q %s %s", c.key, f.Text, f.Value.Stated, f.Bounds, c.text, c.stated, c.bounds)
		}
	}
	if f := r.Figure("hall.overdue"); f.Absent != report.NotCollected {
		t.Errorf("an absence was read as %+v", f.Value)
	}
	if f := r.Figure("hall.filing_limit"); f.Stated == nil || f.Stated.Text != "63个工作日" {
		t.Error("the stated value of last year is missing")
	}
}

// A heading without {role=…} takes the role that its wording names.
func TestInferredRoles(t *testing.T) {
	a, _ := load(t, workspace(map[string]string{"content/a/fzzf/2023.md": "+++\ntitle = \"报告\"\nstatus = \"published\"\n+++\n\n## 一、主要举措和成效\n\n### 存在的问题\n\n## 二、存在的不足和原因 {role=other}\n\n## 三、下一步工作打算\n"}), "a")
	var got []string
	for _, h := range a.Series[0].Year(2023).Narrative.Headings {
		got = append(got, strings.Join(h.Roles, "+"))
	}
	if s := strings.Join(got, " "); s != "measures  other plan" {
		t.Errorf("roles %q", s)
	}
}

// FuzzYear loads whatever stands in the files of a year: nothing panics, and
// every finding has words and a place.
func FuzzYear(f *testing.F) {
	f.Add("[figures.approval]\nhandled = \"近8万件\"\n", "+++\ntitle = \"a\"\nstatus = \"published\"\n+++\n\n{{approval.handled:change}}\n", "[groups]\nx = { label = \"甲\" }\n")
	f.Add("[figures]\n\"受办审批业务\" = { value = 1, before = 2 }\n[[waive]]\ncheck = \"a\"\n", "+++\n+++\n# a {role=plan}\n| {{a}} |\n|--|\n", "[indicators.hall]\nz = { label = \"甲\", unit = \"件\" }\n")
	f.Add("figures = 1\nhighlights = [\"hall.issues\", 2]\n", "\ufeff+++\nstatus = 2024-01-01\npublished = 2024-01-01\nattachments = [\"../x\"]\n+++\n[a](b.md) ![](c.png)\n", "")
	forms, _ := form.Load(templates.FS)
	f.Fuzz(func(t *testing.T, data, text, own string) {
		ws := workspace(map[string]string{"data/a/fzzf/2023.toml": data, "content/a/fzzf/2023.md": text, "data/a/fzzf/form.toml": own})
		a, log := source.New(ws, forms).Agency("a")
		for _, s := range a.Series {
			for _, r := range s.Reports {
				log.Add(r.Findings...)
				if r.Narrative != nil {
					r.Narrative.Text()
				}
			}
		}
		for _, g := range log {
			if g.Message.ZH == "" || g.Message.EN == "" || g.Pos.File == "" {
				t.Fatalf("a finding without words or place: %+v", g)
			}
		}
	})
}
