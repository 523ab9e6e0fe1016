package site

import (
	"strconv"
	"strings"

	"fazhi/generator/page"
	"fazhi/generator/search"
)

// mostListed is how many agencies stand on one page. A portal with more has pages of
// its list, by the first letter of their names: no page grows with the country.
const mostListed = 200

// directoryFolder has those pages. It is a promise.
const directoryFolder = "agencies/"

// directoryPage is one page of the list of agencies.
type directoryPage struct {
	path   string
	letter int // of directory.letters
	part   int // of the letter, from 0
	rows   []*portalRow
}

// directory is the list of agencies in pages.
type directory struct {
	letters []directoryLetter
	pages   []directoryPage
}

// directoryLetter is a group of the list.
type directoryLetter struct {
	name         string
	first, parts int // of its pages
	agencies     int
}

// directory parts the list, once the agencies are in order; it is empty where the home
// page names them all.
func (p *Portal) directory() directory {
	var d directory
	if len(p.rows) <= p.listed {
		return d
	}
	entries := make([]search.Entry, len(p.rows))
	for i, r := range p.rows {
		entries[i] = search.Entry{Label: r.name, Href: strconv.Itoa(i)}
	}
	for _, l := range search.ByPinyin(entries) {
		file := "other"
		one := directoryLetter{name: l.Name, first: len(d.pages), agencies: len(l.Entries)}
		switch l.Name {
		case "":
			one.name = p.word("directory.other")
		case "0–9":
			file = "0-9"
		default:
			file = strings.ToLower(l.Name)
		}
		for all := l.Entries; len(all) > 0; one.parts++ {
			n := min(len(all), p.listed)
			next := directoryPage{path: directoryFolder + file + ".html", letter: len(d.letters), part: one.parts}
			if one.parts > 0 {
				next.path = directoryFolder + file + "-" + strconv.Itoa(one.parts+1) + ".html"
			}
			for _, e := range all[:n] {
				i, _ := strconv.Atoi(e.Href) // as it was written above
				next.rows = append(next.rows, p.rows[i])
			}
			d.pages, all = append(d.pages, next), all[n:]
		}
		d.letters = append(d.letters, one)
	}
	return d
}

// lists are the groups, as a page links to them.
func (d *directory) lists(from string, here int) []page.AgencyList {
	var out []page.AgencyList
	for i, l := range d.letters {
		out = append(out, page.AgencyList{Link: page.Link{Label: l.name, Href: rel(from, d.pages[l.first].path)}, Count: l.agencies, Here: i == here})
	}
	return out
}

// title is that of a page of the list.
func (p *Portal) titleOf(d *directory, one *directoryPage) string {
	l := d.letters[one.letter]
	if l.parts == 1 {
		return p.word("directory.titled", l.name)
	}
	return p.word("directory.paged", l.name, one.part+1, l.parts)
}

// addDirectory adds the pages of the list of agencies.
func (p *Portal) addDirectory(files *Files, d *directory, demo bool) error {
	years := p.years()
	for i := range d.pages {
		one := &d.pages[i]
		f := p.base(one.path, p.titleOf(d, one))
		f.Demo = demo
		f.Crumbs = []page.Link{{Label: p.word("site.home"), Href: rel(one.path, "index.html")}, {Label: f.Title}}
		out := page.Agencies{Frame: f, Coverages: page.Coverages{Years: years}, Lists: d.lists(one.path, one.letter)}
		for _, r := range one.rows {
			out.Agencies = append(out.Agencies, p.homeAgency(r, one.path, years))
		}
		if l := d.letters[one.letter]; l.parts > 1 {
			for part := range l.parts {
				link := page.Link{Label: p.word("directory.part", part+1)}
				if part != one.part {
					link.Href = rel(one.path, d.pages[l.first+part].path)
				}
				out.Parts = append(out.Parts, link)
			}
		}
		if i > 0 {
			out.Before = page.Link{Label: p.titleOf(d, &d.pages[i-1]), Href: rel(one.path, d.pages[i-1].path)}
		}
		if i+1 < len(d.pages) {
			out.After = page.Link{Label: p.titleOf(d, &d.pages[i+1]), Href: rel(one.path, d.pages[i+1].path)}
		}
		if err := p.addTo(files, one.path, out); err != nil {
			return err
		}
	}
	return nil
}
