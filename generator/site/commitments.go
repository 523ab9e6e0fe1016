package site

import (
	"cmp"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/page"
	"fazhi/generator/report"
)

// CommitmentPath gives the address of the page that shows the promise that a
// place of an agency's data is about, or that of all promises.
func CommitmentPath(a *report.Agency, pos finding.Pos) string {
	var found *report.Commitment
	for _, y := range a.Commitments {
		for _, c := range y.All {
			if y.Path == pos.File && c.Pos.Line <= pos.Line && (found == nil || found.Pos.Line < c.Pos.Line) {
				found = c
			}
		}
	}
	if found == nil {
		return commitmentsPath(a)
	}
	return commitmentPath(found)
}

// commitmentsPath is the page of all promises of an agency.
func commitmentsPath(a *report.Agency) string { return a.ID + "/commitments/index.html" }

// commitmentPath is the page of one promise.
func commitmentPath(c *report.Commitment) string {
	return c.Agency.ID + "/commitments/" + itoa(c.Year) + "-" + c.ID + ".html"
}

// promiseYear is the promises of a year that this build shows.
type promiseYear struct {
	*report.Commitments
	shown []*report.Commitment
}

// promises gives the promises that this build shows, newest year first. One whose
// day of publication has not come is left out of a build for the public.
func (b *Builder) promises(a *report.Agency) []promiseYear {
	var out []promiseYear
	if !b.site.Has(report.CommitmentPart) {
		return nil
	}
	for _, y := range slices.Backward(a.Commitments) {
		one := promiseYear{Commitments: y}
		for _, c := range y.All {
			if b.opts.Draft || !b.asOf.Before(c.Published) {
				one.shown = append(one.shown, c)
			}
		}
		if len(one.shown) > 0 {
			out = append(out, one)
		}
	}
	return out
}

func (g *agencyBuild) planPromises() {
	if len(g.pledged) == 0 {
		return
	}
	g.plan(commitmentsPath(g.agency), func() page.View { return g.commitmentsPage() })
	for _, y := range g.pledged {
		for _, c := range y.shown {
			g.copyFiles(g.agency.ID+"/commitments", c.Files)
			g.plan(commitmentPath(c), func() page.View { return g.commitmentPage(c) })
		}
	}
}

// figure finds a figure that this build shows.
func (g *agencyBuild) figure(form, key string, year int) *report.Figure {
	for _, v := range g.series {
		if v.Form.ID != form {
			continue
		}
		if r := v.shownYear(year); r != nil {
			return r.Figure(key)
		}
	}
	return nil
}

func (g *agencyBuild) standing(c *report.Commitment) report.Standing {
	return c.Standing(g.asOf, g.figure)
}

// unkept reports whether a promise in a state was due and is not kept, so that
// the reader is owed an answer.
func unkept(s report.State) bool {
	return s == report.Overdue || s == report.Remedying || s == report.PartKept
}

// unkeptFirst gives the states in the order of the list of a year: what was not
// kept is what a reader looks for.
func unkeptFirst() []report.State {
	out := []report.State{report.Overdue, report.Remedying, report.PartKept}
	for _, s := range report.States() {
		if !unkept(s) {
			out = append(out, s)
		}
	}
	return out
}

// rate counts promises that the agency itself made.
func (g *agencyBuild) rate(years ...promiseYear) page.Rate {
	var r report.Rate
	for _, y := range years {
		for _, c := range y.shown {
			if c.Own() {
				r.Add(g.standing(c))
			}
		}
	}
	out := page.Rate{Percent: r.Percent(), All: r.All, Kept: r.Kept, Open: r.Open, Changed: r.Changed, Ended: r.Ended}
	out.Unkept = out.All - out.Kept - out.Open - out.Changed - out.Ended
	if out.Percent != "" {
		out.Formula = g.word("promise.formula", r.Kept, r.All, r.Open, r.Changed, r.Ended, out.Percent)
	}
	return out
}

// promiseFrame is the frame of a page that depends on the day of the build.
func (g *agencyBuild) promiseFrame(name, title string, crumbs ...page.Link) page.Frame {
	f := g.frame(name, nil, title, crumbs...)
	if !g.asOf.IsZero() {
		f.AsOf = day(g.asOf.Day())
	}
	g.columnOf(&f.Meta, g.word("promise.title"), g.columns.Pages["commitments"])
	return f
}

func (g *agencyBuild) commitmentsPage() page.Commitments {
	name := commitmentsPath(g.agency)
	p := page.Commitments{Frame: g.promiseFrame(name, g.word("promise.title"), page.Link{Label: g.word("promise.title")}), Rate: g.rate(g.pledged...)}
	for _, y := range g.pledged {
		year := page.CommitmentYear{Year: y.Year, ID: "y" + itoa(y.Year)}
		p.Altered = p.Altered || slices.ContainsFunc(y.shown, func(c *report.Commitment) bool {
			_, changed := c.DueOn(g.asOf)
			return changed && c.Own()
		})
		p.Rates = append(p.Rates, page.RateRow{Year: y.Year, Href: "#" + year.ID, Rate: g.rate(y)})
		for _, state := range unkeptFirst() {
			group := page.CommitmentGroup{Title: g.word("promise." + string(state)), Alert: unkept(state)}
			for _, c := range y.shown {
				if c.Own() && g.standing(c).State == state {
					group.Items = append(group.Items, g.commitmentEntry(name, c))
				}
			}
			if len(group.Items) > 0 {
				year.Groups = append(year.Groups, group)
			}
		}
		for _, by := range []report.Promisor{report.ByApplicant, report.ByEnterprise} {
			group := page.CommitmentGroup{Title: g.word("promise." + string(by))}
			for _, c := range y.shown {
				if c.Promisor == by {
					group.Items = append(group.Items, g.commitmentEntry(name, c))
				}
			}
			if len(group.Items) > 0 {
				year.Groups = append(year.Groups, group)
			}
		}
		p.Years = append(p.Years, year)
		p.Waivers = append(p.Waivers, g.promiseWaivers(name, y)...)
	}
	return p
}

func (g *agencyBuild) commitmentEntry(name string, c *report.Commitment) page.CommitmentEntry {
	s := g.standing(c)
	e := page.CommitmentEntry{Title: c.Matter, Href: rel(name, commitmentPath(c)), Kind: g.kindOf(c), Unit: c.Unit, Note: g.promiseNote(c, s)}
	if c.Own() && !s.Due.IsZero() {
		e.Due = day(s.Due)
	}
	return e
}

func (g *agencyBuild) kindOf(c *report.Commitment) string {
	if g.site.Language == "en" {
		return c.Kind.EN
	}
	return c.Kind.Label
}

// promiseNote is what must be said beside a state: kept late, or changed on the way.
func (g *agencyBuild) promiseNote(c *report.Commitment, s report.Standing) string {
	_, changed := c.DueOn(g.asOf)
	o := c.OutcomeOn(g.asOf)
	switch {
	case s.Late:
		return g.word("promise.late")
	case unkept(s.State) && o != nil && !o.RemedyDue.IsZero():
		word := "promise.unmet_until"
		if g.asOf.After(o.RemedyDue) {
			word = "promise.unmet_past"
		}
		return g.word(word, o.RemedyDue.Chinese())
	case changed && s.State != report.Changed:
		return g.word("promise.was_changed")
	}
	return ""
}

// promiseWaivers are the accepted findings of a year's file, with their reasons.
func (g *agencyBuild) promiseWaivers(name string, y promiseYear) page.Waivers {
	if g.opts.Rules == nil {
		return nil
	}
	var out page.Waivers
	for _, w := range y.Waivers {
		c := g.opts.Rules.Get(w.Check)
		if c == nil || !c.Waivable {
			continue
		}
		one := page.Waiver{Check: g.checksLink(name, c.ID, g.say(c.Title)), Text: w.Text, Reason: w.Reason, By: w.By, Until: day(w.Until)}
		// What is waived is named in the file's own words; readers know the promise.
		if i := slices.IndexFunc(y.shown, func(c *report.Commitment) bool { return w.Text == c.ID || strings.HasPrefix(w.Text, c.ID+".") }); i >= 0 {
			one.Figures, one.Text = []page.Link{{Label: y.shown[i].Matter, Href: rel(name, commitmentPath(y.shown[i]))}}, ""
		}
		for _, f := range w.Figures {
			one.Figures = append(one.Figures, page.Link{Label: f})
		}
		out = append(out, one)
	}
	return out
}

// promiseColumn is what the agency's own page says of its promises.
func (g *agencyBuild) promiseColumn(name string) page.AgencyColumn {
	c := page.AgencyColumn{Label: g.word("promise.title"), Href: rel(name, commitmentsPath(g.agency))}
	if r := g.rate(g.pledged...); r.Percent != "" {
		c.Note = g.rateNote(r)
	}
	for _, y := range g.pledged {
		c.Years = append(c.Years, page.YearMark{Year: y.Year, Status: page.Published, Href: rel(name, commitmentsPath(g.agency)+"#y"+itoa(y.Year))})
	}
	return c
}

// rateNote says a rate in words, with the numbers that it is made of.
func (g *agencyBuild) rateNote(r page.Rate) string {
	note := g.word("promise.note", g.asOf.Day().Chinese(), r.All, r.Kept+r.Unkept, r.Kept, r.Percent, r.Unkept)
	for _, rest := range []struct {
		key string
		n   int
	}{{"open", r.Open}, {"changed", r.Changed}, {"ended", r.Ended}} {
		if rest.n > 0 {
			note += g.word("feed.join") + g.word("promise.note_"+rest.key, rest.n)
		}
	}
	return note + g.word("site.stop")
}

// exportPromises is what agency.json says of promises.
func (g *agencyBuild) exportPromises() []v1.Commitment {
	var out []v1.Commitment
	for _, y := range g.pledged {
		for _, c := range y.shown {
			one := v1.Commitment{
				Year: c.Year, ID: c.ID, Path: rel(g.home(), commitmentPath(c)), Kind: c.Kind.ID, Promisor: string(c.Promisor),
				Matter: c.Matter, Content: c.Content, Made: c.Made.String(), Published: c.Published.String(), Answers: g.exportAnswers(c),
			}
			if t := c.Target; t != nil && t.Goal != nil {
				one.Target = &v1.Target{Form: t.Form, Key: t.Indicator.Key, Year: t.Year, Goal: t.Goal.Text}
				if t.Baseline != nil {
					one.Target.Baseline = t.Baseline.Text
				}
			}
			if c.Own() {
				s := g.standing(c)
				one.State, one.AsOf, one.Due, one.Late = string(s.State), g.asOf.Day().String(), s.Due.String(), s.Late
			}
			out = append(out, one)
		}
	}
	slices.SortStableFunc(out, func(a, b v1.Commitment) int { return cmp.Compare(b.Year, a.Year) })
	return out
}
