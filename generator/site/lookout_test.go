package site

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// Many titles looked for at once are found where each by itself is, also those that
// others begin with.
func TestTitles(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	word := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune([]rune("甲乙<\"丙&")[r.Intn(6)])
		}
		return b.String()
	}
	found := 0
	for range 300 {
		var hidden []Hidden
		for range 5 + r.Intn(30) {
			hidden = append(hidden, Hidden{Title: word(shortestTitle + r.Intn(3))})
		}
		text := word(40)
		for range 3 {
			w := writings(hidden[r.Intn(len(hidden))].Title)
			text += w[r.Intn(len(w))] + word(r.Intn(3))
		}
		var want []int
		for i, h := range hidden {
			if slices.ContainsFunc(writings(h.Title), func(w string) bool { return strings.Contains(text, w) }) {
				want = append(want, i)
			}
		}
		got := newTitles(hidden).in([]byte(text))
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Fatalf("%q: found %v, want %v of %q", text, got, want, titlesOf(hidden))
		}
		found += len(want)
	}
	if found < 300 {
		t.Errorf("only %d found", found)
	}
}

func titlesOf(hidden []Hidden) (out []string) {
	for _, h := range hidden {
		out = append(out, h.Title)
	}
	return out
}

// BenchmarkLeaks looks for a draft of each of 10,000 agencies in a long home page.
func BenchmarkLeaks(b *testing.B) {
	var hidden []Hidden
	var page strings.Builder
	for i := range 10000 {
		id := fmt.Sprintf("a%05d", i)
		hidden = append(hidden, Hidden{Agency: id, Form: "fzzf", Year: 2025, Title: fmt.Sprintf("示例市第%d局2025年度法治政府建设情况报告", i)})
		for year := 2015; year < 2025; year++ {
			fmt.Fprintf(&page, `<td><a href="%s/fzzf/%d.html">示例市第%d局%d年度法治政府建设情况报告</a>`, id, year, i, year)
		}
	}
	f := &Files{}
	if err := f.Add("index.html", []byte(page.String())); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(page.Len()))
	for b.Loop() {
		if len(f.Leaks(hidden, nil)) > 0 {
			b.Fatal("none is there")
		}
	}
}
