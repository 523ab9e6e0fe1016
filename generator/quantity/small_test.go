package quantity

import (
	"testing"

	"github.com/cockroachdb/apd/v3"
	"pgregory.net/rapid"
)

// TestSmall computes with whole numbers held in two ways: 12 is small, 12.0 is not. The
// results are the same.
func TestSmall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.OneOf(rapid.Int64Range(-1e18, 1e18), rapid.Int64Range(-2e9, 2e9), rapid.Int64Range(-30, 30))
		a, b := whole.Draw(t, "a"), whole.Draw(t, "b")
		places := rapid.IntRange(0, 9).Draw(t, "places")
		small := [2]Number{NewInt(a), NewInt(b)}
		held := small
		for i := range held {
			held[i].d.Coeff.Mul(&held[i].d.Coeff, apd.NewBigInt(10))
			held[i].d.Exponent = -1
		}
		same := func(what string, got, want Number) {
			if got.String() != want.String() || !got.Equal(want) {
				t.Fatalf("%d %s %d: %s, held as decimals %s", a, what, b, got, want)
			}
		}
		same("+", small[0].Add(small[1]), held[0].Add(held[1]))
		same("-", small[0].Sub(small[1]), held[0].Sub(held[1]))
		same("×", small[0].Mul(small[1]), held[0].Mul(held[1]))
		got, ok := small[0].Quo(small[1], places)
		want, wantOK := held[0].Quo(held[1], places)
		same("÷", got, want)
		if ok != wantOK || ok && got.text() != want.text() {
			t.Fatalf("%d ÷ %d to %d places: %s %v, held as decimals %s %v", a, b, places, got.text(), ok, want.text(), wantOK)
		}
		if small[0].Cmp(small[1]) != held[0].Cmp(held[1]) || small[0].Cmp(held[1]) != held[0].Cmp(small[1]) {
			t.Fatalf("%d against %d", a, b)
		}
	})
}
