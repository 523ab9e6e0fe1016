package site_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/search"
	"fazhi/generator/site"
)

// searchTexts names real texts to hold the search against, when they are at hand:
// go test ./generator/site -run RecallPrecision -searched '/path/*.txt'
var searchTexts = flag.String("searched", "", "globs of texts to search, with a comma between them")

// searchDir is the folder of an index in the files of a site.
func searchDir(t testing.TB, out *site.Files, page string) string {
	t.Helper()
	m := regexp.MustCompile(`data-index="([0-9a-f]+/)"`).FindSubmatch(out.Get(page))
	if m == nil {
		t.Fatalf("%s names no index", page)
	}
	return path.Dir(page) + "/" + string(m[1])
}

func reader(t testing.TB, out *site.Files, page string) *search.Reader {
	t.Helper()
	dir := searchDir(t, out, page)
	r, err := search.Open(func(name string) []byte { return out.Get(dir + name) })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// finds gives the addresses that a query finds, as seen from the root.
func finds(t testing.TB, out *site.Files, page, query string) []string {
	t.Helper()
	r := reader(t, out, page)
	docs, err := r.Find(query)
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, d := range docs {
		found = append(found, path.Join(path.Dir(page), r.Paths()[d]))
	}
	return found
}

func TestSearch(t *testing.T) {
	out := build(t, promising(), site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
	for _, c := range []struct {
		page, query string
		want        []string
	}{
		{"a/search/index.html", "受办", []string{"a/fzzf/2022.html", "a/fzzf/2021.html"}},
		{"a/search/index.html", "受办9万余件", []string{"a/fzzf/2022.html"}},
		{"a/search/index.html", "含９万余 件", []string{"a/fzzf/2022.html"}},
		{"a/search/index.html", "附表", []string{"a/fzzf/2022.html"}},
		{"a/search/index.html", "件", []string{"a/fzzf/2022.html", "a/commitments/index.html#y2022", "a/fzzf/2021.html"}},
		{"a/search/index.html", "提速一半", []string{"a/commitments/index.html#y2023"}},
		{"a/search/index.html", "0000-1234567", []string{"a/commitments/index.html#y2022"}},
		{"a/search/index.html", "还没写好", []string{}},
		{"a/search/index.html", "以后才有的进展", []string{}},
		{"a/search/index.html", "777", []string{}},
		{"a/search/index.html", "查无此事", []string{}},
		{"a/search/index.html", "", []string{}},
		{"search/index.html", "虚构局", []string{"a/index.html"}},
		{"search/index.html", "2022年度报告", []string{"a/index.html"}},
		{"search/index.html", "还没写好", []string{}},
	} {
		got := finds(t, out, c.page, c.query)
		for i := range got {
			got[i] = strings.TrimPrefix(got[i], "./")
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q finds %v, want %v", c.page, c.query, got, c.want)
		}
	}
	list := plain(t, out.Get("a/search/index.html"))
	for _, want := range []string{"受办审批业务", "示例区虚构局2022年度报告", "示例区虚构局2021年度报告", "法治政府建设年度报告：仅数据", "S", "8画"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list without scripts lacks %s", want)
		}
	}
	figures, err := search.ReadFigures(out.Get("a/search/figures.js"))
	if err != nil {
		t.Fatal(err)
	}
	if f := figures.Forms[0]; f.Indicators[0].Label != "受办审批业务" || !slices.Equal(f.Indicators[0].Values, []string{"9万余件", "312件", "260件"}) || f.Years[2].Path != "" {
		t.Errorf("figures: %+v", f)
	}
}

// Nothing that is not public is in the files of a search, not as a gram either,
// whether the build has drafts or not.
func TestSearchHidden(t *testing.T) {
	for _, draft := range []bool{false, true} {
		out := build(t, promising(), site.Options{Draft: draft, AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
		for _, name := range out.Names() {
			if !strings.Contains(name, "search/") || strings.HasSuffix(name, ".html") {
				continue
			}
			for _, never := range []string{"777", "还没写好", "2023.html", "以后才有"} {
				if bytes.Contains(out.Get(name), []byte(never)) && !(draft && never == "2023.html" && !strings.Contains(name, "/text/")) {
					t.Errorf("draft=%v: %s has %s", draft, name, never)
				}
			}
		}
		r := reader(t, out, "a/search/index.html")
		for _, gram := range []string{"没写", "77", "好的"} {
			if docs, err := r.Having(gram); err != nil || len(docs) > 0 {
				t.Errorf("draft=%v: the index knows %s, %v", draft, gram, err)
			}
		}
	}
}

// plainTexts gives what is to be found of each report, by its address: the title
// and the numbers that agency.json has, and the text that is given out.
func plainTexts(t testing.TB, out *site.Files) map[string]string {
	t.Helper()
	a, err := v1.Decode(out.Get("a/agency.json"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range a.Forms {
		for _, y := range f.Years {
			_, body, _ := strings.Cut(string(out.Get("a/"+strings.TrimSuffix(y.Path, ".html")+"/text.txt")), "\n\n")
			all["../"+y.Path] = y.Title + "\n" + y.Number + "\n" + y.Index + "\n" + body
		}
	}
	return all
}

// TestRecallPrecision takes parts of the plain texts at random: the search finds
// every report that has one, and no other, by the files as Go reads them and by
// the page's script.
func TestRecallPrecision(t *testing.T) {
	spaces := map[string]fs.FS{"variants": variants(t, 200)}
	if *searchTexts != "" {
		spaces["imported"] = imported(t)
	}
	for name, ws := range spaces {
		t.Run(name, func(t *testing.T) {
			out := build(t, ws, site.Options{})
			checkRecall(t, out, 500)
			checkSize(t, out)
		})
	}
}

func checkRecall(t *testing.T, out *site.Files, n int) {
	r := reader(t, out, "a/search/index.html")
	plain := plainTexts(t, out)
	var all, folded []string
	for _, p := range r.Paths() {
		all, folded = append(all, plain[p]), append(folded, search.Fold(plain[p]))
	}
	if len(plain) != len(all) {
		t.Fatalf("%d reports, %d documents", len(plain), len(all))
	}
	rnd := rand.New(rand.NewPCG(7, 11))
	var queries []string
	var want [][]int
	hits, alike := 0, 0 // alike: equal only when folded
	for len(queries) < n {
		runes := []rune(all[rnd.IntN(len(all))])
		at := rnd.IntN(len(runes) - 2)
		query := string(runes[at:min(len(runes), at+2+rnd.IntN(29))])
		asked := search.Fold(query)
		if len([]rune(asked)) < 2 {
			continue // of white space
		}
		docs := []int{}
		for i := range folded {
			raw, same := strings.Contains(all[i], query), strings.Contains(folded[i], asked)
			if raw && !same {
				t.Fatalf("folding loses %q in %s", query, r.Paths()[i])
			}
			if same {
				docs = append(docs, i)
			}
			if same && !raw {
				alike++
			}
		}
		hits += len(docs)
		queries, want = append(queries, query), append(want, docs)
	}
	for i, q := range queries {
		if got, err := r.Find(q); err != nil || !slices.Equal(got, want[i]) {
			t.Errorf("%q finds %v, want %v, %v", q, got, want[i], err)
		}
	}
	checkByScript(t, out, queries, want)
	t.Logf("%d queries of %d documents, %d hits, %d of them only when folded", n, len(all), hits, alike)
}

func checkByScript(t *testing.T, out *site.Files, queries []string, want [][]int) {
	tab := browsertest.Open(t)
	dir := filepath.Join(t.TempDir(), "public")
	if _, err := site.Write(dir, out); err != nil {
		t.Fatal(err)
	}
	list, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	var got [][]int
	err = chromedp.Run(tab,
		chromedp.Navigate((&url.URL{Scheme: "file", Path: filepath.Join(dir, "a/search/index.html")}).String()),
		chromedp.Evaluate(fmt.Sprintf(`(async (queries) => {
			await fazhiSearch.open(fazhiSearch.say.index);
			const out = [];
			for (const q of queries) out.push(await fazhiSearch.find(q));
			return out;
		})(%s)`, list), &got, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	if err != nil || len(got) != len(queries) {
		t.Fatalf("%d answers, %v", len(got), err)
	}
	for i := range queries {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("by the script %q finds %v, want %v", queries[i], got[i], want[i])
		}
	}
}

func zipped(data []byte) int {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Len()
}

// checkSize checks that no shard is over 3.5 KB compressed, and that the index is
// smaller than the text, as it is and compressed.
func checkSize(t *testing.T, out *site.Files) {
	dir := searchDir(t, out, "a/search/index.html")
	var index, text, largest, shards, indexZipped, textZipped int
	for _, name := range out.Names() {
		file, ok := strings.CutPrefix(name, dir)
		if !ok {
			continue
		}
		data := out.Get(name)
		z := zipped(data)
		switch {
		case strings.HasPrefix(file, "text/"):
			text, textZipped = text+len(data), textZipped+z
		case file == "head.js":
			t.Logf("head: %d bytes, %d compressed", len(data), z)
			index, indexZipped = index+len(data), indexZipped+z
			if z > 6<<10 {
				t.Errorf("the head has %d bytes compressed", z)
			}
		default:
			index, indexZipped, shards, largest = index+len(data), indexZipped+z, shards+1, max(largest, z)
		}
	}
	t.Logf("%d shards, the largest %d bytes compressed; index %d (%d compressed), text %d (%d compressed)", shards, largest, index, indexZipped, text, textZipped)
	if largest > 3500 {
		t.Errorf("a shard has %d bytes compressed", largest)
	}
	if index >= text || indexZipped >= textZipped {
		t.Errorf("the index has %d bytes, %d compressed, the text %d, %d compressed", index, indexZipped, text, textZipped)
	}
}

// BenchmarkSearch makes the index of twice as many reports again and again: what
// a report takes stays the same.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{50, 100, 200, 400} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			out := build(b, variants(b, n), site.Options{})
			r := reader(b, out, "a/search/index.html")
			plain := plainTexts(b, out)
			var docs []search.Document
			for i, p := range r.Paths() {
				docs = append(docs, search.Document{Name: fmt.Sprint(i), Title: p, Path: p, Parts: []search.Part{{Lines: []string{plain[p]}}}})
			}
			for b.Loop() {
				if _, _, err := search.New(docs, nil, nil).Files(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/report")
		})
	}
}
