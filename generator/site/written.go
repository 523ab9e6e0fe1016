package site

import (
	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/page"
)

// Written gives the place in the sources where a link of a page is written; ok is
// false for a link that no narrative has.
func (o *Outline) Written(name, address string) (pos finding.Pos, ok bool) {
	g := o.build
	for _, p := range g.agency.Pages {
		if name == g.agency.ID+"/"+p.Slug+".html" {
			return writtenIn(p.Narrative, address)
		}
	}
	for _, v := range g.series {
		for _, r := range v.reports {
			if r.HasPage() && name == v.report(r.Year) {
				return writtenIn(r.Narrative, address)
			}
		}
	}
	return finding.Pos{}, false
}

// Written does so for the pages that belong to no agency.
func (b *Builder) Written(name, address string) (pos finding.Pos, ok bool) {
	for _, p := range b.site.Pages {
		if name == p.Slug+".html" {
			return writtenIn(p.Narrative, address)
		}
	}
	return finding.Pos{}, false
}

func writtenIn(doc *narrative.Doc, address string) (finding.Pos, bool) {
	for _, all := range [][]narrative.Link{doc.Links, doc.Places} {
		for _, l := range all {
			if page.Address(l.Address()) == address {
				return l.Pos, true
			}
		}
	}
	return finding.Pos{}, false
}

// Taken is a link of a narrative to a report that was withdrawn: it leads to the
// page that says so.
type Taken struct {
	Pos  finding.Pos
	Year int
	Date string // of the withdrawal
}

// LinksToTaken lists the links of an agency's narratives to withdrawn reports.
func (o *Outline) LinksToTaken() []Taken {
	g := o.build
	taken := map[string]Taken{}
	for _, form := range g.archive.Forms() {
		v := g.placesOf(form)
		for _, all := range g.archive.Reports(form) {
			if last := all[len(all)-1]; last.Report == nil {
				taken[v.report(last.Year)] = Taken{Year: last.Year, Date: last.Date}
			}
		}
	}
	if len(taken) == 0 {
		return nil
	}
	var out []Taken
	look := func(name string, doc *narrative.Doc) {
		for _, l := range doc.Links {
			to, _, _ := new(linkGate).meant(name, Target{Address: page.Address(l.Address())})
			if t, ok := taken[to.File]; ok {
				t.Pos = l.Pos
				out = append(out, t)
			}
		}
	}
	for _, p := range g.agency.Pages {
		look(g.agency.ID+"/"+p.Slug+".html", p.Narrative)
	}
	for _, v := range g.series {
		for _, r := range v.reports {
			if r.HasPage() {
				look(v.report(r.Year), r.Narrative)
			}
		}
	}
	return out
}
