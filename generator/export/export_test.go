package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	v1 "fazhi/generator/export/v1"
)

func source() *Source {
	a := &v1.Agency{Schema: v1.Schema, ID: "a", Name: "示例区虚构局", Forms: []v1.Form{{
		ID: "fzzf", Title: "年度报告",
		Indicators: []v1.Indicator{
			{Key: "a.b", Label: "甲，“乙”", Unit: "件", Kind: "count", Direction: "lower", Group: "组", Definition: "两行\n口径"},
			{Key: "a.c", Label: "=HYPERLINK(\"http://x\")", Unit: "件", Kind: "count", Direction: "none"},
		},
		Years: []v1.Year{{Year: 2023, Status: "published", Title: "2023年度报告", Figures: []v1.Figure{
			{Key: "a.b", Text: "近8万件", Value: "80000", Unit: "件", Approx: true, Lo: "70000", LoOpen: true, Hi: "80000"},
			{Key: "a.c", Text: "-5件", Value: "-5", Unit: "件", Note: " ＝1+1"},
		}}, {Year: 2022, Status: "imported", Figures: []v1.Figure{{Key: "a.b", Text: "未统计", Absent: true}}}},
	}}}
	return &Source{Agency: a, Form: &a.Forms[0], Years: a.Forms[0].Years, Text: "一、成效\n受办近8万件。\n"}
}

// readers read each format back and hold it against what it was made from.
func readers() map[string]func(*testing.T, *Source, []byte) {
	return map[string]func(*testing.T, *Source, []byte){
		"figures-csv": func(t *testing.T, s *Source, data []byte) {
			got := readCSV(t, data)
			want := [][]string{head(v1.Columns(), names)}
			for _, r := range s.Agency.Rows(s.Form, s.Years...) {
				want = append(want, r.Cells())
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		},
		"figures-excel": readExcel,
		"figures-json": func(t *testing.T, s *Source, data []byte) {
			got, err := v1.DecodeFigures(data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(s.Agency.Rows(s.Form, s.Years...), got.Figures); diff != "" {
				t.Error(diff)
			}
		},
		"indicators-csv": func(t *testing.T, s *Source, data []byte) {
			got := readCSV(t, data)
			want := [][]string{head(v1.IndicatorColumns(), names)}
			for _, ind := range s.Form.Indicators {
				want = append(want, ind.Cells(s.Form))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		},
		"package": readPackage,
		"text": func(t *testing.T, s *Source, data []byte) {
			if want := s.Years[0].Title + "\n\n" + s.Text; string(data) != want {
				t.Errorf("%q, want %q", data, want)
			}
		},
	}
}

func TestAll(t *testing.T) {
	formats, read := All(), readers()
	if !slices.IsSortedFunc(formats, func(a, b Format) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the formats are not sorted by id")
	}
	ids, files := map[string]bool{}, map[string]bool{}
	for _, f := range formats {
		if ids[f.ID] || files[f.Name] {
			t.Errorf("%s stands twice", f.ID)
		}
		ids[f.ID], files[f.Name] = true, true
		if f.Doc == "" || f.English == "" || f.Media == "" || f.Kind == "" || len(f.Scopes) == 0 {
			t.Errorf("%s is not described", f.ID)
		}
		if read[f.ID] == nil {
			t.Errorf("%s is not read back", f.ID)
			continue
		}
		t.Run(f.ID, func(t *testing.T) {
			data, err := f.Make(source())
			if err != nil {
				t.Fatal(err)
			}
			again, _ := f.Make(source())
			if !bytes.Equal(data, again) {
				t.Error("two makings differ")
			}
			read[f.ID](t, source(), data)
		})
	}
}

// readCSV reads a file of CSV whose every line ends in CRLF.
func readCSV(t *testing.T, data []byte) [][]string {
	t.Helper()
	if n := bytes.Count(data, []byte("\n")); n != bytes.Count(data, []byte("\r\n")) {
		t.Error("a line does not end in CRLF")
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The Excel file is the plain one behind its mark, its words and the
// apostrophes that make cells harmless.
func readExcel(t *testing.T, s *Source, data []byte) {
	data, marked := bytes.CutPrefix(data, []byte("\ufeff"))
	if !marked {
		t.Error("no byte order mark")
	}
	got := readCSV(t, data)
	columns := v1.Columns()
	for i, name := range got[0] {
		if name != columns[i].Title {
			t.Errorf("head %q, want %q", name, columns[i].Title)
		}
		got[0][i] = columns[i].Name
	}
	for _, row := range got[1:] {
		for i, cell := range row {
			if columns[i].Type == "string" && cell != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(strings.TrimLeft(cell, " "))[0]) {
				t.Errorf("%q could run as a formula", cell)
			}
			row[i] = strings.TrimPrefix(cell, "'")
			for _, w := range columns[i].Words {
				if w.Title == row[i] {
					row[i] = w.Value
				}
			}
		}
	}
	plain, err := makeFigures(s)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(readCSV(t, plain), got); diff != "" {
		t.Error(diff)
	}
}

func readPackage(t *testing.T, s *Source, data []byte) {
	decode := json.NewDecoder(bytes.NewReader(data))
	decode.DisallowUnknownFields()
	var p dataPackage
	if err := decode.Decode(&p); err != nil {
		t.Fatal(err)
	}
	if _, err := decode.Token(); err != io.EOF {
		t.Error("something stands behind the package")
	}
	if p.Name != "a" || p.Version != v1.FiguresVersion || len(p.Resources) != 2 || len(p.Resources[0].Schema.Fields) != len(v1.Columns()) {
		t.Errorf("%+v", p)
	}
	if bytes.Contains(data, []byte(`"licenses"`)) || bytes.Contains(data, []byte(`"sources"`)) {
		t.Error("a licence or source that nobody stated")
	}
	s.Agency.License, s.Agency.Sources, s.Agency.Demo = &v1.License{Name: "CC-BY-4.0"}, []v1.Source{{Title: "台账"}}, true
	data, err := makePackage(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"CC-BY-4.0", "台账", "不是任何机关的发布"} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("the package does not say %s", want)
		}
	}
}

// What is no report is marked in the text, which may be read alone.
func TestTextMarks(t *testing.T) {
	s := source()
	s.Agency.Demo, s.Years[0].Status = true, "draft"
	data, err := makeText(s)
	if err != nil || !bytes.Contains(data, []byte("【演示】")) || !bytes.Contains(data, []byte("【草稿】")) {
		t.Errorf("%s, %v", data, err)
	}
}

func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "甲=乙": "甲=乙", "近8万件": "近8万件", "100%": "100%", "'": "'",
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"  =1": "'  =1", "＝1": "'＝1", "　＋1": "'　＋1", "－1": "'－1", "＠x": "'＠x",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

// Rows come back as they were, and what some programs take for a separator is
// quoted.
func TestRow(t *testing.T) {
	want := []string{"", "甲", "a,b", "a;b", "a\tb", `"`, " x", "x ", "甲\n乙", `a";"b`, "；"}
	var out table
	out.row(want)
	if got := readCSV(t, out.Bytes()); len(got) != 1 || !slices.Equal(got[0], want) {
		t.Errorf("%q reads back as %q", out.String(), got)
	}
	for _, quoted := range []string{`,"a;b",`, ",\"a\tb\",", `,"a"";""b",`, ",x ,"} {
		if !strings.Contains(out.String(), quoted) {
			t.Errorf("%q is not in %q", quoted, out.String())
		}
	}
}

// BenchmarkFormats makes every format of a report with 70 figures.
func BenchmarkFormats(b *testing.B) {
	s := source()
	for len(s.Years[0].Figures) < 70 {
		s.Years[0].Figures = append(s.Years[0].Figures, s.Years[0].Figures[0])
	}
	s.Years = s.Years[:1]
	for b.Loop() {
		for _, f := range All() {
			if _, err := f.Make(s); err != nil {
				b.Fatal(err)
			}
		}
	}
}
