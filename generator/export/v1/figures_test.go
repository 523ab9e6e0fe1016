package v1

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func example() *Agency {
	return &Agency{Schema: Schema, ID: "a", Name: "示例区虚构局", Demo: true, Forms: []Form{{
		ID: "fzzf", Title: "年度报告",
		Indicators: []Indicator{{Key: "a.b", Label: "甲", Unit: "件", Kind: "count", Direction: "none", Group: "组", Definition: "口径"}},
		Years: []Year{{Year: 2023, Status: "published", Figures: []Figure{
			{Key: "a.b", Text: "近8万件", Value: "80000", Unit: "件", Approx: true, Lo: "70000", LoOpen: true, Hi: "80000", Before: "7万件"},
			{Key: "a.c", Text: "未统计", Absent: true, Note: "说明"},
		}}, {Year: 2022, Status: "data", Figures: []Figure{
			{Key: "a.b", Text: "505件", Value: "505", Unit: "件"},
			{Key: "a.d", Text: "30个工作日以内", Value: "30", Unit: "工作日", Approx: true, Hi: "30"},
		}}},
	}}}
}

// A row says of a figure what agency.json says, and can be read alone.
func TestRows(t *testing.T) {
	a := example()
	got := a.Rows(&a.Forms[0], a.Forms[0].Years...)
	base := Row{Agency: "a", AgencyName: "示例区虚构局", Form: "fzzf", Demo: true}
	want := []Row{base, base, base, base}
	for i, set := range []func(*Row){
		func(r *Row) {
			r.Label, r.Group, r.Kind, r.Direction, r.Definition, r.Unit = "甲", "组", "count", "none", "口径", "件"
			r.Year, r.Status, r.Key, r.Text, r.Value, r.Lo, r.LoOpen, r.Hi, r.Approx, r.Before = 2023, "published", "a.b", "近8万件", "80000", "70000", true, "80000", true, "7万件"
		},
		func(r *Row) {
			r.Year, r.Status, r.Key, r.Text, r.Absent, r.Note = 2023, "published", "a.c", "未统计", "未统计", "说明"
		},
		func(r *Row) {
			r.Label, r.Group, r.Kind, r.Direction, r.Definition, r.Unit = "甲", "组", "count", "none", "口径", "件"
			r.Year, r.Status, r.Key, r.Text, r.Value, r.Lo, r.Hi = 2022, "data", "a.b", "505件", "505", "505", "505"
		},
		func(r *Row) {
			r.Year, r.Status, r.Key, r.Text, r.Value, r.Unit, r.Hi, r.Approx = 2022, "data", "a.d", "30个工作日以内", "30", "工作日", "30", true
		},
	} {
		set(&want[i])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	data, err := EncodeFigures(got)
	if err != nil {
		t.Fatal(err)
	}
	back, err := DecodeFigures(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, back.Figures); diff != "" {
		t.Error(diff)
	}
	if n := strings.Count(string(data), "\n"); n != len(want)+2 {
		t.Errorf("%d lines of JSON for %d figures", n, len(want))
	}
	if _, err := DecodeFigures([]byte(strings.Replace(string(data), FiguresSchema, "fazhi.figures/2", 1))); err == nil {
		t.Error("another schema was read")
	}
	if empty, err := EncodeFigures(nil); err != nil || !json.Valid(empty) {
		t.Errorf("no figures: %s, %v", empty, err)
	}
}

// Columns, cells and the fields of JSON are the same, in the same order, and
// every one is described.
func TestColumns(t *testing.T) {
	row := Row{Year: 2023}
	columns, fields := Columns(), reflect.TypeFor[Row]()
	if len(columns) != fields.NumField() || len(row.Cells()) != len(columns) {
		t.Fatalf("%d columns, %d fields, %d cells", len(columns), fields.NumField(), len(row.Cells()))
	}
	// A row of which every text is its own name tells where each cell comes from.
	value := reflect.ValueOf(&row).Elem()
	for i := range fields.NumField() {
		if value.Field(i).Kind() == reflect.String {
			value.Field(i).SetString(fields.Field(i).Tag.Get("json"))
		}
	}
	cells := row.Cells()
	for i, c := range columns {
		if tag := fields.Field(i).Tag.Get("json"); tag != c.Name {
			t.Errorf("column %s is field %s", c.Name, tag)
		}
		want := map[reflect.Kind]string{reflect.String: c.Name, reflect.Int: "2023", reflect.Bool: "false"}[fields.Field(i).Type.Kind()]
		if cells[i] != want {
			t.Errorf("cell of %s is %q, want %q", c.Name, cells[i], want)
		}
	}
	ind := Indicator{}
	if got := len(ind.Cells(&Form{})); got != len(IndicatorColumns()) {
		t.Errorf("%d cells of an indicator, %d columns", got, len(IndicatorColumns()))
	}
	for _, list := range [][]Column{columns, IndicatorColumns()} {
		names, titles := map[string]bool{}, map[string]bool{}
		for _, c := range list {
			if names[c.Name] || titles[c.Title] || c.Name == "" || c.Title == "" || c.Doc == "" || c.English == "" {
				t.Errorf("column %q stands twice or is not described", c.Name)
			}
			names[c.Name], titles[c.Title] = true, true
			if (c.Type == "boolean") != (len(c.Words) == 2 && c.Words[0].Value == "true") {
				t.Errorf("column %s: %s with the words %v", c.Name, c.Type, c.Words)
			}
		}
	}
}
