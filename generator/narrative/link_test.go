package narrative

import (
	"slices"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// addresses gives the destinations of links and images, in order.
func addresses(d *Doc) []string {
	var all []string
	_ = ast.Walk(d.Root, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			if enter {
				all = append(all, string(n.Destination))
			}
		case *ast.Image:
			if enter {
				all = append(all, string(n.Destination))
			}
		}
		return ast.WalkContinue, nil
	})
	return all
}

func TestUnsafeLinks(t *testing.T) {
	for _, s := range []string{
		"[x](javascript&colon;alert%281%29)", "[x](&#106;avascript:alert%281%29)", "[x](&#x6A;avascript&#58;a)", "[x](JavaScript:a)",
		"[x](java&Tab;script:a)", "[x](java&NewLine;script:a)", "[x](&#1;javascript:a)", "[x](<java script:a>)", "[x](javascript\\:a)", "[x](javas\u200bcript:a)",
		"[x](data:text/html,a)", "[x](vbscript:a)", "[x](file:///etc/passwd)", "[x][1]\n\n[1]: javascript&colon;a",
		"![x](http&colon;//evil.com/x.png)", "![x](https://evil.com/x.png)", "![x](data&colon;image/png;base64,a)", "![x](mailto:a@b.cn)",
		"[x](//evil.com)", `![x](\\\\evil.com\a.png)`, "<javascript:alert(1)>", "<data:text/html,a>", "<ftp://a.cn/b>", "<https://x.cn/%zz>",
		"[a](https://x.cn/%zz)", "[d](http://[x)", "[a](http:x.cn)", "[a](https:///a)", "[a]()", "[a](<>)", "[a](#)", "![a]()",
	} {
		d, log := parse(t, s)
		if len(log) != 1 || log[0].ID != "link-unsafe" || log[0].Pos.Line == 0 {
			t.Errorf("%s: %v", s, log)
		}
		if got := addresses(d); len(got) != 1 || got[0] != "" || len(d.Links) > 0 {
			t.Errorf("%s leads to %q", s, got)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ markdown, want string }{
		{"[x](https://x.cn/a%20b?c=1&amp;d=2#e)", "https://x.cn/a%20b?c=1&d=2#e"},
		{"[x](HTTPS://x.cn/)", "HTTPS://x.cn/"},
		{"[x](https://x.cn/甲)", "https://x.cn/%E7%94%B2"},
		{"[x](\\&amp;colon;.md)", "&amp;colon;.md"},
		{"<https://x.cn/?a&amp;b>", "https://x.cn/?a&amp;b"},
		{"<a@b.cn>", "mailto:a@b.cn"},
		{"<mailto:a@b.cn>", "mailto:a@b.cn"},
		{"[x](tel:010-12345)", "tel:010-12345"},
		{"[x](#s1)", "#s1"},
		{"[x](#%E7%94%B2)", "#%E7%94%B2"},
		{"[x](a.md#s1)", "a.md#s1"},
		{"[x](<附件 1.pdf>)", "%E9%99%84%E4%BB%B6%201.pdf"},
		{"[x](a%20b.pdf)", "a%20b.pdf"},
		{"[x](50%.pdf)", "50%25.pdf"},
		{"[x](问?.pdf)", "%E9%97%AE%3F.pdf"},
		{"[x](..\\..\\x.txt)", "../../x.txt"},
		{"![x](图\\甲.png)", "%E5%9B%BE/%E7%94%B2.png"},
		{"[x](./a:b.pdf)", "./a:b.pdf"},
	} {
		d, log := parse(t, c.markdown)
		if got := addresses(d); len(got) != 1 || got[0] != c.want || len(log) > 0 {
			t.Errorf("%s leads to %q, want %q, %v", c.markdown, got, c.want, log)
		}
	}
	if d, _ := parse(t, "甲<https://x.cn/*a*>乙"); d.Text() != "甲https://x.cn/*a*乙" {
		t.Errorf("the text is %q", d.Text())
	}
}

func TestResolve(t *testing.T) {
	there := []string{"a%20b.pdf", "c d.pdf", "e#f.pdf", "g.md", "50%.pdf", "问?.pdf"}
	for _, c := range []struct {
		link, name, address string
		ok                  bool
	}{
		{"a%20b.pdf", "a%20b.pdf", "a%2520b.pdf", true},
		{"c%20d.pdf", "c d.pdf", "c%20d.pdf", true},
		{"e#f.pdf", "e#f.pdf", "e%23f.pdf", true},
		{"e%23f.pdf", "e#f.pdf", "e%23f.pdf", true},
		{"g.md#s1", "g.md", "g.md#s1", true},
		{"50%.pdf", "50%.pdf", "50%25.pdf", true},
		{"问?.pdf", "问?.pdf", "%E9%97%AE%3F.pdf", true},
		{"h%20i.pdf#p", "h i.pdf", "h%20i.pdf#p", false},
	} {
		d, _ := parse(t, "[x]("+c.link+")")
		name, ok := d.Links[0].Resolve(func(name string) bool { return slices.Contains(there, name) })
		if got := addresses(d)[0]; name != c.name || ok != c.ok || got != c.address {
			t.Errorf("%s is %q %v at %q", c.link, name, ok, got)
		}
	}
}

func TestHref(t *testing.T) {
	for name, want := range map[string]string{"a/b.html": "a/b.html", "a?b#c%.pdf": "a%3Fb%23c%25.pdf", "附 件": "%E9%99%84%20%E4%BB%B6", "javascript:a": "./javascript:a", "../a\"b": "../a%22b"} {
		if got := Href(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
