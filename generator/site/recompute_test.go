package site_test

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fazhi/generator/site"
	"fazhi/templates"
)

// tableCell is a cell of a table with what is in it.
type tableCell struct {
	text  string
	class string
	links []string
}

// rowsOf gives the rows of the tables of a class, and the link of each row's
// head cell behind indicators/ and before .html: the key.
func rowsOf(t *testing.T, data []byte, class string) (rows [][]tableCell) {
	t.Helper()
	each(t, data, func(table *html.Node) {
		if table.Data != "table" || !strings.Contains(" "+attr(table, "class")+" ", " "+class+" ") {
			return
		}
		for tr := range table.Descendants() {
			if tr.Data != "tr" || tr.Type != html.ElementNode {
				continue
			}
			var row []tableCell
			for c := range tr.ChildNodes() {
				if c.Type == html.ElementNode {
					row = append(row, cellOf(c))
				}
			}
			rows = append(rows, row)
		}
	})
	return rows
}

func cellOf(n *html.Node) tableCell {
	out := tableCell{class: attr(n, "class")}
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Data == "a":
			out.links = append(out.links, attr(d, "href"))
		case d.Data == "p":
			b.WriteString(" ")
		}
	}
	out.text = strings.Join(strings.Fields(b.String()), " ")
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

var indicatorLink = regexp.MustCompile(`indicators/([a-z_]+\.[a-z_]+)\.html`)

func keyOf(c tableCell) string {
	if len(c.links) > 0 {
		if m := indicatorLink.FindStringSubmatch(c.links[0]); m != nil {
			return m[1]
		}
	}
	return ""
}

// years gives the years that have figures, in order.
func (r *rawForm) ordered() []int {
	var out []int
	for y := range r.years {
		out = append(out, y)
	}
	slices.Sort(out)
	return out
}

// given counts the indicators that have a figure in one of some years.
func (r *rawForm) given(years ...int) int {
	keys := map[string]bool{}
	for _, y := range years {
		for group, figures := range r.years[y] {
			for name := range figures {
				keys[group+"."+name] = true
			}
		}
	}
	for _, y := range years {
		for key := range r.derived[y] {
			keys[key] = true
		}
	}
	return len(keys)
}

// Every number on a comparison of adjacent years, of the samples as of a
// workspace that has every case, is worked out again from the TOML.
func TestEveryComparison(t *testing.T) {
	for _, c := range comparedSites() {
		out, raw := build(t, c.ws, site.Options{}), c.raw(t)
		years := raw.ordered()
		for i, to := range years[1:] {
			name := fmt.Sprintf("%s/fzzf/compare/%d-%d.html", c.agency, years[i], to)
			counts := checkRows(t, name, rowsOf(t, out.Get(name), "versus"), raw, years[i], to)
			text := plain(t, out.Get(name))
			for state, n := range counts {
				if want := fmt.Sprint(state, " ", n); !strings.Contains(text, want) {
					t.Errorf("%s does not count %s", name, want)
				}
			}
		}
	}
}

// comparedSite is a workspace whose comparisons are worked out again.
type comparedSite struct {
	ws      fs.FS
	agency  string
	derived map[int]map[string]*amount
}

func comparedSites() []comparedSite {
	return []comparedSite{{os.DirFS("../.."), "yunxi-sfj", nil}, {everyCase(), "a", seriesDerived()}}
}

func (c comparedSite) raw(t *testing.T) *rawForm {
	t.Helper()
	raw := readRaw(t, c.ws, templates.FS, c.agency)
	raw.derived = c.derived
	return raw
}

// checkRows holds the rows of a comparison of two years against what the TOML
// says, and counts them by what they say.
func checkRows(t *testing.T, name string, rows [][]tableCell, raw *rawForm, from, to int) map[string]int {
	t.Helper()
	n, counts := 0, map[string]int{}
	for _, row := range rows {
		key := keyOf(row[0])
		if len(row) != 5 || key == "" {
			continue
		}
		n++
		a, b := raw.amount(t, from, key), raw.amount(t, to, key)
		text, why, state := stated(raw, key, from, to, a, b)
		counts[state]++
		if m, ok := raw.raw(to, key).(map[string]any); ok && m["note"] != nil {
			why = strings.TrimPrefix(fmt.Sprint(why, "；", m["note"]), "；")
		}
		got := []string{row[1].text, row[2].text, row[3].text, row[4].text}
		if want := []string{a.said(true), b.said(true), text, why}; !slices.Equal(got, want) {
			t.Errorf("%s %s: %q, want %q", name, key, got, want)
		}
		for i, year := range []int{from, to} {
			want := raw.place(year, key)
			if links := strings.Join(row[i+1].links, " "); links != want {
				t.Errorf("%s %s: %d leads to %q, want %q", name, key, year, links, want)
			}
		}
		checkMarks(t, name+" "+key, row, raw.text(key, "direction"), state, a.known(), b.known())
	}
	if want := raw.given(from, to); n != want {
		t.Errorf("%s: %d rows, want %d", name, n, want)
	}
	return counts
}

// checkMarks holds what a row says by its look: what is absent, and what became
// better.
func checkMarks(t *testing.T, name string, row []tableCell, direction, state string, known ...bool) {
	t.Helper()
	has := func(i int, class string) bool { return slices.Contains(strings.Fields(row[i].class), class) }
	better := state == "升" && (direction == "higher" || direction == "target100") || state == "降" && direction == "lower"
	if has(1, "absent") == known[0] || has(2, "absent") == known[1] || has(3, "better") != better || has(3, "absent") != (state == "不可比" || state == "口径变化") {
		t.Errorf("%s: %s is marked %q %q %q", name, state, row[1].class, row[2].class, row[3].class)
	}
}

// stated is what a comparison says of an indicator: the change with its
// difference, the reason, and as what it is counted.
func stated(raw *rawForm, key string, from, to int, a, b *amount) (text, why, state string) {
	if !a.known() || !b.known() {
		for _, side := range []struct {
			year int
			a    *amount
		}{{from, a}, {to, b}} {
			if !side.a.known() {
				why += fmt.Sprintf("；%d年%s", side.year, side.a.said(false))
			}
		}
		return "不可比", strings.TrimPrefix(why, "；"), "不可比"
	}
	if broken := raw.broken(key, from, to); broken != nil {
		if why = broken.Note; !strings.HasPrefix(why, fmt.Sprint(broken.Year)) {
			why = fmt.Sprintf("%d年起口径变化：%s", broken.Year, why)
		}
		return "不可比", why, "口径变化"
	}
	c := changed(a, b, raw.kind(key))
	switch c.why {
	case "unit":
		return "不可比", fmt.Sprintf("计量单位由“%s”改为“%s”", a.unit, b.unit), "不可比"
	case "open":
		return strings.TrimSpace("增减不能确定 " + c.span), "", "增减不能确定"
	case "zero":
		if why = "前一年为零，不算增幅"; a.lo.Sign() < 0 {
			why = "前一年为负数，不算增幅"
		}
	}
	if c.text == "与上年持平" {
		if to > from+1 {
			return "持平", "", "持平"
		}
		return c.text, "", "持平"
	}
	state = "升"
	if strings.ContainsAny(c.text[:3], "下减缩") {
		state = "降"
	}
	return strings.TrimSpace(c.text + " " + c.span), why, state
}

// Every number of the matrix of all years, and of one year across agencies.
func TestEveryMatrix(t *testing.T) {
	ws := os.DirFS("../..")
	out, raw := build(t, ws, site.Options{}), readRaw(t, ws, templates.FS, "yunxi-sfj")
	years := raw.ordered()
	seen := 0
	for _, row := range rowsOf(t, out.Get("yunxi-sfj/fzzf/compare/index.html"), "matrix") {
		key := keyOf(row[0])
		if key == "" {
			continue
		}
		seen++
		for i, cell := range row[1:] {
			year := years[0] + i
			want := "未收录"
			if raw.years[year] != nil {
				want = raw.amount(t, year, key).said(true)
			}
			if b := raw.broken(key, year-1, year); b != nil {
				want += " " + b.Note
			}
			if cell.text != want || strings.Contains(cell.class, "break") != (raw.broken(key, year-1, year) != nil) {
				t.Errorf("%s %d: %q %s, want %q", key, year, cell.text, cell.class, want)
			}
		}
	}
	if want := raw.given(years...); seen != want {
		t.Errorf("%d rows, want %d", seen, want)
	}
	other := readRaw(t, ws, templates.FS, "fucheng-xzspj")
	label := map[string]string{}
	for key := range raw.indicators {
		if raw.raw(2023, key) != nil && other.raw(2023, key) != nil {
			if a, b := raw.amount(t, 2023, key), other.amount(t, 2023, key); a.unit == b.unit {
				label[raw.text(key, "label")] = key // what is counted in other units is not put beside it
			}
		}
	}
	found := 0
	for _, row := range rowsOf(t, out.Get("compare/fzzf-2023.html"), "matrix") {
		name, _, _ := strings.Cut(row[0].text, " ")
		key := label[name]
		if len(row) != 3 || key == "" {
			continue
		}
		found++
		for i, r := range map[int]*rawForm{1: other, 2: raw} {
			if want := r.amount(t, 2023, key).said(false); row[i].text != want {
				t.Errorf("across %s: %q, want %q", key, row[i].text, want)
			}
		}
	}
	if found == 0 || found != len(label) {
		t.Errorf("across agencies: %d rows, want %d", found, len(label))
	}
}
