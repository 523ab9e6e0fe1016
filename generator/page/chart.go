package page

import (
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Plot is where an indicator's value lies in one year, for drawing: a point, or
// a range that may be open at an end.
type Plot struct {
	Lo, Hi     float64
	NoLo, NoHi bool // the range has no such end
}

// Break parts a series: from this year on the figures are not comparable with
// those before.
type Break struct {
	Year int
	What string // 单位变更
	Note string // why, in a sentence; may be empty
}

// The measures of a chart, in pixels at its natural size.
const (
	chartLeft   = 58.0
	chartTop    = 40.0
	chartLabels = 18.0 // a row of labels of breaks, above the ground
	chartHeight = 190.0
	chartFoot   = 34.0
	chartBar    = 34.0
	leastColumn = 68.0
	mostColumn  = 132.0
)

// chart draws the rows of an indicator's table.
type chart struct {
	b        strings.Builder
	labels   []breakLabel
	top      float64         // where the ground begins
	rows     []IndicatorYear // oldest first
	line     bool
	column   float64
	min, max float64
	step     float64
}

// Draw makes the chart of an indicator from the very rows of its table, as
// inline SVG: bars from zero for what is counted, marks on a line for rates and
// time limits. What is approximate is drawn as the range that it is, a year
// without a figure says why, and a break is a dashed rule that no line crosses.
// There is none for fewer than two values.
func (i *Indicator) Draw(title string, line bool) HTML {
	c := chart{rows: slices.Clone(i.Years), line: line, column: leastColumn}
	slices.Reverse(c.rows)
	n := 0
	var desc []string
	for _, y := range c.rows {
		desc = append(desc, strconv.Itoa(y.Year)+"："+y.Value.Text)
		c.column = max(c.column, min(textWidth(y.Value.Text)+14, mostColumn))
		if y.Plot != nil {
			n++
		}
	}
	if n < 2 {
		return ""
	}
	for _, b := range i.Breaks {
		desc = append(desc, strconv.Itoa(b.Year)+"："+b.What)
	}
	c.scale()
	width := c.place(i.Breaks, chartLeft+c.column*float64(len(c.rows))+12)
	height := c.top + chartHeight + chartFoot
	c.tag(`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="chart-title chart-desc" width="`, num(width), `" height="`, num(height), `" viewBox="0 0 `, num(width), " ", num(height), `" font-size="13" fill="#1b2127">`)
	c.tag(`<title id="chart-title">`, html.EscapeString(title), `</title><desc id="chart-desc">`, html.EscapeString(strings.Join(desc, "；")), `</desc>`)
	c.axis(width, i.Unit)
	c.breaks()
	if line {
		c.path(i.Breaks)
	}
	for k, y := range c.rows {
		c.year(k, y)
	}
	c.tag(`</svg>`)
	return HTML(c.b.String()) //nolint:gosec // every text is escaped
}

func (c *chart) tag(parts ...string) {
	for _, p := range parts {
		c.b.WriteString(p)
	}
}

// num writes a length with at most one decimal.
func num(f float64) string {
	return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64)
}

// textWidth estimates the width of a text at 13 pixels.
func textWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		if r < 0x2e80 {
			w += 7.4
		} else {
			w += 13
		}
	}
	return w
}

// scale chooses the axis: from zero, but for rates that all lie close together,
// whose axis says where it starts.
func (c *chart) scale() {
	lo, hi := math.Inf(1), 0.0
	for _, y := range c.rows {
		if p := y.Plot; p != nil {
			if !p.NoLo {
				lo, hi = min(lo, p.Lo), max(hi, p.Lo)
			}
			if !p.NoHi {
				lo, hi = min(lo, p.Hi), max(hi, p.Hi)
			}
			if p.NoLo {
				lo = min(lo, 0)
			}
		}
	}
	base := min(0, lo)
	if c.line && lo >= 50 && hi-lo < 15 && hi <= 100 {
		base = lo - max(hi-lo, 2)
	}
	if hi <= base {
		hi = base + 1
	}
	c.step = niceStep((hi - base) / 4)
	c.min = math.Floor(base/c.step+1e-9) * c.step
	c.max = math.Ceil(hi/c.step-1e-9) * c.step
}

// niceStep rounds up to 1, 2 or 5 times a power of ten.
func niceStep(f float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(f)))
	for _, m := range []float64{1, 2, 5} {
		if f <= m*p*(1+1e-9) {
			return m * p
		}
	}
	return 10 * p
}

func (c *chart) y(v float64) string {
	return num(c.at(v))
}

func (c *chart) at(v float64) float64 {
	return c.top + chartHeight*(c.max-min(max(v, c.min), c.max))/(c.max-c.min)
}

// x is the middle of a column.
func (c *chart) x(k int) float64 { return chartLeft + c.column*(float64(k)+.5) }

// axis draws the ruled ground with its numbers, in 万 or 亿 where they are large.
func (c *chart) axis(width float64, unit string) {
	div, word := 1.0, ""
	switch top := max(c.max, -c.min); {
	case top >= 1e8:
		div, word = 1e8, "亿"
	case top >= 1e4:
		div, word = 1e4, "万"
	}
	unit = strings.TrimLeft(unit, "万亿")
	c.tag(`<text class="axis" x="`, num(chartLeft-8), `" y="18" text-anchor="end" fill="#636d77">`, html.EscapeString(word+unit), `</text>`)
	for k := 0; ; k++ {
		v := c.min + float64(k)*c.step
		if v > c.max+c.step/2 {
			break
		}
		class, stroke := "grid", "#e6e9e7"
		if math.Abs(v) < c.step/1e6 {
			v, class, stroke = 0, "base", "#4f5963"
		}
		c.tag(`<line class="`, class, `" x1="`, num(chartLeft), `" x2="`, num(width-4), `" y1="`, c.y(v), `" y2="`, c.y(v), `" stroke="`, stroke, `"/>`)
		label := strconv.FormatFloat(math.Round(v/div*1e6)/1e6, 'f', -1, 64)
		c.tag(`<text class="axis" x="`, num(chartLeft-8), `" y="`, num(c.at(v)+4.5), `" text-anchor="end" fill="#636d77">`, label, `</text>`)
	}
}

// breakLabel is a break with its words where there is room for them.
type breakLabel struct {
	text    string
	line, x float64 // of the rule, and of the middle of the words
	row     int
}

// place finds room for the words of breaks: they stay inside the drawing, and
// stand in rows where they would run into each other. It sets where the ground
// begins and gives the width that the drawing needs.
func (c *chart) place(breaks []Break, width float64) float64 {
	for _, b := range breaks {
		width = max(width, chartLeft+textWidth(b.What)+12)
	}
	var ends []float64 // of the words in each row
	for k, y := range c.rows {
		for _, b := range breaks {
			if y.Year != b.Year || k == 0 {
				continue
			}
			half := textWidth(b.What) / 2
			l := breakLabel{text: b.What, line: chartLeft + c.column*float64(k)}
			l.x = max(chartLeft+half, min(l.line, width-4-half))
			for l.row < len(ends) && ends[l.row]+8 > l.x-half {
				l.row++
			}
			if l.row == len(ends) {
				ends = append(ends, 0)
			}
			ends[l.row] = l.x + half
			c.labels = append(c.labels, l)
		}
	}
	c.top = chartTop + chartLabels*float64(len(ends))
	return width
}

func (c *chart) breaks() {
	for _, l := range c.labels {
		x, y := num(l.line), 18+chartLabels*float64(l.row)
		c.tag(`<line class="break" x1="`, x, `" x2="`, x, `" y1="`, num(y+8), `" y2="`, num(c.top+chartHeight+6), `" stroke="#a92f26" stroke-width="1.5" stroke-dasharray="5 4"/>`)
		c.tag(`<text class="break" x="`, num(l.x), `" y="`, num(y), `" text-anchor="middle" fill="#a92f26">`, html.EscapeString(l.text), `</text>`)
	}
}

// path joins the marks of years that follow each other without a break.
func (c *chart) path(breaks []Break) {
	for k := 1; k < len(c.rows); k++ {
		a, b := c.rows[k-1].Plot, c.rows[k].Plot
		if a == nil || b == nil || slices.ContainsFunc(breaks, func(x Break) bool { return x.Year == c.rows[k].Year }) {
			continue
		}
		dash := ""
		if !a.exact() || !b.exact() {
			dash = ` stroke-dasharray="2 4"`
		}
		c.tag(`<line class="path" x1="`, num(c.x(k-1)), `" y1="`, c.y(a.mark()), `" x2="`, num(c.x(k)), `" y2="`, c.y(b.mark()), `" stroke="#1c4a72" stroke-width="2"`, dash, `/>`)
	}
}

func (p *Plot) exact() bool { return !p.NoLo && !p.NoHi && p.Lo == p.Hi }

// mark is where a line passes: the middle of a range, or the end that is known.
func (p *Plot) mark() float64 {
	switch {
	case p.NoLo:
		return p.Hi
	case p.NoHi:
		return p.Lo
	}
	return (p.Lo + p.Hi) / 2
}

func (c *chart) year(k int, y IndicatorYear) {
	x := c.x(k)
	text := func(class string, at float64, fill, s string) {
		c.tag(`<text class="`, class, `" x="`, num(x), `" y="`, num(at), `" text-anchor="middle" fill="`, fill, `">`, html.EscapeString(s), `</text>`)
	}
	text("year", c.top+chartHeight+22, "#4f5963", strconv.Itoa(y.Year))
	if y.Plot == nil {
		text("absent", c.at(max(c.min, 0))-10, "#636d77", y.Value.Text)
		return
	}
	top := y.Plot.Hi
	if y.Plot.NoHi {
		top = y.Plot.Lo
	}
	above := 9.0
	if y.Plot.NoHi {
		above = 32
	}
	if c.line {
		c.point(x, y.Plot)
		above += 4
	} else {
		c.bar(x, y.Plot)
	}
	text("value", c.at(max(top, 0))-above, "#1b2127", y.Value.Text)
}

// bar draws what is certain solid, and what is only possible as a dashed frame.
func (c *chart) bar(x float64, p *Plot) {
	zero, left := c.at(0), num(x-chartBar/2)
	box := func(class, paint string, a, b float64) {
		if top, low := min(a, b), max(a, b); low > top {
			c.tag(`<rect class="`, class, `" x="`, left, `" y="`, num(top), `" width="`, num(chartBar), `" height="`, num(low-top), `" `, paint, `/>`)
		}
	}
	sure := p.Lo
	if p.NoLo {
		sure = 0
	}
	box("bar", `fill="#1c4a72"`, zero, c.at(sure))
	if !p.NoHi && p.Hi > sure {
		box("range", `fill="none" stroke="#1c4a72" stroke-width="1.5" stroke-dasharray="4 3"`, c.at(sure), c.at(p.Hi))
	}
	if p.NoHi {
		c.arrow(x, c.at(sure), -1)
	}
}

// arrow shows that a value lies beyond an end that is not known.
func (c *chart) arrow(x, y, sign float64) {
	c.tag(`<path class="whisker" d="M`, num(x), " ", num(y), `v`, num(sign*22), `m-5 `, num(-sign*6), `l5 `, num(sign*6), `l5 `, num(-sign*6), `" fill="none" stroke="#1c4a72" stroke-width="1.5"/>`)
}

// point draws a mark: a disc for an exact value, an empty diamond with whiskers
// for a range.
func (c *chart) point(x float64, p *Plot) {
	y := c.at(p.mark())
	if p.exact() {
		c.tag(`<circle class="mark" cx="`, num(x), `" cy="`, num(y), `" r="4.5" fill="#1c4a72"/>`)
		return
	}
	switch {
	case p.NoHi:
		c.arrow(x, y, -1)
	case p.NoLo:
		c.arrow(x, y, +1)
	default:
		top, low := c.at(p.Hi), c.at(p.Lo)
		c.tag(`<path class="whisker" d="M`, num(x-7), " ", num(top), `h14m-7 0V`, num(low), `m-7 0h14" fill="none" stroke="#1c4a72" stroke-width="1.5"/>`)
	}
	c.tag(`<path class="open" d="M`, num(x), " ", num(y-6), `l6 6l-6 6l-6 -6z" fill="#fff" stroke="#1c4a72" stroke-width="1.5"/>`)
}
