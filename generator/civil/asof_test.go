package civil

import (
	"math/rand/v2"
	"testing"
	"time"
)

// On every day of its span, and on no other near it, a day gives the answers that it gave;
// spans are as long as that.
func TestAsOf(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	some := func() Date { return Of(Date{2024, 2, 20}.Time().AddDate(0, 0, r.IntN(20))) }
	for range 2000 {
		questions := make([]Date, r.IntN(4))
		for i := range questions {
			questions[i] = some()
		}
		exact := r.IntN(8) == 0
		ask := func(a AsOf) (answers []any) {
			for i, q := range questions {
				if i%2 == 0 {
					answers = append(answers, a.Before(q))
				} else {
					answers = append(answers, a.After(q))
				}
			}
			if exact {
				answers = append(answers, a.Day())
			}
			return answers
		}
		a := Watch(some())
		want := ask(a)
		span := a.Span()
		for i := range 30 {
			day := Of(Date{2024, 2, 15}.Time().AddDate(0, 0, i))
			same := true
			for j, one := range ask(On(day)) {
				same = same && one == want[j]
			}
			if span.Has(day) != same {
				t.Fatalf("%v asked on %v: %v has %v: %t, the same answers: %t", questions, a.day, span, day, span.Has(day), same)
			}
		}
	}
	if s := On(Date{2024, 2, 29}).Span(); !s.Has(Date{2024, 2, 29}) || s.Has(Date{2024, 3, 1}) || s.Has(Date{2024, 2, 28}) {
		t.Error("a day that nobody watches stands for others:", s)
	}
	if s := (Span{}); !s.Has(Date{1, 1, 1}) || !s.Has(Date{9999, 12, 31}) {
		t.Error("open ends end")
	}
}
