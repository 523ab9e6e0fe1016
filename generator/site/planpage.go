package site

import (
	"fmt"

	"fazhi/generator/narrative"
	"fazhi/generator/page"
	"fazhi/generator/report"
)

// planPath is the page of what a year promised: <form>/plan/<year>.html.
func (v *seriesView) planPath(year int) string { return fmt.Sprintf("%s/plan/%d.html", v.dir(), year) }

// itemID and answerID are where things promised and answered stand, on the page
// of the plan and in the report.
func itemID(i int) string   { return "item-" + itoa(i+1) }
func answerID(i int) string { return "answer-" + itoa(i+1) }

// hasPlan reports whether a year that is shown has promised something by name.
func (v *seriesView) hasPlan(year int) bool {
	r := v.shownYear(year)
	return r != nil && r.Narrative != nil && len(r.Narrative.Items) > 0
}

// planMarks are the small links of a report: from its plan to what became of it,
// from its answers to what was promised. What is not shown is not linked to.
func (g *agencyBuild) planMarks(v *seriesView, r *report.Report) []page.Mark {
	name := v.report(r.Year)
	var marks []page.Mark
	for i, item := range r.Narrative.Items {
		marks = append(marks, page.Mark{Block: item.Block, ID: itemID(i), Link: page.Link{
			Label: g.word("site.plan_later"), Href: rel(name, v.planPath(r.Year)+"#"+itemID(i)),
		}})
	}
	for i, a := range r.Narrative.Answers {
		if m, ok := g.commitmentMark(name, i, a); ok {
			marks = append(marks, m)
		}
		if !v.hasPlan(r.Year - 1) {
			continue
		}
		for j, item := range v.shownYear(r.Year - 1).Narrative.Items {
			if a.Ref == item.ID && a.Block != nil {
				marks = append(marks, page.Mark{Block: a.Block, ID: answerID(i), Link: page.Link{
					Label: g.word("site.plan_back", j+1), Href: rel(name, v.planPath(r.Year-1)+"#"+itemID(j)),
				}})
			}
		}
	}
	return marks
}

// planPage sets each promise of a year beside what the next year answered.
func (g *agencyBuild) planPage(v *seriesView, r *report.Report) page.Plan {
	name := v.planPath(r.Year)
	title := g.word("site.plan_title", r.Year, r.Year+1)
	f := g.frame(name, v, title,
		page.Link{Label: v.Form.Title, Href: rel(name, v.column())},
		page.Link{Label: g.word("site.year", itoa(r.Year)), Href: rel(name, v.report(r.Year))},
		page.Link{Label: g.word("site.plan_crumb")})
	p := page.Plan{
		Frame: f, Year: r.Year,
		Promise: page.Link{Label: r.Title, Href: rel(name, v.report(r.Year))},
		Answer:  page.Link{Label: g.word("site.plan_waiting", r.Year+1)},
	}
	next := v.shownYear(r.Year + 1)
	none := p.Answer.Label
	if next != nil && next.HasPage() {
		p.Answer = page.Link{Label: next.Title, Href: rel(name, v.report(next.Year))}
		none = g.word("site.plan_none")
	}
	for i, item := range r.Narrative.Items {
		one := page.PlanItem{
			ID: itemID(i), Number: i + 1, Text: r.Narrative.Part(item.Block), None: none,
			Href: rel(name, v.report(r.Year)+"#"+itemID(i)),
		}
		if next != nil && next.HasPage() {
			one.Answers = g.planAnswers(v, name, next, item.ID)
		}
		p.Items = append(p.Items, one)
	}
	return p
}

func (g *agencyBuild) planAnswers(v *seriesView, name string, next *report.Report, ref string) []page.PlanAnswer {
	var out []page.PlanAnswer
	for i, a := range next.Narrative.Answers {
		if a.Ref != ref || !next.Narrative.Written(a.Block) {
			continue
		}
		one := page.PlanAnswer{Result: g.word("site.plan_" + string(a.Result)), Kind: string(a.Result), Href: rel(name, v.report(next.Year))}
		if a.Block != nil {
			one.Text, one.Href = next.Narrative.Part(a.Block), one.Href+"#"+answerID(i)
		} else {
			one.Text = []string{g.word("site.plan_whole")}
		}
		out = append(out, one)
	}
	return out
}

// proseOf renders a report's narrative with its marks.
func (g *agencyBuild) proseOf(v *seriesView, r *report.Report) ([]page.Section, []page.Heading) {
	return g.prose(v.report(r.Year), r.Narrative, func(ref *narrative.Reference) string { return g.quoteTarget(v, r, ref) }, g.planMarks(v, r)...)
}
