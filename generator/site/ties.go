package site

import (
	"slices"
	"strings"

	"fazhi/generator/form"
	"fazhi/generator/page"
)

// ties are the identities that an indicator takes part in, with links to the
// others and to the check that holds them.
func (g *agencyBuild) ties(name string, v *seriesView, ind *form.Indicator) []page.Identity {
	var out []page.Identity
	for i := range v.Form.Identities {
		id := &v.Form.Identities[i]
		refs := id.Rule.Refs()
		if !slices.ContainsFunc(refs, func(r form.Ref) bool { return r.Key == ind.Key }) {
			continue
		}
		one := page.Identity{
			Text:  g.linked(name, v, v.Form.Words(id, g.site.Language), refs, ind.Key),
			Grade: page.Link{Label: g.word("grade." + string(id.Grade))}, Note: id.Note,
		}
		if check := tieCheck(id); g.opts.Rules != nil && g.opts.Rules.Get(check) != nil {
			one.Grade = g.checksLink(name, check, one.Grade.Label)
		}
		out = append(out, one)
	}
	return out
}

// tieCheck names the check that judges an identity.
func tieCheck(id *form.Identity) string {
	switch {
	case slices.ContainsFunc(id.Rule.Refs(), func(r form.Ref) bool { return r.Years != 0 }):
		return "carry-over-broken"
	case id.Rule.Over != nil:
		return "ratio-untrue"
	case id.Rule.Op != form.Equal:
		return "part-exceeds-whole"
	}
	return "identity-broken"
}

// linked puts links into words that name indicators, to those that have a page,
// but for the one whose page it is.
func (g *agencyBuild) linked(on string, v *seriesView, words string, refs []form.Ref, own string) []page.Link {
	type target struct{ label, href string }
	var targets []target
	for _, r := range refs {
		ind := v.Form.Indicator(r.Key)
		if ind == nil || slices.ContainsFunc(targets, func(t target) bool { return t.label == ind.Label }) {
			continue
		}
		t := target{label: ind.Label}
		if r.Key != own && v.has(r.Key) {
			t.href = rel(on, v.indicator(r.Key))
		}
		targets = append(targets, t)
	}
	// One name may begin as another does: the longer one is meant.
	slices.SortStableFunc(targets, func(a, b target) int { return len(b.label) - len(a.label) })
	var out []page.Link
	for words != "" {
		at, found := len(words), target{}
		for _, t := range targets {
			if i := strings.Index(words, t.label); i >= 0 && i < at {
				at, found = i, t
			}
		}
		if at > 0 {
			out = append(out, page.Link{Label: words[:at]})
		}
		if found.label != "" {
			out = append(out, page.Link{Label: found.label, Href: found.href})
		}
		words = words[at+len(found.label):]
	}
	return out
}

// has reports whether an indicator has a figure, and so a page.
func (v *seriesView) has(key string) bool {
	for _, r := range v.reports {
		if r.Figure(key) != nil {
			return true
		}
	}
	return false
}
