package site_test

import (
	"fmt"
	"io/fs"
	"math"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fazhi/generator/site"
	"fazhi/templates"
)

// Every number on every indicator page, of the samples as of a workspace that
// has every case, is worked out again from the TOML; and every chart is measured
// against the same numbers.
func TestEveryIndicator(t *testing.T) {
	percent := func(text string, tenths int64) *amount {
		n := big.NewRat(tenths, 10)
		return &amount{text: text, lo: n, hi: n, unit: "%"}
	}
	for _, c := range []struct {
		ws      fs.FS
		agency  string
		derived map[int]map[string]*amount
	}{
		{os.DirFS("../.."), "yunxi-sfj", nil},
		{os.DirFS("../.."), "fucheng-xzspj", map[int]map[string]*amount{2023: {"hall.general_share": {text: "无法计算"}, "litigation.assistance_rate": percent("99.5%", 995)}}},
		{series(), "a", seriesDerived()},
	} {
		out, raw := build(t, c.ws, site.Options{}), readRaw(t, c.ws, templates.FS, c.agency)
		raw.derived = c.derived
		n, prefix := 0, c.agency+"/fzzf/indicators/"
		for _, name := range out.Names() {
			key, ok := strings.CutPrefix(name, prefix)
			if !ok || key == "index.html" {
				continue
			}
			n++
			key = strings.TrimSuffix(key, ".html")
			checkIndicator(t, name, key, out.Get(name), raw)
			checkChart(t, name, key, out.Get(name), raw)
		}
		if want := raw.given(raw.ordered()...); n != want {
			t.Errorf("%s: %d indicator pages, want %d", c.agency, n, want)
		}
	}
}

func checkIndicator(t *testing.T, name, key string, data []byte, raw *rawForm) {
	t.Helper()
	years := raw.ordered()
	year := years[len(years)-1]
	for _, row := range rowsOf(t, data, "series")[1:] {
		if row[0].text != fmt.Sprintf("%d年", year) || len(row) != 4 {
			t.Fatalf("%s: row %q, want %d", name, row, year)
		}
		value, growth, note := "未收录", "", ""
		if raw.years[year] != nil {
			a := raw.amount(t, year, key)
			value = a.said(true)
			growth, note = raw.growth(t, year, key, a)
		}
		if row[1].text != value || row[2].text != growth || !strings.Contains(row[3].text, note) {
			t.Errorf("%s %d: %q, want %q %q %q", name, year, row, value, growth, note)
		}
		b := raw.broken(key, year-1, year)
		if b != nil && year > years[0] && !strings.Contains(row[3].text, "不与以前的数比较") {
			t.Errorf("%s %d: the break is not told: %q", name, year, row[3].text)
		}
		year--
	}
	if year != years[0]-1 {
		t.Errorf("%s: the table ends with %d", name, year+1)
	}
}

// growth is what an indicator's page says of the change from the year before:
// the report's own statement of that year goes before what that year says.
func (r *rawForm) growth(t *testing.T, year int, key string, now *amount) (text, note string) {
	t.Helper()
	before := r.amount(t, year-1, key)
	if m, ok := r.raw(year, key).(map[string]any); ok && m["before"] != nil {
		before = amountOf(t, m["before"], r.text(key, "unit"))
		note = "报告所述上年数：" + before.text
	}
	if !now.known() || !before.known() {
		return "", note
	}
	if r.broken(key, year-1, year) != nil {
		return "口径有变化，不可比", note
	}
	c := changed(before, now, r.kind(key))
	switch c.why {
	case "unit":
		return "单位不同，不可比", note
	case "open":
		return "含约数，增减不能确定", note
	}
	return c.text, note
}

// mark is an element of a chart with its numbers.
type mark struct {
	name, class, text string
	at                map[string]float64
}

func marksOf(t *testing.T, data []byte) (marks []mark) {
	t.Helper()
	each(t, data, func(svg *html.Node) {
		if svg.Data != "svg" {
			return
		}
		for n := range svg.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			m := mark{name: n.Data, class: attr(n, "class"), text: cellOf(n).text, at: map[string]float64{}}
			for _, a := range n.Attr {
				if f, err := strconv.ParseFloat(a.Val, 64); err == nil {
					m.at[a.Key] = f
				}
			}
			marks = append(marks, m)
		}
	})
	return marks
}

// ruler reads values off a chart by its own axis: the numbers beside it, and
// 万 or 亿 over them.
type ruler struct{ y0, slope float64 }

func (r ruler) y(v *big.Rat) float64 {
	f, _ := v.Float64()
	return r.y0 + r.slope*f
}

func rulerOf(t *testing.T, name string, marks []mark, unit string) ruler {
	t.Helper()
	size := 1.0
	var ys, values []float64
	for _, m := range marks {
		if m.class != "axis" {
			continue
		}
		if len(ys) == 0 && size == 1 && m.at["y"] == 18 {
			for word, n := range map[string]float64{"万": 1e4, "亿": 1e8} {
				if strings.HasPrefix(m.text, word) {
					size = n
				}
			}
			if !strings.HasSuffix(m.text, unit) {
				t.Errorf("%s: the axis is in %q, not %s", name, m.text, unit)
			}
			continue
		}
		v, err := strconv.ParseFloat(m.text, 64)
		if err != nil {
			t.Fatalf("%s: the axis says %q", name, m.text)
		}
		ys, values = append(ys, m.at["y"]-4.5), append(values, v*size)
	}
	if len(ys) < 2 {
		t.Fatalf("%s: no axis", name)
	}
	last := len(ys) - 1
	slope := (ys[last] - ys[0]) / (values[last] - values[0])
	return ruler{ys[0] - slope*values[0], slope}
}

// checkChart holds what is drawn against the values: bars from zero to what is
// certain, frames over what is possible, marks and lines at the middle of what
// is known; nothing where there is no value, and a rule at each break that no
// line crosses.
func checkChart(t *testing.T, name, key string, data []byte, raw *rawForm) {
	t.Helper()
	years := raw.ordered()
	first, last := years[0], years[len(years)-1]
	values := map[int]*amount{}
	for _, y := range years {
		if a := raw.amount(t, y, key); a.known() {
			values[y] = a
		}
	}
	marks := marksOf(t, data)
	if len(values) < 2 {
		if len(marks) > 0 {
			t.Errorf("%s: a chart of %d values", name, len(values))
		}
		return
	}
	c := &charted{T: t, name: name, marks: marks, x: map[int]float64{}}
	for _, m := range marks {
		if m.class == "year" {
			y, _ := strconv.Atoi(m.text)
			c.x[y] = m.at["x"]
		}
	}
	c.ruler = rulerOf(t, name, marks, strings.TrimLeft(raw.text(key, "unit"), "万亿"))
	c.line = raw.kind(key) != "count"
	for y := first; y <= last; y++ {
		if math.Abs(c.x[y]-c.x[first]-float64(y-first)*(c.x[first+1]-c.x[first])) > .2 {
			t.Errorf("%s: %d stands at %v", name, y, c.x[y])
		}
		c.value(y, values[y], raw.amount(t, y, key), raw.years[y] != nil)
	}
	c.breaks(first, last, key, raw, values)
	c.lines(first, last, key, raw, values)
}
