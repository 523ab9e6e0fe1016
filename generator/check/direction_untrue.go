package check

import (
	"fazhi/generator/finding"
)

// directionUntrue finds words that say the opposite of the figures, and per cent
// said of percentage points.
func directionUntrue() Check {
	return Check{ID: "direction-untrue", Group: Years, Severity: finding.Error, Waivable: true, Run: func(s *Subject) {
		for _, c := range s.statedChanges() {
			switch {
			case c.unsure, c.broken != nil:
			case c.wrongWay():
				s.tellChange("direction", &c)
			case c.pointsSaidPercent():
				say := "points"
				if actual, ok := c.actual(); !ok || !disjoint(actual, c.said) {
					say = "points-perhaps" // near 100 % both are about the same
				}
				s.tellChange(say, &c, "points", c.whatItIs())
			}
		}
		for _, p := range s.Prose {
			for _, q := range p.Quantities {
				s.fromTo(p, q)
			}
		}
	}}
}
