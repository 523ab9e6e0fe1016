package source

import (
	"net/url"
	"regexp"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// licenseName is what a licence may be called in a data package.
var licenseName = regexp.MustCompile(`^[-a-zA-Z0-9._]+$`)

// terms reads on what terms data may be used and where they come from:
// license = { name, title, url } and [[sources]] title url.
func terms(t *tomlfile.Table, log *finding.List) (report.License, []report.Source) {
	var license report.License
	if l := t.Table("license"); l != nil {
		license = report.License{Name: l.String("name"), Title: l.String("title"), Address: webAddress(l, "url"), Pos: l.Pos("url")}
		switch {
		case license.Name == "" && license.Address == "" && !l.Broken():
			l.Fail("url", finding.Finding{
				ID:       "key-missing",
				Message:  finding.Text{ZH: "许可没有写明是哪一种", EN: "the licence is not named"},
				Expected: finding.Text{ZH: "通用许可的代码，或者许可全文的网址", EN: "the code of a known licence, or the address of its text"},
				Cure:     finding.Text{ZH: "写成 license = { name = \"CC-BY-4.0\" } 或 license = { title = \"…\", url = \"https://…\" }", EN: "license = { name = \"CC-BY-4.0\" } or license = { title = \"…\", url = \"https://…\" }"},
			})
		case license.Name != "" && !licenseName.MatchString(license.Name):
			l.Fail("name", finding.Finding{
				ID:       "wrong-value",
				Message:  finding.Text{ZH: "“" + license.Name + "”不是许可的代码", EN: license.Name + " is no code of a licence"},
				Expected: finding.Text{ZH: "由字母、数字、点和连字符组成的代码，如 CC-BY-4.0；名称写在 title", EN: "letters, digits, dots and hyphens, as in CC-BY-4.0; its title goes into title"},
			})
		}
		l.Close("name", "title", "url")
	}
	var sources []report.Source
	for _, s := range t.Tables("sources") {
		sources = append(sources, report.Source{Title: required(s, "title", "来源名称", log), Address: webAddress(s, "url"), Pos: s.Pos("url")})
		s.Close("title", "url")
	}
	return license, sources
}

// webAddress reads the address of something on the web.
func webAddress(t *tomlfile.Table, key string) string {
	s := strings.TrimSpace(t.String(key))
	if u, err := url.Parse(s); s != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		t.Fail(key, finding.Finding{
			ID:       "wrong-value",
			Message:  finding.Text{ZH: "“" + s + "”不是完整的网址", EN: s + " is no full address"},
			Expected: finding.Text{ZH: "以 https:// 或 http:// 开头的网址", EN: "an address that begins with https:// or http://"},
		})
		return ""
	}
	return s
}
