package report

import (
	"testing"

	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

func value(t *testing.T, wording string) *Value {
	t.Helper()
	for _, a := range Absences() {
		if wording == a {
			return &Value{Text: wording, Absent: Absence(a)}
		}
	}
	q, err := quantity.Parse(wording)
	if err != nil {
		t.Fatalf("%s: %v", wording, err)
	}
	return &Value{Text: wording, Ranged: q.Shape == quantity.Range, Stated: q.Value, Bounds: q.Bounds, Unit: q.Unit}
}

func TestCompare(t *testing.T) {
	count := &form.Indicator{Kind: form.Count, Direction: form.None}
	share := &form.Indicator{Kind: form.Share, Direction: form.Higher}
	limit := &form.Indicator{Kind: form.Duration, Direction: form.Lower}
	for _, c := range []struct {
		ind          *form.Indicator
		before, now  string
		want, reason string
		better       bool
	}{
		{count, "260件", "292件", "增长12.3%", "", false},
		{count, "312件", "260件", "下降16.7%", "", false},
		{count, "12件", "12件", "与上年持平", "", false},
		{count, "0件", "12件", "增加12件", "", false},
		{count, "7万余件", "近8万件", "", "含约数，增减不能确定", false},
		{count, "7万余件", "9万余件", "增长12.5%至42.9%", "", false},
		{count, "3万件", "超过3.38万件", "增长12.6%以上", "", false},
		{count, "5万件", "近10万件", "增长80%至100%", "", false},
		{count, "3万件", "3.38万至3.4799万件", "增长12.6%至16%", "", false},
		{count, "100件", "超过150件", "增长超过50%", "", false},
		{count, "8.1万人次", "9万余次", "", "单位不同，不可比", false},
		{count, "未统计", "12件", "", "", false},
		{count, "1000000件", "1000001件", "增长不足0.1%", "", false},
		{count, "1000000件", "999999件", "下降不足0.1%", "", false},
		{count, "10000000件", "11234995件", "增长12.3%", "", false},
		{count, "600件以上", "600件", "", "含约数，增减不能确定", false},
		{share, "99.999%", "100%", "提高不足0.01个百分点", "", true},
		{limit, "30个工作日以内", "30个工作日", "", "含约数，增减不能确定", false},
		{share, "92.3%", "100%", "提高7.7个百分点", "", true},
		{share, "98.5%", "97.3%", "下降1.2个百分点", "", false},
		{limit, "63个工作日", "30个工作日以内", "缩短33个工作日以上", "", true},
		{limit, "15个工作日", "10个工作日", "缩短5个工作日", "", true},
		{limit, "10个工作日", "15个工作日", "延长5个工作日", "", false},
	} {
		got, why, ok := Compare(c.ind, value(t, c.now), value(t, c.before))
		if got.Text != c.want || why != c.reason || got.Better != c.better || ok != (c.want != "") {
			t.Errorf("%s → %s: %q %q better %v, want %q %q %v", c.before, c.now, got.Text, why, got.Better, c.want, c.reason, c.better)
		}
	}
	if _, _, ok := Compare(count, value(t, "1件"), nil); ok {
		t.Error("nothing can be said without a year before")
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ text, number, unit, bare, meaning string }{
		{"近8万件", "近8万", "件", "近8万", "大于7万、不超过8万"},
		{"30个工作日以内", "30", "个工作日以内", "30以内", "不超过30"},
		{"29.51万次", "29.51万", "次", "29.51万", "295100"},
		{"100%", "100", "%", "100", "100"},
		{"505个", "505", "个", "505", "505"},
		{"300余人次", "300余", "人次", "300余", "大于300、小于400"},
		{"540万元", "540万", "元", "540万", "5400000"},
		{"未统计", "未统计", "", "未统计", ""},
	} {
		v := value(t, c.text)
		number, unit := v.Split()
		if number != c.number || unit != c.unit || v.Number() != c.bare || v.Meaning() != c.meaning {
			t.Errorf("%s: %q %q %q %q, want %q %q %q %q", c.text, number, unit, v.Number(), v.Meaning(), c.number, c.unit, c.bare, c.meaning)
		}
	}
}
