package feed

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	v1 "fazhi/generator/export/v1"
)

var words = Words{
	"title": "{}：报告、更正与撤回", "about": "新公布的。", "publication": "报告", "correction": "更正", "withdrawal": "撤回",
	"titled_correction": "更正：{}", "titled_withdrawal": "撤回：{}", "reason": "理由：{}", "changed": "{}：由{}更正为{}", "none": "没有", "figure": "{}：{}", "join": "；",
}

func agency() *v1.Agency {
	figures := []v1.Figure{{Key: "a.b", Text: "近8万件"}, {Key: "a.c", Text: "未统计", Absent: true}}
	year := func(y int, status, published, signed string) v1.Year {
		return v1.Year{Year: y, Status: status, Title: "某局" + string(rune('0'+y%10)) + "年报告", Path: "fzzf/x.html", Published: published, Signed: signed, Figures: figures, Keys: []string{"a.b", "a.c", "a.none"}, Summary: "摘要"}
	}
	return &v1.Agency{ID: "a", Name: "示例区虚构局", Forms: []v1.Form{{ID: "fzzf",
		Indicators: []v1.Indicator{{Key: "a.b", Label: "甲"}, {Key: "a.c", Label: "乙"}},
		Years: []v1.Year{
			year(2025, "draft", "2026-01-01", ""), year(2024, "published", "2025-01-26T09:30:00+08:00", "2025-01-20"), year(2023, "published", "2024-01-26", ""),
			year(2022, "imported", "", "2023-01-20"), year(2021, "published", "", ""), year(2020, "published", "", ""), {Year: 2019, Status: "data"},
		},
	}}, Log: &v1.Log{
		Reports: []v1.Sealed{
			{Form: "fzzf", Year: 2020, Revision: 1, Date: "2021-02-01", First: "2021-02-01"},
			{Form: "fzzf", Year: 2023, Revision: 2, Date: "2024-05-01", First: "2024-02-01"},
			{Form: "fzzf", Year: 2018, Revision: 2, Date: "2024-06-01", First: "2019-02-01", Withdrawn: true},
		},
		Corrections: []v1.Correction{
			{Form: "fzzf", Year: 2018, Revision: 2, Date: "2024-06-01", Title: "旧报告", Path: "corrections.html#fzzf-2018-2", Withdrawn: true, Reason: "涉密"},
			{Form: "fzzf", Year: 2023, Revision: 2, Date: "2024-05-01", Title: "某局3年报告", Path: "corrections.html#fzzf-2023-2", Reason: "重复登记", Figures: []v1.CorrectedFigure{{Key: "a.b", Label: "甲", Old: "9万件", New: "近8万件"}, {Key: "a.c", Label: "乙", Old: "3件"}}},
		},
	}}
}

// What is told, in which order, by which day.
func TestEntries(t *testing.T) {
	got := Entries(agency(), words)
	text := "摘要\n甲：近8万件；乙：未统计"
	want := []Entry{
		{Kind: Publication, Label: "报告", Title: "某局4年报告", Path: "a/fzzf/x.html", Summary: text, Published: "2025-01-26T09:30:00+08:00", Updated: "2025-01-26T09:30:00+08:00"},
		{Kind: Withdrawal, Label: "撤回", Title: "撤回：旧报告", Path: "a/corrections.html#fzzf-2018-2", Summary: "理由：涉密", Published: "2024-06-01T00:00:00+08:00", Updated: "2024-06-01T00:00:00+08:00"},
		{Kind: Correction, Label: "更正", Title: "更正：某局3年报告", Path: "a/corrections.html#fzzf-2023-2", Summary: "理由：重复登记\n甲：由9万件更正为近8万件\n乙：由3件更正为没有", Published: "2024-05-01T00:00:00+08:00", Updated: "2024-05-01T00:00:00+08:00"},
		{Kind: Publication, Label: "报告", Title: "某局3年报告", Path: "a/fzzf/x.html", Summary: text, Published: "2024-01-26T00:00:00+08:00", Updated: "2024-05-01T00:00:00+08:00"},
		{Kind: Publication, Label: "报告", Title: "某局2年报告", Path: "a/fzzf/x.html", Summary: text, Updated: "2023-01-20T00:00:00+08:00"},
		{Kind: Publication, Label: "报告", Title: "某局0年报告", Path: "a/fzzf/x.html", Summary: text, Updated: "2021-02-01T00:00:00+08:00"},
	}
	for i := range want {
		want[i].Agency = "示例区虚构局"
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Entry{}), cmpopts.IgnoreFields(Entry{}, "ID")); diff != "" {
		t.Error(diff)
	}
}

// Ids are UUIDs of version 5, one for each entry, and stay whatever changes around
// what they name. Whoever changes how they are made breaks every reader's memory:
// the ids here are written down.
func TestID(t *testing.T) {
	a := agency()
	first := ids(a)
	seen := map[string]bool{}
	for _, id := range first {
		if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(id) || seen[id] {
			t.Errorf("id %s", id)
		}
		seen[id] = true
	}
	if want := "urn:uuid:71546e2e-522e-556c-a522-b4f17d7d6081"; first[0] != want {
		t.Errorf("the id of 2024 is %s, was %s", first[0], want)
	}
	for what, change := range map[string]func(*v1.Agency){
		"folder": func(a *v1.Agency) { a.ID = "b" },
		"title":  func(a *v1.Agency) { a.Forms[0].Years[1].Title = "另一个标题" },
		"day":    func(a *v1.Agency) { a.Forms[0].Years[1].Published = "2025-01-27" },
		"new name": func(a *v1.Agency) {
			a.Names, a.Name = []v1.Name{{Name: a.Name, To: "2025-12-31"}, {Name: "later", To: "2026-01-01"}}, "示例区新局"
		},
	} {
		b := agency()
		change(b)
		if got := ids(b); strings.Join(got, " ") != strings.Join(first, " ") {
			t.Errorf("another %s, other ids", what)
		}
	}
	b := agency()
	b.Name = "另一个局"
	for _, id := range ids(b) {
		if seen[id] {
			t.Errorf("two agencies have the id %s", id)
		}
	}
}

func ids(a *v1.Agency) (out []string) {
	for _, e := range Entries(a, words) {
		out = append(out, e.ID)
	}
	return out
}

// Of many agencies the newest are found, and no more is kept.
func TestNewest(t *testing.T) {
	var kept []Entry
	for i := range 100 {
		a := agency()
		a.Name += string(rune('一' + i))
		a.ID = "a" + string(rune('a'+i%26)) + string(rune('a'+i/26))
		if kept = Newest(kept, Entries(a, words)); len(kept) > Most {
			t.Fatalf("%d entries are kept", len(kept))
		}
	}
	for _, e := range kept {
		if e.Updated != "2025-01-26T09:30:00+08:00" {
			t.Errorf("%s of %s is not among the newest", e.Title, e.Agency)
		}
	}
}

// What is written is read back; what a build does not write is refused.
func TestRead(t *testing.T) {
	a := agency()
	a.Demo = true
	f := Of(a, "zh-CN", words)
	if f.Title != "【演示】示例区虚构局：报告、更正与撤回" || !strings.HasPrefix(f.Entries[0].Title, DemoMark) {
		t.Errorf("a demonstration is called %s, %s", f.Title, f.Entries[0].Title)
	}
	for name, write := range map[string]func(string) ([]byte, error){"a/" + AtomName: f.Atom, "a/" + JSONName: f.JSON} {
		for _, base := range []string{"", "https://www.example.gov.cn/x/"} {
			data, err := write(base)
			if err != nil {
				t.Fatal(err)
			}
			got, at, err := Read(name, data)
			if err != nil || at != base {
				t.Fatalf("%s at %q: %v, %q", name, base, err, at)
			}
			if diff := cmp.Diff(f.Entries, got.Entries, cmpopts.IgnoreUnexported(Entry{})); diff != "" {
				t.Errorf("%s at %q:\n%s", name, base, diff)
			}
			for old, bad := range map[string]string{"<title>": "<title><!-- x -->", " <entry>": " <entry><x/>", "\"items\"": "\"x\": 1, \"items\"", "\n": "\r\n"} {
				other := strings.Replace(string(data), old, bad, 1)
				if _, _, err := Read(name, []byte(other)); err == nil && other != string(data) {
					t.Errorf("%s with %s is read", name, bad)
				}
			}
		}
	}
	for _, bad := range []string{"", "<feed/>", "{}", "[]", "null", "{", `<feed xmlns="http://www.w3.org/2005/Atom">`} {
		for _, name := range []string{AtomName, JSONName} {
			if _, _, err := Read(name, []byte(bad)); err == nil {
				t.Errorf("%q is read as %s", bad, name)
			}
		}
	}
}
