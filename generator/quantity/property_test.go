package quantity

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// difference compares what two quantities state, not where and how.
func difference(a, b Quantity) string {
	return cmp.Diff(a, b, cmpopts.IgnoreFields(Quantity{}, "Start", "End", "Text"))
}

// roundTrip checks that the canonical wording of q is read as q.
func roundTrip(t interface{ Fatalf(string, ...any) }, q Quantity) {
	wording := q.String()
	back, err := Parse(wording)
	if err != nil {
		t.Fatalf("%q is worded %q, which is not read: %v", q.Text, wording, err)
	}
	if d := difference(q, back); d != "" {
		t.Fatalf("%q is worded %q, which is read as something else:\n%s", q.Text, wording, d)
	}
}

// wordings makes expressions from parts, most of them well-formed.
func wordings() *rapid.Generator[string] {
	part := func(words ...string) *rapid.Generator[string] { return rapid.SampledFrom(words) }
	number := rapid.OneOf(
		rapid.StringMatching(`[1-9][0-9]{0,7}`),
		rapid.StringMatching(`[0-9]{1,4}\.[0-9]{1,3}`),
		rapid.StringMatching(`[1-9][0-9]{0,2},[0-9]{3}`),
		rapid.StringMatching(`[1-9][0-9]{0,3}[万亿千]`),
		rapid.StringMatching(`[1-9]\.[0-9]{1,2}(万|亿|万亿)`),
		rapid.StringMatching(`[二三四五六七八九]?十[一二三四五六七八九]?`),
		rapid.StringMatching(`[一二三四五六七八九]百[二三四五六七八九]十[一二三四五六七八九]?万?`),
		part("两千", "三万五千", "一亿", "二十几", "十几", "数百", "几十万", "三四", "七八十", "百", "千", "三点五"),
	)
	before := part("", "", "", "近", "约", "超过", "不足", "不低于", "至少", "上", "过", "最高")
	inside := part("", "", "", "余", "多", "来", "几")
	units := part("", "个", "件", "人次", "元", "美元", "%", "个百分点", "倍", "成", "折", "年", "个月", "天", "日", "个工作日", "小时", "米",
		"微克/立方米", "千瓦时", "吨标准煤", "标箱", "‰", "亩", "周岁", "公里", "办理项", "个小时", "分钟", "月", "季度", "km")
	after := part("", "", "", "以上", "以内", "以下", "左右", "多", "内")
	verbs := part("", "", "增长", "同比增长", "下降了", "减少", "同比减少", "比上年下降")
	amount := rapid.Custom(func(t *rapid.T) string {
		return before.Draw(t, "before") + number.Draw(t, "number") + inside.Draw(t, "inside") + units.Draw(t, "unit") + after.Draw(t, "after")
	})
	return rapid.Custom(func(t *rapid.T) string {
		a, b := amount.Draw(t, "a"), amount.Draw(t, "b")
		switch rapid.IntRange(0, 9).Draw(t, "shape") {
		case 0:
			return "由" + a + part("缩短至", "提高到", "增加到", "至").Draw(t, "arrow") + b
		case 1:
			return a + part("至", "-", "—", "到").Draw(t, "mark") + b
		case 2:
			u := units.Draw(t, "same")
			return number.Draw(t, "lo") + u + "以上" + part("", "不满", "不足").Draw(t, "not") + number.Draw(t, "hi") + u + part("", "以下").Draw(t, "below")
		case 3:
			return number.Draw(t, "bottom") + "分之" + number.Draw(t, "top") + after.Draw(t, "after")
		case 4:
			return before.Draw(t, "w") + "翻" + part("", "了", "近").Draw(t, "了") + part("", "一", "两", "三").Draw(t, "n") + "番" + part("", "多", "半", "以上").Draw(t, "more")
		case 5:
			u := units.Draw(t, "both")
			return "从" + number.Draw(t, "from") + u + "提升到" + before.Draw(t, "w") + number.Draw(t, "to") + u + after.Draw(t, "after")
		case 6:
			u := units.Draw(t, "one")
			return verbs.Draw(t, "verb") + number.Draw(t, "lo") + "至" + number.Draw(t, "hi") + u + after.Draw(t, "after")
		case 7:
			return part("过半", "近半", "半数以上", "零", "每季度", "1:500", "3：2", "三个100%", "半年", "-3.5%", "一年半",
				"近1/3", "2／7以上", "八五折", "翻倍", "八成五", "6千多万元", "8.2/10万", "亿元以上", "由20日压缩至5日").Draw(t, "fixed")
		}
		return verbs.Draw(t, "verb") + a
	})
}

// Printing is the inverse of reading.
func TestParseOfStringIsIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wording := wordings().Draw(t, "wording")
		if q, err := Parse(wording); err == nil {
			roundTrip(t, q)
		}
		for q := range Scan("其中" + wording + "。") {
			if q.Kind.IsQuantity() {
				roundTrip(t, q)
			}
		}
	})
}

func TestPrintIsRead(t *testing.T) {
	units := []string{"件", "元", "%", "百分点", "工作日", "月", "人次", "公里", "倍", "微克/立方米", ""}
	rapid.Check(t, func(t *rapid.T) {
		n := scaled(rapid.Int64Range(0, 1e13).Draw(t, "coefficient"), int32(rapid.IntRange(-3, 0).Draw(t, "exponent")))
		unit := rapid.SampledFrom(units).Draw(t, "unit")
		wording := Print(n, unit)
		q, err := Parse(wording)
		if err != nil || !q.Value.Equal(n) || q.Unit != unit {
			t.Fatalf("Print(%s, %q) is %q, read as %s %q: %v", n, unit, wording, q.Value, q.Unit, err)
		}
	})
}

// checkScan checks what holds for any text.
func checkScan(t *testing.T, text string) {
	done := 0
	for q := range Scan(text) {
		if q.Start < done || q.End <= q.Start || q.End > len(text) || text[q.Start:q.End] != q.Text {
			t.Fatalf("%q: bad place %d:%d behind %d for %q", text, q.Start, q.End, done, q.Text)
		}
		done = q.End
		if q.Kind.IsQuantity() {
			if q.Shape == None {
				t.Fatalf("%q: %q of kind %s has no number", text, q.Text, q.Kind)
			}
			roundTrip(t, q)
		} else if q.Shape != None {
			t.Fatalf("%q: %q of kind %s has a number", text, q.Text, q.Kind)
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, r := range readings(f) {
		f.Add(r.text)
	}
	f.Add("“三个“100””《2023年第4号》1+6+31+N、7×24小时，从2020年的28件提高到2025年的70件\xff零")
	f.Fuzz(func(t *testing.T, text string) { checkScan(t, text) })
}

func FuzzParse(f *testing.F) {
	for _, r := range readings(f) {
		f.Add(r.expression)
	}
	f.Fuzz(func(t *testing.T, wording string) {
		q, err := Parse(wording)
		if err != nil {
			return
		}
		if strings.TrimSpace(wording) != q.Text || !q.Kind.IsQuantity() {
			t.Fatalf("Parse(%q) reads %q of kind %s", wording, q.Text, q.Kind)
		}
		roundTrip(t, q)
		if utf8.ValidString(wording) && !utf8.ValidString(q.String()) {
			t.Fatalf("Parse(%q) is worded in bad UTF-8: %q", wording, q)
		}
	})
}

// What repeats must not cost more than its length: a second is a hundred times
// what these take.
func TestScanIsLinear(t *testing.T) {
	for _, part := range []string{"1", "1万", "1亿1万", "0 ", "一", "第一条", "“1", "《1", "1+", "1、", "1至", "从1", "由1个", "1-", "1:", "近", "1,000", "三个“", "百分之", "翻", "1月", "每", "半", "1.1"} {
		text := strings.Repeat(part, 60000/len(part))
		start := time.Now()
		for range Scan(text) {
		}
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%q repeated takes %v", part, d)
		}
	}
}
