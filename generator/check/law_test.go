package check

import (
	"fmt"
	"testing"
	"testing/quick"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/quantity"
	"fazhi/generator/report"
	"fazhi/templates"
)

// TestChineseNumeral: what is written is read again.
func TestChineseNumeral(t *testing.T) {
	for n := 1; n <= 99; n++ {
		word := chineseNumeral(n)
		if got := chineseNumber(word); got != n {
			t.Errorf("%d is written %s and read %d", n, word, got)
		}
		for _, heading := range []string{word + "、工作", "（" + word + "）工作", "(" + word + ")工作", fmt.Sprintf("%d.工作", n), fmt.Sprintf("%d、工作", n), fmt.Sprintf("（%d）工作", n)} {
			got, ok := numberOf(heading)
			if !ok || got.value != n || heading[got.length:] != "工作" {
				t.Errorf("%s: %v %v", heading, got, ok)
			}
			if again, _ := numberOf(got.counted(n%99+1) + "工作"); again.value != n%99+1 || again.style != got.style {
				t.Errorf("%s counts on to %s", heading, got.counted(n%99+1))
			}
		}
	}
	for _, heading := range []string{"", "一", "一二、", "十十、", "〇、", "0.工作", "1.05倍", "1.2 工作", "2023年工作", "第一、工作", "（一工作", "一是", "二十一世纪", "1工作", "百、", "（）"} {
		if got, ok := numberOf(heading); ok {
			t.Errorf("%s is numbered %v", heading, got)
		}
	}
}

// TestWorkdays counts whole months of which the number of working days is known,
// and holds the count of a span against that of its parts.
func TestWorkdays(t *testing.T) {
	rules, _ := Load(templates.FS)
	for _, c := range []struct {
		year  int
		month time.Month
		want  int
	}{
		{2023, 1, 18}, {2023, 10, 19}, {2023, 11, 22},
		{2024, 2, 18}, {2024, 3, 21}, {2024, 5, 21}, {2024, 9, 21}, {2024, 10, 19}, {2024, 11, 21},
		{2025, 1, 19}, {2025, 2, 19}, {2025, 10, 18},
	} {
		from := civil.Of(time.Date(c.year, c.month, 0, 0, 0, 0, 0, time.UTC))
		to := civil.Of(time.Date(c.year, c.month+1, 0, 0, 0, 0, 0, time.UTC))
		if got, sure := rules.holidays.workdays(from, to); got != c.want || !sure {
			t.Errorf("%d-%02d: %d working days, want %d (sure %v)", c.year, c.month, got, c.want, sure)
		}
	}
	start := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	sum := func(a, b, c uint16) bool {
		days := []int{int(a) % 900, int(b) % 900, int(c) % 900}
		day := func(n int) civil.Date { return civil.Of(start.AddDate(0, 0, n)) }
		x, y, z := day(days[0]), day(days[0]+days[1]), day(days[0]+days[1]+days[2])
		xy, _ := rules.holidays.workdays(x, y)
		yz, _ := rules.holidays.workdays(y, z)
		xz, _ := rules.holidays.workdays(x, z)
		return days[1]+days[2] > 5*366 || xy+yz == xz
	}
	if err := quick.Check(sum, nil); err != nil {
		t.Error(err)
	}
}

// TestHalfDigit: how far the last digit that is written reaches.
func TestHalfDigit(t *testing.T) {
	for _, c := range []struct{ text, unit, want string }{
		{"29.51万次", "次", "50"}, {"8万件", "件", "5000"}, {"3亿元", "元", "50000000"}, {"3.25亿元", "元", "500000"},
		{"540万元", "元", "5000"}, {"1.2万亿元", "元", "50000000000"}, {"6千套", "套", "500"},
		{"98.5%", "%", "0.05"}, {"98.50%", "%", "0.005"}, {"100%", "%", "0.5"}, {"3.5天", "天", "0.05"},
		{"505个", "个", ""}, {"1163项", "项", ""}, {"两名", "名", ""}, {"", "", ""},
	} {
		half, ok := halfDigit(c.text, c.unit)
		if got := half.String(); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s: %s %v, want %q", c.text, got, ok, c.want)
		}
	}
}

// TestRounded: the value as stated lies in the middle of where it may lie, and
// a number that was given as a whole one stays exact however it is printed.
func TestRounded(t *testing.T) {
	of := func(text string) *report.Value {
		q, err := quantity.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return &report.Value{Text: text, Stated: q.Value, Bounds: q.Bounds, Unit: q.Unit}
	}
	for _, text := range []string{"29.51万次", "505个", "98.5%", "540万元", "8万件"} {
		v := of(text)
		i := rounded(v)
		if !i.Lo.Add(i.Hi).Equal(v.Stated.Mul(quantity.NewInt(2))) || !i.Contains(v.Stated) {
			t.Errorf("%s lies in %v", text, i)
		}
	}
	for _, text := range []string{"近8万件", "9万余次", "300多人", "30个工作日以内"} {
		if v := of(text); rounded(v) != v.Bounds {
			t.Errorf("%s: a wording says itself where it lies", text)
		}
	}
	whole := of("29万次")
	whole.Whole = true
	if !rounded(whole).IsPoint() {
		t.Error("290000 is not rounded because it is shown as 29万")
	}
}

// TestDisjoint: symmetric, never of an interval and itself, never of two that
// have a number in common.
func TestDisjoint(t *testing.T) {
	interval := func(a, b int8, open uint8) quantity.Interval {
		lo, hi := min(int64(a), int64(b)), max(int64(a), int64(b))
		i := quantity.Interval{Lo: quantity.NewInt(lo), Hi: quantity.NewInt(hi), LoInf: open&4 > 0, HiInf: open&8 > 0}
		i.LoOpen, i.HiOpen = open&1 > 0 && lo < hi, open&2 > 0 && lo < hi
		return i
	}
	holds := func(a, b, c, d int8, x, y uint8, n int8) bool {
		p, q, one := interval(a, b, x), interval(c, d, y), quantity.NewInt(int64(n))
		if disjoint(p, q) != disjoint(q, p) || disjoint(p, p) {
			return false
		}
		return !(p.Contains(one) && q.Contains(one) && disjoint(p, q))
	}
	if err := quick.Check(holds, &quick.Config{MaxCount: 20000}); err != nil {
		t.Error(err)
	}
}

// TestArabicYears reads the years of titles.
func TestArabicYears(t *testing.T) {
	for title, want := range map[string]string{
		"某局二〇二三年度报告": "某局2023年度报告", "某局二○二一年报告": "某局2021年报告", "某局2023年报告": "某局2023年报告",
		"第十一年": "第十一年", "年": "年", "": "", "某局三年行动报告": "某局三年行动报告",
	} {
		if got := arabicYears(title); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}
