package preview

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/report"
	"fazhi/generator/site"
)

// note is a finding and the page that it is shown on.
type note struct {
	finding.Finding
	page string // path in the site
	key  string // its address on the page
}

func newNote(f finding.Finding, page string) note {
	h := fnv.New32a()
	fmt.Fprintf(h, "%s %s %s", f.Pos, f.ID, f.Message.EN)
	return note{f, page, fmt.Sprintf("fz-%08x", h.Sum32())}
}

func sameNote(a, b note) bool {
	return a.key == b.key && a.page == b.page && a.Severity == b.Severity && a.Waived == b.Waived
}

// collect gives all findings of an agency with their pages. What is of no report
// stands on the page of the text that it is about, or on the agency's own.
func (a *agency) collect() []note {
	var out []note
	home := a.id + "/index.html"
	log := slices.Clone(a.log)
	log.Sort()
	for _, f := range log {
		page := home
		if slug, ok := strings.CutPrefix(f.Pos.File, "content/"+a.id+"/"); ok && strings.HasSuffix(slug, ".md") && !strings.Contains(slug, "/") {
			page = a.id + "/" + strings.TrimSuffix(slug, ".md") + ".html"
		}
		out = append(out, newNote(f, page))
	}
	for _, f := range a.pledged {
		out = append(out, newNote(f, site.CommitmentPath(a.model, f.Pos)))
	}
	for _, f := range a.sealed {
		out = append(out, newNote(f, a.pageOfFile(f.Pos.File)))
	}
	for _, series := range a.model.Series {
		for _, r := range series.Reports {
			list := slices.Concat(r.Findings, a.checked[r])
			list.Sort()
			for _, f := range list {
				out = append(out, newNote(f, pageOf(r)))
			}
		}
	}
	return out
}

// pageOf is where a report's findings are shown. A year of data only has no
// page but that of all years.
func pageOf(r *report.Report) string {
	if r.Status == report.DataOnly {
		return site.ColumnPath(r.Series)
	}
	return site.ReportPath(r)
}

// siteNotes gives the findings of what all agencies share with their pages.
func siteNotes(log finding.List) []note {
	log = slices.Clone(log)
	log.Sort()
	var out []note
	for _, f := range log {
		page := "index.html"
		if slug, ok := strings.CutPrefix(f.Pos.File, "content/"); ok && strings.HasSuffix(slug, ".md") && !strings.Contains(slug, "/") {
			page = strings.TrimSuffix(slug, ".md") + ".html"
		}
		out = append(out, newNote(f, page))
	}
	return out
}

// all gives the findings of a whole edition, those of the site first.
func (e *edition) all() []note {
	out := slices.Clone(e.notes)
	for _, a := range e.agencies {
		out = append(out, a.notes...)
	}
	return out
}

// on gives the findings shown on one page.
func (e *edition) on(page string) []note {
	notes := e.notes
	if id, _, ok := strings.Cut(page, "/"); ok && e.byID[id] != nil {
		notes = e.byID[id].notes
	}
	var out []note
	for _, n := range notes {
		if n.page == page {
			out = append(out, n)
		}
	}
	return out
}

// counts are the findings by what they ask for.
type counts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
	Waived  int `json:"waived"`
}

func count(notes []note) (c counts) {
	for _, n := range notes {
		switch {
		case n.Waived != "":
			c.Waived++
		case n.Severity == finding.Error:
			c.Error++
		case n.Severity == finding.Warning:
			c.Warning++
		default:
			c.Info++
		}
	}
	return c
}

func (e *edition) counts() counts {
	c := count(e.notes)
	for _, a := range e.agencies {
		d := count(a.notes)
		c.Error, c.Warning, c.Info, c.Waived = c.Error+d.Error, c.Warning+d.Warning, c.Info+d.Info, c.Waived+d.Waived
	}
	return c
}

// pageOfFile is the page of the report that a file belongs to, that of the agency
// where it belongs to none.
func (a *agency) pageOfFile(name string) string {
	for _, series := range a.model.Series {
		for _, r := range series.Reports {
			if name == r.Path || name == r.Data {
				return pageOf(r)
			}
		}
	}
	return a.id + "/index.html"
}
