package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/templates"
)

// Paragraphs such as nobody writes cost moments, and what is found in them stays
// few enough to be read.
func TestHostileText(t *testing.T) {
	rules, _ := check.Load(templates.FS)
	many := func(s string) string { return strings.Repeat(s, 240_000/len(s)) }
	for name, text := range map[string]string{
		"titles that do not end":     many("《"),
		"quotations of wrong halves": many("“")[:120_000] + many("》")[:120_000],
		"groups of digits":           many("1 "),
		"articles without a law":     many("》第一条"),
		"a sentence of numbers":      many("受理505件"),
	} {
		t.Run(name, func(t *testing.T) {
			files := attach("a.txt", nil)
			files["content/a/fzzf/2023.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"示例\"\nstatus = \"published\"\n+++\n\n" + text + "\n")}
			start := time.Now()
			found := findings(t, rules, files, civil.Date{Year: 2024, Month: 3, Day: 1})
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			count := map[string]int{}
			for _, f := range found {
				if count[f.ID]++; count[f.ID] > 500 {
					t.Fatalf("more than 500 of %s", f.ID)
				}
				if len(f.Message.ZH) > 3000 {
					t.Fatalf("a message of %d bytes", len(f.Message.ZH))
				}
			}
		})
	}
}

// A file that names a hundred thousand authors tells some of them, at once.
func TestManyAuthors(t *testing.T) {
	var b strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&b, "<creator>作者%d</creator>", i)
	}
	rules, _ := check.Load(templates.FS)
	start := time.Now()
	found := findings(t, rules, attach("a.docx", archived(t, "docProps/core.xml", b.String())), civil.Date{Year: 2024, Month: 3, Day: 1})
	if took := time.Since(start); took > 10*time.Second || len(found) == 0 {
		t.Errorf("%d findings in %v", len(found), took)
	}
}
