package source

import (
	"net/url"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// Site reads data/site.toml and the pages directly in content/.
func (l *Loader) Site() (*report.Site, finding.List) {
	var log finding.List
	site := &report.Site{Language: "zh"}
	if f := l.read("data/site.toml", &log); f != nil {
		t := tomlfile.Parse(f, &log)
		site.Title, site.Intro = required(t, "title", "网站名称", &log), t.String("intro")
		site.Address, site.Domain = address(t, "address")
		site.Domain = domain(t, site.Domain)
		if lang := t.OneOf("lang", "zh", "en"); lang != "" {
			site.Language = lang
		}
		site.IDCode = number(t, "id_code", &log)
		site.Foot = foot(t, site.IDCode != "", &log)
		site.Hosts, site.LeaveOut = hosts(t), leftOut(t, &log)
		site.Pages = l.pages("content", &log)
		for _, item := range t.Tables("footer") {
			tellBelow(item, "footer", siteKeys())
			site.Footer = append(site.Footer, report.FooterItem{Label: item.String("label"), Text: item.String("text"), Href: footerLink(item, site.Pages), Pos: item.Pos("href")})
			item.Close()
		}
		site.License, site.Sources = terms(t, &log)
		t.Close()
	}
	return site, log
}

// CleanAddress gives the address of a site with a slash at its end, and its
// host; ok is false where it is no http or https address of a folder.
func CleanAddress(s string) (full, host string, ok bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", "", false
	}
	return strings.TrimRight(s, "/") + "/", u.Hostname(), true
}

// address reads the address that the site is published at.
func address(t *tomlfile.Table, key string) (full, domain string) {
	s := t.String(key)
	if s == "" {
		return "", ""
	}
	full, domain, ok := CleanAddress(s)
	if !ok {
		t.Fail(key, finding.Finding{
			ID:       "wrong-value",
			Message:  finding.Text{ZH: "“" + s + "”不是完整的网址", EN: s + " is no full address"},
			Expected: finding.Text{ZH: "形如 https://www.example.gov.cn/fazhi/", EN: "like https://www.example.gov.cn/fazhi/"},
		})
	}
	return full, domain
}

// footerLink reads where an item at the foot of the pages leads: a whole address,
// or a page of the site.
func footerLink(t *tomlfile.Table, pages []*report.Page) string {
	const key = "href"
	s := t.String(key)
	u, err := url.Parse(s)
	if err == nil {
		switch u.Scheme {
		case "http", "https", "mailto", "tel":
			return s
		case "":
			known := []string{"", "index.html"}
			for _, p := range pages {
				known = append(known, p.Slug+".html")
			}
			if slices.Contains(known, strings.TrimPrefix(s, "/")) {
				return s
			}
			t.Fail(key, finding.Finding{
				ID:       "link-missing",
				Message:  finding.Text{ZH: "网站上没有“" + s + "”这个页面", EN: "the site has no page " + s},
				Expected: finding.Text{ZH: "以下之一：" + strings.Join(known[1:], "、") + "；别的网站写完整的网址", EN: "one of " + strings.Join(known[1:], ", ") + ", or a whole address"},
			})
			return ""
		}
	}
	t.Fail(key, finding.Finding{
		ID:       "link-unsafe",
		Message:  finding.Text{ZH: "这个地址不允许用作链接：" + s, EN: "this address is not allowed in a link: " + s},
		Expected: finding.Text{ZH: "http、https、mailto、tel 地址，或本站的页面", EN: "an http, https, mailto or tel address, or a page of the site"},
	})
	return ""
}

// leftOut reads which parts the site does without.
func leftOut(t *tomlfile.Table, log *finding.List) []report.Part {
	const key = "leave_out"
	words := map[report.Part]string{
		report.CommitmentPart: "公开承诺的网页", report.DataPart: "数据下载", report.FeedPart: "订阅", report.IndicatorPart: "各项指标的网页", report.SearchPart: "检索", report.WordPart: "文字的逐字对照",
	}
	var known, said []string
	for _, p := range report.Parts() {
		known, said = append(known, string(p)), append(said, string(p)+"（"+words[p]+"）")
	}
	var out []report.Part
	for i, s := range t.Strings(key) {
		if slices.Contains(known, s) {
			out = append(out, report.Part(s))
			continue
		}
		f := finding.Finding{
			ID: "wrong-value", Severity: finding.Error, Pos: t.ItemPos(key, i),
			Message:  finding.Text{ZH: "网站上没有可以略去的“" + s + "”", EN: "nothing called " + s + " can be left out of a site"},
			Expected: finding.Text{ZH: "以下之一：" + strings.Join(said, "、"), EN: "one of " + strings.Join(known, ", ")},
		}
		if near := finding.Nearest(s, known); near != "" {
			f.Cure = finding.Text{ZH: "是否想写 \"" + near + "\"？", EN: "did you mean \"" + near + "\"?"}
		}
		log.Add(f)
	}
	return out
}
