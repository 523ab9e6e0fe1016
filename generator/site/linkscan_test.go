package site

import (
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"
)

// readBoth reads a page in both ways; they must agree.
func readBoth(t *testing.T, page string) (usual bool) {
	t.Helper()
	var whole, quick linkReader
	whole.tokens(page)
	quick.page([]byte(page))
	if !reflect.DeepEqual(whole.PageLinks, quick.PageLinks) {
		t.Errorf("%q: the tokenizer reads\n%+v\nthe scan\n%+v", page, whole.PageLinks, quick.PageLinks)
	}
	return len((&linkReader{}).scan(page)) == 0
}

// odd are pages that are not, or not wholly, written the usual way.
var odd = []string{
	"", "<", "a<b", "</", "</>", "<a", "<a href", "<a href=", `<a href="`, `<a href="x`, `<a href="x"`, "<a href='x'>", "<a href=x>", "<A HREF=\"x\">", `<a href="x"id="y">`, `<a href = "x">`, `<a href="x" / id="y">`,
	`<a href="x" href="y">`, `<img src="a" src="b">`, `<a href="x&copy;y&amp;z&#43;&lt">`, `<a href="a&amp">`, "<a href=\"a\r\nb\">", "<a href=\"a\x00b\">", "<a\thref=\"x\">",
	`<h2 id="a">甲&amp;乙<b id="c">丙</b></h2>丁`, `<h2 id="a">甲<h3 id="b">乙</h3>丙</h2>`, `<h2 id="a">甲&nbsp;<a href="x">乙</a>`, `<h2 id="a">x<title>y</title>z</h2>`, `<h2 id="a"><style>a{background:url(x)}</style></h2>`,
	`<!-- <a href="x"> --><a href="y">`, `<!DOCTYPE html><a href="y">`, `<!doctype html><a href="y">`, `<?xml?><a href="x">`, `<![CDATA[<a href="x">]]>`,
	`<script>"<a href=x>"</script><a href="y">`, `<script src="a" defer></script><a href="y">`, `<script><!--<script></script>--></script><a href="y">`, `<title>a<b id="c"></title><a href="y">`, `<title>甲</title ><a href="y">`,
	`<style>@import "a.css"; b{c:url(d)}</style><p style="e:url('f')">`, "<style>a\r{}</style>", `<textarea><a href="x"></textarea>`, `<plaintext><a href="x">`, `<noscript><a href="x"></noscript>`, `<iframe src="x"></iframe>`, `<xmp></xmp>`,
	`<input type="checkbox" checked id="a"><br/><img src="b"/>`, `<meta http-equiv="refresh" content="0; url=x">`, `<svg><use xlink:href="#a"/><image href="b"></svg>`, `<form action="x"><button formaction="y">`, `<img srcset="a 1x, b 2x">`, `<object data="a">`,
	`<a name="x" id="">`, `<a-b id="c">`, `<1 id="a">`, `<a 1="b" id="c">`, `<a id="x"></a id="y">`, `</a <b id="c">`, "<a\nid=\"x\"\n>", "<p id=\"a\" =\"b\">", `<link rel="icon" href="x">`,
	`<svg viewBox="0 0 1 1" viewbox="2"><a hREF="x">`, `<a Href="x">`, `<a viewBox id="x">`,
}

// TestLinkScan reads pages in both ways.
func TestLinkScan(t *testing.T) {
	for _, page := range odd {
		readBoth(t, page)
		readBoth(t, `<!doctype html><title>甲</title><p id="p">`+page+`<a href="end" id="q">乙</a>`)
	}
	if !readBoth(t, `<!doctype html><html lang="zh-CN"><title>甲&amp;乙</title><script src="a.js" defer></script><h2 id="b">丙&#43;</h2><input checked><a href="x?a=1&amp;b">`) {
		t.Error("a page as templates write it is not read to its end")
	}
}

// TestLinkScanTemplates reads the program's own templates as if they were pages.
func TestLinkScanTemplates(t *testing.T) {
	all, err := fs.Glob(os.DirFS("../../templates/pages"), "*.html")
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	for _, name := range all {
		data, err := os.ReadFile("../../templates/pages/" + name)
		if err != nil {
			t.Fatal(err)
		}
		readBoth(t, string(data))
	}
}

func FuzzLinkScan(f *testing.F) {
	f.Add(strings.Join(odd, ""))
	for _, page := range odd {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) { readBoth(t, page) })
}

// TestPlainAddress holds the short way of reading an address against the long one.
func TestPlainAddress(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	plain := 0
	for range 200000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteByte("abzAZ09.-_/#:?%+ \\@"[r.IntN(18)])
		}
		to, place, ok := plainAddress(b.String())
		if !ok {
			continue
		}
		plain++
		u, err := url.Parse(b.String())
		if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.EscapedPath() != to || u.Path != to || u.Fragment != place {
			t.Fatalf("%q: %q and %q, in truth %#v, %v", b.String(), to, place, u, err)
		}
	}
	if plain < 1000 {
		t.Fatal("only", plain)
	}
}
