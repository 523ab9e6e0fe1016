package quantity

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func num(t *testing.T, s string) Number {
	t.Helper()
	n, err := ParseNumber(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ wording, unit, approx, bounds string }{
		{"近8万件", "件", "近", "(70000, 80000]"},
		{"近480批次", "批次", "近", "(470, 480]"},
		{"9万余次", "次", "余", "(90000, 100000)"},
		{"300余人次", "人次", "余", "(300, 400)"},
		{"4700多万元", "元", "多", "(47000000, 48000000)"},
		{"约300%", "%", "约", "[250, 350]"},
		{"8.5%左右", "%", "左右", "[8.45, 8.55]"},
		{"超过600项", "项", "超过", "(600, +inf)"},
		{"不低于90%", "%", "不低于", "[90, +inf)"},
		{"二百元以下", "元", "以下", "(-inf, 200]"},
		{"不足50人", "人", "不足", "(-inf, 50)"},
		{"上千万人次", "人次", "上", "[10000000, +inf)"},
		{"数十家", "家", "数", "[20, 100)"},
		{"减少约37%", "%", "约", "[-37.5, -36.5]"},
		{"由63个工作日缩短至30个工作日以内", "工作日", "以内", "(-inf, 30]"},
		{"10人以上不足50人", "人", "以上 不足", "[10, 50)"},
		{"翻了两番多", "倍", "多", "(4, 8)"},
		{"1163", "", "", "[1163, 1163]"},
		{" 30日 ", "日", "", "[30, 30]"},
	} {
		q, err := Parse(c.wording)
		if err != nil || q.Unit != c.unit || q.Approx != c.approx || q.Bounds.String() != c.bounds {
			t.Errorf("Parse(%q) = %q %q %s, %v; want %q %q %s", c.wording, q.Unit, q.Approx, q.Bounds, err, c.unit, c.approx, c.bounds)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for wording, part := range map[string]string{
		"":          "empty wording",
		"很多":        "no number found",
		"2023年":     "of kind year",
		"20212025年": "of kind impossible",
		"13月":       "of kind impossible",
		"共3件":       `"共" before the quantity`,
		"3件，4个":     `"，4个" after the quantity`,
	} {
		if q, err := Parse(wording); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("Parse(%q) = %v, %v; want an error with %q", wording, q, err, part)
		}
	}
}

func TestPrint(t *testing.T) {
	for _, c := range []struct{ n, unit, want string }{
		{"295100", "次", "29.51万次"}, {"1163", "项", "1163项"}, {"5400000", "元", "540万元"}, {"33", "工作日", "33个工作日"},
		{"7.7", "百分点", "7.7个百分点"}, {"100", "%", "100%"}, {"7854070", "人次", "7854070人次"}, {"300000000", "元", "3亿元"},
		{"-3.20", "%", "-3.2%"}, {"3", "月", "3个月"}, {"5", "年", "5年"}, {"0.5", "1", "0.5"},
	} {
		if got := Print(num(t, c.n), c.unit); got != c.want {
			t.Errorf("Print(%s, %s) = %s, want %s", c.n, c.unit, got, c.want)
		}
	}
}

func TestSameUnit(t *testing.T) {
	if !SameUnit("件", "宗") || !SameUnit("㎡", "平方米") || SameUnit("人", "人次") || SameUnit("", "件") {
		t.Error("SameUnit goes by the declared synonyms only")
	}
}

func TestKinds(t *testing.T) {
	var names []string
	for k := Count; k <= Impossible; k++ {
		names = append(names, k.String())
	}
	want := strings.Fields("count money percent duration measure multiple fraction growth change ratio zero year date ordinal enumerator label docno legalref id impossible")
	if !slices.Equal(names, want) || !Zero.IsQuantity() || Year.IsQuantity() || Kind(99).String() != "unknown" {
		t.Errorf("kinds %v", names)
	}
	for text, kind := range map[string]Kind{
		"于2023年办结": Year, "于20212025年办结": Impossible, "截至202111日": Impossible, "自2021年1月5日起": Date, "第三次会议": Ordinal, "一是改革": Enumerator,
		"实行三审三校制度": Label, "依据〔2023〕4号文件": DocNo, "按第二十条第（一）项办理": LegalRef, "电话：0517-1234567": ID, "共1:500幅": Ratio,
		"实现零的突破": Zero, "有三分之二通过": Fraction, "减少37%": Growth, "由3个增至5个": Change,
	} {
		found := false
		for q := range Scan(text) {
			found = found || q.Kind == kind
		}
		if !found {
			t.Errorf("%s: no %s found", text, kind)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, bad := range []string{"", "-", "1,2", "1e3", ".5", "5.", "1 2", "NaN", "--1", "１", strings.Repeat("9", 50)} {
		if n, err := ParseNumber(bad); err == nil {
			t.Errorf("ParseNumber(%q) = %s", bad, n)
		}
	}
	for _, c := range []struct {
		got  Number
		want string
	}{
		{num(t, "29.510"), "29.51"}, {num(t, "-0"), "0"}, {NewInt(3).Add(num(t, "0.5")), "3.5"}, {NewInt(3).Sub(NewInt(5)), "-2"},
		{num(t, "1.5").Mul(num(t, "1.50")), "2.25"}, {num(t, "2.345").Round(2), "2.35"}, {num(t, "-2.345").Round(2), "-2.35"},
		{num(t, "1499").Round(-3), "1000"}, {num(t, "-7").Abs(), "7"}, {NewInt(5).Neg(), "-5"}, {Number{}, "0"},
	} {
		if c.got.String() != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	for _, c := range []struct {
		n, d   string
		places int
		want   string
	}{{"2", "3", 4, "0.6667"}, {"1", "3", 0, "0"}, {"5", "10", 0, "1"}, {"-1", "8", 2, "-0.13"}, {"181", "182", 3, "0.995"}, {"1000", "3", 1, "333.3"}} {
		if q, ok := num(t, c.n).Quo(num(t, c.d), c.places); !ok || q.String() != c.want {
			t.Errorf("%s / %s = %s, %v; want %s", c.n, c.d, q, ok, c.want)
		}
	}
	if _, ok := NewInt(1).Quo(Number{}, 2); ok {
		t.Error("a quotient by zero")
	}
	if num(t, "9.50").Places() != 2 || NewInt(3).Places() != 0 {
		t.Error("places are those held")
	}
	if i, ok := num(t, "30.0").Int64(); !ok || i != 30 {
		t.Error("30.0 is 30")
	}
	if _, ok := num(t, "0.5").Int64(); ok {
		t.Error("0.5 is no whole number")
	}
	b, err := json.Marshal(num(t, "29.51"))
	var back Number
	if err != nil || string(b) != `"29.51"` || json.Unmarshal(b, &back) != nil || !back.Equal(num(t, "29.51")) {
		t.Errorf("JSON %s %v", b, err)
	}
}

func TestInterval(t *testing.T) {
	i := Interval{Lo: NewInt(1), Hi: NewInt(3), LoOpen: true}
	below := Interval{Hi: NewInt(10), LoInf: true}
	for got, want := range map[string]string{
		i.String(): "(1, 3]", i.Neg().String(): "[-3, -1)", i.Add(Point(NewInt(5))).String(): "(6, 8]",
		below.Sub(i).String(): "(-inf, 9)", below.Neg().String(): "[-10, +inf)",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if i.Contains(NewInt(1)) || !i.Contains(NewInt(3)) || !below.Contains(NewInt(-5)) || i.IsPoint() || !Point(NewInt(2)).IsPoint() {
		t.Error("ends")
	}
}

func TestVocabularyIsChecked(t *testing.T) {
	for text, part := range map[string]string{
		"colour = 1": "unknown key",
		"[[unit]]\nkind = \"size\"\nwords = \"个\"":                           "unit kind",
		"[[word]]\nplace = \"above\"\nbounds = \"(v, inf)\"\nwords = \"近\"":  "word place",
		"[[word]]\nplace = \"before\"\nbounds = \"(v, 3v)\"\nwords = \"近\"":  "an end is one of",
		"[[word]]\nplace = \"before\"\nbounds = \"v and on\"\nwords = \"近\"": "no interval",
	} {
		if _, err := compile([]byte(text)); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("compile(%q): %v, want %q", text, err, part)
		}
	}
}
