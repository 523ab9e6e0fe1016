package site

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/search"
)

// Hidden is a report that a build must leave out.
type Hidden struct {
	Agency, Form string
	Year         int
	Title        string
	Tombstone    bool // a page at its address says that it was withdrawn
}

// Leak is a trace of a hidden report in the files of a build.
type Leak struct {
	File  string
	Trace string  // address, link, title, status, figures
	Of    *Hidden // nil where that is not known
}

// shortestTitle is how many characters a title must have to be looked for:
// shorter ones are words that may stand anywhere.
const shortestTitle = 6

// references finds what a page, a file of data, a feed or a sitemap leads to.
var references = regexp.MustCompile(`(?:(?:href|src|content|"href"|"path"|"url") ?[=:] ?"|<loc>)([^"<#?]+)`)

// Leaks looks through the finished files for traces of reports that are not
// public, whatever made them: it knows nothing of how they are built. A report is
// looked for in the files of its agency and in those that agencies share. quoted
// tells of a title whether what is public says it itself; with nil every title is
// told, for the caller to ask.
func (f *Files) Leaks(hidden []Hidden, quoted func(title string) bool) []Leak {
	look := newLookout(hidden, f.base, quoted)
	var out []Leak
	for _, name := range f.Names() {
		agency, file, _ := strings.Cut(name, "/")
		if strings.HasPrefix(file, "ledger/") {
			continue // what is sealed was public
		}
		data := f.Get(name)
		if marked(name, data) {
			out = append(out, Leak{name, "status", nil})
		}
		out = append(out, look.in(name, data, f.Get(agency+"/agency.json") == nil)...)
	}
	return out
}

// Leaks looks through some files of a tree, of a site that stands at base, for all
// hidden reports.
func (b *Built) Leaks(base string, names []string, hidden []Hidden) ([]Leak, error) {
	f := &Files{base: base}
	for _, name := range names {
		data, err := b.read(name)
		if err != nil {
			return nil, err
		}
		if err := f.Add(name, data); err != nil {
			return nil, err
		}
	}
	return f.Leaks(hidden, nil), nil
}

// marked tells whether a file says of anything that it is a draft.
func marked(name string, data []byte) bool {
	switch path.Ext(name) {
	case ".html":
		return bytes.Contains(data, []byte(`class="band draft"`))
	case ".json", ".js", ".xml":
		return bytes.Contains(data, []byte(`"status":"draft"`)) || bytes.Contains(data, []byte(`"status": "draft"`))
	case ".csv":
		return bytes.Contains(data, []byte(",draft,")) && strings.HasPrefix(path.Base(name), "figures")
	}
	return false
}

// address tells whether a file is one that only this report could have.
func (h *Hidden) address(name string) bool {
	year := strconv.Itoa(h.Year)
	if searched, ok := strings.CutPrefix(name, h.Agency+"/search/"); ok {
		return strings.HasSuffix(searched, "/text/"+h.Form+"-"+year+".js")
	}
	rest, ok := strings.CutPrefix(name, h.Agency+"/"+h.Form+"/")
	switch {
	case !ok:
		return false
	case rest == year+".html":
		return !h.Tombstone
	case rest == "plan/"+year+".html", strings.HasPrefix(rest, year+"/"):
		return true
	}
	pair, ok := strings.CutPrefix(rest, "compare/")
	return ok && slices.Contains(strings.Split(strings.TrimSuffix(pair, ".html"), "-"), year)
}

// linkedFrom gives the folder that the links of a file are seen from: its own, or
// that of the page which a file of the search is for.
func linkedFrom(name string) string {
	dir := path.Dir(name)
	if path.Ext(name) == ".js" {
		if dir == "search" || strings.HasPrefix(dir, "search/") {
			return "search"
		}
		if agency, rest, ok := strings.Cut(dir, "/"); ok && (rest == "search" || strings.HasPrefix(rest, "search/")) {
			return agency + "/search"
		}
	}
	return dir
}

// figures tells whether a file of data has a figure of the report, or its entry.
func (h *Hidden) figures(name string, data []byte) bool {
	own := strings.HasPrefix(name, h.Agency+"/"+h.Form+"/") || strings.HasPrefix(name, h.Agency+"/data/"+h.Form+"/")
	switch {
	case name == h.Agency+"/agency.json":
		a, err := v1.Decode(data)
		return err != nil || slices.ContainsFunc(a.Forms, func(f v1.Form) bool {
			return f.ID == h.Form && slices.ContainsFunc(f.Years, func(y v1.Year) bool { return y.Year == h.Year })
		})
	case name == h.Agency+"/search/figures.js":
		f, err := search.ReadFigures(data)
		return err != nil || slices.ContainsFunc(f.Forms, func(f search.FigureForm) bool {
			return f.ID == h.Form && slices.ContainsFunc(f.Years, func(y search.FigureYear) bool { return y.Year == h.Year })
		})
	case !own:
		return false
	}
	switch path.Ext(name) {
	case ".json", ".js":
		return bytes.Contains(data, fmt.Appendf(nil, `"year":%d,`, h.Year))
	case ".csv":
		return bytes.Contains(data, fmt.Appendf(nil, ",%s,%d,", h.Form, h.Year))
	}
	return false
}
