package form_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fazhi/generator/form"
)

// show writes a rule in one way, with its factors.
func show(r form.Rule) string {
	sum := func(s form.Sum) string {
		var b strings.Builder
		for _, t := range s {
			switch {
			case t.Factor == 1:
				b.WriteString(" + ")
			case t.Factor == -1:
				b.WriteString(" - ")
			case t.Factor > 0:
				b.WriteString(" + " + strconv.FormatInt(t.Factor, 10) + " * ")
			default:
				b.WriteString(" - " + strconv.FormatInt(-t.Factor, 10) + " * ")
			}
			b.WriteString(t.Ref.String())
		}
		return strings.TrimPrefix(strings.TrimSpace(b.String()), "+ ")
	}
	out := sum(r.Left) + " " + string(r.Op) + " "
	if r.Over == nil {
		return out + sum(r.Right)
	}
	return out + "(" + sum(r.Right) + ") / (" + sum(r.Over) + ")"
}

func TestParseRule(t *testing.T) {
	for text, want := range map[string]string{
		"a.b = a.c + a.d":            "a.b = a.c + a.d",
		"a.b=a.c-a.d":                "a.b = a.c - a.d",
		"a.b + a.c <= a.d":           "a.b + a.c <= a.d",
		"a.b >= 2 * a.c - 3*a.d":     "a.b >= 2 * a.c - 3 * a.d",
		"a.in = a.out@-1":            "a.in = a.out@-1",
		"a.r = a.b / a.c":            "a.r = (a.b) / (a.c)",
		"a.r = (a.b + a.c) / (a.d)":  "a.r = (a.b + a.c) / (a.d)",
		"a.r = a.b / (a.c - a.d@-1)": "a.r = (a.b) / (a.c - a.d@-1)",
		"-a.b = a.c":                 "- a.b = a.c",
		"总数 ＝ 甲 ＋ 乙":                 "总数 = 甲 + 乙",
		"率 ＝ （甲 − 乙） ÷ 丙":            "率 = (甲 - 乙) / (丙)",
		"甲 ≤ 2×乙":                    "甲 <= 2 * 乙",
		"“查封场所、设施（财物）” <= 总数": "查封场所、设施（财物） <= 总数",
		"a.b = a.c + a.c": "a.b = a.c + a.c",
		"“甲” = “a”":       "甲 = a",
	} {
		r, err := form.ParseRule(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := show(r); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	r, _ := form.ParseRule("a.b = a.c + a.c + a.b@-1")
	if got := r.Refs(); !slices.Equal(got, []form.Ref{{"a.b", 0}, {"a.c", 0}, {"a.b", -1}}) {
		t.Errorf("refs: %v", got)
	}
}

// TestRuleErrors has bad rules, and the part of each that is to blame.
func TestRuleErrors(t *testing.T) {
	for text, blame := range map[string]string{
		"":                    "",
		"a.b":                 "",
		"a.b = ":              "",
		"a.b = a.c +":         "",
		"a.b == a.c":          "=",
		"a.b < a.c":           "<",
		"a.b = a.c a.d":       "a.d",
		"a.b = 3":             "",
		"a.b = 3 a.c":         "a.c",
		"a.b = 0 * a.c":       "0",
		"a.b = a.c * 2":       "*",
		"a.b = a.c@1":         "1",
		"a.b = a.c@-0":        "0",
		"a.b = a.c@-99":       "99",
		"a.b = (a.c + a.d)":   "",
		"a.b = (a.c / a.d":    "/",
		"a.b + a.c = a.d/a.e": "a.b + a.c = ",
		"a.b <= a.c / a.d":    "a.b <= ",
		"a.b = a.c / a.d + 1": "+",
		"a.b = 1.5 * a.c":     "1.5",
		"a.b = “a.c":          "“",
		"a.b = “”":            "“",
		"a.b = #":             "#",
		"a.b = \xff":          "\xff",
	} {
		r, err := form.ParseRule(text)
		var e *form.RuleError
		if !errors.As(err, &e) {
			t.Errorf("%q was read as %s", text, show(r))
			continue
		}
		if got := text[e.Start:e.End]; got != blame {
			t.Errorf("%q: blames %q, want %q (%s)", text, got, blame, e.Message.ZH)
		}
		if e.Message.ZH == "" || e.Message.EN == "" {
			t.Errorf("%q: no message", text)
		}
	}
	if _, err := form.ParseRule("a.b = " + strings.Repeat("a.c + ", 2000) + "a.d"); err == nil {
		t.Error("a rule of any length is read")
	}
}

// FuzzParseRule: what is read can be written and read again, and what is not
// names a part of the rule.
func FuzzParseRule(f *testing.F) {
	for _, seed := range []string{"a.b = a.c + a.d", "a.r = (a.b + 2*a.c) / a.d", "甲 ≤ “乙（丙）”@-1", "-a >= b", "a = (", "“”", "a@-", "1*"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := form.ParseRule(text)
		if e := (*form.RuleError)(nil); errors.As(err, &e) {
			if e.Start < 0 || e.End < e.Start || e.End > len(text) {
				t.Fatalf("%q: error at %d to %d", text, e.Start, e.End)
			}
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if len(r.Left) == 0 || len(r.Right) == 0 || len(r.Refs()) == 0 {
			t.Fatalf("%q: an empty side", text)
		}
		if strings.ContainsAny(text, "“”") {
			return // quoted names need their marks again
		}
		again, err := form.ParseRule(show(r))
		if err != nil || show(again) != show(r) {
			t.Fatalf("%q: %s, again %s (%v)", text, show(r), show(again), err)
		}
	})
}
