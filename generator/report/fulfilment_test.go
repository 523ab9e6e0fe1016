package report

import (
	"testing"

	"fazhi/generator/civil"
	"fazhi/generator/form"
)

func on(t *testing.T, s string) civil.Date {
	t.Helper()
	if s == "" {
		return civil.Date{}
	}
	d, err := civil.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Every state of a promise, by the day that it is looked at.
func TestStanding(t *testing.T) {
	day := func(s string) civil.Date { return on(t, s) }
	proof := []Evidence{{Text: "通报.pdf", File: "通报.pdf"}}
	promise := func(change func(*Commitment)) *Commitment {
		c := &Commitment{Promisor: ByAgency, Made: day("2023-02-10"), Due: day("2023-12-31")}
		change(c)
		return c
	}
	outcome := func(date string, r Result, proof []Evidence) *Commitment {
		return promise(func(c *Commitment) { c.Outcome = &Outcome{Date: day(date), Result: r, Evidence: proof} })
	}
	remedy := promise(func(c *Commitment) {
		c.Outcome = &Outcome{Date: day("2024-01-05"), Result: NotMet, Remedy: "改造系统", RemedyDue: day("2024-06-30")}
	})
	changed := promise(func(c *Commitment) {
		c.Changes = []Alteration{{Date: day("2023-11-01"), Basis: "甲", Procedure: "乙", Due: day("2024-03-31")}}
	})
	part := promise(func(c *Commitment) { c.Progress = []Progress{{Date: day("2023-06-01"), Part: true}} })
	bound := func(have string) (*Commitment, Figures) {
		c := outcome("2023-12-30", Met, proof)
		c.Target = &Target{Form: "fzzf", Indicator: &form.Indicator{Key: "a.b", Direction: form.Lower}, Year: 2023, Goal: value(t, "30个工作日以内")}
		return c, func(string, string, int) *Figure { return &Figure{Value: *value(t, have)} }
	}
	hit, hitFigures := bound("30个工作日以内")
	missed, missedFigures := bound("35个工作日")
	unsure, unsureFigures := bound("不超过40个工作日")
	for _, c := range []struct {
		name    string
		c       *Commitment
		asOf    string
		figures Figures
		want    Standing
	}{
		{"running", promise(func(*Commitment) {}), "2023-06-01", nil, Standing{State: Running, Open: true}},
		{"on its day", promise(func(*Commitment) {}), "2023-12-31", nil, Standing{State: Running, Open: true}},
		{"the day behind", promise(func(*Commitment) {}), "2024-01-01", nil, Standing{State: Overdue}},
		{"without a day", promise(func(c *Commitment) { c.Due = civil.Date{} }), "2030-01-01", nil, Standing{State: Running, Open: true, Due: civil.Date{Year: -1}}},
		{"kept", outcome("2023-12-30", Met, proof), "2024-01-01", nil, Standing{State: Kept}},
		{"kept before it was known", outcome("2023-12-30", Met, proof), "2023-12-29", nil, Standing{State: Running, Open: true}},
		{"kept late", outcome("2024-02-01", Met, proof), "2024-03-01", nil, Standing{State: Kept, Late: true}},
		{"late, before it was kept", outcome("2024-02-01", Met, proof), "2024-01-15", nil, Standing{State: Overdue}},
		{"kept without evidence", outcome("2023-12-30", Met, nil), "2024-01-01", nil, Standing{State: Overdue}},
		{"partly kept", outcome("2023-12-30", MetPartly, proof), "2024-01-01", nil, Standing{State: PartKept}},
		{"part on the way", part, "2023-07-01", nil, Standing{State: PartKept, Open: true}},
		{"part before it was done", part, "2023-05-31", nil, Standing{State: Running, Open: true}},
		{"part and overdue", part, "2024-01-01", nil, Standing{State: Overdue}},
		{"remedying", remedy, "2024-06-30", nil, Standing{State: Remedying}},
		{"remedy overdue", remedy, "2024-07-01", nil, Standing{State: Overdue}},
		{"not kept, no remedy", outcome("2023-12-31", NotMet, nil), "2024-01-01", nil, Standing{State: Overdue}},
		{"not kept, before its day", outcome("2023-11-01", NotMet, nil), "2023-12-01", nil, Standing{State: Remedying}},
		{"changed", changed, "2024-03-31", nil, Standing{State: Changed, Open: true, Due: day("2024-03-31")}},
		{"before the change", changed, "2023-10-31", nil, Standing{State: Running, Open: true}},
		{"changed and overdue", changed, "2024-04-01", nil, Standing{State: Overdue, Due: day("2024-03-31")}},
		{"ended", outcome("2023-09-01", GivenUp, nil), "2024-01-01", nil, Standing{State: Ended}},
		{"figure hit", hit, "2024-01-01", hitFigures, Standing{State: Kept}},
		{"figure missed", missed, "2024-01-01", missedFigures, Standing{State: Overdue}},
		{"figure unsure", unsure, "2024-01-01", unsureFigures, Standing{State: Kept}},
	} {
		figures := c.figures
		if figures == nil {
			figures = func(string, string, int) *Figure { return nil }
		}
		switch {
		case c.want.Due.IsZero():
			c.want.Due = day("2023-12-31")
		case c.want.Due.Year < 0:
			c.want.Due = civil.Date{}
		}
		if got := c.c.Standing(civil.On(day(c.asOf)), figures); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// What is certain of a target and no more.
func TestReached(t *testing.T) {
	for _, c := range []struct {
		direction            form.Direction
		baseline, goal, have string
		want                 Reached
	}{
		{form.Lower, "63个工作日", "30个工作日以内", "30个工作日以内", Hit},
		{form.Lower, "", "30个工作日", "28个工作日", Hit},
		{form.Lower, "", "30个工作日", "31个工作日", Missed},
		{form.Lower, "", "30个工作日以内", "不超过40个工作日", Unsure},
		{form.Higher, "", "95%", "96%", Hit},
		{form.Target100, "", "100%", "99.9%", Missed},
		{form.None, "", "20个", "25个", Unsure},
		{form.None, "", "20个", "20个", Hit},
		{form.None, "10个", "20个", "25个", Hit},
		{form.None, "10个", "20个", "19个", Missed},
		{form.None, "30个", "20个", "25个", Missed},
		{form.None, "", "超过20个", "20个", Missed},
		{form.None, "7万件", "8万件以上", "近8万件", Unsure},
		{form.None, "7万件", "9万件以上", "近8万件", Missed},
		{form.Higher, "", "95%", "未统计", Unsure},
		{form.Higher, "", "95%", "12件", Unsure},
	} {
		target := &Target{Indicator: &form.Indicator{Direction: c.direction}, Goal: value(t, c.goal)}
		if c.baseline != "" {
			target.Baseline = value(t, c.baseline)
		}
		got := target.Reached(func(string, string, int) *Figure { return &Figure{Value: *value(t, c.have)} })
		if got != c.want {
			t.Errorf("%s → %s, has %s: %v, want %v", c.baseline, c.goal, c.have, got, c.want)
		}
	}
	var none *Target
	if none.Reached(nil) != Unsure {
		t.Error("no target is reached or missed")
	}
}

func TestRate(t *testing.T) {
	var r Rate
	if r.Percent() != "" {
		t.Errorf("nothing is due, and the rate is %s", r.Percent())
	}
	for _, s := range []Standing{
		{State: Kept}, {State: Kept}, {State: Overdue}, {State: PartKept}, {State: Remedying},
		{State: PartKept, Open: true}, {State: Running, Open: true}, {State: Changed, Open: true}, {State: Ended},
	} {
		r.Add(s)
	}
	if want := (Rate{All: 9, Kept: 2, Open: 2, Changed: 1, Ended: 1}); r != want || r.Due() != 5 || r.Percent() != "40%" {
		t.Errorf("%+v %d %s", r, r.Due(), r.Percent())
	}
	for _, c := range []struct {
		kept, all int
		want      string
	}{{1731, 1818, "95.2%"}, {2, 3, "66.7%"}, {9999, 10000, "99.9%"}, {10, 10, "100%"}, {0, 4, "0%"}} {
		if got := (Rate{All: c.all, Kept: c.kept}).Percent(); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.kept, c.all, got, c.want)
		}
	}
}
