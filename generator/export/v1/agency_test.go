package v1

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What was written is read back whole; another schema is refused, and a field
// that came later is passed over.
func TestReadBack(t *testing.T) {
	a := &Agency{Schema: Schema, ID: "a", Name: "示例区虚构局", Short: []string{"虚构局"}, Demo: true, Forms: []Form{{
		ID: "fzzf", Title: "年度报告", Short: "年报", Path: "fzzf/index.html",
		Indicators: []Indicator{{Key: "a.b", Label: "甲", Unit: "件", Kind: "count", Direction: "none", Group: "组", Path: "fzzf/indicators/a.b.html"}},
		Years: []Year{{Year: 2023, Status: "published", Title: "报告", Published: "2024-01-26T09:30:00+08:00", Figures: []Figure{
			{Key: "a.b", Text: "近8万件", Value: "80000", Unit: "件", Approx: true, Lo: "70000", LoOpen: true, Hi: "80000"},
			{Key: "a.c", Text: "未统计", Absent: true},
		}, Waivers: []Waiver{
			{Check: "part-exceeds-whole", Figures: []string{"a.b", "a.c"}, Reason: "来访一次可以提出几件事", By: "法制股", Until: "2024-12-31"},
			{Check: "section-thin", Text: "下一年度", Reason: "当年撤并"},
		}, Paragraphs: []Paragraph{
			{Line: 9, Start: "本年受办各类审批业务近八", Length: 180, Hashes: "00c0ffee01234567"},
		}}},
	}}}
	data, err := a.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, got); diff != "" {
		t.Error(diff)
	}
	if _, err := Decode([]byte(strings.Replace(string(data), Schema, "fazhi.agency/2", 1))); err == nil {
		t.Error("another schema was read")
	}
	if _, err := Decode([]byte(strings.Replace(string(data), `{"schema"`, `{"later":1,"schema"`, 1))); err != nil {
		t.Errorf("a later field: %v", err)
	}
	if _, err := Decode([]byte("{")); err == nil {
		t.Error("broken JSON was read")
	}
}
