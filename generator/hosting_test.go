package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
	"fazhi/generator/hosting"
	"fazhi/templates"
)

// deployFiles are the configurations in docs/deploy, for a host of its own and
// for a part of a portal.
var deployFiles = map[string]struct {
	server string
	at     hosting.Place
}{
	"nginx.conf":         {"nginx", hosting.Place{Host: exampleHost, Root: "/srv/fazhi/public", Path: "/"}},
	"nginx-subpath.conf": {"nginx", hosting.Place{Host: exampleHost, Root: "/srv/fazhi/public", Path: "/a/b/"}},
	"Caddyfile":          {"caddy", hosting.Place{Host: exampleHost, Root: "/srv/fazhi/public", Path: "/"}},
	"Caddyfile-subpath":  {"caddy", hosting.Place{Host: exampleHost, Root: "/srv/fazhi/public", Path: "/a/b/"}},
}

// The files in docs/deploy are what the command prints:
// go test ./generator -run DeployDoc -update
func TestDeployDoc(t *testing.T) {
	t.Parallel()
	for name, d := range deployFiles {
		want := command(t, 0, "-C", "..", "hosting", d.server, "--root", d.at.Root, "--host", d.at.Host, "--path", d.at.Path)
		file := filepath.Join("..", "docs", "deploy", name)
		if flag.Lookup("update").Value.String() == "true" {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%s is not what the program prints; go test ./generator -run DeployDoc -update: %v", file, err)
		}
	}
}

// served is a site that a real server gives out.
type served struct {
	t      *testing.T
	ws     string // its workspace
	public string
	origin string // with the path, ends with a slash
	path   string
}

// startServer runs nginx or Caddy with the configuration that the program prints.
// Without nginx the test is skipped, or fails if FAZHI_NGINX is "required", as in CI.
func startServer(t *testing.T, name, path, ws string) served {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		if name == "nginx" && os.Getenv("FAZHI_NGINX") == "required" {
			t.Fatal("no nginx is installed")
		}
		t.Skip("not installed: " + name)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	text := command(t, 0, "-C", ws, "hosting", name, "--path", path, "--host", "127.0.0.1")
	dir := t.TempDir()
	var cmd *exec.Cmd
	switch name {
	case "nginx":
		text = strings.Replace(text, "listen 80;", "listen "+host+";", 1)
		if path != "/" {
			text = "server {\nlisten " + host + ";\nroot \"" + t.TempDir() + "\";\n" + text + "}\n"
		}
		types, err := os.ReadFile("/etc/nginx/mime.types")
		if err != nil {
			t.Fatal(err)
		}
		saveFile(t, dir, "mime.types", string(types))
		user := ""
		if os.Getuid() == 0 {
			user = "user root;\n" // others may not read a test's folder
		}
		saveFile(t, dir, "nginx.conf", user+"daemon off;\nworker_processes 1;\nerror_log stderr;\npid "+dir+"/pid;\nevents {}\nhttp {\naccess_log off;\n"+
			fmt.Sprintf("client_body_temp_path %[1]s/1; proxy_temp_path %[1]s/2; fastcgi_temp_path %[1]s/3; uwsgi_temp_path %[1]s/4; scgi_temp_path %[1]s/5;\n", dir)+text+"}\n")
		cmd = exec.Command(program, "-p", dir, "-c", filepath.Join(dir, "nginx.conf"))
	case "caddy":
		text = "{\nadmin off\nauto_https off\n}\n" + strings.Replace(text, "\n127.0.0.1 {", "\nhttp://"+host+" {", 1)
		saveFile(t, dir, "Caddyfile", text)
		cmd = exec.Command(program, "run", "--config", filepath.Join(dir, "Caddyfile"), "--adapter", "caddyfile")
		cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			_ = cmd.Process.Kill()
		}
	})
	for range 200 {
		select {
		case <-done:
			t.Fatalf("%s ended:\n%s\n%s", name, out.String(), text)
		case <-time.After(50 * time.Millisecond):
		}
		if c, err := net.Dial("tcp", host); err == nil {
			c.Close()
			return served{t, ws, filepath.Join(ws, "public"), "http://" + host + path, path}
		}
	}
	t.Fatalf("%s does not answer:\n%s", name, out.String())
	return served{}
}

// answer is what a server said.
type answer struct {
	*http.Response
	body []byte
}

// get asks for an address below the site, as it is written.
func (s served) get(name string, headers ...string) answer {
	s.t.Helper()
	req, err := http.NewRequest(http.MethodGet, s.origin, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	req.URL.Opaque = s.path + name // not tidied up
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{
		Transport:     &http.Transport{DisableCompression: true, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	r, err := client.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{r, body}
}

// wholeSite is a workspace with an agency that is no demonstration, an attachment
// of each kind, and a site that was built twice.
func wholeSite(t *testing.T) string {
	t.Helper()
	files := maps.Clone(sound)
	files["content/a/fzzf/2023.md"] = strings.Replace(files["content/a/fzzf/2023.md"], "published = 2024", "attachments = [\"2023/a.csv\", \"2023/b.pdf\"]\npublished = 2024", 1)
	files["content/a/fzzf/2023/a.csv"] = strings.Repeat("事项,件数\n甲,3\n", 200)
	files["content/a/fzzf/2023/b.pdf"] = "%PDF-1.4\n"
	ws := workspaceOf(t, files)
	command(t, 0, "-C", ws, "build")
	saveFile(t, ws, "data/site.toml", "title = \"示例网站\"\n")
	command(t, 0, "-C", ws, "build")
	return ws
}

func TestServers(t *testing.T) {
	t.Parallel()
	for _, name := range hosting.Servers() {
		for _, path := range []string{"/", "/a/b/"} {
			t.Run(name+strings.TrimSuffix(path, "/"), func(t *testing.T) {
				s := startServer(t, name, path, wholeSite(t))
				s.everyFile()
				s.nothingElse()
				s.change()
			})
		}
	}
}

// everyFile asks for each file of the site, as it is and compressed.
func (s served) everyFile() {
	copies, t := 0, s.t
	rules, err := hosting.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(os.DirFS(s.public), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".gz") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(s.public, name))
		if err != nil {
			return err
		}
		plain := s.get(name)
		if plain.StatusCode != 200 || !bytes.Equal(plain.body, data) || plain.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %s, %d bytes of %d", name, plain.Status, len(plain.body), len(data))
		}
		s.headers(name, plain, rules)
		if tag := plain.Header.Get("ETag"); tag == "" || s.get(name, "If-None-Match", tag).StatusCode != http.StatusNotModified {
			t.Errorf("%s is sent anew though it did not change", name)
		}
		packed, err := os.ReadFile(filepath.Join(s.public, name+".gz"))
		if err != nil {
			return nil
		}
		copies++
		a := s.get(name, "Accept-Encoding", "gzip")
		if a.Header.Get("Content-Encoding") != "gzip" || !bytes.Equal(a.body, packed) || !strings.Contains(a.Header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s: the copy is not sent: %v", name, a.Header)
		}
		s.headers(name, a, rules)
		return nil
	})
	if err != nil || copies < 10 {
		t.Errorf("%d copies, %v", copies, err)
	}
	if a := s.get(""); a.StatusCode != 200 || !bytes.Contains(a.body, []byte("示例网站")) {
		t.Errorf("the folder itself: %s", a.Status)
	}
}

// headers looks at the headers of an answer.
func (s served) headers(name string, a answer, rules *hosting.Rules) {
	s.t.Helper()
	want := append(slices.Clone(rules.Headers), hosting.Header{Name: "Content-Security-Policy", Value: rules.Policy}, hosting.Header{Name: "Cache-Control", Value: rules.Cache.Other})
	if strings.HasPrefix(name, "assets/") {
		want[len(want)-1].Value = rules.Cache.Assets
	}
	for _, h := range want {
		if got := a.Header.Values(h.Name); len(got) != 1 || got[0] != h.Value {
			s.t.Errorf("%s: %s is %q, want %q", name, h.Name, got, h.Value)
		}
	}
	kinds := map[string]string{
		".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".txt": "text/plain; charset=utf-8",
		".pdf": "application/pdf", ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json; charset=utf-8",
		".js": "javascript", ".json": "application/json", ".xml": "xml",
	}
	kind := kinds[path.Ext(name)]
	for _, f := range rules.Files {
		if path.Base(name) == f.Name {
			kind = f.Value + "; charset=utf-8"
		}
	}
	if got := strings.ToLower(a.Header.Get("Content-Type")); !strings.Contains(got, kind) {
		s.t.Errorf("%s is sent as %q, want %q", name, got, kind)
	}
}

// nothingElse asks for what must not be given out.
func (s served) nothingElse() {
	t := s.t
	saveFile(t, s.public, ".htpasswd", "secret")
	saveFile(t, s.public, ".git/config", "secret")
	notFound, err := os.ReadFile(filepath.Join(s.public, "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(s.ws, ".public.before-1", "index.html")); err != nil {
		t.Fatalf("there is no former site: %v", err)
	}
	rules, _ := hosting.Load(templates.FS)
	for _, name := range []string{
		"none.html", "a/none/", "a/none/none.html", "assets/", "a/fzzf/2023/", "%e4%b8%ad.html", ".htpasswd", ".git/config", ".git/", "a/.hidden",
		".public.before-1/index.html", "../.public.before-1/index.html", "a/../../.public.before-1/index.html",
		"..%2f.public.before-1/index.html", "%2e%2e/.public.before-1/index.html", "../data/site.toml", "..%2fdata%2fsite.toml", "a/..%2f..%2fdata/site.toml",
	} {
		a := s.get(name)
		if bytes.Contains(a.body, []byte("secret")) || bytes.Contains(a.body, []byte("title =")) || a.StatusCode < 400 && len(a.body) > 0 {
			t.Errorf("%s is given out: %s", name, a.Status)
		}
		if strings.Contains(name, "..") || strings.Contains(name, "%2") {
			continue // that is no address of the site
		}
		if a.StatusCode != http.StatusNotFound || !bytes.Equal(a.body, notFound) {
			t.Errorf("%s: %s, and not the page that says so", name, a.Status)
		}
		s.headers("404.html", a, rules)
	}
	if a := s.get("a"); a.StatusCode/100 != 3 || strings.TrimPrefix(a.Header.Get("Location"), "http://"+a.Request.URL.Host) != s.path+"a/" && a.Header.Get("Location") != "a/" {
		t.Errorf("a folder without its slash: %s to %q", a.Status, a.Header.Get("Location"))
	}
}

// change builds another site under the running server, which gives it out at once.
func (s served) change() {
	for i := range 3 {
		title := "第" + strconv.Itoa(i) + "个名字"
		saveFile(s.t, s.ws, "data/site.toml", "title = \""+title+"\"\n")
		command(s.t, 0, "-C", s.ws, "build")
		for _, encoding := range []string{"identity", "gzip"} {
			file, err := os.ReadFile(filepath.Join(s.public, "index.html"+map[string]string{"gzip": ".gz"}[encoding]))
			if a := s.get("index.html", "Accept-Encoding", encoding); err != nil || !bytes.Equal(a.body, file) {
				s.t.Errorf("after a build the site before is still given out (%s): %v", encoding, err)
			}
		}
	}
}

// Under the headers that servers send, no page breaks a policy, the page for a
// broken address least of all.
func TestServedInBrowser(t *testing.T) {
	t.Parallel()
	ctx := browsertest.Shared(t)
	s := startServer(t, "nginx", "/a/b/", wholeSite(t))
	bad := watch(ctx, s.origin)
	for _, name := range []string{"", "a/", "a/fzzf/2023.html", "a/fzzf/indicators/index.html", "a/search/index.html?q=" + url.QueryEscape("受办"), "search/index.html?q=" + url.QueryEscape("示例"), "checks/index.html", "404.html", "a/none"} {
		var color string
		if err := chromedp.Run(ctx, cdplog.Enable(), network.Enable(), runtime.Enable(), chromedp.Navigate(s.origin+name),
			chromedp.Evaluate(`getComputedStyle(document.querySelector("h1")).fontFamily`, &color)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(color, "Songti") {
			t.Errorf("%s has no style: %s", name, color)
		}
		for _, b := range bad() {
			if name != "a/none" || !strings.Contains(b, "404") && !strings.Contains(b, "not found") {
				t.Errorf("%s: %s", name, b)
			}
		}
	}
}
