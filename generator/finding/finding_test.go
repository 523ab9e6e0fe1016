package finding

import (
	"strings"
	"testing"
)

func text(l List, lang string) string {
	var b strings.Builder
	_ = l.WriteText(&b, lang)
	return b.String()
}

func TestCaretUnderWideCharacters(t *testing.T) {
	l := List{{
		ID: "x", Severity: Error, Message: Text{"错", "wrong"}, Expected: Text{"甲\n乙", "a"},
		Pos:     Pos{File: "a.md", Line: 3, Column: 4, Length: 2, Source: "受办a{{键}}", Offset: 7},
		Related: []Related{{Pos: Pos{File: "b.toml"}, Note: Text{"这里", "here"}}},
	}}
	want := `a.md:3:4  错误  x
  错
    3 | 受办a{{键}}
      |      ^^
  应为：甲
      乙
  参见：b.toml  这里
`
	if got := text(l, "zh"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := text(l, "en"); !strings.HasPrefix(got, "a.md:3:4  error  x\n  wrong\n") {
		t.Errorf("English: %s", got)
	}
}

// A paragraph of a report is one line of thousands of characters: the excerpt
// shows the part around the mark, and the caret stays under it.
func TestLongLine(t *testing.T) {
	line := strings.Repeat("文", 500) + "{{x}}" + strings.Repeat("字", 500)
	got := text(List{{ID: "x", Pos: Pos{File: "a", Line: 1, Column: 501, Length: 5, Source: line, Offset: 1500}}}, "zh")
	rows := strings.Split(got, "\n")
	if len([]rune(rows[2])) > 90 {
		t.Errorf("the excerpt has %d characters", len([]rune(rows[2])))
	}
	at := strings.Index(rows[2], "{{x}}")
	if at < 0 || cells([]rune(rows[2][:at])) != strings.Index(rows[3], "^") {
		t.Errorf("the caret is not under the mark:\n%s\n%s", rows[2], rows[3])
	}
}

func TestNoControlCharacters(t *testing.T) {
	got := text(List{{ID: "x", Pos: Pos{File: "a", Line: 1, Column: 1, Length: 1, Source: "\x1b[31m红\u202e\u009b"}}}, "zh")
	if strings.ContainsAny(got, "\x1b\u202e\u009b") {
		t.Errorf("control characters reach the terminal: %q", got)
	}
}

func TestSort(t *testing.T) {
	l := List{
		{ID: "b", Pos: Pos{File: "b", Line: 1}}, {ID: "a", Pos: Pos{File: "a", Line: 2}},
		{ID: "a", Pos: Pos{File: "a", Line: 1}, Severity: Info}, {ID: "z", Pos: Pos{File: "a", Line: 1}, Severity: Error},
		{ID: "b", Pos: Pos{File: "b", Line: 1}},
	}
	l.Sort()
	var ids []string
	for _, f := range l {
		ids = append(ids, f.Pos.String()+f.ID)
	}
	if got := strings.Join(ids, " "); got != "a:1z a:1a a:2a b:1b" {
		t.Errorf("sorted: %s", got)
	}
	if l.Count(Error) != 1 || !l.HasErrors() {
		t.Error("counting")
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"handeld", "handled"}, {"受办审批业物", "受办审批业务"}, {"needz", "needs"}, {"cn", ""}, {"quite_other", ""},
	} {
		if got := Nearest(c.word, []string{"handled", "受办审批业务", "needs", "en"}); got != c.want {
			t.Errorf("%s: %q, want %q", c.word, got, c.want)
		}
	}
}

// A finding that no longer holds its file prints as before.
func TestDetach(t *testing.T) {
	line := strings.Repeat("文", 900) + "{{x}}" + strings.Repeat("字", 900)
	for _, offset := range []int{0, 3, 1200, 2700, 2705, len(line) - 3, len(line)} {
		p := Pos{File: "a", Line: 1, Column: 1, Length: 5, Source: line, Offset: offset}
		l := List{{ID: "x", Pos: p, Related: []Related{{Pos: p}}}}
		want := text(l, "zh")
		if got := text(l.Detach(), "zh"); got != want {
			t.Errorf("at %d:\n%s\nwant\n%s", offset, got, want)
		}
		if n := len(l[0].Pos.Source); n > 3000 {
			t.Errorf("%d bytes of the line are kept", n)
		}
	}
}

func TestWrap(t *testing.T) {
	got := Wrap("说明：甲乙丙，（丁）戊己 fazhi explain 庚辛", 14, 10)
	for i, line := range got {
		if Width(line) > []int{14, 10}[min(i, 1)] {
			t.Errorf("line %d is too wide: %s", i, line)
		}
	}
	if want := "说明：甲乙丙，|（丁）戊|己 fazhi|explain 庚|辛"; strings.Join(got, "|") != want {
		t.Errorf("%s, want %s", strings.Join(got, "|"), want)
	}
	if got := Wrap("a"+strings.Repeat("，", 9), 4, 4); strings.Join(got, "") != "a"+strings.Repeat("，", 9) {
		t.Errorf("lost: %q", got)
	}
}
