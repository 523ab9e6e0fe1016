package site_test

import (
	"bytes"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/form"
	"fazhi/generator/page"
	"fazhi/generator/site"
	"fazhi/generator/source"
	"fazhi/templates"
)

// build makes a whole site in memory with the program's rules; it must be
// without errors.
func build(t testing.TB, ws fs.FS, opts site.Options) *site.Files {
	t.Helper()
	opts.Rules = rules(t)
	return buildWith(t, ws, opts)
}

// builder makes one for a workspace, as far as it depends on no agency.
func builder(t testing.TB, ws fs.FS, opts site.Options) *site.Builder {
	t.Helper()
	forms, _ := form.Load(templates.FS)
	info, _ := source.New(ws, forms).Site()
	b, err := site.New(ws, templates.FS, info, opts)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func buildWith(t testing.TB, ws fs.FS, opts site.Options) *site.Files {
	t.Helper()
	forms, log := form.Load(templates.FS)
	loader := source.New(ws, forms)
	info, notes := loader.Site()
	log.Add(notes...)
	ids, notes := loader.Agencies()
	log.Add(notes...)
	b, err := site.New(ws, templates.FS, info, opts)
	if err != nil {
		t.Fatal(err)
	}
	files := &site.Files{}
	var agencies []*v1.Agency
	for _, id := range ids {
		a, notes := loader.Agency(id)
		log.Add(notes...)
		for _, s := range a.Series {
			for _, r := range s.Reports {
				log.Add(r.Findings...)
			}
		}
		part, export, err := b.Agency(a)
		if err != nil {
			t.Fatal(err)
		}
		if err := files.Merge(part); err != nil {
			t.Fatal(err)
		}
		agencies = append(agencies, export)
	}
	if log.HasErrors() {
		var text bytes.Buffer
		_ = log.WriteText(&text, "en")
		t.Fatal(text.String())
	}
	portal, err := b.Portal(agencies)
	if err != nil {
		t.Fatal(err)
	}
	if err := files.Merge(portal); err != nil {
		t.Fatal(err)
	}
	return files
}

// workspace is a small site with everything that pages must cope with: several
// years, a missing one, one of data only, a draft, an absence, attachments.
func workspace() fstest.MapFS {
	return files(map[string]string{
		"data/site.toml":               "title = \"示例网站\"\nid_code = \"0000000000\"\n[[footer]]\nlabel = \"主办单位\"\ntext = \"示例\"\n",
		"data/a/agency.toml":           "name = \"示例区虚构局\"\nshort = [\"虚构局\"]\n",
		"data/a/fzzf/2019.toml":        "[figures.approval]\nhandled = 260\n",
		"data/a/fzzf/2021.toml":        "[figures.approval]\nhandled = 312\n[figures.hall]\noverdue = \"未统计\"\n",
		"data/a/fzzf/2022.toml":        "[figures.approval]\nhandled = { value = 91_234, show = \"9万余件\" }\n",
		"data/a/fzzf/2023.toml":        "[figures.approval]\nhandled = 777_777\n",
		"content/a/fzzf/2021.md":       "+++\ntitle = \"示例区虚构局2021年度报告\"\nstatus = \"imported\"\n+++\n\n## 一、成效 {role=measures}\n\n受办{{approval.handled}}，上年没有公布，前年{{approval.handled@2019}}。\n",
		"content/a/fzzf/2022.md":       "+++\ntitle = \"示例区虚构局2022年度报告\"\nstatus = \"published\"\npublished = 2023-03-20T09:30:00+08:00\nattachments = [\"2022/附表 一.csv\"]\n+++\n\n## 一、成效 {role=measures}\n\n受办{{受办审批业务}}，{{approval.handled:change}}，见[去年的报告](2021.md)。\n\n**共{{approval.handled:number}}**件[^1]。\n\n[^1]: 含{{approval.handled}}。\n",
		"content/a/fzzf/2023.md":       "+++\ntitle = \"还没写好的报告\"\nstatus = \"draft\"\n+++\n\n受办{{approval.handled}}。\n",
		"content/a/fzzf/2022/附表 一.csv": "甲,乙\n",
		"content/about.md":             "+++\ntitle = \"关于\"\n+++\n\n说明。\n",
	})
}

// What a preview says of lines and files of the sources is in no build that
// could be published; and a page made alone is the page of the whole build.
func TestPreview(t *testing.T) {
	for _, draft := range []bool{false, true} {
		out := build(t, workspace(), site.Options{Draft: draft})
		for _, name := range out.Names() {
			if strings.Contains(string(out.Get(name)), "data-src") {
				t.Errorf("draft=%v: %s says which lines it is made from", draft, name)
			}
		}
	}
	out := build(t, workspace(), site.Options{Preview: true})
	text := string(out.Get("a/fzzf/2022.html"))
	for _, want := range []string{`<h2 id="s1" data-src="8">`, `<p data-src="10">`, `<tr id="f-approval.handled" data-src="2">`} {
		if !strings.Contains(text, want) {
			t.Errorf("the preview of 2022 lacks %s", want)
		}
	}
	forms, _ := form.Load(templates.FS)
	loader := source.New(workspace(), forms)
	info, _ := loader.Site()
	b, err := site.New(workspace(), templates.FS, info, site.Options{Preview: true, Rules: rules(t)})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := loader.Agency("a")
	outline := b.Outline(a)
	for _, name := range out.Names() {
		if one, ok, err := outline.Get(name); strings.HasPrefix(name, "a/") && (!ok || err != nil || !bytes.Equal(one, out.Get(name))) {
			t.Errorf("%s made alone: %v, %v, or other bytes", name, ok, err)
		}
	}
	if _, ok, _ := outline.Get("a/none.html"); ok {
		t.Error("there is a page that nobody planned")
	}
}

func files(m map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range m {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestSite(t *testing.T) {
	out := build(t, workspace(), site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
	checkLinks(t, out)
	text := plain(t, out.Get("a/fzzf/2022.html"))
	for _, want := range []string{"受办9万余件，增长29141.7%，见去年的报告。", "共9万余件", "91234", "2023年3月20日 09:30", "附表 一.csv"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page of 2022 does not say %q:\n%s", want, text)
		}
	}
	for _, name := range out.Names() {
		data := string(out.Get(name))
		if strings.Contains(data, "777777") || strings.Contains(data, "还没写好") {
			t.Errorf("%s lets a draft out", name)
		}
		if strings.HasSuffix(name, ".html") && strings.Contains(data, "style=\"") {
			t.Errorf("%s has an inline style, which its policy forbids", name)
		}
	}
	if !strings.Contains(plain(t, out.Get("a/fzzf/index.html")), "未收录") {
		t.Error("the column does not say that 2020 is missing")
	}
	if got := plain(t, out.Get("a/fzzf/indicators/hall.overdue.html")); !strings.Contains(got, "未统计") {
		t.Error("an absence is not said on the indicator's page")
	}
	if out.Get("a/fzzf/2022/附表 一.csv") == nil {
		t.Error("the attachment was not copied")
	}
}

func TestDraftBuild(t *testing.T) {
	out := build(t, workspace(), site.Options{Draft: true})
	checkLinks(t, out)
	data := string(out.Get("a/fzzf/2023.html"))
	if !strings.Contains(data, "草稿") || !strings.Contains(data, "noindex") {
		t.Error("a draft is not marked")
	}
}

func TestDeterminism(t *testing.T) {
	for _, ws := range []fs.FS{workspace(), os.DirFS("../..")} {
		one, two := build(t, ws, site.Options{}), build(t, ws, site.Options{})
		for _, name := range one.Names() {
			if !bytes.Equal(one.Get(name), two.Get(name)) {
				t.Errorf("%s differs between two builds", name)
			}
		}
	}
}

// The repository's own workspace is a test: load, build, follow every link.
func TestOwnWorkspace(t *testing.T) {
	out := build(t, os.DirFS("../.."), site.Options{})
	checkLinks(t, out)
	says := map[string]string{"fucheng-xzspj": "不是该机关的发布", "yunxi-sfj": "虚构示例"}
	for _, name := range out.Names() {
		agency, _, _ := strings.Cut(name, "/")
		if says[agency] == "" || !strings.HasSuffix(name, ".html") {
			continue
		}
		if data := string(out.Get(name)); !strings.Contains(data, says[agency]) || !strings.Contains(data, "noindex") {
			t.Errorf("%s does not say that it is a demonstration", name)
		}
	}
	a, err := v1.Decode(out.Get("fucheng-xzspj/agency.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Forms) != 1 || len(a.Forms[0].Years) != 1 || len(a.Forms[0].Years[0].Figures) < 50 || !a.Demo {
		t.Errorf("agency.json says too little: %+v", a)
	}
	if a, err = v1.Decode(out.Get("yunxi-sfj/agency.json")); err != nil {
		t.Fatal(err)
	}
	if len(a.Forms) != 1 || len(a.Forms[0].Years) != 6 || !a.Demo {
		t.Errorf("the second sample says too little: %+v", a)
	}
}

func TestLinksWithBaseAndIntegrity(t *testing.T) {
	out := build(t, workspace(), site.Options{BaseURL: "https://www.example.gov.cn/a/b/", SRI: true})
	if data := string(out.Get("404.html")); !strings.Contains(data, `href="https://www.example.gov.cn/a/b/"`) {
		t.Error("404.html does not lead home by the whole address")
	}
	if data := string(out.Get("a/fzzf/2022.html")); !strings.Contains(data, `integrity="sha384-`) {
		t.Error("--sri sets no integrity")
	}
}

// checkLinks follows every link of every page: the file and the place in it
// must be there, and no page asks another host for anything.
func checkLinks(t *testing.T, out *site.Files) {
	t.Helper()
	ids := map[string]map[string]bool{}
	links := map[string][]string{}
	for _, name := range out.Names() {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		ids[name] = map[string]bool{}
		each(t, out.Get(name), func(n *html.Node) {
			if n.Data == "a" && attr(n, "rel") == page.AwayRel {
				return // to another site, which asks nobody for anything until it is followed
			}
			for _, a := range n.Attr {
				switch a.Key {
				case "id":
					if ids[name][a.Val] {
						t.Errorf("%s: id %s stands twice", name, a.Val)
					}
					ids[name][a.Val] = true
				case "href", "src":
					links[name] = append(links[name], a.Val)
				}
			}
		})
	}
	for name, all := range links {
		for _, link := range all {
			if link == "" || strings.HasPrefix(link, "/") || link[0] != '#' && strings.Contains(strings.SplitN(link, "/", 2)[0], ":") {
				t.Errorf("%s: link %q is not relative", name, link)
				continue
			}
			file, fragment, _ := strings.Cut(link, "#")
			target := name
			if file != "" {
				target = path.Join(path.Dir(name), unescape(file))
			}
			if out.Get(target) == nil {
				t.Errorf("%s: link %s leads to no file", name, link)
			} else if fragment != "" && !ids[target][unescape(fragment)] {
				t.Errorf("%s: link %s leads to no place", name, link)
			}
		}
	}
}

func unescape(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

func each(t *testing.T, data []byte, f func(*html.Node)) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			f(n)
		}
	}
}

func plain(t *testing.T, data []byte) string {
	t.Helper()
	if data == nil {
		t.Fatal("the page was not built")
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	tree := func(m map[string]string) *site.Files {
		f := &site.Files{}
		for name, text := range m {
			if err := f.Add(name, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		return f
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			return "-"
		}
		return string(data)
	}
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(out, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("README.md", "a note")
	if _, err := site.Write(out, tree(map[string]string{"index.html": "1", "a/old.html": "old"})); err != nil {
		t.Fatal(err)
	}
	if read("index.html") != "1" || read("README.md") != "a note" {
		t.Fatal("the first tree is not in place, or the note is gone")
	}
	write("a/foreign.txt", "keep me")
	w, err := site.Write(out, tree(map[string]string{"index.html": "2"}))
	if err != nil {
		t.Fatal(err)
	}
	if read("index.html") != "2" || read("a/old.html") != "-" || read("a/foreign.txt") != "keep me" {
		t.Error("the second tree is not the new one with the foreign file")
	}
	if strings.Join(w.Foreign, " ") != "a/foreign.txt" {
		t.Errorf("foreign files told: %v", w.Foreign)
	}
	var foreign *site.ForeignError
	if _, err = site.Write(out, tree(map[string]string{"a/foreign.txt": "mine"})); !errors.As(err, &foreign) || !foreign.Clash {
		t.Errorf("a foreign file in the way: %v", err)
	}
	if read("a/foreign.txt") != "keep me" || read("index.html") != "2" {
		t.Error("a failed build changed the old tree")
	}
	other := filepath.Join(dir, "documents")
	if err := os.MkdirAll(other, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(other, "thesis.doc"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err = site.Write(other, tree(map[string]string{"index.html": "3"})); !errors.As(err, &foreign) || foreign.Clash {
		t.Errorf("a folder of somebody's own: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) != 1 || filepath.Base(left[0]) != ".public.before-1" {
		t.Errorf("left behind: %v, want the first tree alone", left)
	}
	if err := tree(map[string]string{"x": "1"}).Add("x", []byte("2")); err == nil {
		t.Error("two sources for one output path are no error")
	}
}

func BenchmarkBuild(b *testing.B) {
	ws := os.DirFS("../..")
	for b.Loop() {
		out := build(b, ws, site.Options{})
		if _, err := site.Write(filepath.Join(b.TempDir(), "public"), out); err != nil {
			b.Fatal(err)
		}
	}
}
