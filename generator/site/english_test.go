package site_test

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/BurntSushi/toml"
	"golang.org/x/net/html"

	"fazhi/generator/civil"
	"fazhi/generator/site"
	"fazhi/templates"
)

func han(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// inEnglish is a workspace with the interface in English.
func inEnglish(t *testing.T, ws fs.FS) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	for _, root := range []string{"data", "content"} {
		err := fs.WalkDir(ws, root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(ws, name)
			out[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	text := strings.Replace(string(out["data/site.toml"].Data), "lang  = \"zh\"", "", 1)
	out["data/site.toml"] = &fstest.MapFile{Data: []byte("lang = \"en\"\n" + text)}
	return out
}

// chineseWords are the words of the interface in Chinese that content has no use for:
// in an English page they are forgotten translations.
func chineseWords(t *testing.T, ws fs.FS) []string {
	t.Helper()
	data, err := fs.ReadFile(templates.FS, "text/zh-CN.toml")
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if _, err := toml.Decode(string(data), &tree); err != nil {
		t.Fatal(err)
	}
	var content strings.Builder
	content.WriteString("与上年持平 增减不能确定") // computed wordings, which are content
	for _, tree := range []struct {
		fsys fs.FS
		root string
	}{{ws, "."}, {templates.FS, "forms"}, {templates.FS, "units.toml"}, {templates.FS, "columns.toml"}, {templates.FS, "commitments.toml"}} {
		_ = fs.WalkDir(tree.fsys, tree.root, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (strings.HasSuffix(name, ".toml") || strings.HasSuffix(name, ".md")) {
				data, _ := fs.ReadFile(tree.fsys, name)
				content.Write(data)
			}
			return nil
		})
	}
	all := map[string]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			for _, s := range strings.Split(v, "{}") {
				if s = strings.TrimSpace(s); han(s) && len([]rune(s)) >= 3 && !strings.Contains(content.String(), s) {
					all[s] = true
				}
			}
		case map[string]any:
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(tree)
	return slices.Sorted(maps.Keys(all))
}

// In an English site nothing that the interface says is Chinese, neither in text nor
// in what is read aloud; and what is Chinese says so, everywhere.
func TestEnglish(t *testing.T) {
	for name, ws := range map[string]fs.FS{"samples": os.DirFS("../.."), "every field": everyField()} {
		ws := inEnglish(t, ws)
		words := chineseWords(t, ws)
		if len(words) < 100 {
			t.Fatalf("only %d words to look for", len(words))
		}
		out := build(t, ws, site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
		told := map[string]bool{}
		tell := func(page, what, text string) {
			if key := what + text; !told[key] && len(told) < 40 {
				told[key] = true
				t.Errorf("%s, %s: %s: %s", name, page, what, text)
			}
		}
		for _, page := range out.Names() {
			if strings.HasSuffix(page, ".html") {
				lookEnglish(t, out.Get(page), words, func(what, text string) { tell(page, what, text) })
			}
		}
	}
}

func lookEnglish(t *testing.T, data []byte, words []string, tell func(what, text string)) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "small" && strings.Contains(attr(n, "class"), "trace") && strings.Contains(textOf(n), "answers ") && langOf(n) != "en" {
			tell("English among content that does not say so", textOf(n))
		}
		var texts []string
		at := n
		switch {
		case n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style":
			texts, at = []string{n.Data}, n.Parent
		case n.Type == html.ElementNode:
			if n.Data == "html" && attr(n, "lang") != "en" {
				tell("the page is not in English", attr(n, "lang"))
			}
			for _, a := range n.Attr {
				switch a.Key {
				case "aria-label", "title", "alt", "placeholder", "data-label":
					texts = append(texts, a.Val)
				}
			}
		}
		for _, s := range texts {
			if !han(s) {
				continue
			}
			for _, w := range words {
				if strings.Contains(s, w) {
					tell("a word of the interface in Chinese", w)
				}
			}
			mixed := n.Type == html.ElementNode && strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' })
			if lang := langOf(at); lang != "zh-CN" && !mixed && at.Data != "title" && !inSVG(at) {
				tell("Chinese that does not say so", strings.TrimSpace(s))
			}
		}
	}
}

func langOf(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if lang := attr(n, "lang"); lang != "" {
			return lang
		}
	}
	return ""
}

func inSVG(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Data == "svg" {
			return true
		}
	}
	return false
}
