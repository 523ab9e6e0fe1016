package source_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
	"fazhi/generator/source"
	"fazhi/templates"
)

// Terms are read where they are stated, and what no data package could say is
// told.
func TestTerms(t *testing.T) {
	forms, _ := form.Load(templates.FS)
	for _, c := range []struct {
		text    string
		license report.License
		sources []report.Source
		told    string // part of what is told; "" for nothing
	}{
		{"", report.License{}, nil, ""},
		{"license = { name = \"CC-BY-4.0\", title = \"署名\" }\n", report.License{Name: "CC-BY-4.0", Title: "署名"}, nil, ""},
		{"license = { title = \"办法\", url = \"https://www.example.gov.cn/x\" }\n[[sources]]\ntitle = \"台账\"\n",
			report.License{Title: "办法", Address: "https://www.example.gov.cn/x"}, []report.Source{{Title: "台账"}}, ""},
		{"license = { title = \"办法\" }\n", report.License{Title: "办法"}, nil, "许可没有写明是哪一种"},
		{"license = { name = \"署名 4.0\" }\n", report.License{Name: "署名 4.0"}, nil, "“署名 4.0”不是许可的代码"},
		{"license = \"CC-BY-4.0\"\n", report.License{}, nil, "license"},
		{"[[sources]]\ntitle = \"台账\"\nurl = \"javascript:alert(1)\"\n", report.License{}, []report.Source{{Title: "台账"}}, "不是完整的网址"},
	} {
		ws := fstest.MapFS{"data/a/agency.toml": {Data: []byte("name = \"甲\"\n" + c.text)}}
		a, log := source.New(ws, forms).Agency("a")
		var told bytes.Buffer
		if err := log.WriteText(&told, "zh"); err != nil {
			t.Fatal(err)
		}
		if (c.told == "") != (len(log) == 0) || !strings.Contains(told.String(), c.told) {
			t.Errorf("%s: told %s, want %q", c.text, told.String(), c.told)
		}
		places := cmpopts.IgnoreTypes(finding.Pos{})
		if diff := cmp.Diff(c.license, a.License, places) + cmp.Diff(c.sources, a.Sources, places); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
	}
}
