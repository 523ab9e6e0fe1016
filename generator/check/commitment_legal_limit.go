package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// commitmentLegalLimit finds promised limits that are longer than the law allows.
func commitmentLegalLimit() Check {
	return Check{ID: "commitment-legal-limit", Group: Pledges, Severity: finding.Error, Always: true, Pledged: func(s *Subject) {
		for _, c := range s.Pledges.All {
			if longer(c.Promised, c.Legal) {
				f := s.tell("longer", c.Promised.Pos, "promised", c.Promised.Text, "legal", c.Legal.Text)
				f.Related = append(f.Related, finding.Related{Pos: c.Legal.Pos, Note: finding.Text{ZH: "法定时限", EN: "the legal limit"}})
			}
		}
	}}
}

// longer reports whether a promised limit certainly exceeds a legal one. A ceiling
// (30日以内) promises its end; of an approximate limit the least counts.
func longer(promised, legal report.Limit) bool {
	if !promised.Known || !legal.Known || !quantity.SameUnit(promised.Unit, legal.Unit) || legal.Bounds.HiInf {
		return false
	}
	p, most := promised.Bounds, legal.Bounds.Hi
	if p.LoInf {
		return !p.HiInf && p.Hi.Cmp(most) > 0
	}
	return p.Lo.Cmp(most) > 0 || p.LoOpen && p.Lo.Equal(most)
}
