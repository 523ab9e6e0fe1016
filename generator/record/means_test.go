package record

import (
	"testing"

	v1 "fazhi/generator/export/v1"
)

// A range is what its figure has, written out or in 万; no scale may stand behind it
// that the figure has not.
func TestMeans(t *testing.T) {
	near := &v1.Row{Approx: true, Lo: "70000", Hi: "80000", LoOpen: true, Unit: "件"}
	within := &v1.Row{Approx: true, Hi: "8", Unit: "件"}
	k := &Known{year: 2023, rows: map[int]map[string]*v1.Row{2023: {"a.near": near, "a.within": within}}}
	for _, c := range []struct {
		key, text string
		want      Verdict
	}{
		{"a.near", "大于70000、不超过80000件", Fine},
		{"a.near", "大于7万、不超过8万件", Fine},
		{"a.near", "大于7、不超过8万件", Wrong},
		{"a.near", "大于7万、不超过8件", Wrong},
		{"a.near", "大于7万、不超过9万件", Wrong},
		{"a.within", "不超过8件", Fine},
		{"a.within", "不超过8万件", Wrong},
		{"a.within", "不超过8", Wrong},
	} {
		if got := k.judgeExact(Piece{Key: c.key, Text: c.text}); got != c.want {
			t.Errorf("%s: %s is judged %v, want %v", c.key, c.text, got, c.want)
		}
	}
}
