package check

import (
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/quantity"
)

// wordingUntrue finds wordings that are not true of the exact value beside
// them: 近8万 said of 81000. A wording in 万 or 亿 may be rounded to its last
// digit.
func wordingUntrue() Check {
	return Check{ID: "wording-untrue", Group: Figures, Severity: finding.Error, Always: true, Run: func(s *Subject) {
		for _, f := range s.Report.Figures {
			if f.Shown == nil {
				continue
			}
			n, exact := f.Exact()
			if !exact || f.Shown.Absent != "" {
				if f.Absent != "" && f.Shown.Absent == "" || exact {
					about(s.tell("absent", f.ShownPos, "shown", f.Shown.Text, "value", valueOf(f.Absent, n)), f)
				}
				continue
			}
			stated, point := f.Shown.Exact()
			if f.Shown.Bounds.Contains(n) || point && strings.ContainsAny(f.Shown.Text, "万亿") && roundsTo(n, stated) {
				continue
			}
			about(s.tell("untrue", f.ShownPos, "shown", f.Shown.Text, "value", n, "meaning", f.Shown.Meaning()), f)
		}
	}}
}

func valueOf[A ~string](absence A, n quantity.Number) string {
	if absence != "" {
		return string(absence)
	}
	return n.String()
}

// roundsTo reports whether a number rounds to another at its last digit that is
// not zero.
func roundsTo(n, stated quantity.Number) bool {
	unit := quantity.NewInt(1)
	for ten := quantity.NewInt(10); ; unit = unit.Mul(ten) {
		if q, ok := stated.Quo(unit.Mul(ten), 0); !ok || !q.Mul(unit.Mul(ten)).Equal(stated) || q.Sign() == 0 {
			break
		}
	}
	return n.Sub(stated).Abs().Mul(quantity.NewInt(2)).Cmp(unit) <= 0
}
