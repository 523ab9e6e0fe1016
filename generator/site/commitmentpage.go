package site

import (
	"slices"
	"strings"

	"fazhi/generator/civil"
	"fazhi/generator/narrative"
	"fazhi/generator/page"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

func (g *agencyBuild) commitmentPage(c *report.Commitment) page.Commitment {
	name := commitmentPath(c)
	f := g.promiseFrame(name, c.Matter, page.Link{Label: g.word("promise.title"), Href: rel(name, commitmentsPath(g.agency))}, page.Link{Label: c.Matter})
	g.article(&f.Meta, name, c.Matter, g.agency.Name, pubDay(c.Published))
	f.Meta.Description = c.Content
	p := page.Commitment{
		Frame: f, Issuer: g.agency.Name, Year: c.Year, Matter: c.Matter, Content: c.Content, Kind: g.kindOf(c),
		Phone: c.Phone, Basis: c.Basis, Timeline: g.timeline(name, c), Target: g.promiseTarget(name, c),
	}
	if !c.Made.IsZero() {
		p.Made = day(c.Made)
	}
	s := g.standing(c)
	if !s.Due.IsZero() {
		p.Due = day(s.Due)
	}
	if !c.Due.IsZero() {
		p.FirstDue = day(c.Due)
	}
	if c.Own() {
		p.State, p.Kept, p.Note = g.word("promise."+string(s.State)), s.State == report.Kept, g.promiseNote(c, s)
		p.Alert = s.State == report.Overdue || s.State == report.Remedying
	} else {
		p.By = g.word("promise." + string(c.Promisor))
	}
	p.Facts = g.promiseFacts(
		"promise.legal", c.Legal.Text, "promise.promised", c.Promised.Text,
		"promise.unit", c.Unit, "promise.post", c.Post, "promise.phone", c.Phone)
	for _, i := range c.Items {
		p.Items = append(p.Items, page.CommitmentItem{Name: i.Name, From: i.From.Text, To: i.To.Text})
	}
	if c.Count != 0 {
		p.Claims = append(p.Claims, g.word("promise.item_count", c.Count))
	}
	if c.Compression.Text != "" {
		p.Claims = append(p.Claims, g.word("promise.compression", c.Compression.Text))
	}
	if o := c.OutcomeOn(g.asOf); o != nil {
		p.Outcome = g.promiseFacts("promise.told", o.Text, "promise.reason", o.Reason, "promise.remedy", o.Remedy, "promise.remedy_due", dayOrNone(o.RemedyDue))
	}
	p.Answers, p.Quotes = g.promiseAnswers(name, c), g.promiseQuotes(name, c)
	return p
}

// promiseFacts pairs the words of labels with texts, those without a text left out.
func (g *agencyBuild) promiseFacts(pairs ...string) []page.Fact {
	var out []page.Fact
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, page.Fact{Label: g.word(pairs[i]), Text: pairs[i+1]})
		}
	}
	return out
}

// dayOrNone is a day in words, nothing where there is none.
func dayOrNone(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Chinese()
}

// promiseTarget shows the bound figure beside what was promised.
func (g *agencyBuild) promiseTarget(name string, c *report.Commitment) *page.CommitmentTarget {
	t := c.Target
	if t == nil || t.Goal == nil {
		return nil
	}
	out := &page.CommitmentTarget{Indicator: page.Link{Label: t.Indicator.Label}, Year: t.Year, Goal: t.Goal.Text}
	if t.Baseline != nil {
		out.Baseline = t.Baseline.Text
	}
	out.Value = page.Value{Text: g.word("site.unpublished"), Absent: true}
	for _, v := range g.series {
		if v.Form.ID != t.Form {
			continue
		}
		if slices.ContainsFunc(v.reports, func(r *report.Report) bool { return r.Figure(t.Indicator.Key) != nil }) {
			out.Indicator.Href = rel(name, v.indicator(t.Indicator.Key))
		}
		if g.figure(t.Form, t.Indicator.Key, t.Year) != nil {
			out.Value = g.cell(name, v, t.Year, t.Indicator.Key)
		}
	}
	switch t.Reached(g.figure) {
	case report.Hit:
		out.Verdict = g.word("promise.hit")
	case report.Missed:
		out.Verdict, out.Missed = g.word("promise.missed"), true
	default:
		out.Verdict = g.word("promise.unsure")
	}
	return out
}

// timeline is everything that has a day, oldest first. What is dated behind the day
// of the build is shown only where it was promised for then.
func (g *agencyBuild) timeline(name string, c *report.Commitment) []page.Event {
	type dated struct {
		day civil.Date
		page.Event
	}
	var all []dated
	add := func(d civil.Date, label, text string, evidence []report.Evidence, planned bool) {
		ahead := g.asOf.Before(d)
		if d.IsZero() || ahead && !planned {
			return
		}
		all = append(all, dated{d, page.Event{Date: day(d), Label: g.word(label), Text: text, Evidence: g.evidence(name, evidence), Ahead: ahead}})
	}
	add(c.Made, "promise.made", "", nil, true)
	add(c.Published, "promise.published", "", nil, true)
	for _, m := range c.Milestones {
		if m.Done.IsZero() || g.asOf.Before(m.Done) {
			add(m.Date, "promise.milestone", m.Text, nil, true)
		} else {
			add(m.Done, "promise.milestone_done", m.Text, nil, false)
		}
	}
	for _, p := range c.Progress {
		label := "promise.progress"
		if p.Part {
			label = "promise.part"
		}
		add(p.Date, label, p.Text, p.Evidence, false)
	}
	for _, v := range c.Changes {
		add(v.Date, "promise.change", sentences(v.Text, g.word("promise.change_by", v.Basis, v.Procedure)), nil, false)
	}
	if due, changed := c.DueOn(g.asOf); c.Own() {
		if changed && due != c.Due {
			add(c.Due, "promise.due_before", "", nil, true)
		}
		add(due, "promise.due", "", nil, true)
	}
	if o := c.OutcomeOn(g.asOf); o != nil {
		add(o.Date, "promise.result_"+string(o.Result), o.Text, o.Evidence, false)
	}
	if o := c.OutcomeOn(g.asOf); o != nil {
		add(o.RemedyDue, "promise.remedy_due", o.Remedy, nil, true)
	}
	for a := range g.answersTo(name, c) {
		n := len(all)
		add(g.dayOfReport(a.report), "promise.answered_"+string(a.Result), "", nil, false)
		for i := range all[n:] {
			all[n+i].Link = page.Link{Label: a.report.Title, Href: a.href}
		}
	}
	slices.SortStableFunc(all, func(a, b dated) int { return a.day.Time().Compare(b.day.Time()) })
	out := make([]page.Event, len(all))
	for i := range all {
		out[i] = all[i].Event
	}
	return out
}

// dayOfReport is the day on which a report became known: that of its publication,
// else of its signing, else of its first seal; zero where none is stated.
func (g *agencyBuild) dayOfReport(r *report.Report) civil.Date {
	switch all := g.archive.Revisions(r.Form.ID, r.Year); {
	case !r.Published.IsZero():
		return civil.Of(r.Published.In(tomlfile.Beijing()))
	case !r.Signed.IsZero():
		return r.Signed
	case len(all) > 0:
		d, _ := civil.Parse(all[0].Date)
		return d
	}
	return civil.Date{}
}

func sentences(a, b string) string {
	if a == "" {
		return b
	}
	return strings.TrimRight(a, "。") + "。" + b
}

// evidence makes links of what shows that something was done. A report that is not
// public is named and leads nowhere.
func (g *agencyBuild) evidence(name string, all []report.Evidence) []page.Link {
	var out []page.Link
	for _, e := range all {
		link := page.Link{Label: e.Text}
		switch {
		case e.URL != "":
			link.Href = e.URL
		case e.File != "":
			link.Href = narrative.Href(e.File)
		default:
			link = g.evidenceOfReport(name, e)
		}
		out = append(out, link)
	}
	return out
}

func (g *agencyBuild) evidenceOfReport(name string, e report.Evidence) page.Link {
	for _, v := range g.series {
		if v.Form.ID != e.Form {
			continue
		}
		link := page.Link{Label: v.Form.ShortTitle + " " + g.word("site.year", itoa(e.Year))}
		f := g.figure(e.Form, e.Key, e.Year)
		if f != nil {
			link.Label += "：" + f.Indicator.Label + " " + f.Text
		}
		switch r := v.shownYear(e.Year); {
		case r == nil:
		case r.HasPage() && f != nil:
			link.Href = rel(name, v.report(e.Year)+"#"+row(e.Key))
		default:
			link.Href = g.yearLink(name, v, r)
		}
		return link
	}
	return page.Link{Label: e.Text}
}
