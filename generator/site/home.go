package site

import (
	"html"
	"html/template"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/page"
)

// coverage is what an agency has for a year.
type coverage struct {
	year   int
	report bool // leads to a report that stands
	page.Coverage
}

func (p *Portal) homePage(d *directory, demo bool) page.Home {
	b := p.Builder
	f := b.base("index.html", b.site.Title)
	f.Demo = demo
	b.column(&f.Meta, b.site.Title, b.site.Intro, "home")
	if !demo {
		f.Badge = b.site.Foot.BadgeScript
	}
	home := page.Home{Frame: f}
	if b.site.Intro != "" {
		home.Intro = template.HTML("<p>" + html.EscapeString(b.site.Intro) + "</p>")
	}
	if home.Lists = d.lists("index.html", -1); home.Lists != nil {
		home.Count = len(p.rows)
	} else {
		home.Years = p.years()
		for _, r := range p.rows {
			home.Agencies = append(home.Agencies, b.homeAgency(r, "index.html", home.Years))
		}
	}
	for _, n := range p.news {
		home.Newest = append(home.Newest, n.Publication)
	}
	home.Across = p.acrossLinks()
	if b.opts.Harvest {
		home.Sources = page.Link{Label: b.word("origin.title"), Href: sourcesPath}
	}
	return home
}

// withdrawnOf gives the reports that an agency has taken back.
func withdrawnOf(a *v1.Agency) []v1.Sealed {
	var out []v1.Sealed
	if a.Log != nil {
		for _, r := range a.Log.Reports {
			if r.Withdrawn {
				out = append(out, r)
			}
		}
	}
	return out
}

// years gives every year from the newest to the oldest that any agency has.
func (p *Portal) years() []int {
	lo, hi := 0, 0
	for _, r := range p.rows {
		for _, c := range r.covered {
			if lo == 0 {
				lo, hi = c.year, c.year
			}
			lo, hi = min(lo, c.year), max(hi, c.year)
		}
	}
	var out []int
	for y := hi; y >= lo && y > 0; y-- {
		out = append(out, y)
	}
	return out
}

// homeNote says what stands beside the agency's name.
func (b *Builder) homeNote(r *portalRow, a *v1.Agency) string {
	notes := lines(a.Level, a.Region)
	if a.Demo {
		notes = append(notes, b.word("mark.demo"))
	}
	if r.from != nil {
		notes = append(notes, b.originNote(r.from))
	}
	return strings.Join(notes, " · ")
}

// cover notes what the agency has for each year: of several forms the first that has
// a page, and where there is nothing, what was withdrawn.
func (r *portalRow) cover(a *v1.Agency) {
	cell := func(year int) *coverage {
		for i := range r.covered {
			if r.covered[i].year == year {
				return &r.covered[i]
			}
		}
		r.covered = append(r.covered, coverage{year: year, Coverage: page.Coverage{Status: page.Missing}})
		return &r.covered[len(r.covered)-1]
	}
	for _, f := range a.Forms {
		for _, y := range f.Years {
			c := cell(y.Year)
			if y.Path != "" {
				r.reports++
			}
			if c.Href != "" {
				continue
			}
			c.Status = page.Status(y.Status)
			if y.Path != "" {
				c.Href = r.at + y.Path
			}
		}
	}
	for i, c := range r.covered {
		r.covered[i].report = c.Href != ""
	}
	for _, w := range withdrawnOf(a) {
		if c := cell(w.Year); c.Status == page.Missing {
			c.Coverage = page.Coverage{Status: page.Withdrawn, Href: r.at + w.Path}
		}
	}
}

// homeAgency is the row of an agency in a table of a page.
func (b *Builder) homeAgency(r *portalRow, from string, columns []int) page.HomeAgency {
	away := r.from != nil
	out := page.HomeAgency{Name: r.name, Href: rel(from, r.at+"index.html"), Away: away, Note: r.note}
	for _, year := range columns {
		cell := page.Coverage{Status: page.Missing}
		for _, c := range r.covered {
			if c.year != year {
				continue
			}
			cell = c.Coverage
			if cell.Away = away; cell.Href != "" {
				cell.Href = rel(from, cell.Href)
			}
			if c.report && out.Newest.Href == "" {
				out.Newest = page.Link{Label: b.word("site.year", itoa(year)), Href: cell.Href, Away: away}
			}
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}
