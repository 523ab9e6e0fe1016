package page

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jba/templatecheck"

	"fazhi/templates"
)

func newSet(t testing.TB, lang string) *Set {
	t.Helper()
	s, err := New(templates.FS, lang)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAll(t *testing.T) {
	types := All()
	if !slices.IsSortedFunc(types, func(a, b Type) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("page types are not sorted by name")
	}
	seen := make(map[string]bool)
	for _, ty := range types {
		if seen[ty.Name] || seen[ty.Template] {
			t.Errorf("%s: twice", ty.Name)
		}
		seen[ty.Name], seen[ty.Template] = true, true
		if got := ty.Zero.pageType(); got != ty.Name {
			t.Errorf("%s: its view says %s", ty.Name, got)
		}
		if _, ok := examples()[ty.Name]; !ok {
			t.Errorf("%s: no example of it", ty.Name)
		}
	}
}

// Every template is checked against its view along all its branches, and an
// empty view renders.
func TestTemplates(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		s := newSet(t, lang)
		for _, ty := range All() {
			if err := templatecheck.CheckHTMLStrict(s.pages[ty.Name], ty.Zero); err != nil {
				t.Errorf("%s, %s: %v", lang, ty.Name, err)
			}
			if err := s.Render(io.Discard, ty.Zero); err != nil {
				t.Errorf("%s, %s, empty: %v", lang, ty.Name, err)
			}
		}
	}
}

func TestWords(t *testing.T) {
	zh, en := newSet(t, "zh-CN").words, newSet(t, "en").words
	for _, key := range slices.Sorted(maps.Keys(zh)) {
		if _, ok := en[key]; !ok {
			t.Errorf("en.toml lacks %s", key)
		} else if strings.Count(zh[key], "{}") != strings.Count(en[key], "{}") {
			t.Errorf("%s: not as many {} in both languages", key)
		}
		if strings.TrimSpace(zh[key]) == "" || strings.TrimSpace(en[key]) == "" {
			t.Errorf("%s: empty", key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(en)) {
		if _, ok := zh[key]; !ok {
			t.Errorf("zh-CN.toml lacks %s", key)
		}
	}
}

// Every word of a table that templates use is used. Other tables are for the
// callers of Word.
func TestWordsUsed(t *testing.T) {
	names, err := fs.Glob(templates.FS, "pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	used, tables := make(map[string]bool), make(map[string]bool)
	for _, name := range names {
		src, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range macro.FindAllStringSubmatch(string(src), -1) {
			table, _, _ := strings.Cut(m[2], ".")
			used[m[2]], tables[table] = true, true
		}
	}
	for key := range newSet(t, "en").words {
		if table, _, _ := strings.Cut(key, "."); tables[table] && !used[key] {
			t.Errorf("%s is not used", key)
		}
	}
}

func TestWord(t *testing.T) {
	s := newSet(t, "zh-CN")
	for _, c := range []struct{ got, want string }{
		{s.Word("report.data"), "数据表"},
		{s.Word("column.figures", 7), "数据7项"},
		{s.Word("agency.until", "甲", "乙"), "甲（至乙）"},
		{s.Word("no.such"), "[no.such]"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// A mistake in a template or in the words is told with its file and line.
func TestNewErrors(t *testing.T) {
	text := "lang = \"zh-CN\"\ncount = \"共{}项\"\n"
	cases := []struct {
		name, page, text, want string
	}{
		{"unknown word", "<p>\n{{t \"nothing\"}}", text, `page: templates/pages/report.html:2: no word "nothing" in text/zh-CN.toml`},
		{"value missing", "{{t \"count\"}}", text, `page: templates/pages/report.html:1: "共{}项" takes 1 values, not 0`},
		{"bad template", "<p>\n\n{{if}}", text, `templates/pages/report.html:3: missing value for if`},
		{"bad words", "", "lang = \"zh-CN\"\ncount = \n", `page: templates/text/zh-CN.toml:2: expected value but found '\n' instead`},
		{"not a word", "", "lang = 3", `page: templates/text/zh-CN.toml: lang is not a string`},
		{"no template", "", text, `page: templates/pages/across.html: no such template`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			fsys := fstest.MapFS{
				"text/zh-CN.toml":   {Data: []byte(c.text)},
				"pages/report.html": {Data: []byte(c.page)},
			}
			_, err := New(fsys, "zh-CN")
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// A word with places becomes actions, which are escaped as any other.
func TestFill(t *testing.T) {
	got, err := fill("共{}项 & 更多{}", []string{".N", "$x.Y"})
	if want := "共{{.N}}项 &amp; 更多{{$x.Y}}"; err != nil || got != want {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}

func TestSame(t *testing.T) {
	for name, v := range examples() {
		var first, second bytes.Buffer
		if err := newSet(t, "zh-CN").Render(&first, v); err != nil {
			t.Fatal(err)
		}
		if err := newSet(t, "zh-CN").Render(&second, v); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: two renderings differ", name)
		}
	}
}
