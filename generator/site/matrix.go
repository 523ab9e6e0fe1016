package site

import (
	"encoding/json"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/page"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

func (g *agencyBuild) matrixPage(v *seriesView, table seriesTable) page.Matrix {
	name := v.matrix()
	title := g.word("site.compare")
	f := g.frame(name, v, title, page.Link{Label: v.Form.Title, Href: rel(name, v.column())}, page.Link{Label: title})
	p := page.Matrix{Frame: f, Texts: g.site.Has(report.WordPart)}
	if len(table.indicators) > 0 {
		p.JS = append(p.JS, page.Asset{Href: "data.js"})
	}
	years := span(v)
	slices.Reverse(years)
	for _, year := range years {
		r := v.shownYear(year)
		column := page.MatrixYear{Year: year, Missing: r == nil}
		if r != nil && r.HasPage() {
			column.Href = rel(name, v.report(year))
		}
		p.Years = append(p.Years, column)
	}
	for _, r := range slices.Backward(v.reports[1:]) {
		last, link := v.before(r), g.compareLink(name, v, r)
		p.Pairs = append(p.Pairs, page.MatrixPair{From: last.Year, To: r.Year, Href: link.Href, Title: link.Label})
	}
	p.Changes = g.changes(name, v, table)
	for _, id := range table.groups {
		group := page.MatrixGroup{Title: v.groupLabel(id)}
		for _, ind := range table.indicators {
			if ind.Group() != id {
				continue
			}
			row := page.MatrixRow{Key: ind.Key, Label: ind.Label, Href: v.indicatorFrom(name, ind.Key), Unit: ind.Unit}
			broken := map[int]string{}
			for _, b := range g.breaks(v, ind.Key) {
				broken[b.Year] = b.What
				if b.Note != "" {
					broken[b.Year] = g.since(b.Year, b.Note)
				}
			}
			for _, year := range years {
				cell := page.MatrixCell{Value: g.cell(name, v, year, ind.Key), Break: broken[year]}
				p.Breaks = p.Breaks || cell.Break != ""
				row.Cells = append(row.Cells, cell)
			}
			group.Rows = append(group.Rows, row)
		}
		p.Groups = append(p.Groups, group)
	}
	return p
}

// since says from which year on a definition changed, and why; a note that says
// the year itself says it once.
func (g *agencyBuild) since(year int, note string) string {
	if strings.HasPrefix(note, itoa(year)+"年") {
		return note
	}
	return g.word("site.compare_from", year, note)
}

// changes lists where what is counted changed, newest first: what the form says,
// and units that differ without a word of it.
func (g *agencyBuild) changes(name string, v *seriesView, table seriesTable) []page.MatrixBreak {
	var out []page.MatrixBreak
	for _, ind := range table.indicators {
		for _, b := range g.breaks(v, ind.Key) {
			i := slices.IndexFunc(out, func(x page.MatrixBreak) bool { return x.Year == b.Year && x.What == b.What && x.Note == b.Note })
			if i < 0 {
				i = len(out)
				out = append(out, page.MatrixBreak{Year: b.Year, What: b.What, Note: b.Note})
			}
			out[i].Indicators = append(out[i].Indicators, page.Link{Label: ind.Label, Href: rel(name, v.indicator(ind.Key))})
		}
	}
	slices.SortStableFunc(out, func(a, b page.MatrixBreak) int { return b.Year - a.Year })
	return out
}

// seriesData is the series as agency.json has it, in a file that a page opened
// from disk can load, too: a script.
type seriesData struct {
	Indicators []v1.Indicator    `json:"indicators"`
	Breaks     []v1.Break        `json:"breaks,omitempty"`
	Years      []compareYear     `json:"years"` // oldest first
	Pages      map[string]string `json:"pages"` // 2022-2023 → the page of both
	Units      map[string]unit   `json:"units"`
}

type compareYear struct {
	Year    int             `json:"year"`
	Href    string          `json:"href,omitempty"` // of the report, where it has a page
	Figures []compareFigure `json:"figures"`
}

// compareFigure is a figure with what pages say behind its wording.
type compareFigure struct {
	v1.Figure
	Exact string `json:"exact,omitempty"`
}

// unit says how numbers in a unit are written, and which units are one.
type unit struct {
	Behind string `json:"behind"` // 个工作日: behind a number without 万
	Scaled bool   `json:"scaled"` // 万 and 亿 are used
	Class  int    `json:"class"`
}

// compareData writes the data of the series.
func (g *agencyBuild) compareData(v *seriesView) ([]byte, error) {
	d := seriesData{Pages: map[string]string{}, Units: map[string]unit{}}
	d.Indicators, d.Breaks = g.exportIndicators(v), exportBreaks(v)
	for _, r := range v.reports {
		y := compareYear{Year: r.Year, Figures: []compareFigure{}}
		if r.HasPage() {
			y.Href = rel(v.matrix(), v.report(r.Year))
		}
		for _, f := range r.Figures {
			y.Figures = append(y.Figures, compareFigure{exportFigure(f), value(&f.Value).Exact})
		}
		d.Years = append(d.Years, y)
	}
	for _, r := range v.reports[1:] {
		last := v.before(r)
		pair := itoa(last.Year) + "-" + itoa(r.Year)
		d.Pages[pair] = pair + ".html"
	}
	var classes []string
	for _, y := range d.Years {
		for _, f := range y.Figures {
			d.unit(f.Unit, &classes)
		}
	}
	d.unit("百分点", &classes)
	d.unit("%", &classes)
	data, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	return append(append([]byte("window.fazhiSeries="), data...), ";\n"...), nil
}

// unit notes how a unit is written.
func (d *seriesData) unit(name string, classes *[]string) {
	if _, ok := d.Units[name]; ok {
		return
	}
	class := slices.IndexFunc(*classes, func(c string) bool { return quantity.SameUnit(c, name) })
	if class < 0 {
		class = len(*classes)
		*classes = append(*classes, name)
	}
	d.Units[name] = unit{
		Behind: unitBehind(name),
		Scaled: strings.Contains(quantity.Print(quantity.NewInt(10000), name), "万"),
		Class:  class,
	}
}
