package page

import (
	"regexp"
	"strconv"
	"testing"
)

// The words of breaks stay inside the drawing and out of each other's way,
// however long they are and wherever the breaks lie.
func TestBreakLabels(t *testing.T) {
	i := Indicator{Unit: "件", Breaks: []Break{{Year: 2020, What: "单位由件次改为万元人民币"}, {Year: 2021, What: "统计范围扩大到镇街"}, {Year: 2022, What: "口径调整"}}}
	for y := 2022; y >= 2019; y-- {
		i.Years = append(i.Years, IndicatorYear{Year: y, Value: Value{Text: "5件"}, Plot: &Plot{Lo: 5, Hi: 5}})
	}
	svg := string(i.Draw("图", false))
	number := func(s string) float64 { f, _ := strconv.ParseFloat(s, 64); return f }
	width := number(regexp.MustCompile(` width="([\d.]+)"`).FindStringSubmatch(svg)[1])
	type label struct{ from, to, y float64 }
	var labels []label
	for _, m := range regexp.MustCompile(`<text class="break" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)<`).FindAllStringSubmatch(svg, -1) {
		half := textWidth(m[3]) / 2
		labels = append(labels, label{number(m[1]) - half, number(m[1]) + half, number(m[2])})
	}
	if len(labels) != 3 {
		t.Fatalf("%d labels: %s", len(labels), svg)
	}
	for a, l := range labels {
		if l.from < chartLeft-1 || l.to > width {
			t.Errorf("label %d runs from %.0f to %.0f of %.0f", a, l.from, l.to, width)
		}
		for b, other := range labels[:a] {
			if l.y == other.y && l.from < other.to && other.from < l.to {
				t.Errorf("labels %d and %d run into each other", b, a)
			}
		}
	}
}
