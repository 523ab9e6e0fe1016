package finding

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"
)

func several() List {
	return List{
		{
			ID: "figure-unbound", Severity: Error, Message: Text{"正文里的数没有出处", "a bare number"}, Expected: Text{"引用", "a reference"}, Cure: Text{"改", "mend"},
			Pos:     Pos{File: "content/a/fzzf/二〇二三 年.md", Line: 3, Column: 4, Length: 3, Source: "受办a505件", Offset: 7},
			Related: []Related{{Pos: Pos{File: "b.toml", Line: 2, Column: 1}, Note: Text{"这里", "here"}}, {Pos: Pos{File: "c.toml"}}},
			Figures: []string{"approval.handled"},
		},
		{ID: "copied-text", Severity: Warning, Message: Text{"照抄", "copied"}, Pos: Pos{File: "content/a/fzzf/二〇二三 年.md", Line: 9, Column: 1, Length: 2, Source: "<b>&"}, Waived: "年年如此"},
		{ID: "file-encoding", Severity: Info, Message: Text{"编码", "encoding"}, Pos: Pos{File: "z.toml"}},
	}
}

func rules() []Rule {
	return []Rule{{ID: "figure-unbound", Title: Text{"甲", "a"}, Doc: Text{"乙", "b"}, Help: Text{"丙", "c"}, Basis: Text{"丁", "d"}, Group: "figures", Severity: Error, Waivable: true}}
}

func TestJSON(t *testing.T) {
	var b strings.Builder
	if err := several().WriteJSON(&b, "zh"); err != nil {
		t.Fatal(err)
	}
	want := `{"id":"figure-unbound","severity":"error","message":"正文里的数没有出处","expected":"引用","cure":"改","file":"content/a/fzzf/二〇二三 年.md","line":3,"column":4,"related":[{"file":"b.toml","line":2,"column":1,"message":"这里"},{"file":"c.toml","line":0,"column":0,"message":""}],"figures":["approval.handled"],"waived":false}
{"id":"copied-text","severity":"warning","message":"照抄","file":"content/a/fzzf/二〇二三 年.md","line":9,"column":1,"related":[],"figures":[],"waived":true,"reason":"年年如此"}
{"id":"file-encoding","severity":"info","message":"编码","file":"z.toml","line":0,"column":0,"related":[],"figures":[],"waived":false}
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// schema gives the published schema of SARIF 2.1.0. The module has it as a
// constant that it does not export, so it is taken from its source.
func schema(t *testing.T) *gojsonschema.Schema {
	t.Helper()
	pkg, err := build.Import(reflect.TypeFor[sarif.Report]().PkgPath(), ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(pkg.Dir, "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err = strconv.Unquote(lit.Value)
		}
		return true
	})
	if err != nil || !strings.Contains(text, "SARIF") {
		t.Fatalf("no schema in %s: %v", pkg.Dir, err)
	}
	s, err := gojsonschema.NewSchema(gojsonschema.NewStringLoader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The log holds to the schema of the standard, which allows no property that is
// not in it, and says the same each time.
func TestSARIF(t *testing.T) {
	s := schema(t)
	if r, err := s.Validate(gojsonschema.NewStringLoader(`{"version": "2.1.0", "runs": [{}]}`)); err != nil || r.Valid() {
		t.Fatal("the schema accepts anything")
	}
	for _, l := range []List{nil, several()} {
		for _, lang := range []string{"zh", "en"} {
			var b, again bytes.Buffer
			if err := l.WriteSARIF(&b, lang, rules()); err != nil {
				t.Fatal(err)
			}
			_ = l.WriteSARIF(&again, lang, rules())
			if !bytes.Equal(b.Bytes(), again.Bytes()) {
				t.Error("not the same bytes again")
			}
			r, err := s.Validate(gojsonschema.NewBytesLoader(b.Bytes()))
			if err != nil || !r.Valid() {
				t.Errorf("%v %v\n%s", err, r.Errors(), b.Bytes())
			}
		}
	}
}

func TestSARIFContent(t *testing.T) {
	var b bytes.Buffer
	if err := several().WriteSARIF(&b, "zh", rules()); err != nil {
		t.Fatal(err)
	}
	log, err := sarif.FromBytes(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	var ids []string
	for _, r := range run.Tool.Driver.Rules {
		ids = append(ids, *r.ID+"="+r.DefaultConfiguration.Level)
	}
	if got := strings.Join(ids, " "); got != "copied-text=warning figure-unbound=error file-encoding=note" {
		t.Errorf("rules %s", got)
	}
	for i, r := range run.Results {
		if *run.Tool.Driver.Rules[r.RuleIndex].ID != *r.RuleID {
			t.Errorf("result %d points to the rule %d", i, r.RuleIndex)
		}
	}
	at := run.Results[0].Locations[0].PhysicalLocation
	if *at.ArtifactLocation.URI != "content/a/fzzf/%E4%BA%8C%E3%80%87%E4%BA%8C%E4%B8%89%20%E5%B9%B4.md" || *at.Region.StartColumn != 4 || *at.Region.EndColumn != 7 {
		t.Errorf("location %+v %+v", *at.ArtifactLocation.URI, *at.Region)
	}
	if s := run.Results[1].Suppressions; len(s) != 1 || *s[0].Justification != "年年如此" {
		t.Errorf("suppressions %+v", s)
	}
	if run.Results[2].Locations[0].PhysicalLocation.Region != nil {
		t.Error("a whole file has a region")
	}
}

// A finding keeps its fingerprint when its line moves or its paragraph grows,
// and two of a kind are told apart.
func TestFingerprints(t *testing.T) {
	print := func(f Finding) string { return f.print(map[string]int{}) }
	f := several()[0]
	moved := f
	moved.Pos.Line, moved.Pos.Column, moved.Pos.Source, moved.Pos.Offset = 8, 6, "今年受办a505件", 13
	if print(f) != print(moved) {
		t.Error("it changes with its place")
	}
	other := f
	other.Pos.Source = "受办a506件"
	if print(f) == print(other) {
		t.Error("another number has the same")
	}
	seen := map[string]int{}
	first, second := f.print(seen), f.print(seen)
	if first == second {
		t.Error("two of a kind have one")
	}
}

func TestGroupedText(t *testing.T) {
	l := several()
	l.Add(Finding{ID: "file-encoding", Severity: Info, Message: Text{"编码", "encoding"}, Pos: Pos{File: "z.toml", Line: 2}})
	for range 6 {
		l[0].Related = append(l[0].Related, Related{Pos: Pos{File: "d"}, Note: Text{"那里", "there"}})
	}
	got := text(l, "zh")
	for _, want := range []string{"── z.toml（2个提示）\n\nz.toml  提示  file-encoding\n", "  参见：d  那里\n  参见：d  那里\n  参见：d  那里\n  等8处\n\n── z.toml"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "年年如此") || strings.Contains(got, "── content") {
		t.Errorf("a waived finding is printed:\n%s", got)
	}
	var b strings.Builder
	_ = l.WriteWaived(&b, "zh")
	if want := "content/a/fzzf/二〇二三 年.md:9:1  警告  copied-text\n  照抄\n    9 | <b>&\n      | ^^\n  豁免理由：年年如此\n"; b.String() != want {
		t.Errorf("waived:\n%s", b.String())
	}
	if l.Waived() != 1 {
		t.Error("counting the waived")
	}
}
