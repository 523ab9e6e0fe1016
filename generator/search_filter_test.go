package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
)

// everyFilter chooses every value of every filter, alone and together with every
// value of every other, and tells where a list is not as long as was said, has what
// should be left out, or an excerpt lacks what was asked for.
const everyFilter = `(async () => {
	const bad = [], query = %s, all = [...document.querySelectorAll("#search-filters select")];
	let tried = 0;
	const values = (s) => [...s.options].filter((o) => o.value && !o.disabled).map((o) => o.value);
	const choose = (s, v) => {
		s.value = v;
		s.dispatchEvent(new Event("change", { bubbles: true }));
		return new Promise((done) => setTimeout(done, 0)); // the list is made anew behind the figures
	};
	const said = (s) => Number(s.selectedOptions[0].textContent.match(/（(\d+)）/)[1]);
	const check = (what) => {
		tried++;
		const list = [...document.querySelectorAll(".found > li")];
		for (const s of all) if (said(s) !== list.length) bad.push(what + ": " + s.name + " says " + said(s) + ", " + list.length + " are shown");
		if (list.length === 0) bad.push(what + ": nothing is shown");
		for (const li of list) {
			const facts = li.querySelector(".quiet").textContent;
			const [year, form] = ["year", "form"].map((n) => all.find((s) => s.name === n));
			if (year.value && !facts.includes(year.value)) bad.push(what + ": shows " + facts);
			if (form.value && !facts.includes(form.selectedOptions[0].dataset.title)) bad.push(what + ": shows " + facts);
			if (![...li.querySelectorAll("mark")].some((m) => m.textContent === query)) bad.push(what + ": nothing is marked in " + li.textContent);
			for (const m of li.querySelectorAll("mark")) if (m.textContent !== query) bad.push(what + ": marks " + m.textContent);
		}
	};
	check("all");
	for (const a of all) for (const v of values(a)) {
		await choose(a, v);
		check(a.name + "=" + v);
		for (const b of all) if (b !== a) for (const w of values(b)) {
			await choose(b, w);
			check(a.name + "=" + v + " " + b.name + "=" + w);
			await choose(b, "");
		}
		await choose(a, "");
	}
	return JSON.stringify({ tried, bad });
})()`

// Each filter of a search leaves what it says, and what is asked for is marked in
// each excerpt.
func TestSearchFilters(t *testing.T) {
	t.Parallel()
	s := &searcher{t, browsertest.Shared(t)}
	s.do(chromedp.Navigate(diskOrigin(sample(t)) + "yunxi-sfj/search/index.html?q=行政复议"))
	s.done()
	if n := s.get(`[...document.querySelectorAll("#search-filters select")].filter((x) => x.checkVisibility()).length`); n != "3" {
		t.Fatalf("%s filters are shown", n)
	}
	var got struct {
		Tried int
		Bad   []string
	}
	var answer string
	s.do(chromedp.Evaluate(strings.Replace(everyFilter, "%s", `"行政复议"`, 1), &answer, awaited))
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		t.Fatal(err)
	}
	for _, b := range got.Bad {
		t.Error(b)
	}
	if got.Tried < 40 {
		t.Errorf("only %d combinations were tried", got.Tried)
	}
	// A filter in the address that leaves nothing says so, and can be taken back.
	s.do(chromedp.Navigate(diskOrigin(sample(t)) + "yunxi-sfj/search/index.html?q=行政复议&year=2019&form=page"))
	s.done()
	if n := s.get(`document.querySelectorAll(".found > li").length`); n != "0" || s.get(`document.getElementById("search-filters").hidden`) == "true" {
		t.Errorf("%s are shown of what nothing is; the filters are hidden: %s", n, s.get(`document.getElementById("search-filters").hidden`))
	}
}
