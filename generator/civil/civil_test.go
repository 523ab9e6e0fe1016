package civil

import (
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	d, err := Parse("2024-03-01")
	if err != nil || d.String() != "2024-03-01" || d.Chinese() != "2024年3月1日" {
		t.Errorf("%v %v", d, err)
	}
	for _, s := range []string{"", "2024-3-1", "2024-02-30", "1.3.2024", "2024-03-01T00:00:00Z"} {
		if _, err := Parse(s); err == nil {
			t.Errorf("%q is taken as a date", s)
		}
	}
	if eve := (Date{2024, 2, 29}); !eve.Before(d) || d.Before(eve) || d.Before(d) {
		t.Error("order of days")
	}
	if (Date{}).String() != "" || (Date{}).Chinese() != "" || !(Date{}).IsZero() {
		t.Error("no date prints as nothing")
	}
	late := time.Date(2024, 2, 29, 20, 0, 0, 0, time.UTC)
	if got := Of(late.In(time.FixedZone("CST", 8*3600))); got != d {
		t.Errorf("the day in its own zone: %v", got)
	}
}
