package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"fazhi/generator/page"
	"fazhi/templates"
)

const themingDoc = "../docs/theming.md"

// block gives the text of a block of docs/theming.md in a language.
func block(doc, language string) string {
	_, rest, _ := strings.Cut(doc, "\n```"+language+"\n")
	text, _, _ := strings.Cut(rest, "```\n")
	return text
}

// theme DIR does to a workspace what docs/theming.md says, to the letter.
func theme(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: theme dir")
	}
	doc, err := os.ReadFile(ts.Getenv("THEMING"))
	ts.Check(err)
	css, toml := block(string(doc), "css"), block(string(doc), "toml")
	if n := strings.Count(css+toml, "\n"); n != 5 {
		ts.Fatalf("docs/theming.md takes %d lines", n)
	}
	own := ts.MkAbs(filepath.Join(args[0], "templates", "assets", "css", "95-own.css"))
	ts.Check(os.MkdirAll(filepath.Dir(own), 0o755))
	ts.Check(os.WriteFile(own, []byte(css), 0o644))
	site := filepath.Join(args[0], "data", "site.toml")
	ts.Check(os.WriteFile(ts.MkAbs(site), []byte(ts.ReadFile(site)+"\n"+toml), 0o644))
}

// docs/theming.md lists every token, style sheet, page type and view.
func TestThemingDoc(t *testing.T) {
	src, err := os.ReadFile(themingDoc)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(src)
	for _, typ := range page.All() {
		row := "（" + typ.Name + "） | `" + typ.Template + "` | `" + reflect.TypeOf(typ.Zero).Name() + "` |"
		if !strings.Contains(doc, row) {
			t.Errorf("the page type is not listed: %s", row)
		}
	}
	if rows := strings.Count(doc, ".html` | `"); rows != len(page.All()) {
		t.Errorf("%d page types are listed, there are %d", rows, len(page.All()))
	}
	sheets, err := fs.Glob(templates.FS, "assets/css/*.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sheets {
		if !strings.Contains(doc, "| `"+path.Base(name)+"` |") {
			t.Errorf("the style sheet is not listed: %s", name)
		}
	}
	tokens, err := fs.ReadFile(templates.FS, "assets/css/10-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)(--[a-z0-9-]+):`).FindAllStringSubmatch(string(tokens), -1) {
		known[m[1]] = true
		if !strings.HasPrefix(m[1], "--light-") && !strings.HasPrefix(m[1], "--dark-") && !strings.Contains(doc, "`"+m[1]+"`") {
			t.Errorf("the token is not listed: %s", m[1])
		}
	}
	for _, m := range regexp.MustCompile("`(--[a-z0-9-]+)`|(--[a-z-]+):").FindAllStringSubmatch(doc, -1) {
		if name := m[1] + m[2]; !known[name] {
			t.Errorf("there is no token %s", name)
		}
	}
}
