package site

import (
	"slices"
	"strings"

	"fazhi/generator/narrative"
	"fazhi/generator/record"
	"fazhi/generator/report"
)

// courses are the words that say which way a figure went.
func courses() []string {
	return []string{"增长", "上升", "提高", "增加", "下降", "减少", "降低", "回落", "翻番", "持平", "缩短", "延长"}
}

// Touched finds what stands elsewhere and rests on figures of a report that
// changed: sentences of other years that quote them or compute from them, and
// sentences of any year that name them and say which way they went. changed is of
// the new revision; sentences that it lists are left out.
func (o *Outline) Touched(r *report.Report, changed *record.Changes) []record.Touch {
	g := o.build
	var out []record.Touch
	for _, v := range g.series {
		if v.Form.ID != r.Form.ID {
			continue
		}
		for _, other := range v.reports {
			if !other.HasPage() {
				continue
			}
			for _, p := range other.Narrative.Passages() {
				out = append(out, g.touchedIn(v, r, other, p, changed)...)
			}
		}
	}
	return out
}

// touchedIn looks at one passage of a report.
func (g *agencyBuild) touchedIn(v *seriesView, r, other *report.Report, p *narrative.Passage, changed *record.Changes) []record.Touch {
	var out []record.Touch
	start := 0
	for _, sentence := range record.Sentences(p.Text) {
		end := start + len(sentence)
		for _, f := range changed.Figures {
			place, ok := rests(r, other, p, f, start, end)
			if !ok || r == other && listed(changed, sentence) {
				continue
			}
			if place == "" && p.Heading != nil {
				place = p.Heading.ID
			} else if place == "" && len(p.Under) > 0 {
				place = p.Under[len(p.Under)-1].ID
			}
			t := record.Touch{Key: f.Name, Label: f.Label, Report: other.Title, Page: v.report(other.Year), Sentence: strings.TrimSpace(sentence)}
			if place != "" {
				t.Page += "#" + place
			}
			out = append(out, t)
		}
		start = end
	}
	return out
}

// rests tells whether a sentence of a report rests on a figure of r that changed,
// and the place of the reference that does.
func rests(r, other *report.Report, p *narrative.Passage, f record.Change, start, end int) (place string, ok bool) {
	for _, q := range p.Quotes {
		if q.Start < start || q.Start >= end || q.Ref.Target != f.Name {
			continue
		}
		year := q.Ref.Year
		if year == 0 {
			year = other.Year
		}
		looksBack := q.Ref.Verb == narrative.Change || q.Ref.Verb == narrative.Before
		if year == r.Year || looksBack && year == r.Year+1 {
			return q.Ref.ID, true
		}
	}
	text := p.Text[start:end]
	if other != r && other.Year != r.Year+1 {
		return "", false
	}
	names := []string{f.Label}
	if ind := r.Form.Indicator(f.Name); ind != nil {
		names = append(names, ind.Aliases...)
	}
	return "", slices.ContainsFunc(names, func(n string) bool { return n != "" && strings.Contains(text, n) }) &&
		slices.ContainsFunc(courses(), func(c string) bool { return strings.Contains(text, c) })
}

func listed(c *record.Changes, sentence string) bool {
	return slices.ContainsFunc(c.Sentences, func(s record.Change) bool { return strings.TrimSpace(s.New) == strings.TrimSpace(sentence) })
}
