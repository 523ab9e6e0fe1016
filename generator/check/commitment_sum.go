package check

import (
	"fazhi/generator/finding"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
)

// commitmentSum recounts what a promise says of its items: how many there are, and
// by how much they are shortened together.
func commitmentSum() Check {
	return Check{ID: "commitment-sum", Group: Pledges, Severity: finding.Warning, Waivable: true, Always: true, Pledged: func(s *Subject) {
		for _, c := range s.Pledges.All {
			if len(c.Items) == 0 {
				continue
			}
			if c.Count != 0 && c.Count != len(c.Items) {
				s.tell("count", c.Place("item_count"), "said", c.Count, "listed", len(c.Items))
			}
			from, to, ok := together(c.Items)
			if !ok || !c.Compression.Known || c.Compression.Unit != "%" || from.Sign() <= 0 {
				continue
			}
			if actual, wrong := compressed(from, to, c.Compression); wrong {
				s.tell("compression", c.Compression.Pos, "said", c.Compression.Text, "actual", actual.String()+"%",
					"from", quantity.Print(from, c.Items[0].From.Unit), "to", quantity.Print(to, c.Items[0].To.Unit))
			}
		}
	}}
}

// together sums the limits of all items before and after; ok is false where one is
// missing, open or in another unit.
func together(items []report.Item) (from, to quantity.Number, ok bool) {
	unit := items[0].From.Unit
	for _, i := range items {
		for _, l := range []report.Limit{i.From, i.To} {
			if !l.Known || l.Bounds.HiInf || !quantity.SameUnit(l.Unit, unit) {
				return from, to, false
			}
		}
		from, to = from.Add(i.From.Bounds.Hi), to.Add(i.To.Bounds.Hi)
	}
	return from, to, true
}

// compressed computes by how many percent the limits are shortened, rounded as the
// claim is, and whether the claim is another.
func compressed(from, to quantity.Number, claim report.Limit) (actual quantity.Number, wrong bool) {
	const fine = 6
	exact, _ := from.Sub(to).Mul(quantity.NewInt(100)).Quo(from, fine)
	if !claim.Bounds.IsPoint() {
		return exact.Round(1), !claim.Bounds.Contains(exact)
	}
	actual = exact.Round(claim.Bounds.Lo.Places())
	return actual, !actual.Equal(claim.Bounds.Lo)
}
