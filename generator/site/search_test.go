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
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/form"
	"fazhi/generator/importer"
	"fazhi/generator/search"
	"fazhi/generator/site"
	"fazhi/templates"
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

// variant makes another text of the same kind: its paragraphs in another order
// within their sections, other numbers, other words, sentences of its own.
type variant struct {
	*rand.Rand
	text  string
	words [][]string
}

func newVariant(text string) *variant {
	v := &variant{rand.New(rand.NewPCG(3, 5)), text, nil}
	for _, alike := range []string{
		"推进 深化 加强 落实", "群众 居民 百姓 办事人", "窗口 柜台 服务点", "业务 事务 工作", "企业 公司 市场主体", "审批 许可 核准", "培训 轮训 讲座",
		"部门 单位 机关", "问题 短板 难点", "全区 全县 全市 全镇", "压缩 缩短 减少", "材料 证照 表格", "满意 认可 好评", "测试 试点 试行",
	} {
		v.words = append(v.words, strings.Fields(alike))
	}
	return v
}

func pick[T any](v *variant, list []T) T { return list[v.IntN(len(list))] }

func (v *variant) number(like string) string {
	out := ""
	for i, r := range like {
		if r != '.' {
			r = '0' + rune(v.IntN(10))
			if i == 0 && len(like) > 1 {
				r = '1' + rune(v.IntN(9))
			}
		}
		out += string(r)
	}
	return out
}

var (
	quotation = regexp.MustCompile(`\{\{[^}]*\}\}`)
	digits    = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
)

func (v *variant) make(year int) string {
	sections := strings.Split(v.text, "\n## ")
	for i, s := range sections {
		blocks := strings.Split(s, "\n\n")
		v.Shuffle(len(blocks)-1, func(a, b int) { blocks[a+1], blocks[b+1] = blocks[b+1], blocks[a+1] })
		for range 2 {
			blocks = append(blocks, v.sentence())
		}
		sections[i] = strings.Join(blocks, "\n\n")
	}
	text := strings.Join(sections, "\n\n## ")
	text = quotation.ReplaceAllStringFunc(text, func(string) string {
		return pick(v, []string{"", "近", "超过"}) + v.number(pick(v, []string{"9", "99", "9.9", "999", "9999", "99999"})) + pick(v, []string{"件", "个", "万件", "次", "%", "个工作日", "亿元"})
	})
	text = digits.ReplaceAllStringFunc(text, func(n string) string {
		if v.IntN(3) == 0 {
			return n
		}
		return v.number(n)
	})
	for _, alike := range v.words {
		text = strings.ReplaceAll(text, alike[0], pick(v, alike))
	}
	return fmt.Sprintf("+++\ntitle = \"示例区虚构局%d年度报告\"\nstatus = \"imported\"\nnumber = \"示虚发〔%d〕%d号\"\n+++\n\n%s\n", year, year, 1+v.IntN(90), text)
}

// sentence is Chinese of no meaning, with rare characters, Latin words and long
// numbers in it.
func (v *variant) sentence() string {
	var b strings.Builder
	for range 20 + v.IntN(30) {
		switch v.IntN(40) {
		case 0:
			b.WriteString(pick(v, []string{" OFD ", "WPS", "“互联网+”", "，", "；", "𠮷", "䶮", "\U00030000"}))
		case 1:
			b.WriteString(v.number("99999999999"))
		default:
			b.WriteRune(0x4e00 + rune(v.IntN(700)*29))
		}
	}
	return b.String() + "。"
}

// variants is a workspace of one agency with n reports.
func variants(t testing.TB, n int) fstest.MapFS {
	t.Helper()
	text, err := os.ReadFile("../../content/fucheng-xzspj/fzzf/2023.md")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(strings.TrimPrefix(string(text), "+++"), "\n+++\n")
	v := newVariant(strings.TrimSpace(body))
	ws := map[string]string{
		"data/site.toml":     "title = \"示例网站\"\n",
		"data/a/agency.toml": "name = \"示例区虚构局\"\n",
	}
	for i := range n {
		year := 2023 - i/2
		text := v.make(year)
		if i%2 == 1 { // the form knows fewer roles
			text = strings.ReplaceAll(text, "{role=leadership}", "{role=other}")
		}
		ws[fmt.Sprintf("content/a/%s/%d.md", []string{"fzzf", "other"}[i%2], year)] = text
	}
	return files(ws)
}

// imported is a workspace of the texts that a flag names.
func imported(t *testing.T) fs.FS {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"data/site.toml": "title = \"示例网站\"\n", "data/a/agency.toml": "name = \"示例区虚构局\"\n"} {
		must(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	forms, _ := form.Load(templates.FS)
	year := 2023
	for glob := range strings.SplitSeq(*searchTexts, ",") {
		names, err := filepath.Glob(glob)
		if err != nil || len(names) == 0 {
			t.Fatalf("-searched: nothing at %s", glob)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			must(t, err)
			result, log := importer.Import(os.DirFS(dir), forms, importer.Request{Agency: "a", FormID: "other", Year: year, Name: name, Data: data})
			if result == nil {
				t.Fatal(log)
			}
			must(t, result.Write(dir))
			year--
		}
	}
	return os.DirFS(dir)
}

// plainText gives what is to be found of each report, by its address: the title
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
	hits := 0
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
			if strings.Contains(folded[i], asked) {
				docs = append(docs, i)
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
	t.Logf("%d queries of %d documents, %d hits", n, len(all), hits)
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
