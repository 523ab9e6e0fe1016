package record

import "testing"

// A figure that another page states is held to its record, in a link, in a cell
// behind it, and in a sentence; links without figures say nothing.
func TestClaims(t *testing.T) {
	for html, want := range map[string]bool{
		`<a href="../2022.html#f-a.b">618件</a>`:                                                                                       true,
		`<a href="../2022.html#f-a.b">619件</a>`:                                                                                       false,
		`<a href="2022.html#f-a.b"><span>受理</span> <span>618<small>件</small></span> 增长9.8%</a>`:                                       true,
		`<table><tr><th><a href="2022.html#f-a.b">2022年</a></th><td class="num">618件</td><td class="change">增长9.8%</td></tr></table>`: true,
		`<table><tr><th><a href="2022.html#f-a.b">2022年</a></th><td class="num">617件</td></tr></table>`:                               false,
		`<table><tr><th><a href="2022.html#f-a.b">受理</a></th><td class="num before">628件</td><td class="num">618件</td></tr></table>`:  true,
		`<a href="2022.html#f-a.b">看原文</a>`:                                                                                           true,
	} {
		claims := ParseClaims([]byte("<main>" + html + "</main>"))
		if len(claims) != 1 || claims[0].States("618件") != want {
			t.Errorf("%s: %+v", html, claims)
		}
	}
	if got := ParseClaims([]byte(`<a href="#f-a.b">1</a><a href="2022.html">2022年</a>`)); got != nil {
		t.Errorf("links that lead elsewhere: %+v", got)
	}
}
