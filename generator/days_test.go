package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fazhi/generator/civil"
)

// TestDays builds one workspace day after day, and now and then a day before, across
// deadlines, days on which promises are due, on which waivers, certificates and what
// was left unsaid run out: what is taken over from a day before comes to what a build
// anew comes to. Of agencies for which no day matters all is taken over.
func TestDays(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	e := &editing{t: t, rand: rand.New(rand.NewPCG(seed, 11)), dir: filepath.Join(t.TempDir(), "w")}
	first := civil.Date{Year: 2026, Month: 2, Day: 10}
	day := func(n int) civil.Date { return civil.Of(first.Time().AddDate(0, 0, n)) }
	some := func() civil.Date { return day(e.rand.IntN(40)) }
	writeAll(t, e.dir, map[string]string{"data/site.toml": sound["data/site.toml"]})
	for range 4 {
		e.newAgency()
	}
	timeless := e.newAgency()
	dated := func() {
		writeAll(t, e.dir, datedSources(some))
		published := "2023-01-26"
		if e.rand.IntN(5) == 0 {
			published = some().String() // has come or not
		}
		name := filepath.Join(e.dir, "content/a3/fzzf/2022.md")
		text, err := os.ReadFile(name)
		e.must(err)
		e.must(os.WriteFile(name, regexp.MustCompile(`published = .*`).ReplaceAll(text, []byte("published = "+published)), 0o644))
		leave := ""
		if e.rand.IntN(2) == 0 {
			leave = "leave_out = [\"commitments\"]\n"
		}
		writeAll(t, e.dir, map[string]string{"data/site.toml": leave + sound["data/site.toml"]})
	}
	dated()
	n, kept := 0, 0
	for i := range 3 * *edits {
		if i%10 == 9 {
			dated()
		}
		n = max(0, n+e.rand.IntN(4)-1)
		if n > 40 {
			n = 0
		}
		e.day = day(n).String()
		file := filepath.Join(e.dir, "public", timeless, "agency.json")
		before, err := os.Stat(file)
		code, said := e.build("public")
		wantCode, want := e.build("clean", "--clean")
		if code != wantCode || said != want {
			t.Fatalf("%s: %d and\n%s\nbut anew %d and\n%s", e.day, code, said, wantCode, want)
		}
		if code == 0 {
			sameTrees(t, e.day, filepath.Join(e.dir, "public"), filepath.Join(e.dir, "clean"))
			after, err2 := os.Stat(file)
			if err == nil && err2 == nil && os.SameFile(before, after) {
				kept++
			}
		}
	}
	if kept == 0 {
		t.Error("on no other day was anything taken over")
	}
	t.Logf("%d times something was taken over", kept)
}

// datedSources are sources of the first agencies of which days matter, each in ways of
// its own.
func datedSources(some func() civil.Date) map[string]string {
	narrative := func(name string, year int, front string) string {
		return fmt.Sprintf("+++\ntitle = \"示例区虚构%s局%d年度法治政府建设情况报告\"\n%s+++\n\n受办{{approval.handled}}。\n", name, year, front)
	}
	figures := "[figures.approval]\nhandled = 70_000\n"
	out := map[string]string{
		"data/links.toml":     fmt.Sprintf("asked = 2026-01-01\n[[link]]\naddress = \"https://www.gov.cn/a\"\nresult = \"ok\"\ncode = 200\nsince = 2026-01-01\nuntil = %s\n", some()),
		"content/a3/about.md": "+++\ntitle = \"关于\"\n+++\n\n见[网站](https://www.gov.cn/a)。\n",
		// Not finished, signed and not public, past the deadline or not.
		"data/a1/fzzf/2025.toml":  figures,
		"content/a1/fzzf/2025.md": narrative("1", 2025, fmt.Sprintf("status = \"approved\"\nsigned = %s\n", some())),
		// What is said of it is accepted for a while.
		"data/a4/fzzf/2024.toml":  figures + fmt.Sprintf("[[waive]]\ncheck = \"section-missing\"\nreason = \"机构刚刚组建\"\nuntil = %s\n[[waive]]\ncheck = \"copied-text\"\nreason = \"共同起草\"\nuntil = %s\n", some(), some()),
		"content/a4/fzzf/2024.md": narrative("4", 2024, "status = \"imported\"\npublished = 2025-01-26\n"),
		"data/a2/commitments/2025.toml": promise("speed", some) + "[commitments.speed.outcome]\ndate = " + some().String() + "\nresult = \"unmet\"\ntext = \"没有完成\"\nremedy = \"继续\"\nremedy_due = " + some().String() + "\n" +
			promise("open", some) + "[[commitments.open.changes]]\ndate = " + some().String() + "\ndue = " + some().String() + "\ntext = \"改期\"\nbasis = \"依据\"\nprocedure = \"程序\"\n",
	}
	return out
}

func promise(id string, some func() civil.Date) string {
	return strings.NewReplacer("ID", id, "MADE", some().String(), "PUBLISHED", some().String(), "DUE", some().String(), "DAY", some().String()).Replace(`[commitments.ID]
kind = "service"
matter = "提速ID"
content = "压缩到30个工作日。"
phone = "0000-1234567"
made = 2025-02-10
published = PUBLISHED
due = DUE
[[commitments.ID.milestones]]
date = MADE
text = "过半"
done = DAY
[[commitments.ID.progress]]
date = DAY
text = "上线。"
`)
}
