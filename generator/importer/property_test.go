package importer

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"pgregory.net/rapid"

	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/textfile"
)

// plainText is what a reader reads of Markdown.
func plainText(markdown string) string {
	var log finding.List
	return parser().Parse(textfile.New("a.md", markdown), 0, []string{"plan"}, &log).Text()
}

// anyLine draws lines with all that Markdown has a meaning for.
func anyLine() *rapid.Generator[string] {
	marks := rapid.SampledFrom([]string{
		"*", "**", "_", "`", "```", "~~~", "#", "##", ">", "-", "---", "+", "+++", "=", "===", "1.", "1)", "12.", "(", ")", "[", "]", "[^1]", "[^1]:", "](a)", "!", "![", "<", ">", "<b>", "<http://a.b>",
		"http://a.b/c", "&", "&amp;", "&#35;", "&lt", "|", "| --- |", "\\", "\\\\", "{", "}", "{{", "}}", "{{a.b}}", "{role=plan}", "{#id}", " ", "  ", "：", "。", "（一）", "一、", "%", "$", "^", "~", "a", "B", "甲", "乙", "“", "”", "2023年", "12件",
	})
	return rapid.Map(rapid.SliceOfN(rapid.OneOf(marks, rapid.String()), 0, 12), func(parts []string) string {
		return tidy(strings.Join(strings.FieldsFunc(strings.Join(parts, ""), func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }), ""))
	})
}

func TestEscape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := anyLine().Draw(t, "line")
		if got := plainText(escape(line) + "\n"); got != line {
			t.Fatalf("%q escaped %q reads %q", line, escape(line), got)
		}
		if got := plainText("前\n\n" + escape(line) + "\n\n后\n"); line != "" && got != "前\n"+line+"\n后" {
			t.Fatalf("between paragraphs %q escaped %q reads %q", line, escape(line), got)
		}
	})
}

func TestEscapeHeading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := anyLine().Draw(t, "line")
		if got := plainText("## " + escapeHeading(line) + " {role=plan}\n"); got != line {
			t.Fatalf("%q escaped %q reads %q", line, escapeHeading(line), got)
		}
	})
}

// Any text can be imported, and is given back as it was.
func TestAnyText(t *testing.T) {
	all := forms(t)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(anyLine(), 1, 8).Draw(t, "lines")
		checkRoundTrip(t, all, request("a.txt", strings.Join(lines, "\n")))
	})
}

type failer interface {
	Fatalf(format string, args ...any)
}

// checkRoundTrip imports and holds the narrative against the body.
func checkRoundTrip(t failer, all form.Forms, r Request) {
	result, log := Import(fstest.MapFS{}, all, r)
	if result == nil {
		if !log.HasErrors() {
			t.Fatalf("nothing imported and no error told")
		}
		return
	}
	for _, f := range log {
		if f.ID == "import-text" || f.Severity == finding.Error {
			t.Fatalf("%v\nbody %q\n%s", f, result.Body, result.Files[len(result.Files)-1].Data)
		}
		if f.Pos.File == "" || f.Message.ZH == "" || f.Message.EN == "" {
			t.Fatalf("finding without place or message: %v", f)
		}
	}
}

func FuzzImport(f *testing.F) {
	f.Add("a.txt", oldReport)
	f.Add("a.md", "# 某局2023年度法治政府建设情况报告\n\n- 甲**3件**\n\n```\n5件\n```\n\n    7件\n")
	f.Add("a.html", "<html><body><table><tr><td rowspan=3>甲<td>3件<tr><td>乙</table><p>由3件增至5件")
	f.Add("a.html", "<table><tr>"+strings.Repeat("<td>1", 120)+"<tr><td>2")
	f.Add("a.txt", "从15个工作日提速至10个工作日、三个100%、1:500、20212025年")
	all := forms(f)
	f.Fuzz(func(t *testing.T, name, text string) {
		if len(text) > 1<<14 {
			return
		}
		r := request(name, text)
		if strings.HasSuffix(strings.ToLower(name), ".md") || strings.HasSuffix(strings.ToLower(name), ".markdown") {
			Import(fstest.MapFS{}, all, r) // broken Markdown may read otherwise, which is told
			return
		}
		checkRoundTrip(t, all, r)
	})
}
