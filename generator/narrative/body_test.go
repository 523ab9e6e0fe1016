package narrative

import (
	"testing"

	"fazhi/generator/textfile"
)

func TestBody(t *testing.T) {
	for text, want := range map[string]string{
		"+++\ntitle = 1\n+++\n正文":   "\n正文",
		"\n +++\n+++ \n":            "\n",
		"+++\n+++":                  "",
		"正文\n+++\n+++\n":            "none",
		"+++\ntitle = 1\n":          "none",
		"":                          "none",
		"+++\na\n+++\n正文\n+++\n再\n": "\n正文\n+++\n再\n",
	} {
		got := "none"
		if at, ok := Body(textfile.New("a.md", text)); ok {
			got = text[at:]
		}
		if got != want {
			t.Errorf("%q: behind the front matter stands %q, want %q", text, got, want)
		}
	}
}
