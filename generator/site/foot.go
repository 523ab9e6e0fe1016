package site

import (
	"net/url"
	"strings"

	"fazhi/generator/page"
)

// Where the numbers at the foot of government sites lead, by custom.
const (
	icpRegister    = "https://beian.miit.gov.cn/"
	policeRegister = "https://beian.mps.gov.cn/#/query/webSearch?code="
	errorReports   = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html" // 我为政府网站找错
)

// foot is what stands at the foot of a page: what the site says of itself, its
// further items.
func (b *Builder) foot(name string) []page.FooterItem {
	var out []page.FooterItem
	add := func(key, text, href string) {
		if text != "" {
			to, away := b.leads(name, href)
			out = append(out, page.FooterItem{Label: b.word("foot." + key), Text: text, Href: to, Away: away})
		}
	}
	f := b.site.Foot
	add("host", f.Host, "")
	add("run_by", f.RunBy, "")
	add("support", f.Support, "")
	add("postal", f.Postal, "")
	add("postcode", f.Postcode, "")
	add("phone", f.Phone, "")
	add("email", f.Email, mailto(f.Email))
	add("id_code", b.site.IDCode, "")
	add("icp", f.ICP, linkOf(f.ICP, icpRegister))
	add("police", f.Police, linkOf(digits(f.Police), policeRegister+digits(f.Police)))
	if f.Badge != "" {
		out = append(out, page.FooterItem{Label: b.word("foot.badge"), Href: f.Badge, Away: true, Badge: true})
	}
	if f.FindErrors {
		out = append(out, page.FooterItem{Label: b.word("foot.find_errors"), Href: b.findErrors(name), Away: true, Real: true})
	}
	for _, item := range b.site.Footer {
		to, away := b.leads(name, item.Href)
		out = append(out, page.FooterItem{Label: item.Label, Text: item.Text, Href: to, Away: away})
	}
	if len(out) == 0 {
		out = []page.FooterItem{{Text: b.site.Title, Href: rel(name, "index.html")}}
	}
	return out
}

// linkOf gives an address where what it is about is a number and not a remark
// like （示例）.
func linkOf(number, to string) string {
	if digits(number) == "" {
		return ""
	}
	return to
}

func mailto(address string) string {
	if !strings.Contains(address, "@") {
		return ""
	}
	return "mailto:" + address
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// findErrors is where an error on a page is reported: to the platform that all
// government sites share, with the site's code and the page's address where it is
// known.
func (b *Builder) findErrors(name string) string {
	q := "?site_code=" + url.QueryEscape(b.site.IDCode)
	if b.opts.BaseURL != "" {
		q += "&url=" + url.QueryEscape(b.opts.BaseURL+name)
	}
	return errorReports + q
}

// leads gives where an address of the sources leads, seen from a page, and whether
// that is another site. An address of this site is made relative, so that it works
// from disk too; one without a scheme is a path from the site's root.
func (b *Builder) leads(from, to string) (href string, away bool) {
	if to == "" {
		return "", false
	}
	u, err := url.Parse(to)
	if err != nil {
		return to, false
	}
	switch u.Scheme {
	case "":
		return rel(from, strings.TrimPrefix(to, "/")), false
	case "http", "https":
	default:
		return to, false
	}
	if rest, ok := strings.CutPrefix(to, b.opts.BaseURL); ok && b.opts.BaseURL != "" && u.RawQuery == "" {
		if path, _, _ := strings.Cut(rest, "#"); path == "" || strings.HasSuffix(path, "/") {
			rest = path + "index.html" + strings.TrimPrefix(rest, path)
		}
		return rel(from, rest), false
	}
	return to, !strings.EqualFold(u.Hostname(), b.site.Domain)
}
