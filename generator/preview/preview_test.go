package preview_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"fazhi/generator/check"
	"fazhi/generator/civil"
	"fazhi/generator/form"
	"fazhi/generator/preview"
	"fazhi/generator/site"
	"fazhi/generator/source"
	"fazhi/generator/workspace"
	"fazhi/templates"
)

const host = "127.0.0.1:8080"

// folder makes a workspace of files.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		save(t, dir, name, text)
	}
	return dir
}

func save(t testing.TB, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func sound() map[string]string {
	return map[string]string{
		"data/site.toml":         "title = \"示例网站\"\n",
		"data/a/agency.toml":     "name = \"示例区虚构局\"\n",
		"data/a/fzzf/2022.toml":  "[figures.approval]\nhandled = 312\n",
		"data/a/fzzf/2023.toml":  "[figures.approval]\nhandled = { value = 81_234, show = \"9万余件\" }\n",
		"content/a/fzzf/2023.md": "+++\ntitle = \"示例区虚构局2023年度报告\"\nstatus = \"draft\"\n+++\n\n## 一、成效 {role=measures}\n\n受办{{approval.handled}}。\n",
	}
}

// start makes a server of a workspace; open reads what is shared.
func start(t testing.TB, dir string) *preview.Server {
	t.Helper()
	ws, err := workspace.Open(dir, templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	asOf := civil.Date{Year: 2024, Month: 3, Day: 1}
	s, err := preview.New(preview.Options{Dir: dir, AsOf: asOf, Open: func() (*preview.Workspace, error) {
		out := &preview.Workspace{Templates: ws.Templates}
		forms, log := form.Load(ws.Templates)
		out.Findings.Add(log...)
		out.Rules, log = check.Load(ws.Templates)
		out.Findings.Add(log...)
		loader := source.New(ws.FS, forms)
		info, log := loader.Site()
		out.Findings.Add(log...)
		out.IDs, log = loader.Agencies()
		out.Findings.Add(log...)
		out.Agency, out.Again = loader.Agency, loader.Again
		out.Builder, err = site.New(ws.FS, ws.Templates, info, site.Options{Draft: true, Preview: true, AsOf: asOf})
		return out, err
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(s *preview.Server, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	if u, err := r.URL.Parse(target); err == nil {
		r.URL = u
	}
	r.Host = host
	for i := 0; i+1 < len(header); i += 2 {
		switch header[i] {
		case "Host":
			r.Host = header[i+1]
		case "Method":
			r.Method = header[i+1]
		default:
			r.Header.Set(header[i], header[i+1])
		}
	}
	w := httptest.NewRecorder()
	s.Handler(preview.Hosts(8080)).ServeHTTP(w, r)
	return w
}

// told gives the findings that a page was given.
func told(t *testing.T, s *preview.Server, target string) []finding {
	t.Helper()
	return tell(t, ask(s, target).Body.String()).Findings
}

type finding = struct {
	ID, Severity, Message, File, Waived string
	Line                                int
}

type pageData struct {
	Findings []finding
	Figures  map[string]struct{ Label, Exact, Place, Last, Change string }
	Refs     map[string]string
}

func tell(t *testing.T, page string) (d pageData) {
	t.Helper()
	m := regexp.MustCompile(`(?s)<script type="application/json" id="fz-data">(.*?)</script>`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("the page carries no findings:\n%s", page)
	}
	if err := json.Unmarshal([]byte(m[1]), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestGuard(t *testing.T) {
	s := start(t, folder(t, sound()))
	for _, c := range []struct {
		name   string
		path   string
		status int
		header []string
	}{
		{"a page", "/a/fzzf/2023.html", 200, nil},
		{"by another name of the loopback", "/", 200, []string{"Host", "localhost:8080"}},
		{"by IPv6", "/", 200, []string{"Host", "[::1]:8080"}},
		{"its own page asks", "/", 200, []string{"Origin", "http://" + host, "Sec-Fetch-Site", "same-origin"}},
		{"typed by hand", "/", 200, []string{"Sec-Fetch-Site", "none"}},
		{"HEAD", "/", 200, []string{"Method", "HEAD"}},
		{"a name that was made to mean this machine", "/", 403, []string{"Host", "evil.example:8080"}},
		{"another port", "/", 403, []string{"Host", "127.0.0.1:80"}},
		{"no port", "/", 403, []string{"Host", "localhost"}},
		{"no host", "/", 403, []string{"Host", ""}},
		{"a page of another site", "/", 403, []string{"Origin", "http://evil.example"}},
		{"a page of another port", "/", 403, []string{"Origin", "http://127.0.0.1:3000"}},
		{"a page from disk", "/", 403, []string{"Origin", "null"}},
		{"another site, by what the browser says", "/", 403, []string{"Sec-Fetch-Site", "cross-site"}},
		{"another port, by what the browser says", "/", 403, []string{"Sec-Fetch-Site", "same-site"}},
		{"the socket, for another page", "/_fazhi/livereload", 403, []string{"Origin", "http://localhost:3000", "Connection", "Upgrade", "Upgrade", "websocket"}},
		{"the socket, with a header that a proxy would set", "/_fazhi/livereload", 403, []string{"Origin", "http://evil.example", "X-Forwarded-Host", "evil.example"}},
		{"POST", "/", 405, []string{"Method", "POST"}},
		{"a source", "/data/a/fzzf/2023.toml", 404, nil},
		{"out of the site", "/../../etc/passwd", 404, nil},
		{"out of the site, hidden", "/a/..%2f..%2fetc/passwd", 404, nil},
		{"out of its own files", "/_fazhi/../data/site.toml", 404, nil},
		{"not one of its own files", "/_fazhi/preview.ts", 404, nil},
	} {
		w := ask(s, c.path, c.header...)
		if w.Code != c.status {
			t.Errorf("%s: %d, want %d", c.name, w.Code, c.status)
		}
		if h := w.Header(); h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", c.name, h)
		}
		if c.status != 200 && strings.Contains(w.Body.String(), "81_234") {
			t.Errorf("%s: a source was given out", c.name)
		}
	}
	if w := ask(s, "/a/fzzf"); w.Code != http.StatusTemporaryRedirect || w.Header().Get("Location") != "/a/fzzf/" {
		t.Errorf("a folder: %d to %s", w.Code, w.Header().Get("Location"))
	}
	if w := ask(s, "//evil.example"); w.Header().Get("Location") != "" {
		t.Errorf("an address that means another host led to %s", w.Header().Get("Location"))
	}
}

// The files of data go out as what they are.
func TestTypes(t *testing.T) {
	s := start(t, folder(t, sound()))
	for name, want := range map[string]string{
		"/a/fzzf/2023/figures.csv": "text/csv; charset=utf-8", "/a/fzzf/2023/figures-excel.csv": "text/csv; charset=utf-8",
		"/a/fzzf/2023/figures.json": "application/json; charset=utf-8", "/a/fzzf/2023/text.txt": "text/plain; charset=utf-8",
		"/a/data/datapackage.json": "application/json; charset=utf-8", "/a/fzzf/2023.html": "text/html; charset=utf-8",
	} {
		if w := ask(s, name); w.Code != 200 || w.Header().Get("Content-Type") != want {
			t.Errorf("%s: %d, %s, want %s", name, w.Code, w.Header().Get("Content-Type"), want)
		}
	}
}

func TestPage(t *testing.T) {
	s := start(t, folder(t, sound()))
	text := ask(s, "/a/fzzf/2023.html").Body.String()
	for _, want := range []string{
		`<p data-src="8">`, `data-src="2"`, "草稿", `src="/_fazhi/preview.js"`,
		"default-src 'self'; connect-src 'self' ws://" + host + ";",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	d := tell(t, text)
	f := d.Figures[d.Refs["q1"]]
	if f.Exact != "81234" || f.Place != "data/a/fzzf/2023.toml:2" || f.Last != "312件" || f.Change == "" {
		t.Errorf("the figure: %+v", f)
	}
	found := false
	for _, one := range d.Findings {
		found = found || one.ID == "wording-untrue" && one.Severity == "error" && one.File == "data/a/fzzf/2023.toml" && one.Line == 2
	}
	if !found {
		t.Errorf("the wording is not told: %+v", d.Findings)
	}
}

// What changes is followed: figures, findings, a file that breaks and is mended,
// an agency that comes, templates that cannot be used.
func TestChanged(t *testing.T) {
	dir := folder(t, sound())
	s := start(t, dir)
	has := func(id string) bool {
		for _, f := range told(t, s, "/a/fzzf/2023.html") {
			if f.ID == id {
				return true
			}
		}
		return false
	}
	change := func(name, text string) {
		save(t, dir, name, text)
		s.Changed([]string{name})
	}
	change("data/a/fzzf/2023.toml", "[figures.approval]\nhandled = { value = 91_234, show = \"9万余件\" }\n")
	if has("wording-untrue") {
		t.Error("the finding stays though it was mended")
	}
	change("data/a/fzzf/2023.toml", "[figures.approval]\nhandled = “95件\n")
	if !has("toml-fullwidth") && !has("toml-quotes") && !has("toml-syntax") {
		t.Errorf("the broken file is not told: %+v", told(t, s, "/a/fzzf/2023.html"))
	}
	change("data/a/fzzf/2023.toml", "[figures.approval]\nhandled = 95\n")
	if w := ask(s, "/a/fzzf/2023.html"); !strings.Contains(w.Body.String(), "受办<a") || !strings.Contains(w.Body.String(), ">95件</data>") {
		t.Error("the mended figure is not on the page")
	}
	change("content/a/fzzf/2023.md", "没有开头")
	if w := ask(s, "/a/fzzf/2023.html"); w.Code != 404 || !strings.Contains(w.Body.String(), "content/a/fzzf/2023.md") {
		t.Errorf("a narrative that cannot be read: %d", w.Code)
	}
	change("content/a/fzzf/2023.md", sound()["content/a/fzzf/2023.md"])
	if w := ask(s, "/a/fzzf/2023.html"); w.Code != 200 {
		t.Errorf("mended: %d", w.Code)
	}
	if w := ask(s, "/b/index.html"); w.Code != 404 {
		t.Errorf("an agency that is not there yet: %d", w.Code)
	}
	change("data/b/agency.toml", "name = \"空中楼阁管理局\"\n")
	if w := ask(s, "/b/"); w.Code != 200 || !strings.Contains(w.Body.String(), "空中楼阁管理局") {
		t.Errorf("a new agency: %d", w.Code)
	}
	change("data/site.toml", "title = \"另一个名字\"\n")
	if w := ask(s, "/a/fzzf/2023.html"); !strings.Contains(w.Body.String(), "另一个名字") {
		t.Error("the site's new name is not on the page")
	}
	change("templates/pages/report.html", "{{if}}")
	if w := ask(s, "/a/fzzf/2023.html"); w.Code != 200 {
		t.Errorf("templates that cannot be used: %d", w.Code)
	}
	if w := ask(s, "/_fazhi/findings.json"); !strings.Contains(w.Body.String(), `"workspace"`) {
		t.Error("templates that cannot be used are not told")
	}
}

// In an agency of many years an edit of one year is checked at once, and the
// others in the end say what a fresh start says.
func TestManyYears(t *testing.T) {
	dir := folder(t, large(1, 30))
	s := start(t, dir)
	save(t, dir, "data/a0/fzzf/2010.toml", "[figures.approval]\nhandled = { value = 81_234, show = \"9万余件\" }\n")
	s.Changed([]string{"data/a0/fzzf/2010.toml"})
	found := false
	for _, f := range told(t, s, "/a0/fzzf/2010.html") {
		found = found || f.ID == "wording-untrue"
	}
	if !found {
		t.Error("the year that changed was not checked at once")
	}
	want := ask(start(t, dir), "/_fazhi/findings.json").Body.String()
	deadline := time.Now().Add(10 * time.Second)
	for ask(s, "/_fazhi/findings.json").Body.String() != want {
		if time.Now().After(deadline) {
			t.Fatal("what was found is not what a fresh start finds")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Pages may be asked for, all at once, while files change and years are checked
// behind; run it with -race.
func TestAtOnce(t *testing.T) {
	files := large(1, 16)
	dir := folder(t, files)
	s := start(t, dir)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for n := range 15 {
				name := fmt.Sprintf("/a0/fzzf/%d.html", 2023-(n+i)%16)
				if w := ask(s, name); w.Code != 200 {
					t.Errorf("%s: %d", name, w.Code)
				}
				ask(s, "/_fazhi/findings.json")
				ask(s, "/")
			}
		})
	}
	for n := range 15 {
		name := fmt.Sprintf("data/a0/fzzf/%d.toml", 2023-n)
		save(t, dir, name, files[name]+"\n# saved again\n")
		s.Changed([]string{name})
	}
	wg.Wait()
}

// A saved file is noticed, also one that an editor puts in its place by
// renaming, and one in a folder that was not there.
func TestWatch(t *testing.T) {
	dir := folder(t, sound())
	s := start(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := s.Watch(ctx); err != nil {
		t.Fatal(err)
	}
	wait := func(path, want string) {
		t.Helper()
		for range 500 {
			if strings.Contains(ask(s, path).Body.String(), want) {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Fatalf("%s never said %s", path, want)
	}
	save(t, dir, "data/a/fzzf/2023.toml", "[figures.approval]\nhandled = 401\n")
	wait("/a/fzzf/2023.html", ">401件</data>")
	save(t, dir, "data/a/fzzf/.2023.toml.tmp", "[figures.approval]\nhandled = 402\n")
	if err := os.Rename(filepath.Join(dir, "data/a/fzzf/.2023.toml.tmp"), filepath.Join(dir, "data/a/fzzf/2023.toml")); err != nil {
		t.Fatal(err)
	}
	wait("/a/fzzf/2023.html", ">402件</data>")
	save(t, dir, "data/c/agency.toml", "name = \"子虚乡人民政府\"\n")
	wait("/c/", "子虚乡人民政府")
	save(t, dir, "data/c/fzzf/2023.toml", "[figures.approval]\nhandled = 403\n")
	wait("/c/fzzf/indicators/", "403件")
	if err := os.RemoveAll(filepath.Join(dir, "data/c")); err != nil {
		t.Fatal(err)
	}
	wait("/c/", "没有这个网页")
}

func TestListen(t *testing.T) {
	first, port, err := preview.Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	second, next, err := preview.Listen(port)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range append(first, second...) {
		if a := l.Addr().String(); !strings.HasPrefix(a, "127.0.0.1:") && !strings.HasPrefix(a, "[::1]:") {
			t.Errorf("listens on %s", a)
		}
		l.Close()
	}
	if next == port {
		t.Error("a port was opened twice")
	}
}

// large is a workspace of agencies with reports as full as the sample's.
func large(agencies, years int) map[string]string {
	read := func(name string) string {
		data, err := os.ReadFile("../../" + name)
		if err != nil {
			panic(err)
		}
		return string(data)
	}
	data, text, own := read("data/fucheng-xzspj/fzzf/2023.toml"), read("content/fucheng-xzspj/fzzf/2023.md"), read("data/fucheng-xzspj/fzzf/form.toml")
	files := map[string]string{"data/site.toml": "title = \"示例\"\n"}
	for a := range agencies {
		id := fmt.Sprintf("a%d", a)
		files["data/"+id+"/agency.toml"] = "name = \"示例局\"\ndemo = true\n"
		files["data/"+id+"/fzzf/form.toml"] = own
		for i := range years {
			year := fmt.Sprint(2023 - i)
			files["data/"+id+"/fzzf/"+year+".toml"] = data
			files["content/"+id+"/fzzf/"+year+".md"] = strings.ReplaceAll(text, "2023", year)
		}
	}
	return files
}

// BenchmarkServeEdit is the time from the notice that a file was saved to the
// bytes of its page, with what was found on it.
func BenchmarkServeEdit(b *testing.B) {
	for _, c := range []struct{ agencies, years int }{{1, 100}, {10, 10}, {50, 20}} {
		b.Run(fmt.Sprintf("%dx%d", c.agencies, c.years), func(b *testing.B) {
			files := large(c.agencies, c.years)
			dir := folder(b, files)
			s := start(b, dir)
			const name = "data/a0/fzzf/2023.toml"
			n := 0
			for b.Loop() {
				n++
				b.StopTimer()
				want := fmt.Sprintf("%d件", 100+n)
				save(b, dir, name, strings.Replace(files[name], "mailed                 = 294", "mailed                 = "+want[:3], 1))
				b.StartTimer()
				s.Changed([]string{name})
				if w := ask(s, "/a0/fzzf/2023.html"); w.Code != 200 || !strings.Contains(w.Body.String(), want[:3]) {
					b.Fatalf("the page does not say %s", want)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(n), "ms/edit")
		})
	}
}
