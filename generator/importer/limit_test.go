package importer

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// A table that no narrative can hold is told, and at once.
func TestTooLarge(t *testing.T) {
	all := forms(t)
	r := strings.Repeat
	for _, c := range []struct{ name, file, text string }{
		{"a wide row", "a.html", "<html><table><tr>" + r("<td>1", 2000) + r("<tr><td>1", 500)},
		{"many cells", "a.html", "<html><table>" + r("<tr><td>甲<td>乙<td>丙", 34_000)},
		{"wide cells", "a.html", "<html><table>" + r("<tr>"+r("<td colspan=50>1", 1000), 200)},
		{"Markdown", "a.md", r("|a", 500) + "|\n" + r("|-", 500) + "|\n" + r("|1\n", 20_000)},
		{"columns of a text", "a.txt", r("甲乙丙丁戊己庚辛\n", 10) + r("全年，受理申请甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未甲乙丙丁\n", 10) + r(r("1    ", 101)+"\n", 10)},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			result, log := Import(fstest.MapFS{}, all, request(c.file, c.text))
			if result != nil || len(log) != 1 || log[0].ID != "file-limit" || log[0].Pos.File != c.file {
				t.Errorf("findings: %.300v", log)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
	result, _ := Import(fstest.MapFS{}, all, request("a.html", "<html><table>"+r("<tr><td>", 60_000)+r("<tr><td>甲<td>12件", 50)))
	if result == nil || result.Figures == 0 {
		t.Error("rows behind many empty ones were lost")
	}
}

func TestAgencyID(t *testing.T) {
	for _, id := range []string{"con", "com1", "../a", "A", ""} {
		r := request("a.txt", oldReport)
		r.Agency = id
		if result, log := Import(fstest.MapFS{}, forms(t), r); result != nil || len(log) != 1 || log[0].ID != "import-agency" {
			t.Errorf("%q: %v", id, log)
		}
	}
}

func TestPublished(t *testing.T) {
	const body = "清河市水务局2023年度法治政府建设情况报告\n一、主要举措和成效\n办理案件35件。\n"
	for _, c := range []struct{ file, head, want string }{
		{"a.txt", "来源：区司法局 发布时间：2024-03-15\n", "2024-03-15"},
		{"a.txt", "发布日期:2024年3月5日\n", "2024-03-05"},
		{"a.txt", "2024-03-15 09:30:00 来源：区司法局\n", "2024-03-15"},
		{"a.txt", "时间：2024/3/15\n", "2024-03-15"},
		{"a.txt", "成文日期：2024-03-15\n", ""},
		{"a.txt", "发布时间：2024-13-15\n", ""},
		{"a.txt", "发布时间：2021-03-15\n", ""},
		{"a.html", "<html><head><meta name=PubDate content='2024-03-15 10:00'></head><body>", "2024-03-15"},
	} {
		text := c.head + body
		if c.file == "a.html" {
			text = c.head + "<p>" + strings.ReplaceAll(body, "\n", "<p>")
		}
		result, log := Import(fstest.MapFS{}, forms(t), request(c.file, text))
		if result == nil {
			t.Fatal(log)
		}
		told := false
		for _, f := range log {
			told = told || f.ID == "import-published"
		}
		narrative := string(result.Files[len(result.Files)-1].Data)
		_, after, written := strings.Cut(narrative, "\npublished = ")
		if got, _, _ := strings.Cut(after, " "); got != c.want || told != (c.want != "") || written != told {
			t.Errorf("%s: %q, told %v\n%s", c.head, got, told, narrative)
		}
	}
}
