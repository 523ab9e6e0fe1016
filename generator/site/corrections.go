package site

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"fazhi/generator/form"
	"fazhi/generator/page"
	"fazhi/generator/record"
	"fazhi/generator/report"
)

// correctionsPath is the page of all corrections and withdrawals of an agency.
func (g *agencyBuild) correctionsPath() string { return g.agency.ID + "/corrections.html" }

// revisionPath is where a revision stands that another has taken the place of.
func (v *seriesView) revisionPath(rec *record.Record) string {
	return fmt.Sprintf("%s/%d.r%d.html", v.dir(), rec.Year, rec.Revision)
}

// withdrawn reports whether a report was taken back.
func (g *agencyBuild) withdrawn(form string, year int) bool {
	last := g.archive.Latest(form, year)
	return last != nil && last.Report == nil
}

// shown reports whether a report is part of this build. One that was withdrawn is
// not, whatever its sources say.
func (g *agencyBuild) shown(r *report.Report) bool {
	return g.Builder.shown(r) && !g.withdrawn(r.Form.ID, r.Year)
}

// planCorrections plans the pages of revisions before the last, of withdrawals,
// and the list of all.
func (g *agencyBuild) planCorrections() {
	if len(g.archive.Corrections()) == 0 {
		return
	}
	for _, form := range g.archive.Forms() {
		v := g.placesOf(form)
		for _, all := range g.archive.Reports(form) {
			last := all[len(all)-1]
			if last.Report == nil {
				g.plan(v.report(last.Year), func() page.View { return g.tombstone(v, all) })
				continue
			}
			for _, rec := range all[:len(all)-1] {
				if rec.Report != nil {
					g.planRevision(v, rec, last)
				}
			}
		}
	}
	g.plan(g.correctionsPath(), func() page.View { return g.correctionsPage() })
}

func (g *agencyBuild) correctionsPage() page.Corrections {
	name, title := g.correctionsPath(), g.word("seal.corrections")
	p := page.Corrections{Frame: g.frame(name, nil, title, page.Link{Label: title}), Intro: g.word("seal.intro")}
	for _, rec := range g.archive.Corrections() {
		if c, ok := g.correction(name, rec); ok {
			p.Items = append(p.Items, c)
		}
	}
	return p
}

// correction sets what a revision changed; name is the page that it stands on.
func (g *agencyBuild) correction(name string, rec *record.Record) (page.Correction, bool) {
	v, before := g.placesOf(rec.Form), g.archive.Before(rec)
	if before == nil {
		return page.Correction{}, false
	}
	c := page.Correction{ID: rec.CorrectionID(), Date: dayOf(rec.Date), Reason: rec.Reason, Kind: g.word("seal.immaterial")}
	c.Report = page.Link{Label: before.Report.Title, Href: rel(name, v.report(rec.Year))}
	switch {
	case rec.Report == nil:
		c.Kind, c.Withdraw = g.word("seal.withdrawal"), true
		return c, true
	case rec.Material:
		c.Kind = g.word("seal.material")
	}
	c.Report.Label += "，" + g.word("seal.revision", rec.Revision)
	if !g.withdrawn(rec.Form, rec.Year) {
		c.Earlier = page.Link{Label: g.word("seal.revision", before.Revision), Href: rel(name, v.revisionPath(before))}
	}
	g.fillCorrection(&c, name, v, rec)
	return c, true
}

func (g *agencyBuild) fillCorrection(c *page.Correction, name string, v *seriesView, rec *record.Record) {
	if rec.Changes == nil || g.withdrawn(rec.Form, rec.Year) {
		return // what was withdrawn is not repeated
	}
	for _, f := range rec.Changes.Figures {
		p := page.Pair{Label: f.Label, Old: f.Old, New: f.New}
		if f.New != "" {
			p.Href = rel(name, v.report(rec.Year)+"#"+row(f.Name))
		}
		c.Figures = append(c.Figures, p)
	}
	for _, f := range rec.Changes.Facts {
		c.Facts = append(c.Facts, page.Pair{Label: g.factLabel(f.Name), Old: f.Old, New: f.New})
	}
	for _, f := range rec.Changes.Sentences {
		c.Texts = append(c.Texts, page.Pair{Old: f.Old, New: f.New})
	}
	for _, f := range rec.Changes.Attachments {
		c.Files = append(c.Files, page.Pair{Label: cmp.Or(f.Label, f.Name), Old: prefix(f.Old), New: prefix(f.New)})
	}
	for _, t := range rec.Changes.Touched {
		c.Touched = append(c.Touched, page.Touched{Label: t.Label, Place: page.Link{Label: t.Report, Href: rel(name, t.Page)}, Text: t.Sentence})
	}
}

func prefix(hash string) string { return hash[:min(len(hash), 12)] }

// factLabel names a particular of a report as its page does.
func (g *agencyBuild) factLabel(name string) string {
	switch name {
	case "title", "agency", "form":
		return g.word("seal.fact_" + name)
	}
	return g.word("report." + name)
}

func (g *agencyBuild) viewOfForm(form string) *seriesView {
	i := slices.IndexFunc(g.series, func(v *seriesView) bool { return v.Form.ID == form })
	if i < 0 {
		return nil
	}
	return g.series[i]
}

// placesOf gives the view of a form. Of one that shows no report any more, all of
// them withdrawn, it knows no more than its addresses.
func (g *agencyBuild) placesOf(id string) *seriesView {
	if v := g.viewOfForm(id); v != nil {
		return v
	}
	return &seriesView{Series: &report.Series{Agency: g.agency, Form: &form.Form{ID: id}}}
}

// tombstone is what stands where a report was that has been withdrawn.
func (g *agencyBuild) tombstone(v *seriesView, all []*record.Record) page.Tombstone {
	last := all[len(all)-1]
	name := v.report(last.Year)
	c, _ := g.correction(name, last)
	title := g.word("seal.withdrawn_title", c.Report.Label)
	crumbs := []page.Link{{Label: g.word("site.year", itoa(last.Year))}}
	if len(v.reports) > 0 {
		crumbs = append([]page.Link{{Label: v.Form.Title, Href: rel(name, v.column())}}, crumbs...)
	}
	f := g.frame(name, v, title, crumbs...)
	g.article(&f.Meta, name, title, g.agency.Name, last.Date)
	p := page.Tombstone{
		Frame: f, Report: c, First: dayOf(all[0].Date),
		Others: page.Link{Label: g.word("seal.corrections"), Href: rel(name, g.correctionsPath()+"#"+c.ID)},
	}
	if before := g.archive.Before(last); before != nil {
		for _, fact := range before.Report.Facts {
			if fact.Name == "published" || fact.Name == "number" || fact.Name == "index" {
				p.Facts = append(p.Facts, page.Fact{Label: g.factLabel(fact.Name), Text: fact.Value})
			}
		}
	}
	return p
}

// correctionsOf gives what a report's page says of its own revisions, newest
// first.
func (g *agencyBuild) correctionsOf(name string, rec *record.Record) []page.Correction {
	var out []page.Correction
	for _, r := range slices.Backward(g.archive.Revisions(rec.Form, rec.Year)) {
		if r.Revision > rec.Revision || r.Changes == nil {
			continue
		}
		if c, ok := g.correction(name, r); ok {
			out = append(out, c)
		}
	}
	return out
}

// correctionNotes are the notes of an indicator's page: what was corrected of it.
func (g *agencyBuild) correctionNotes(name string, v *seriesView, key string) []page.Note {
	var out []page.Note
	for _, rec := range g.archive.Corrections() {
		if rec.Form != v.Form.ID || rec.Changes == nil || g.withdrawn(rec.Form, rec.Year) {
			continue
		}
		for _, f := range rec.Changes.Figures {
			if f.Name == key {
				out = append(out, page.Note{
					Label: g.word("seal.note"), Text: g.word("seal.corrected", rec.Year, cmp.Or(f.Old, g.word("seal.none")), cmp.Or(f.New, g.word("seal.none"))) + "（" + rec.Reason + "）",
					Href: rel(name, g.correctionsPath()+"#"+rec.CorrectionID()),
				})
			}
		}
	}
	return out
}

// planMoved lets the addresses that the agency's pages had under a former folder
// name lead to where they are.
func (g *agencyBuild) planMoved() {
	for _, former := range g.agency.Former {
		for _, e := range g.entries {
			rest, ok := strings.CutPrefix(e.name, g.agency.ID+"/")
			if !ok || path.Ext(rest) != ".html" {
				continue
			}
			name := former + "/" + rest
			g.plan(name, func() page.View {
				return page.Moved{Title: g.agency.Name, Href: rel(name, e.name), Meta: g.siteMeta()}
			})
		}
	}
}
