package page

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/textfile"
)

func prosed(markdown string) string {
	var log finding.List
	d := narrative.NewParser().Parse(textfile.New("a.md", markdown), 0, nil, &log)
	sections, _ := Prose(d, Setting{Href: func(*narrative.Reference) string { return "" }, Away: "站外"})
	var b strings.Builder
	for _, s := range sections {
		b.WriteString(string(s.HTML))
	}
	return strings.TrimSpace(b.String())
}

func TestLinks(t *testing.T) {
	const external = ` rel="external noopener noreferrer"`
	const away = `<span class="word away" role="img" aria-label="站外">↗</span>`
	for _, c := range []struct{ markdown, want string }{
		{"[x](http://x.cn/?a&amp;b)", `<a href="http://x.cn/?a&amp;b"` + external + `>x` + away + `</a>`},
		{"<https://x.cn/?a&b>", `<a href="https://x.cn/?a&amp;b"` + external + `>https://x.cn/?a&amp;b` + away + `</a>`},
		{"<a@b.cn>", `<a href="mailto:a@b.cn">a@b.cn</a>`},
		{"[x](mailto:a@b.md)", `<a href="mailto:a@b.md">x</a>`},
		{"[x](about.md#s1)", `<a href="about.html#s1">x</a>`},
		{"[x](50%.md)", `<a href="50%25.html">x</a>`},
		{"[x](https://x.cn/a.md)", `<a href="https://x.cn/a.md"` + external + `>x` + away + `</a>`},
		{"[x](问?#1.pdf)", `<a href="%E9%97%AE%3F#1.pdf">x</a>`},
		{"[x](a.pdf \"q \\\" &amp; <b>\")", `<a href="a.pdf" title="q &quot; &amp; &lt;b&gt;">x</a>`},
		{"![{{a}} &amp; <](a.png '图')", `<img src="a.png" alt="{{a}} &amp; &lt;" title="图">`},
		{"![x](a&amp;lt.png)", `<img src="a&amp;lt.png" alt="x">`},
		{"[x](javascript&colon;alert%281%29)", "x"},
		{"![x](http&colon;//evil.com/x.png)", "x"},
		{"<javascript:alert(1)>", "javascript:alert(1)"},
		{"[**x**]()", "<strong>x</strong>"},
	} {
		if got, want := prosed(c.markdown), "<p>"+c.want+"</p>"; got != want {
			t.Errorf("%s\n got %s\nwant %s", c.markdown, got, want)
		}
	}
}

// No Markdown gives a link that runs a script or an image of another host.
func FuzzLinks(f *testing.F) {
	for _, s := range []string{
		"[x](javascript&colon;a)", "![x](//evil.com/a)", "<javascript:a>", "[x][1]\n\n[1]: java&Tab;script:a", "[x](\\javascript:a)", "[x](&amp;#106;avascript:a)", "![x](\\\\\\\\evil.com\\a)", "[x](a.md#javascript:a)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkNoScript(t, s, prosed(s))
	})
}

func checkNoScript(t *testing.T, markdown, out string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range query(root, "a") {
		u, err := url.Parse(attr(n, "href"))
		if err != nil {
			t.Fatalf("%q gives %s: %v", markdown, out, err)
		}
		switch u.Scheme {
		case "", "http", "https", "mailto", "tel":
		default:
			t.Fatalf("%q gives %s", markdown, out)
		}
	}
	for _, n := range query(root, "img") {
		if u, err := url.Parse(attr(n, "src")); err != nil || u.Scheme != "" || u.Host != "" {
			t.Fatalf("%q gives %s", markdown, out)
		}
	}
}
