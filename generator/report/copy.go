package report

import "slices"

// Copy gives the same report as one of another reading of its series. The
// narrative is shared; the figures are copied and quoted by nobody yet.
func (r *Report) Copy(s *Series) *Report {
	c := *r
	c.Series = s
	c.Findings = slices.Clone(r.Findings)
	c.byKey = make(map[string]*Figure, len(r.byKey))
	all := make([]Figure, len(r.Figures))
	c.Figures = make([]*Figure, len(r.Figures))
	for i, f := range r.Figures {
		all[i] = *f
		all[i].Report, all[i].Quotes = &c, nil
		c.Figures[i] = &all[i]
		c.byKey[f.Indicator.Key] = &all[i]
	}
	c.Highlights = nil
	for _, f := range r.Highlights {
		c.Highlights = append(c.Highlights, c.byKey[f.Indicator.Key])
	}
	return &c
}
