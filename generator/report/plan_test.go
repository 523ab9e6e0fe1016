package report

import (
	"testing"

	"fazhi/generator/form"
	"fazhi/generator/narrative"
)

// In which years a report is to answer a promise, by its day, its outcome and
// what was done later.
func TestWantsCommitments(t *testing.T) {
	promise := func(due, outcome string, r Result, remedy string) *Commitment {
		c := &Commitment{ID: "a", Year: 2022, Promisor: ByAgency, Made: on(t, "2022-02-10"), Due: on(t, due)}
		if outcome != "" {
			c.Outcome = &Outcome{Date: on(t, outcome), Result: r, RemedyDue: on(t, remedy)}
		}
		return c
	}
	postponed := promise("2022-10-31", "2023-03-24", Met, "")
	postponed.Changes = []Alteration{{Date: on(t, "2022-09-20"), Due: on(t, "2023-03-31")}}
	late := promise("2022-12-31", "", "", "")
	late.Changes = []Alteration{{Date: on(t, "2023-01-20"), Due: on(t, "2024-06-30")}}
	foreign := promise("2022-12-31", "", "", "")
	foreign.Promisor = ByApplicant
	undated := promise("2022-12-31", "", "", "")
	undated.Made = on(t, "")
	for _, c := range []struct {
		name  string
		c     *Commitment
		years []int // of 2021 to 2025
	}{
		{"kept in its year", promise("2022-12-31", "2022-12-20", Met, ""), []int{2022}},
		{"kept in January", promise("2022-12-31", "2023-01-15", Met, ""), []int{2022, 2023}},
		{"due in a later year", promise("2024-06-30", "", "", ""), []int{2024, 2025}},
		{"kept before its day", promise("2024-06-30", "2023-05-01", Met, ""), nil},
		{"no outcome", promise("2022-12-31", "", "", ""), []int{2022, 2023, 2024, 2025}},
		{"no day of its making", undated, []int{2022, 2023, 2024, 2025}},
		{"not kept, no remedy", promise("2022-12-31", "2022-12-31", NotMet, ""), []int{2022}},
		{"not kept, to be made up", promise("2022-12-31", "2022-12-31", NotMet, "2023-12-31"), []int{2022, 2023}},
		{"kept in part, the rest two years later", promise("2022-12-31", "2022-12-31", MetPartly, "2024-06-30"), []int{2022, 2024}},
		{"given up", promise("2022-12-31", "2022-06-01", GivenUp, ""), []int{2022}},
		{"put off by law", postponed, []int{2023}},
		{"put off when it was overdue", late, []int{2022, 2024, 2025}},
		{"an applicant's", foreign, nil},
		{"without a day", promise("", "", "", ""), nil},
	} {
		a := &Agency{Commitments: []*Commitments{{Year: 2022, All: []*Commitment{c.c}}}}
		var got []int
		for year := 2021; year <= 2025; year++ {
			s := &Series{Agency: a, Form: &form.Form{Roles: []form.Role{{ID: planRole}}}}
			for _, w := range Wants(s, nil, year) {
				if !w.Commitment || w.Ref != "2022/a" || w.Due.IsZero() {
					t.Errorf("%s: %+v", c.name, w)
				}
				got = append(got, year)
			}
			if len(Wants(&Series{Agency: a, Form: &form.Form{}}, nil, year)) > 0 {
				t.Errorf("%s: a kind of report without a plan is asked", c.name)
			}
		}
		if len(got) != len(c.years) {
			t.Errorf("%s: wanted in %v, want %v", c.name, got, c.years)
			continue
		}
		for i := range got {
			if got[i] != c.years[i] {
				t.Errorf("%s: wanted in %v, want %v", c.name, got, c.years)
				break
			}
		}
	}
}

// What last year's report answered as done is not asked again; what it answered
// as not done is.
func TestWantsAnswered(t *testing.T) {
	s := &Series{Form: &form.Form{Roles: []form.Role{{ID: planRole}}}, Agency: &Agency{}}
	s.Agency.Commitments = []*Commitments{{Year: 2022, All: []*Commitment{
		{ID: "a", Year: 2022, Promisor: ByAgency, Made: on(t, "2022-02-10"), Due: on(t, "2022-12-31")},
	}}}
	for result, want := range map[narrative.Result]int{narrative.Done: 0, narrative.Partly: 1, narrative.Not: 1} {
		last := &Report{Series: s, Year: 2022, Narrative: &narrative.Doc{Answers: []narrative.Answer{{Ref: "2022/a", Result: result}}}}
		if got := Wants(s, last, 2023); len(got) != want {
			t.Errorf("answered as %s: %v", result, got)
		}
	}
}
