package site_test

import (
	"io/fs"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/form"
	"fazhi/generator/site"
	"fazhi/templates"
)

// metaNames are the names that government pages carry, in the order of the annex:
// three of the site, four of the column, eight of the article.
func metaNames() []string {
	return []string{
		"SiteName", "SiteDomain", "SiteIDCode",
		"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
		"ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url",
	}
}

// metaRules say what each page type carries, in the order of metaNames: r is
// required, o optional, - must be absent. SiteDomain, SiteIDCode, PubDate and Url
// are required where they are known, which the workspace with every field has.
func metaRules() map[string]string {
	return map[string]string{
		"home":        "rrr rrrr --------",
		"agencies":    "rrr rrrr --------",
		"agency":      "rrr rrrr -------o",
		"column":      "rrr rrrr --------",
		"report":      "rrr rrrr rrrooooo",
		"indicators":  "rrr rrrr --------",
		"indicator":   "rrr rrrr -----o--",
		"compare":     "rrr rrrr --------",
		"matrix":      "rrr rrrr --------",
		"plan":        "rrr rrrr --------",
		"commitments": "rrr rrrr --------",
		"commitment":  "rrr rrrr rrr--o-o",
		"corrections": "rrr rrrr --------",
		"across":      "rrr rrrr --------",
		"checks":      "rrr rrrr --------",
		"search":      "rrr rrrr --------",
		"sources":     "rrr rrrr --------",
		"verify":      "rrr rrrr --------",
		"text":        "rrr rrrr -----o--",
		"article":     "rrr rrrr rrro-ooo", // a text that says when it was published
		"notfound":    "rrr ---- --------",
		"moved":       "rrr ---- --------",
	}
}

// pageTypes tells a page's type by its address.
func pageTypes() []struct{ name, pattern string } {
	return []struct{ name, pattern string }{
		{"home", `^index\.html$`}, {"notfound", `^404\.html$`}, {"checks", `^checks/`}, {"verify", `^verify`}, {"sources", `^sources/`}, {"agencies", `^agencies/`},
		{"across", `^compare/`}, {"moved", `^old/`}, {"article", `/notice\.html$`}, {"plan", `/plan/`}, {"text", `(^|^[^/]+/)[a-z-]+\.html$`},
		{"commitments", `/commitments/index\.html$`}, {"commitment", `/commitments/`},
		{"column", `^[^/]+/[^/]+/index\.html$`}, {"report", `/[0-9]{4}\.html$`},
		{"indicators", `/indicators/index\.html$`}, {"indicator", `/indicators/`},
		{"matrix", `/compare/index\.html$`}, {"compare", `/compare/`},
	}
}

func pageType(name string) string {
	if !strings.HasPrefix(name, "old/") && strings.HasSuffix(name, "search/index.html") || strings.HasSuffix(name, "search.html") {
		return "search"
	}
	if m := regexp.MustCompile(`^[^/]+/index\.html$`); m.MatchString(name) && name != "checks/index.html" && name != "sources/index.html" && name != "verify/index.html" && !strings.HasPrefix(name, "old/") {
		return "agency"
	}
	if strings.HasSuffix(name, "corrections.html") || strings.HasSuffix(name, "corrections/index.html") {
		return "corrections"
	}
	for _, t := range pageTypes() {
		if regexp.MustCompile(t.pattern).MatchString(name) {
			return t.name
		}
	}
	return ""
}

// everyField is a workspace whose site says all that a site can say.
func everyField() fstest.MapFS {
	ws := workspace()
	maps.Copy(ws, files(map[string]string{
		"data/site.toml": `title = "示例网站"
intro = "公开年度报告。"
address = "https://www.example.gov.cn/a/fazhi"
id_code = "0000000000"
host = "示例区司法局"
run_by = "示例区信息中心"
support = "示例公司"
postal = "示例路1号"
postcode = "000000"
phone = "0000-0000000"
email = "a@example.gov.cn"
icp = "示ICP备00000000号-1"
police = "示公网安备00000000000000号"
badge = "https://bszs.conac.cn/sitename?method=show&id=0"
badge_script = "https://dcs.conac.cn/js/00/000/0000/00000000/CA000000000000000000000.js"
`,
		"data/a/agency.toml":                "name = \"示例区虚构局\"\nshort = [\"虚构局\"]\nformer = [\"old\"]\n",
		"data/a/fzzf/form.toml":             "column_type = \"信息公开目录，政策文件\"\n",
		"content/a/fzzf/2022.md":            "+++\ntitle = \"示例区虚构局2022年度报告\"\nstatus = \"published\"\npublished = 2023-03-20T09:30:00+08:00\nsummary = \"全年情况。\"\nkeywords = [\"法治\", \"审批\"]\nauthor = \"办公室\"\n+++\n\n## 一、成效 {role=measures}\n\n受办{{受办审批业务}}。![大厅](2022/图.png)\n\n## 二、安排 {role=plan}\n\n编制目录。{item=目录}\n",
		"content/a/fzzf/2022/图.png":         "png",
		"data/a/fzzf/2020.toml":             "[figures.approval]\nhandled = 300\n",
		"content/a/fzzf/2020.md":            "+++\ntitle = \"示例区虚构局2020年度报告\"\nstatus = \"published\"\npublished = 2021-03-20\n+++\n\n## 一、成效 {role=measures}\n\n受办{{受办审批业务}}。\n",
		"data/b/agency.toml":                "name = \"示例区另一局\"\n",
		"data/b/fzzf/2022.toml":             "[figures.approval]\nhandled = 5\n",
		"content/a/notice.md":               "+++\ntitle = \"公告\"\nsummary = \"一件事。\"\npublished = 2023-05-06T08:00:00+08:00\n+++\n\n说明。\n",
		"data/a/commitments/2022.toml":      "[commitments.speed]\nkind = \"service\"\nmatter = \"提速\"\ncontent = \"30个工作日办完。\"\nmade = 2022-02-10\npublished = 2022-02-15\ndue = 2022-12-31\n",
		"content/a/commitments/placeholder": "",
	}))
	return ws
}

// metasOf reads the <meta> names of a page.
func metasOf(t *testing.T, data []byte) map[string][]string {
	out := map[string][]string{}
	each(t, data, func(n *html.Node) {
		if n.Data == "meta" && slices.Contains(metaNames(), attr(n, "name")) {
			out[attr(n, "name")] = append(out[attr(n, "name")], attr(n, "content"))
		}
	})
	return out
}

// Every page carries the names that its type must, none that it must not, and none
// with a value that the annex does not allow.
func TestMetaNames(t *testing.T) {
	types := map[string]int{}
	for _, c := range []struct {
		name  string
		ws    fs.FS
		whole bool // what is required where it is known is known
	}{{"samples", os.DirFS("../.."), false}, {"every field", everyField(), true}} {
		out := build(t, c.ws, site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
		for _, name := range out.Names() {
			if !strings.HasSuffix(name, ".html") {
				continue
			}
			kind := pageType(name)
			rule := strings.ReplaceAll(metaRules()[kind], " ", "")
			if len(rule) != len(metaNames()) {
				t.Errorf("%s, %s: no rule for its type %q", c.name, name, kind)
				continue
			}
			if c.whole {
				types[kind]++
			}
			checkMetas(t, c.name+", "+name, metasOf(t, out.Get(name)), rule, c.whole)
		}
	}
	for kind := range metaRules() {
		if types[kind] == 0 && !slices.Contains([]string{"corrections", "verify", "sources", "agencies"}, kind) { // those of special sites: TestHarvestedMeta and others
			t.Errorf("no page of type %s was looked at", kind)
		}
	}
}

func checkMetas(t *testing.T, where string, got map[string][]string, rule string, whole bool) {
	t.Helper()
	for i, name := range metaNames() {
		values := got[name]
		known := whole || !slices.Contains([]string{"SiteDomain", "SiteIDCode", "PubDate", "Url"}, name)
		switch {
		case len(values) > 1:
			t.Errorf("%s: %s stands %d times", where, name, len(values))
		case rule[i] == 'r' && len(values) == 0 && known && !(name == "PubDate" && strings.Contains(where, "2021.html")): // imported without a day
			t.Errorf("%s: %s is missing", where, name)
		case rule[i] == '-' && len(values) > 0:
			t.Errorf("%s: %s has no business here: %s", where, name, values[0])
		}
		for _, v := range values {
			if !validMeta(name, v) {
				t.Errorf("%s: %s cannot be %q", where, name, v)
			}
		}
	}
}

func validMeta(name, v string) bool {
	if strings.TrimSpace(v) == "" || v != strings.TrimSpace(v) || strings.ContainsAny(v, "{}[]") {
		return false
	}
	matches := func(pattern string) bool { return regexp.MustCompile(pattern).MatchString(v) }
	switch name {
	case "SiteIDCode":
		return matches(`^(bm\d{8}|\d{10})$`)
	case "SiteDomain":
		return matches(`^([a-z0-9-]+\.)+[a-z]+$`)
	case "PubDate":
		return matches(`^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$`)
	case "ColumnType":
		columns, _ := form.LoadColumns(templates.FS)
		return columns.Has(v)
	case "Url", "Image":
		u, err := url.Parse(v)
		return err == nil && u.IsAbs() && u.Host != ""
	}
	return true
}

// What stands in the pages is what was authored.
func TestMetaValues(t *testing.T) {
	out := build(t, everyField(), site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
	for name, want := range map[string]map[string]string{
		"index.html": {"ColumnType": "首页", "ColumnDescription": "公开年度报告。", "SiteDomain": "www.example.gov.cn", "SiteIDCode": "0000000000"},
		"a/fzzf/2022.html": {
			"ArticleTitle": "示例区虚构局2022年度报告", "PubDate": "2023-03-20 09:30", "ContentSource": "示例区虚构局", "Keywords": "法治,审批", "Author": "办公室",
			"Description": "全年情况。", "Image": "https://www.example.gov.cn/a/fazhi/a/fzzf/2022/%E5%9B%BE.png", "Url": "https://www.example.gov.cn/a/fazhi/a/fzzf/2022.html",
			"ColumnType": "信息公开目录，政策文件", "ColumnName": "法治政府建设年度报告",
		},
		"a/fzzf/2020.html": {
			"PubDate":     "2021-03-20", // a day, and no time that nobody stated
			"Description": "受办300件。",    // the beginning, where there is no summary
		},
		"a/notice.html":                 {"PubDate": "2023-05-06 08:00", "ContentSource": "示例区虚构局"},
		"a/commitments/2022-speed.html": {"PubDate": "2022-02-15"},
		"a/fzzf/indicators/index.html":  {"ColumnType": "信息公开目录，政策文件"},
		"b/fzzf/indicators/index.html":  {"ColumnType": "信息公开目录"},
		"compare/fzzf-2022.html":        {"ColumnType": "信息公开目录"},
		"a/commitments/index.html":      {"ColumnType": "信息公开目录"},
	} {
		got := metasOf(t, out.Get(name))
		for key, value := range want {
			if !slices.Equal(got[key], []string{value}) {
				t.Errorf("%s: %s is %q, want %q", name, key, got[key], value)
			}
		}
	}
}

// Dates of publication are authored: a build on another day has the same ones, and
// the day of a build stands only where a page says that it depends on it.
func TestAuthoredDates(t *testing.T) {
	days := []civil.Date{{Year: 2031, Month: 7, Day: 19}, {Year: 2032, Month: 11, Day: 23}}
	one, two := build(t, everyField(), site.Options{AsOf: days[0]}), build(t, everyField(), site.Options{AsOf: days[1]})
	dates := 0
	for _, name := range one.Names() {
		a, b := string(one.Get(name)), string(two.Get(name))
		if strings.HasSuffix(name, ".html") {
			x, y := metasOf(t, one.Get(name))["PubDate"], metasOf(t, two.Get(name))["PubDate"]
			dates += len(x)
			if !slices.Equal(x, y) {
				t.Errorf("%s: PubDate is %v, and %v on another day", name, x, y)
			}
		}
		a, b = strings.ReplaceAll(a, "截至"+days[0].Chinese(), ""), strings.ReplaceAll(b, "截至"+days[1].Chinese(), "")
		asOf := strings.HasPrefix(name, "a/commitments/") || name == "a/agency.json"
		if a != b && !asOf {
			t.Errorf("%s depends on the day of the build", name)
		}
		for _, s := range []string{days[0].String(), days[0].Chinese()} {
			rest := strings.ReplaceAll(a, `"as_of": "`+days[0].String()+`"`, "")
			if strings.Contains(rest, s) && !asOf {
				t.Errorf("%s says the day of the build", name)
			}
		}
	}
	if dates < 4 {
		t.Errorf("only %d dates of publication were compared", dates)
	}
}

// The foot says what site.toml does, in its order, and leads where such numbers
// lead; a page asks no other host for anything, unless the site asks for the
// badge's script: then the home page does, and it alone.
func TestFoot(t *testing.T) {
	out := build(t, everyField(), site.Options{})
	var labels, leads []string
	each(t, out.Get("a/fzzf/2022.html"), func(n *html.Node) {
		if n.Data == "li" && n.Parent.Parent.Parent.Data == "footer" {
			labels = append(labels, strings.ReplaceAll(textOf(n), "↗", ""))
			for a := range n.Descendants() {
				if a.Data == "a" && strings.HasPrefix(attr(a, "href"), "https:") {
					leads = append(leads, attr(a, "href"))
				}
			}
		}
	})
	want := []string{
		"主办单位：示例区司法局", "承办单位：示例区信息中心", "技术支持：示例公司", "地址：示例路1号", "邮编：000000", "电话：0000-0000000", "电子邮箱：a@example.gov.cn",
		"网站标识码：0000000000", "ICP备案：示ICP备00000000号-1", "公安备案：示公网安备00000000000000号", "党政机关标识", "我为政府网站找错",
	}
	if len(labels) < len(want) || !slices.Equal(labels[:len(want)], want) {
		t.Errorf("the foot says %q", labels)
	}
	if want := []string{
		"https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/#/query/webSearch?code=00000000000000", "https://bszs.conac.cn/sitename?method=show&id=0",
		"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=0000000000&url=https%3A%2F%2Fwww.example.gov.cn%2Fa%2Ffazhi%2Fa%2Ffzzf%2F2022.html",
	}; !slices.Equal(leads, want) {
		t.Errorf("the foot leads to %q", leads)
	}
	if headers := string(out.Get("_headers")); !strings.Contains(headers, "script-src 'self' https://dcs.conac.cn") {
		t.Errorf("what servers are to say does not let the badge in: %s", headers)
	}
	for _, name := range out.Names() {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		script, policy := false, ""
		each(t, out.Get(name), func(n *html.Node) {
			script = script || n.Data == "script" && strings.Contains(attr(n, "src"), "//")
			if attr(n, "http-equiv") == "Content-Security-Policy" {
				policy = attr(n, "content")
			}
		})
		if home := name == "index.html"; script != home || strings.Contains(policy, "https://dcs.conac.cn") != home || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: another host's script: %v, policy %s", name, script, policy)
		}
	}
}

// A demonstration says of itself nothing that only real sites may say, and does not
// report errors of real ones.
func TestFootOfDemonstration(t *testing.T) {
	ws := everyField()
	for _, id := range []string{"a", "b"} {
		ws["data/"+id+"/agency.toml"].Data = append(ws["data/"+id+"/agency.toml"].Data, "demo = true\n"...)
	}
	out := build(t, ws, site.Options{})
	for _, name := range out.Names() {
		if data := string(out.Get(name)); strings.HasSuffix(name, ".html") && strings.Contains(data, "jiucuo.html") || strings.HasSuffix(name, ".html") && strings.Contains(data, "dcs.conac.cn") {
			t.Errorf("%s of a demonstration leads to the platform of real sites", name)
		}
	}
}

// textOf is the text of an element.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// Every page that is to be found says in one sentence what it is, once: an article
// by its Description, another by a plain description.
func TestDescriptions(t *testing.T) {
	out := build(t, everyField(), site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}})
	said := map[string]string{}
	for _, name := range out.Names() {
		if !strings.HasSuffix(name, ".html") || slices.Contains([]string{"notfound", "tombstone", "moved"}, pageType(name)) {
			continue
		}
		var all []string
		each(t, out.Get(name), func(n *html.Node) {
			if n.Data == "meta" && strings.EqualFold(attr(n, "name"), "description") {
				all = append(all, attr(n, "content"))
			}
		})
		if len(all) != 1 || all[0] == "" {
			t.Errorf("%s describes itself as %q", name, all)
			continue
		}
		said[name] = all[0]
	}
	for name, want := range map[string]string{
		"a/fzzf/indicators/index.html": "历年数据 · 示例区虚构局法治政府建设年度报告",
		"a/fzzf/2022.html":             "全年情况。",
		"index.html":                   "公开年度报告。",
	} {
		if !strings.Contains(said[name], want) {
			t.Errorf("%s describes itself as %q, not %q", name, said[name], want)
		}
	}
}

// The portal over other sites has names as a portal has, and its page of sources too.
func TestHarvestedMeta(t *testing.T) {
	b := builder(t, everyField(), site.Options{AsOf: civil.Date{Year: 2024, Month: 3, Day: 1}, BaseURL: "https://www.example.gov.cn/", Harvest: true})
	p := b.NewPortal()
	for _, a := range manyAgencies(300) {
		p.Harvest(a, site.Origin{Harvested: v1.Harvested{ID: a.ID, Name: a.Name, Site: "https://b.example.gov.cn/", Proof: "none"}})
	}
	files, err := p.Files()
	must(t, err)
	seen := map[string]bool{}
	for _, name := range files.Names() {
		if strings.HasSuffix(name, ".html") {
			kind := pageType(name)
			seen[kind] = true
			checkMetas(t, "harvested, "+name, metasOf(t, files.Get(name)), strings.ReplaceAll(metaRules()[kind], " ", ""), true)
		}
	}
	if !seen["sources"] || !seen["agencies"] {
		t.Error("there is no page of sources, or of agencies")
	}
}
