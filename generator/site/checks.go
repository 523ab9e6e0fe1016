package site

import (
	"fazhi/generator/check"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/page"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// checksPath is the page of checks. It is a promise like any address: reports
// and messages lead to checks/index.html#section-missing.
const checksPath = "checks/index.html"

// readings are the wordings that the page of checks explains, one of each kind.
func readings() []string {
	return []string{"505个", "近8万件", "9万余次", "300多人", "约600项", "超过600项", "不低于50%", "不足8万件", "30个工作日以内"}
}

// say gives a text in the language of the interface.
func (b *Builder) say(t finding.Text) string { return t.In(b.site.Language) }

// checksLink is the page of checks, or one check on it, seen from a page.
func (b *Builder) checksLink(from, id, label string) page.Link {
	to := checksPath
	if id != "" {
		to += "#" + id
	}
	return page.Link{Label: label, Href: rel(from, to)}
}

// checksPage is the public page of checks.
func (b *Builder) checksPage(demo bool) page.Checks {
	f := b.base(checksPath, b.word("site.checks"))
	f.Demo = demo
	f.Crumbs = []page.Link{{Label: b.word("site.home"), Href: rel(checksPath, "index.html")}, {Label: f.Title}}
	b.column(&f.Meta, f.Title, b.word("checks.intro"), "portal")
	p := page.Checks{Frame: f, Contents: []page.Heading{
		{Label: b.word("checks.severity"), Href: "#severity"},
		{Label: b.word("checks.waiving"), Href: "#waiving"},
		{Label: b.word("checks.reading"), Href: "#reading"},
	}}
	for _, s := range []finding.Severity{finding.Error, finding.Warning, finding.Info} {
		p.Levels = append(p.Levels, b.level(s))
	}
	for _, wording := range readings() {
		if q, err := quantity.Parse(wording); err == nil {
			v := report.Value{Text: wording, Bounds: q.Bounds}
			p.Readings = append(p.Readings, page.Reading{Wording: wording, Meaning: v.Meaning() + unitBehind(q.Unit)})
		}
	}
	p.Absences = []page.Term{
		{Word: string(report.NotCollected), Text: b.word("absence.not_collected"), Content: true},
		{Word: string(report.NotApplicable), Text: b.word("absence.not_applicable"), Content: true},
		{Word: string(report.Withheld), Text: b.word("absence.withheld"), Content: true},
		{Word: b.word("site.unpublished"), Text: b.word("absence.unpublished")},
		{Word: b.word("status.missing"), Text: b.word("absence.missing")},
	}
	b.checkGroups(&p)
	return p
}

// checkGroups adds the checks by group, and the groups to the contents.
func (b *Builder) checkGroups(p *page.Checks) {
	for _, id := range check.Groups() {
		g := page.CheckGroup{ID: "group-" + string(id), Title: b.say(id.Label())}
		entry := page.Heading{Label: g.Title, Href: "#" + g.ID}
		for _, c := range b.opts.Rules.All() {
			if c.Group != id {
				continue
			}
			one := page.Check{
				ID: c.ID, Title: b.say(c.Title), Level: b.level(c.Severity), Waivable: c.Waivable, Always: c.Always,
				Doc: b.say(c.Doc), Basis: b.say(c.Basis),
			}
			g.Checks = append(g.Checks, one)
			entry.Items = append(entry.Items, page.Heading{Label: one.Title, Href: "#" + one.ID})
		}
		if len(g.Checks) > 0 {
			p.Groups = append(p.Groups, g)
			p.Contents = append(p.Contents, entry)
		}
	}
}

func (b *Builder) level(s finding.Severity) page.CheckLevel {
	return page.CheckLevel{ID: s.String(), Label: b.say(s.Label()), Text: b.word("level." + s.String())}
}

// waivers gives the waivers of a year that can have an effect. One that names
// no check, or one that cannot be waived, accepts nothing, and its author is
// told; in public it would claim what is not so.
func (b *Builder) waivers(r *report.Report) []report.Waiver {
	if b.opts.Rules == nil {
		return r.Waivers
	}
	var out []report.Waiver
	for _, w := range r.Waivers {
		if c := b.opts.Rules.Get(w.Check); c != nil && c.Waivable {
			out = append(out, w)
		}
	}
	return out
}

// record is what the report's page says of its checks. It holds for any day:
// whether a waiver is still in force is for its reader to see.
func (g *agencyBuild) record(v *seriesView, r *report.Report) page.Record {
	if g.opts.Rules == nil {
		return page.Record{}
	}
	name := v.report(r.Year)
	out := page.Record{Rules: len(g.opts.Rules.All()), Checks: g.checksLink(name, "", g.word("site.checks"))}
	for _, w := range g.waivers(r) {
		c := g.opts.Rules.Get(w.Check)
		one := page.Waiver{
			Check: g.checksLink(name, c.ID, g.say(c.Title)),
			Text:  w.Text, Reason: w.Reason, By: w.By, Until: day(w.Until),
		}
		for _, key := range figureKeys(r, w) {
			link := page.Link{Label: key}
			if ind := r.Form.Indicator(key); ind != nil {
				link.Label = ind.Label
			}
			if r.Figure(key) != nil {
				link.Href = "#" + row(key)
			}
			one.Figures = append(one.Figures, link)
		}
		out.Waivers = append(out.Waivers, one)
	}
	return out
}

// figureKeys are the indicators that a waiver names, by key or by label.
func figureKeys(r *report.Report, w report.Waiver) []string {
	var keys []string
	for _, name := range w.Figures {
		if ind, _ := r.Form.Lookup(name); ind != nil {
			name = ind.Key
		}
		keys = append(keys, name)
	}
	return keys
}

func (g *agencyBuild) exportWaivers(r *report.Report) []v1.Waiver {
	var out []v1.Waiver
	for _, w := range g.waivers(r) {
		out = append(out, v1.Waiver{
			Check: w.Check, Figures: figureKeys(r, w), Text: w.Text, Reason: w.Reason, By: w.By, Until: w.Until.String(),
		})
	}
	return out
}
