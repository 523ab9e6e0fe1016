package quantity

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// reading is one line of testdata/readings.tsv: sentences made for this test
// in the style of work reports, laws and yearly reports, each with an
// expression between ⟦ and ⟧ and what a person reads there.
type reading struct {
	text, expression        string
	start, end              int
	value, lo, hi, from, to string
	unit, kind              string
}

func readings(t testing.TB) []reading {
	t.Helper()
	b, err := os.ReadFile("testdata/readings.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []reading
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		f := strings.Split(line, "\t")
		before, rest, _ := strings.Cut(f[0], "⟦")
		expression, after, ok := strings.Cut(rest, "⟧")
		if !ok || len(f) != 8 {
			t.Fatalf("bad line %q", line)
		}
		all = append(all, reading{before + expression + after, expression, len(before), len(before) + len(expression),
			f[1], f[2], f[3], f[4], f[5], f[6], f[7]})
	}
	return all
}

// exact tells whether q states what the reading does.
func (r reading) exact(q Quantity) bool {
	get := func(shape Shape, n Number) string {
		if q.Shape != shape {
			return ""
		}
		return n.String()
	}
	return r.value == get(Single, q.Value) && r.lo == get(Range, q.Lo) && r.hi == get(Range, q.Hi) &&
		r.from == get(FromTo, q.From) && r.to == get(FromTo, q.To)
}

// How the score counts: a reading is exact where
// just one claim overlaps it and states its numbers.
func TestReadings(t *testing.T) {
	var wanted, exact, units, nothing, silent int
	for _, r := range readings(t) {
		var claims []Quantity
		for q := range Scan(r.text) {
			if q.Kind.IsQuantity() && q.Start < r.end && q.End > r.start {
				claims = append(claims, q)
			}
		}
		if kinds := []string{"label", "year", "date", "ordinal", "enumerator", "docno", "legalref", "id", "impossible"}; slices.Contains(kinds, r.kind) {
			nothing++
			if len(claims) == 0 {
				silent++
			} else {
				t.Logf("%s: %q claimed", r.text, claims[0].Text)
			}
			continue
		}
		wanted++
		if len(claims) != 1 || !r.exact(claims[0]) {
			t.Logf("%s: %q read as %v", r.text, r.expression, claims)
			continue
		}
		exact++
		if claims[0].Unit == r.unit {
			units++
		} else {
			t.Logf("%s: unit %q, want %q", r.text, claims[0].Unit, r.unit)
		}
	}
	t.Logf("exact %d/%d, units %d/%d, silent %d/%d", exact, wanted, units, exact, silent, nothing)
	if exact*100 < wanted*97 || units*100 < exact*97 || silent*100 < nothing*97 {
		t.Error("below 97 %")
	}
}

// sentence has the density of numbers of a work report.
const sentence = "全年地区生产总值达到412.6亿元，同比增长6.2%；本级财政收入41.7亿元，增长2.8%，完成全年任务的102%。" +
	"深入推进营商环境改革，持续优化政务服务，压缩办理时限，企业开办由5个工作日缩短至1个工作日，群众满意率保持在98%以上。" +
	"坚持以人民为中心的发展思想，扎实办好民生实事，教育、医疗、养老、托育等公共服务水平稳步提升，新增学位3200个，惠及居民近4万户。" +
	"全面落实安全生产责任制，开展重点行业领域专项整治三年行动，排查整改各类隐患9500余处，社会大局保持和谐稳定。"

const noDigits = "坚持以人民为中心的发展思想，扎实办好民生实事，教育、医疗、养老、托育等公共服务水平稳步提升，" +
	"深入推进营商环境改革，持续优化政务服务，压缩办理时限，健全依法决策机制，严格规范公正文明执法，社会大局保持和谐稳定。"

func BenchmarkScanNoDigits(b *testing.B) {
	core()
	text := strings.Repeat(noDigits, 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for q := range Scan(text) {
			b.Fatal(q)
		}
	}
}

func BenchmarkScanReport(b *testing.B) {
	core()
	text := strings.Repeat(sentence+"\n", 50)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for q := range Scan(text) {
			_ = q
		}
	}
}

func TestScanOfWordsAllocatesNothing(t *testing.T) {
	core()
	text := strings.Repeat(noDigits, 10)
	if n := testing.AllocsPerRun(10, func() {
		for q := range Scan(text) {
			t.Error(q)
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
