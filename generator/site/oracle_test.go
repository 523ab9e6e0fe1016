package site_test

import (
	"fmt"
	"io/fs"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// What pages state is worked out again in this file, from the TOML alone: it is
// read into maps, wordings have their meaning written out by hand, and the
// arithmetic is that of math/big. Nothing of the program is used.

// amount is a value as it was given: the interval that it lies in, or nothing.
type amount struct {
	text           string
	lo, hi         *big.Rat // nil at an open end; both nil for an absence
	loOpen, hiOpen bool
	unit           string // of lo and hi
	exact          string // what the page adds in small
}

func (a *amount) known() bool { return a != nil && (a.lo != nil || a.hi != nil) }

func (a *amount) point() bool {
	return a.lo != nil && a.hi != nil && a.lo.Cmp(a.hi) == 0 && !a.loOpen && !a.hiOpen
}

// said is what an amount is called on a page.
func (a *amount) said(addition bool) string {
	switch {
	case a == nil:
		return "未公布"
	case addition && a.exact != "":
		return a.text + " " + a.exact
	}
	return a.text
}

// wordings is what approximate wordings mean, and what pages add to them:
// written by hand, as the law of docs/formats.md has it.
func wordings() map[string]amount {
	between := func(lo, hi int64, loOpen, hiOpen bool, unit, exact string) amount {
		return amount{lo: big.NewRat(lo, 1), hi: big.NewRat(hi, 1), loOpen: loOpen, hiOpen: hiOpen, unit: unit, exact: exact}
	}
	return map[string]amount{
		"近600万元":    between(5_000_000, 6_000_000, true, false, "元", "大于500万、不超过600万元"),
		"650余万元":    between(6_500_000, 6_600_000, true, true, "元", "大于650万、小于660万元"),
		"780余万元":    between(7_800_000, 7_900_000, true, true, "元", "大于780万、小于790万元"),
		"5万余份":      between(50_000, 60_000, true, true, "份", "大于5万、小于6万份"),
		"近6万份":      between(50_000, 60_000, true, false, "份", "大于5万、不超过6万份"),
		"3万余份":      between(30_000, 40_000, true, true, "份", "大于3万、小于4万份"),
		"近3万份":      between(20_000, 30_000, true, false, "份", "大于2万、不超过3万份"),
		"近8万件":      between(70_000, 80_000, true, false, "件", "大于7万、不超过8万件"),
		"7万余件":      between(70_000, 80_000, true, true, "件", "大于7万、小于8万件"),
		"9万余件":      between(90_000, 100_000, true, true, "件", "大于9万、小于10万件"),
		"9万余次":      between(90_000, 100_000, true, true, "次", "大于9万、小于10万次"),
		"300余人次":    between(300, 400, true, true, "人次", "大于300、小于400人次"),
		"6千余套":      between(6_000, 7_000, true, true, "套", "大于6000、小于7000套"),
		"3亿余元":      between(300_000_000, 400_000_000, true, true, "元", "大于3亿、小于4亿元"),
		"约600件":     between(550, 650, false, false, "件", "不少于550、不超过650件"),
		"超过600件":    {lo: big.NewRat(600, 1), loOpen: true, unit: "件"},
		"30个工作日以内":  {hi: big.NewRat(30, 1), unit: "工作日"},
		"50个工作日以内":  {hi: big.NewRat(50, 1), unit: "工作日"},
		"不超过20个工作日": {hi: big.NewRat(20, 1), unit: "工作日"},
		"两名":        between(2, 2, false, false, "名", "2名"),
		"5至7件":      between(5, 7, false, false, "件", ""),
		"6至8件":      between(6, 8, false, false, "件", ""),
		"600—700件":  between(600, 700, false, false, "件", ""),
		"60多件":      between(60, 70, true, true, "件", "大于60、小于70件"),
		"不足100件":    {hi: big.NewRat(100, 1), hiOpen: true, unit: "件"},
		"至少10件":     {lo: big.NewRat(10, 1), unit: "件"},
		"近90%":      between(80, 90, true, false, "%", "大于80、不超过90%"),
		"超过95%":     {lo: big.NewRat(95, 1), loOpen: true, unit: "%"},
		"不到3%":      {hi: big.NewRat(3, 1), hiOpen: true, unit: "%"},
		"10到12个工作日": between(10, 12, false, false, "工作日", ""),
		"未统计":       {}, "不适用": {}, "不公开": {},
	}
}

var plainNumber = regexp.MustCompile(`^(-?[0-9][0-9,]*(?:\.[0-9]+)?)(万亿|亿|万)?个?(.*)$`)

// amountOf reads what stands behind a key of the TOML.
func amountOf(t *testing.T, v any, unit string) *amount {
	t.Helper()
	switch v := v.(type) {
	case int64:
		a := &amount{text: fmt.Sprint(v) + behind(unit), lo: big.NewRat(v, 1), unit: unit}
		a.hi = a.lo
		switch a.scaled(); {
		case a.unit != unit && v != 0, inWords(a.lo, unit) != a.text:
			a.text, a.exact = inWords(a.lo, a.unit), places(a.lo)+a.unit
		}
		return a
	case string:
		if a, ok := wordings()[v]; ok {
			a.text = v
			return &a
		}
		m := plainNumber.FindStringSubmatch(v)
		if m == nil {
			t.Fatalf("%q has no meaning written out", v)
		}
		n, ok := new(big.Rat).SetString(strings.ReplaceAll(m[1], ",", ""))
		if !ok {
			t.Fatal(v)
		}
		a := &amount{text: v, lo: n, hi: n, unit: m[2] + m[3]}
		if a.unit == "" {
			a.unit = unit
		}
		if a.scaled(); m[2] != "" {
			a.exact = a.lo.FloatString(0) + a.unit
		}
		return a
	case map[string]any:
		a := amountOf(t, v["value"], unit)
		if show, ok := v["show"].(string); ok {
			a.text, a.exact = show, places(a.lo)+behind(a.unit)
		}
		return a
	}
	t.Fatalf("%v is no figure", v)
	return nil
}

// scaled counts 万元 in 元.
func (a *amount) scaled() *amount {
	for _, s := range []struct {
		word string
		size int64
	}{{"万", 1e4}, {"亿", 1e8}} {
		if rest, ok := strings.CutPrefix(a.unit, s.word); ok {
			a.unit, a.lo = rest, new(big.Rat).Mul(a.lo, big.NewRat(s.size, 1))
			a.hi = a.lo
		}
	}
	return a
}

// behind is a unit as it stands behind a number.
func behind(unit string) string {
	if unit == "工作日" || unit == "百分点" {
		return "个" + unit
	}
	return unit
}

// places writes a number with the decimals that it has.
func places(n *big.Rat) string {
	s := n.FloatString(12)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// inWords writes a number with its unit, in 万 or 亿 where that takes at most two
// decimals.
func inWords(n *big.Rat, unit string) string {
	if unit != "%" && unit != "百分点" && unit != "工作日" {
		for _, s := range []struct {
			word string
			size int64
		}{{"万亿", 1e12}, {"亿", 1e8}, {"万", 1e4}} {
			q := new(big.Rat).Quo(n, big.NewRat(s.size, 1))
			if new(big.Rat).Abs(q).Cmp(big.NewRat(1, 1)) >= 0 && new(big.Rat).Mul(q, big.NewRat(100, 1)).IsInt() {
				return places(q) + s.word + unit
			}
		}
	}
	return places(n) + behind(unit)
}

// rounded gives a number with some decimals: the nearest, or the one below, or
// the one above.
func rounded(n *big.Rat, decimals int, how string) *big.Rat {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil))
	x := new(big.Rat).Mul(n, scale)
	low := new(big.Int).Div(x.Num(), x.Denom())
	out := new(big.Rat).SetInt(low)
	switch rest := new(big.Rat).Sub(x, out); {
	case how == "up" && rest.Sign() > 0,
		how == "" && (rest.Cmp(big.NewRat(1, 2)) > 0 || rest.Cmp(big.NewRat(1, 2)) == 0 && x.Sign() > 0):
		out.Add(out, big.NewRat(1, 1))
	}
	return out.Quo(out, scale)
}

// workspaceTOML reads every file of a form of an agency: years into maps, and
// the definitions of the form and of the agency over each other.
type rawForm struct {
	years      map[int]map[string]map[string]any // year, group, name
	indicators map[string]map[string]any         // by key
	breaks     []rawBreak
	pages      map[int]bool               // the years that have a narrative
	derived    map[int]map[string]*amount // worked out by hand
}

type rawBreak struct {
	Figures    []string
	Year       int
	What, Note string
}

func readRaw(t *testing.T, ws, templates fs.FS, agency string) *rawForm {
	t.Helper()
	out := &rawForm{pages: map[int]bool{}, years: map[int]map[string]map[string]any{}, indicators: map[string]map[string]any{}}
	type definitions struct {
		Indicators, Derived map[string]map[string]map[string]any
		Breaks              []rawBreak
	}
	for _, file := range []struct {
		fsys fs.FS
		name string
	}{{templates, "forms/fzzf.toml"}, {ws, "data/" + agency + "/fzzf/form.toml"}} {
		var d definitions
		if _, err := toml.DecodeFS(file.fsys, file.name, &d); err != nil && file.name != "data/"+agency+"/fzzf/form.toml" {
			t.Fatal(err)
		}
		for _, table := range []map[string]map[string]map[string]any{d.Indicators, d.Derived} {
			for group, all := range table {
				for name, def := range all {
					out.indicators[group+"."+name] = def
				}
			}
		}
		out.breaks = append(out.breaks, d.Breaks...)
	}
	names, err := fs.Glob(ws, "data/"+agency+"/fzzf/2*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%s has no years: %v", agency, err)
	}
	for _, name := range names {
		var year int
		if _, err := fmt.Sscanf(name[len(name)-9:], "%d.toml", &year); err != nil {
			t.Fatal(err)
		}
		var d struct{ Figures map[string]map[string]any }
		if _, err := toml.DecodeFS(ws, name, &d); err != nil {
			t.Fatal(err)
		}
		out.years[year] = d.Figures
		_, err := fs.Stat(ws, fmt.Sprintf("content/%s/fzzf/%d.md", agency, year))
		out.pages[year] = err == nil
	}
	return out
}

func (r *rawForm) text(key, name string) string {
	s, _ := r.indicators[key][name].(string)
	return s
}

// raw is what stands behind a key in one year, nil where there is nothing.
func (r *rawForm) raw(year int, key string) any {
	group, name, _ := strings.Cut(key, ".")
	return r.years[year][group][name]
}

func (r *rawForm) amount(t *testing.T, year int, key string) *amount {
	t.Helper()
	if a := r.derived[year][key]; a != nil {
		return a
	}
	if v := r.raw(year, key); v != nil {
		return amountOf(t, v, r.text(key, "unit"))
	}
	return nil
}

// place is where a value leads from a page of comparisons: its row in the report,
// where that year has one.
func (r *rawForm) place(year int, key string) string {
	if !r.pages[year] || r.raw(year, key) == nil && r.derived[year][key] == nil {
		return ""
	}
	return fmt.Sprintf("../%d.html#f-%s", year, key)
}

// broken gives the break of an indicator between two years, the newest where
// there are several.
func (r *rawForm) broken(key string, from, to int) (found *rawBreak) {
	for i, b := range r.breaks {
		for _, name := range b.Figures {
			of := name == key || name == r.text(key, "label") || key == "x.part" && name == "换口径的" // it is computed from it
			if of && b.Year > from && b.Year <= to && (found == nil || b.Year > found.Year) {
				found = &r.breaks[i]
			}
		}
	}
	return found
}

func (r *rawForm) kind(key string) string {
	if kind := r.text(key, "kind"); kind != "" {
		return kind
	}
	switch r.text(key, "unit") {
	case "%":
		return "share"
	case "工作日", "天", "日":
		return "duration"
	}
	return "count"
}
