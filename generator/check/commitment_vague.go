package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// commitmentVague finds promises of which nobody could say whether they are kept:
// without any number and any day.
func commitmentVague() Check {
	return Check{ID: "commitment-vague", Group: Pledges, Severity: finding.Warning, Waivable: true, Pledged: func(s *Subject) {
		for _, c := range s.own() {
			if c.Unread["target"] || c.Unread["due"] || c.Unread["content"] || s.Pledges.Torn {
				continue
			}
			dated := !c.Due.IsZero() || len(c.Milestones) > 0
			counted := c.Target != nil || c.Promised.Text != "" || len(c.Items) > 0
			if !dated && !counted && !states(c.Matter) && !states(c.Content) {
				s.tell("vague", c.Place("content"), "matter", c.Matter)
			}
		}
	}}
}

// states reports whether a text states a quantity.
func states(text string) bool {
	for q := range quantity.Scan(text) {
		if q.Kind.IsQuantity() {
			return true
		}
	}
	return false
}

// own gives the promises that the agency itself made.
func (s *Subject) own() []*report.Commitment {
	var out []*report.Commitment
	for _, c := range s.Pledges.All {
		if c.Own() {
			out = append(out, c)
		}
	}
	return out
}
