package form_test

import (
	"strings"
	"testing"

	"fazhi/generator/form"
	"fazhi/generator/quantity"
)

const derivedForm = `
[groups]
own = { label = "本单位指标" }

[indicators.own]
a = { label = "甲数", unit = "件" }
b = { label = "乙数", unit = "件" }
c = { label = "丙数", unit = "件" }
money = { label = "金额", unit = "万元" }

[derived.own]
share  = { label = "占比", en = "Share", formula = "甲数 / own.b", unit = "%", places = 1 }
part   = { label = "部分占比", formula = "own.a / (own.a + own.b)", unit = "%", places = 2 }
growth = { label = "增幅", formula = "growth(own.a)", unit = "%", places = 1 }
total  = { label = "合计", formula = "own.a + own.b - own.c", unit = "件" }
per    = { label = "件均金额", formula = "金额 / own.a", unit = "万元", places = 2 }
added  = { label = "比上年增加", formula = "own.a - own.a@-1", unit = "件" }
`

func TestCompute(t *testing.T) {
	own, log := extend(get(t, "fzzf"), derivedForm)
	for _, p := range log {
		t.Errorf("%d: %s", p.Pos.Line, p.Message.ZH)
	}
	for _, c := range []struct {
		key, given, want string // given: a, b, c, money, a of the year before; - is not given
	}{
		{"own.share", "1件 8件", "[12.5, 12.5]"},
		{"own.share", "1件 3件", "[33.3, 33.3]"},
		{"own.share", "1件 2000件", "[0.1, 0.1]"}, // 0.05: half away from zero
		{"own.share", "近8件 32件", "[21.8, 25]"},
		{"own.share", "3件 近8件", "[37.5, 42.9]"},
		{"own.share", "超过600件 1000件", "(60, +inf)"},
		{"own.share", "6件 不超过10件", "[60, +inf)"},
		{"own.share", "6件以内 10件", "[0, 60]"},
		{"own.share", "3件 0件", "undefined"},
		{"own.share", "3件 -", "lacks own.b"},
		{"own.share", "未统计 3件", "lacks own.a"},
		{"own.part", "9万余件 1万件", "(90, 90.91]"}, // a and b on both sides move together
		{"own.part", "1件 2件", "[33.33, 33.33]"},
		{"own.growth", "292件 - - - 260件", "[12.3, 12.3]"},
		{"own.growth", "9545件 - - - 10000件", "[-4.6, -4.6]"}, // −4.55: half away from zero
		{"own.growth", "近8万件 - - - 5万件", "(40, 60]"},
		{"own.growth", "超过8万件 - - - 5万件", "(60, +inf)"},
		{"own.growth", "5件 - - - 0件", "undefined"},
		{"own.growth", "5件", "lacks own.a@-1"},
		{"own.total", "5件 6件 4件", "[7, 7]"},
		{"own.total", "近8万件 1件 1件", "(70000, 80000]"},
		{"own.per", "3件 - - 1000万元", "[3333300, 3333300]"},
		{"own.added", "5件 - - - 8件", "[-3, -3]"},
	} {
		given := strings.Fields(c.given)
		got := own.Indicator(c.key).Compute(func(key string, years int) (quantity.Interval, form.State) {
			at := map[string]int{"own.a": 0, "own.b": 1, "own.c": 2, "own.money": 3}[key] - 4*years
			if at >= len(given) || given[at] == "-" {
				return quantity.Interval{}, form.NotGiven
			}
			if s, ok := form.Absence(given[at]); ok {
				return quantity.Interval{}, s
			}
			q, err := quantity.Parse(given[at])
			if err != nil {
				t.Fatal(err)
			}
			return q.Bounds, form.Known
		})
		said := got.Value.String()
		switch {
		case len(got.Missing) > 0:
			said = "lacks " + got.Missing[0].String()
		case got.Outcome == form.Undefined:
			said = "undefined"
		case got.Outcome != form.Holds:
			said = "unknown"
		}
		if said != c.want {
			t.Errorf("%s of %s: %s, want %s", c.key, c.given, said, c.want)
		}
	}
	for key, want := range map[string]string{
		"own.share": "甲数 ÷ 乙数 × 100%", "own.part": "甲数 ÷ （甲数 + 乙数） × 100%",
		"own.growth": "（甲数 − 上一年的甲数）÷ 上一年的甲数 × 100%", "own.total": "甲数 + 乙数 − 丙数", "own.a": "",
	} {
		if got := own.FormulaWords(own.Indicator(key), "zh"); got != want {
			t.Errorf("%s: %s", key, got)
		}
	}
}

func TestBadFormulas(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`formula = "own.a / own.x", unit = "%", places = 1`, "不是这里的指标"},
		{`formula = "own.a / own.b", unit = "%"`, "保留几位小数"},
		{`formula = "growth(own.a)", unit = "件", places = 1`, "增长率的单位是 %"},
		{`formula = "growth own.a", unit = "%", places = 1`, "后面应当是括号"},
		{`formula = "growth(own.a + own.b)", unit = "%", places = 1`, "只放一个本年的指标"},
		{`formula = "own.a + own.b / own.c", unit = "%", places = 1`, "要加括号"},
		{`formula = "(own.a + own.b)", unit = "件"`, "括号只用在比率里"},
		{`formula = "own.a + own.money", unit = "件"`, "单位不同类"},
		{`formula = "own.a / own.money", unit = "%", places = 1`, "单位不同类"},
		{`formula = "own.a + own.b", unit = "万元"`, "与 unit 写的单位不同类"},
		{`formula = "own.share + own.b", unit = "件"`, "本身也是算出来的"},
		{`formula = "own.a - own.a@-2", unit = "件"`, "只能用本年和上一年"},
		{`formula = "own.a + own.b", unit = "件", places = 9`, "小数位数不对"},
		{`unit = "件"`, "缺少“formula”"},
	} {
		_, log := extend(get(t, "fzzf"), derivedForm+"bad = { label = \"坏\", "+c.line+" }\n")
		if len(log) != 1 || !strings.Contains(log[0].Message.ZH, c.want) {
			t.Errorf("%s: %v", c.line, log)
		}
	}
}
