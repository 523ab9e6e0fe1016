package site_test

import (
	"math"
	"math/big"
	"testing"
)

// charted is a chart that is measured.
type charted struct {
	*testing.T
	name  string
	marks []mark
	x     map[int]float64 // the middle of each year
	ruler ruler
	line  bool
}

// near reports whether two lengths are one: the drawing rounds to a tenth, and
// the axis that they are read off, too.
func near(a, b float64) bool { return math.Abs(a-b) <= .25 }

// find gives the marks of a class that stand at a year.
func (c *charted) find(class string, year int) (out []mark) {
	for _, m := range c.marks {
		x := m.at["x"]
		switch m.name {
		case "rect":
			x += m.at["width"] / 2
		case "circle":
			x = m.at["cx"]
		case "path":
			continue // has no numbers of its own
		}
		if m.class == class && near(x, c.x[year]) {
			out = append(out, m)
		}
	}
	return out
}

func (c *charted) value(year int, a, given *amount, held bool) {
	c.Helper()
	bars, frames, discs := c.find("bar", year), c.find("range", year), c.find("mark", year)
	if a == nil {
		want := "未收录"
		if held {
			want = given.said(false)
		}
		if said := c.find("absent", year); len(bars)+len(frames)+len(discs) > 0 || len(said) != 1 || said[0].text != want {
			c.Errorf("%s %d: %v is drawn, want nothing and %s", c.name, year, bars, want)
		}
		return
	}
	if said := c.find("value", year); len(said) != 1 || said[0].text != a.said(false) {
		c.Errorf("%s %d: the chart says %v, want %s", c.name, year, said, a.said(false))
	}
	if c.line {
		if a.point() != (len(discs) == 1) || a.point() && !near(discs[0].at["cy"], c.ruler.y(a.lo)) {
			c.Errorf("%s %d: %v, want a disc for %s", c.name, year, discs, a.text)
		}
		return
	}
	sure := a.lo
	if sure == nil {
		sure = new(big.Rat)
	}
	c.box(year, "bar", bars, new(big.Rat), sure)
	if a.hi == nil {
		c.box(year, "range", frames, sure, sure)
	} else {
		c.box(year, "range", frames, sure, a.hi)
	}
}

// box expects one box between two values, or none where they are one.
func (c *charted) box(year int, what string, got []mark, from, to *big.Rat) {
	c.Helper()
	if from.Cmp(to) == 0 {
		if len(got) > 0 {
			c.Errorf("%s %d: a %s for nothing: %v", c.name, year, what, got)
		}
		return
	}
	top, low := c.ruler.y(to), c.ruler.y(from)
	if top > low {
		top, low = low, top
	}
	if low-top < .2 && len(got) == 0 {
		return // too low to be drawn
	}
	if len(got) != 1 || !near(got[0].at["y"], top) || !near(got[0].at["y"]+got[0].at["height"], low) {
		c.Errorf("%s %d: %s %v, want from %.1f to %.1f", c.name, year, what, got, top, low)
	}
}

// breaks expects a dashed rule on the left of each year from which on the
// series counts something else, and none besides.
func (c *charted) breaks(first, last int, key string, raw *rawForm, values map[int]*amount) {
	c.Helper()
	for year := first + 1; year <= last; year++ {
		edge := (c.x[year-1] + c.x[year]) / 2
		rules := 0
		for _, m := range c.marks {
			if m.name == "line" && m.class == "break" && near(m.at["x1"], edge) && m.at["x1"] == m.at["x2"] {
				rules++
			}
		}
		want := 0
		if c.parted(year, key, raw, values) {
			want = 1
		}
		if rules != want {
			c.Errorf("%s: %d rules before %d, want %d", c.name, rules, year, want)
		}
	}
}

// parted reports whether a break lies right before a year: the form says so, or
// the unit is another than that of the last value.
func (c *charted) parted(year int, key string, raw *rawForm, values map[int]*amount) bool {
	if raw.broken(key, year-1, year) != nil {
		return true
	}
	if values[year] == nil {
		return false
	}
	for y := year - 1; y > year-20; y-- {
		if values[y] != nil {
			return values[y].unit != values[year].unit
		}
	}
	return false
}

// middle is where a line passes.
func (c *charted) middle(a *amount) float64 {
	switch {
	case a.lo == nil:
		return c.ruler.y(a.hi)
	case a.hi == nil:
		return c.ruler.y(a.lo)
	}
	return (c.ruler.y(a.lo) + c.ruler.y(a.hi)) / 2
}

// lines expects rates and time limits of years that follow each other to be
// joined, unless there is a break between.
func (c *charted) lines(first, last int, key string, raw *rawForm, values map[int]*amount) {
	c.Helper()
	n, want := 0, 0
	for _, m := range c.marks {
		if m.class == "path" {
			n++
		}
	}
	for year := first + 1; year <= last && c.line; year++ {
		a, b := values[year-1], values[year]
		if a == nil || b == nil || c.parted(year, key, raw, values) {
			continue
		}
		want++
		found := false
		for _, m := range c.marks {
			found = found || m.class == "path" && near(m.at["x1"], c.x[year-1]) && near(m.at["x2"], c.x[year]) && near(m.at["y1"], c.middle(a)) && near(m.at["y2"], c.middle(b))
		}
		if !found {
			c.Errorf("%s: no line from %d to %d", c.name, year-1, year)
		}
	}
	if n != want {
		c.Errorf("%s: %d lines, want %d", c.name, n, want)
	}
}
