package site

import (
	"iter"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/narrative"
	"fazhi/generator/page"
	"fazhi/generator/report"
)

// shownCommitment gives the commitment that an answer names, nil where this
// build shows no page of it.
func (g *agencyBuild) shownCommitment(ref string) *report.Commitment {
	for _, y := range g.pledged {
		for _, c := range y.shown {
			if c.Ref() == ref {
				return c
			}
		}
	}
	return nil
}

// answer is what a report of this build says of a commitment, and where.
type answer struct {
	narrative.Answer
	view   *seriesView
	report *report.Report
	href   string // from the page that was asked for
}

// answersTo finds the answers to a commitment in the reports that this build
// shows, oldest year first within a form. hrefs lead from the page name.
func (g *agencyBuild) answersTo(name string, c *report.Commitment) iter.Seq[answer] {
	return func(yield func(answer) bool) {
		for _, v := range g.series {
			for _, r := range v.reports {
				if !r.HasPage() {
					continue
				}
				for i, a := range r.Narrative.Answers {
					if a.Ref != c.Ref() || !r.Narrative.Written(a.Block) {
						continue
					}
					href := rel(name, v.report(r.Year))
					if a.Block != nil {
						href += "#" + answerID(i)
					}
					if !yield(answer{a, v, r, href}) {
						return
					}
				}
			}
		}
	}
}

// promiseAnswers sets what the reports answer to a commitment.
func (g *agencyBuild) promiseAnswers(name string, c *report.Commitment) []page.PlanAnswer {
	var out []page.PlanAnswer
	for a := range g.answersTo(name, c) {
		one := page.PlanAnswer{From: a.report.Title, Result: g.word("promise.answered_" + string(a.Result)), Kind: string(a.Result), Href: a.href}
		if a.Block != nil {
			one.Text = a.report.Narrative.Part(a.Block)
		} else {
			one.Text = []string{g.word("site.plan_whole")}
		}
		out = append(out, one)
	}
	return out
}

// promiseQuotes leads to where the reports quote the figure that a commitment is
// bound to.
func (g *agencyBuild) promiseQuotes(name string, c *report.Commitment) []page.Link {
	if c.Target == nil {
		return nil
	}
	f := g.figure(c.Target.Form, c.Target.Indicator.Key, c.Target.Year)
	if f == nil {
		return nil
	}
	var out []page.Link
	for i, q := range f.Quotes {
		if g.shown(q.Report) && q.Report.HasPage() {
			out = append(out, page.Link{
				Label: q.Report.Title + "，" + g.word("site.quote", circled(i+1)),
				Href:  rel(name, ReportPath(q.Report)+"#"+q.Ref.ID),
			})
		}
	}
	return out
}

// exportAnswers is what agency.json says of them.
func (g *agencyBuild) exportAnswers(c *report.Commitment) []v1.Answer {
	var out []v1.Answer
	for a := range g.answersTo(g.home(), c) {
		out = append(out, v1.Answer{Form: a.view.Form.ID, Year: a.report.Year, Result: string(a.Result), Path: a.href})
	}
	return out
}

// commitmentMark leads from an answer of a report to the commitment it answers.
func (g *agencyBuild) commitmentMark(name string, i int, a narrative.Answer) (page.Mark, bool) {
	c := g.shownCommitment(a.Ref)
	if c == nil || a.Block == nil {
		return page.Mark{}, false
	}
	return page.Mark{Block: a.Block, ID: answerID(i), Link: page.Link{
		Label: g.word("site.promise_back", c.Year, c.Matter), Href: rel(name, commitmentPath(c)),
	}}, true
}
