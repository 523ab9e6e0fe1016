package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// element is a node of a feed.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func (e *element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e *element) all(name string) (out []*element) {
	for i := range e.Children {
		if e.Children[i].XMLName.Local == name {
			out = append(out, &e.Children[i])
		}
	}
	return out
}

const atomNamespace = "http://www.w3.org/2005/Atom"

var (
	atomDate = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$`)
	wholeIRI = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:\S+$`)
	// How often an element may stand in another: RFC 4287, 4.1.1, 4.1.2, 3.2; at
	// least and at most, -1 for any number.
	atomCounts = map[string]map[string][2]int{
		"feed":     {"id": {1, 1}, "title": {1, 1}, "updated": {1, 1}, "subtitle": {0, 1}, "generator": {0, 1}, "author": {0, -1}, "link": {0, -1}, "category": {0, -1}, "entry": {0, -1}, "rights": {0, 1}, "icon": {0, 1}, "logo": {0, 1}},
		"entry":    {"id": {1, 1}, "title": {1, 1}, "updated": {1, 1}, "published": {0, 1}, "summary": {0, 1}, "content": {0, 1}, "author": {0, -1}, "link": {0, -1}, "category": {0, -1}, "rights": {0, 1}},
		"author":   {"name": {1, 1}, "uri": {0, 1}, "email": {0, 1}},
		"category": {}, "link": {}, "id": {}, "title": {}, "updated": {}, "published": {}, "summary": {}, "subtitle": {}, "generator": {}, "name": {},
	}
)

// validAtom holds a document against what RFC 4287 says that it MUST, and the
// addresses against the site: whole ones when it has an address, else relative.
func validAtom(data []byte, whole bool) (root *element, wrong []string) {
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	d := xml.NewDecoder(bytes.NewReader(data))
	root = &element{}
	if err := d.Decode(root); err != nil {
		return root, []string{err.Error()}
	}
	if _, err := d.Token(); err != nil && err != io.EOF {
		say("behind the document: %v", err)
	}
	if !utf8.Valid(data) || root.XMLName.Local != "feed" {
		say("no feed in UTF-8")
	}
	atomElement(root, say)
	ids := map[string]bool{}
	authors := len(root.all("author"))
	for _, e := range append(root.all("entry"), root) {
		id := e.all("id")[0].Text
		if !wholeIRI.MatchString(id) || ids[id] {
			say("id %q is no whole IRI or stands twice", id)
		}
		ids[id] = true
		if authors+len(e.all("author")) == 0 {
			say("%s has no author", id)
		}
		kinds := map[string]bool{}
		alternate := false
		for _, l := range e.all("link") {
			key := l.attr("rel") + " " + l.attr("type") + " " + l.attr("hreflang")
			if l.attr("rel") == "alternate" && kinds[key] {
				say("%s has two links %s", id, key)
			}
			kinds[key] = true
			alternate = alternate || l.attr("rel") == "alternate"
			u, err := url.Parse(l.attr("href"))
			if err != nil || l.attr("href") == "" || whole != u.IsAbs() || strings.HasPrefix(u.Path, "/") && !whole {
				say("%s has the link %q", id, l.attr("href"))
			}
		}
		if len(e.all("content")) == 0 && e != root && !alternate {
			say("%s has neither content nor an alternate link", id)
		}
	}
	return root, wrong
}

func atomElement(e *element, say func(string, ...any)) {
	name := e.XMLName.Local
	counts, known := atomCounts[name]
	if !known || e.XMLName.Space != atomNamespace {
		say("an element %s %s", e.XMLName.Space, name)
		return
	}
	for child, n := range counts {
		if got := len(e.all(child)); got < n[0] || n[1] >= 0 && got > n[1] {
			say("%s has %d %s", name, got, child)
		}
	}
	text := strings.TrimSpace(e.Text)
	switch name {
	case "updated", "published":
		if _, err := time.Parse(time.RFC3339, e.Text); err != nil || !atomDate.MatchString(e.Text) {
			say("%s is %q", name, e.Text)
		}
	case "feed", "entry", "author", "link", "category":
		if text != "" {
			say("%s has the text %q", name, text)
		}
	default:
		if text == "" {
			say("%s is empty", name)
		}
	}
	if name == "category" && e.attr("term") == "" {
		say("a category without a term")
	}
	for i := range e.Children {
		if _, ok := counts[e.Children[i].XMLName.Local]; !ok {
			say("%s has a %s", name, e.Children[i].XMLName.Local)
		}
		atomElement(&e.Children[i], say)
	}
}

// jsonFeedItem and jsonFeedFile are JSON Feed 1.1 and nothing else.
type jsonFeedItem struct {
	ID, URL, Title string
	Text           string              `json:"content_text"`
	Published      string              `json:"date_published"`
	Modified       string              `json:"date_modified"`
	Authors        []map[string]string `json:"authors"`
	Tags           []string            `json:"tags"`
	Own            map[string]any      `json:"_fazhi"`
}

type jsonFeedFile struct {
	Version, Title, Description, Language string
	Home                                  string              `json:"home_page_url"`
	URL                                   string              `json:"feed_url"`
	Authors                               []map[string]string `json:"authors"`
	Items                                 []jsonFeedItem
}

func validJSONFeed(data []byte, whole bool) (f jsonFeedFile, wrong []string) {
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, []string{err.Error()}
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || f.Items == nil {
		say("version %q, title %q", f.Version, f.Title)
	}
	address := func(s string) {
		if u, err := url.Parse(s); err != nil || whole && !u.IsAbs() || !whole && s != "" {
			say("the address %q", s)
		}
	}
	address(f.Home)
	address(f.URL)
	for _, i := range f.Items {
		address(i.URL)
		if i.ID == "" || i.Text == "" || i.Modified == "" || len(i.Authors) != 1 || i.Authors[0]["name"] == "" {
			say("an item %+v", i)
		}
		for _, day := range []string{i.Published, i.Modified} {
			if day != "" && !atomDate.MatchString(day) {
				say("the day %q", day)
			}
		}
	}
	return f, wrong
}

// feedsOf checks every feed of a site, and gives the ids with their titles of each
// folder. Both files of a pair tell the same.
func feedsOf(t *testing.T, public, base string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := fs.WalkDir(os.DirFS(public), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "feed.xml" {
			return err
		}
		dir := path.Dir(name)
		data, err := os.ReadFile(filepath.Join(public, name))
		if err != nil {
			return err
		}
		root, wrong := validAtom(data, base != "")
		for _, w := range wrong {
			t.Errorf("%s: %s", name, w)
		}
		for _, e := range root.all("entry") {
			out[dir] = append(out[dir], e.all("id")[0].Text+" "+e.all("updated")[0].Text+" "+e.all("title")[0].Text)
			href := e.all("link")[0].attr("href")
			file, _, _ := strings.Cut(strings.TrimPrefix(href, base), "#")
			if base == "" {
				file = path.Join(dir, file)
			}
			if _, err := os.Stat(filepath.Join(public, filepath.FromSlash(file))); err != nil {
				t.Errorf("%s leads to %s: %v", name, href, err)
			}
		}
		data, err = os.ReadFile(filepath.Join(public, dir, "feed.json"))
		if err != nil {
			return err
		}
		f, wrong := validJSONFeed(data, base != "")
		for _, w := range wrong {
			t.Errorf("%s/feed.json: %s", dir, w)
		}
		var same []string
		for _, i := range f.Items {
			same = append(same, i.ID+" "+i.Modified+" "+i.Title)
		}
		if !slices.Equal(same, out[dir]) {
			t.Errorf("%s: the two feeds tell otherwise:\n%v\n%v", dir, out[dir], same)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Feeds are valid, the same with an address and without, and tell what is public:
// no draft, no report without a day, no revision that another took the place of,
// and of a report that was withdrawn only that.
func TestFeeds(t *testing.T) {
	files := maps.Clone(sound)
	narrative := sound["content/a/fzzf/2023.md"]
	files["data/b/agency.toml"] = "name = \"示例区“虚构”<局>&\"\n"
	for year, head := range map[string]string{
		"2022": "status = \"draft\"", "2021": "status = \"imported\"", "2020": "status = \"imported\"\nsigned = 2021-01-05", "2024": "status = \"draft\"\npublished = 2024-01-02",
	} {
		files["data/b/fzzf/"+year+".toml"] = "[figures.approval]\nhandled = 5\n"
		files["content/b/fzzf/"+year+".md"] = "+++\ntitle = \"" + year + "年度“报告”<b>&\"\n" + head + "\n+++\n\n## 一、成效 {role=measures}\n\n受办{{approval.handled}}。\n"
	}
	ws := workspaceOf(t, files)
	public := filepath.Join(ws, "public")
	key := filepath.Join(t.TempDir(), "key")
	at := func(args ...string) string { return command(t, 0, append([]string{"-C", ws}, args...)...) }
	at("build")
	plain := feedsOf(t, public, "")
	at("build", "--base-url", "https://www.example.gov.cn/a/b/")
	if whole := feedsOf(t, public, "https://www.example.gov.cn/a/b/"); fmt.Sprint(plain) != fmt.Sprint(whole) {
		t.Errorf("with an address other entries:\n%v\n%v", plain, whole)
	}
	if titles := fmt.Sprint(plain["."]); len(plain["a"]) != 1 || len(plain["b"]) != 1 || len(plain["."]) != 2 || !strings.Contains(titles, "2020年度“报告”<b>&") || !strings.Contains(plain["a"][0], "2024-01-26T09:30:00+08:00") {
		t.Errorf("feeds: %v", plain)
	}

	at("key", "--agency", "a", "--name", "example.gov.cn/a", "--out", key)
	at("seal", "--agency", "a", "--year", "2023", "--key", key)
	saveFile(t, ws, "content/a/fzzf/2023.md", strings.Replace(narrative, "title = \"示例区虚构局", "title = \"（更正后）示例区虚构局", 1))
	at("revise", "--agency", "a", "--year", "2023", "--key", key, "--reason", "标题写错了", "--material", "yes")
	at("build")
	revised := feedsOf(t, public, "")["a"]
	id, _, _ := strings.Cut(plain["a"][0], " ")
	if len(revised) != 2 || !strings.Contains(fmt.Sprint(revised), id) || strings.Count(fmt.Sprint(revised), "（更正后）") != 2 || strings.Count(fmt.Sprint(revised), "更正：") != 1 {
		t.Errorf("after a correction: %v, %s", revised, id)
	}
	at("withdraw", "--agency", "a", "--year", "2023", "--key", key, "--reason", "涉及不宜公开的内容")
	at("build")
	gone := feedsOf(t, public, "")
	if len(gone["a"]) != 1 || !strings.Contains(gone["a"][0], "撤回：") || strings.Contains(gone["a"][0], id) || len(gone["."]) != 2 {
		t.Errorf("after a withdrawal: %v", gone)
	}
	if data, err := os.ReadFile(filepath.Join(public, "a/feed.xml")); err != nil || !bytes.Contains(data, []byte("涉及不宜公开的内容")) {
		t.Errorf("the withdrawal does not say why: %v", err)
	}
	at("verify", public)
	at("build", "--draft")
	if drafts := feedsOf(t, filepath.Join(ws, "draft"), ""); len(drafts) > 0 {
		t.Errorf("a build with drafts has feeds: %v", drafts)
	}
}

// What the validators find wrong they do find.
func TestFeedValidators(t *testing.T) {
	ws := workspaceOf(t, sound)
	command(t, 0, "-C", ws, "build")
	data, err := os.ReadFile(filepath.Join(ws, "public", "feed.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for old, bad := range map[string]string{
		"</updated>": "</updated><updated>2024-01-01T00:00:00Z</updated>", "2024-01-26T09:30:00+08:00": "2024-01-26", "urn:uuid:": "", "<title>": "<title></title><x>",
		`rel="alternate"`: `rel="related"`, "<name>示例</name>": "<name></name>", `href="a/`: `href="/a/`, "2005/Atom": "2006/Atom", "<summary>": "<summary><b>", `term="publication"`: "",
	} {
		other := strings.Replace(string(data), old, bad, -1)
		if other == string(data) {
			t.Errorf("the feed has no %s", old)
		} else if _, wrong := validAtom([]byte(other), false); len(wrong) == 0 {
			t.Errorf("%s for %s is no mistake", bad, old)
		}
	}
}
