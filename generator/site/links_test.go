package site_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"fazhi/generator/civil"
	"fazhi/generator/site"
)

// Everything that a browser or a reader follows is read from a page, and nothing
// that only looks like it.
func TestReadLinks(t *testing.T) {
	for _, c := range []struct{ name, text, targets, ids string }{
		{"a.html", `<a href="b.html#x" id="one">b</a> <a name="two">c</a> <area href=" d.html ">`, "b.html#x d.html", "one two"},
		{"a.html", `<link rel="stylesheet" href="s.css"><link rel="canonical" href="https://x.cn/"><link rel="Icon" href="i.svg">`, "s.css! https://x.cn/ i.svg!", ""},
		{"a.html", `<script src="s.js"></script><script>"<a href='no.html'>"</script><img src="p.png" srcset="q.png 1x, r.png 2x">`, "s.js! p.png! q.png! r.png!", ""},
		{"a.html", `<form action="f.html"><button formaction="g.html">x</button></form><object data="o.pdf"></object><video poster="v.png" src="v.mp4"></video>`, "f.html g.html o.pdf! v.png! v.mp4!", ""},
		{"a.html", `<svg><use href="#i"/><image xlink:href="p.png"/><linearGradient id="i"/></svg>`, "#i! p.png!", "i"},
		{"a.html", `<meta http-equiv="refresh" content="0; url=new.html"><blockquote cite="none.html">x</blockquote>`, "new.html", ""},
		{"a.html", `<style>a { background: url( 'p.png' ) } /* url(no.png) */</style><p style="background:url(q.png)">url(no.png)</p>`, "p.png! q.png!", ""},
		{"a.html", `<!-- <a href="no.html"> --><a href="b.html">1</a><a href="b.html">2</a><a href="c.html&amp;d">3</a>`, "b.html c.html&d", ""},
		{"a.css", `@import "b.css"; a { background: url("p.png"), url(q.png) } /* url(no.png) */ @font-face { src: url(data:font/woff2;base64,x) }`, "b.css! p.png! q.png! data:font/woff2;base64,x!", ""},
		{"a.js", `location = "no.html"`, "", ""},
	} {
		l := site.ReadLinks(c.name, []byte(c.text))
		var targets []string
		for _, to := range l.Targets {
			if to.Loads {
				to.Address += "!"
			}
			targets = append(targets, to.Address)
		}
		if got := strings.Join(targets, " "); got != c.targets || strings.Join(l.IDs, " ") != c.ids {
			t.Errorf("%s: %q, places %v", c.text, got, l.IDs)
		}
	}
}

// What is wrong with a link, and what is there instead.
func TestBrokenLinks(t *testing.T) {
	files := &site.Files{}
	for name, text := range map[string]string{
		"index.html": `<main id="main"><h2 id="s1">一、来源</h2></main>`, "a/index.html": "", "a/附 件.pdf": "x", "a/data/x.csv": "", "assets/look.css": "", "b/index.html": "",
	} {
		if err := files.Add(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	const base = "https://www.example.gov.cn/f/"
	for _, c := range []struct {
		link  string
		fault site.Fault // -1: none
		near  string
	}{
		{`<a href="../index.html">`, -1, ""}, {`<a href="../index.html#main">`, -1, ""}, {`<a href="#">`, -1, ""}, {`<a href="#top">`, -1, ""}, {`<a href="">`, -1, ""},
		{`<a href="%E9%99%84%20%E4%BB%B6.pdf">`, -1, ""}, {`<a href="附 件.pdf#page=2">`, -1, ""}, {`<a href="index.html?a=1">`, -1, ""}, {`<a href="./index.html">`, -1, ""},
		{`<a href="mailto:a@b.cn">`, -1, ""}, {`<a href="tel:12345">`, -1, ""}, {`<a href="https://www.gov.cn/x">`, -1, ""}, {`<img src="data:image/png;base64,x">`, -1, ""},
		{`<a href="` + base + `a/index.html">`, -1, ""}, {`<a href="` + base + `">`, -1, ""}, {`<a href="` + base + `a/">`, -1, ""}, {`<link rel="canonical" href="https://x.cn/">`, -1, ""},
		{`<script src="https://ok.cn/s.js">`, -1, ""},
		{`<a href="` + base + `a/nothing.html">`, site.NoFile, ""},
		{`<a href="indx.html">`, site.NoFile, "index.html"}, {`<a href="none/look.css">`, site.NoFile, "../assets/look.css"},
		{`<a href="Index.html">`, site.OtherCase, "index.html"}, {`<a href="../A/index.html">`, site.OtherCase, "index.html"}, {`<a href="%E9%99%84%20%E4%BB%B6.PDF">`, site.OtherCase, "%E9%99%84%20%E4%BB%B6.pdf"},
		{`<a href="../index.html#mian">`, site.NoPlace, "../index.html#main"}, {`<a href="../index.html#一、来源">`, site.NoPlace, "../index.html#s1"}, {`<a href="#x">`, site.NoPlace, ""},
		{`<a href="data/">`, site.Folder, ""}, {`<a href="data">`, site.Folder, ""}, {`<a href="../b/">`, site.Folder, "../b/index.html"}, {`<a href="..">`, site.Folder, "../index.html"},
		{`<a href="/index.html">`, site.Rooted, "../index.html"}, {`<a href="/none.html">`, site.Rooted, ""}, {`<a href="../../x.html">`, site.Outside, ""},
		{`<a href="a%zz.html">`, site.Malformed, ""}, {`<a href="http://[x">`, site.Malformed, ""},
		{`<img src="https://x.cn/p.png">`, site.Foreign, ""}, {`<img src="//x.cn/p.png">`, site.Foreign, ""}, {`<link rel="stylesheet" href="http://x.cn/s.css">`, site.Foreign, ""},
	} {
		page := &site.Files{}
		if err := page.Merge(files); err != nil {
			t.Fatal(err)
		}
		if err := page.Add("a/page.html", []byte(c.link)); err != nil {
			t.Fatal(err)
		}
		got := page.BrokenLinks("", base, "https://ok.cn/s.js")
		switch {
		case c.fault < 0 && len(got) > 0:
			t.Errorf("%s is told: %+v", c.link, got)
		case c.fault >= 0 && (len(got) != 1 || got[0].Fault != c.fault || strings.Join(got[0].Near, " ") != c.near || got[0].Page != "a/page.html"):
			t.Errorf("%s: %+v, want %d, near %q", c.link, got, c.fault, c.near)
		}
	}
}

// The links of an agency are judged with its own files alone; those that lead out of
// its folder when all are there. So a part may be built without the others.
func TestBrokenByFolder(t *testing.T) {
	part, whole := &site.Files{}, &site.Files{}
	if err := part.Add("a/index.html", []byte(`<a href="none.html">1</a><a href="../b/none.html">2</a><a href="../b/index.html">3</a>`)); err != nil {
		t.Fatal(err)
	}
	addresses := func(all []site.Broken) []string {
		var out []string
		for _, b := range all {
			out = append(out, b.Address)
		}
		return out
	}
	if got := addresses(part.BrokenLinks("a/", "", "")); !slices.Equal(got, []string{"none.html"}) {
		t.Errorf("among its own files: %v", got)
	}
	if err := whole.Merge(part); err != nil {
		t.Fatal(err)
	}
	if err := whole.Add("b/index.html", nil); err != nil {
		t.Fatal(err)
	}
	if got := addresses(whole.BrokenLinks("", "", "")); !slices.Equal(got, []string{"none.html", "../b/none.html"}) {
		t.Errorf("in the whole: %v", got)
	}
}

// No build that is sound has a broken link; and a page whose target is taken away
// has one, whichever target it is.
func TestGateOnBuilds(t *testing.T) {
	out := build(t, everyField(), site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
	const base, script = "https://www.example.gov.cn/a/fazhi/", "https://dcs.conac.cn/js/00/000/0000/00000000/CA000000000000000000000.js"
	if got := out.BrokenLinks("", base, script); len(got) > 0 {
		t.Fatalf("every field: %+v", got)
	}
	if got := out.BrokenLinks("", base, ""); len(got) != 1 || got[0].Fault != site.Foreign || got[0].Page != "index.html" {
		t.Errorf("a script of another host that nobody asked for: %+v", got)
	}
	linked := map[string]bool{}
	for _, name := range out.Names() {
		if strings.HasSuffix(name, ".html") {
			for _, b := range without(t, out, name).BrokenLinks("", base, script) {
				linked[b.File] = true
			}
		}
	}
	for _, name := range out.Names() {
		if page := strings.HasSuffix(name, ".html"); page && !linked[name] && name != "404.html" && !strings.HasPrefix(name, "old/") {
			t.Errorf("nobody would notice that %s is gone", name)
		}
	}
	own := build(t, os.DirFS("../.."), site.Options{})
	if got := own.BrokenLinks("", "", ""); len(got) > 0 {
		t.Errorf("the samples: %+v", got)
	}
}

// without is the files but for one.
func without(t *testing.T, all *site.Files, but string) *site.Files {
	t.Helper()
	out := &site.Files{}
	for _, name := range all.Names() {
		if name != but {
			if err := out.Add(name, all.Get(name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// BenchmarkLinks is what the gate costs on a whole site, read anew and, as for an
// incremental build, with all pages read before.
func BenchmarkLinks(b *testing.B) {
	out := build(b, os.DirFS("../.."), site.Options{})
	size := 0
	for _, name := range out.Names() {
		if strings.HasSuffix(name, ".html") {
			size += len(out.Get(name))
		}
	}
	b.Run("anew", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, name := range out.Names() {
				site.ReadLinks(name, out.Get(name))
			}
		}
	})
	b.Run("judge", func(b *testing.B) {
		out.BrokenLinks("", "", "")
		for b.Loop() {
			out.BrokenLinks("", "", "")
		}
	})
}
