package source

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"fazhi/generator/finding"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// siteKeys are the keys at the top of data/site.toml that people write behind
// [[footer]], where they would belong to an item of the foot.
func siteKeys() []string {
	return []string{"title", "intro", "address", "domain", "id_code", "lang", "host", "run_by", "support", "postal", "postcode", "phone", "email", "icp", "police", "badge", "badge_script", "find_errors", "link_hosts", "leave_out", "license"}
}

// tellBelow finds keys of the file that stand below a header and so belong to
// it, and uses them up.
func tellBelow(item *tomlfile.Table, header string, keys []string) {
	for _, key := range item.Keys() {
		if !slices.Contains(keys, key) {
			continue
		}
		item.Value(key)
		item.Fail(key, finding.Finding{
			ID:      "unknown-key",
			Message: finding.Text{ZH: "“" + key + "”写在了 [[" + header + "]] 的下面，会当成其中的一项", EN: key + " stands below [[" + header + "]] and belongs to it there"},
			Cure:    finding.Text{ZH: "把这一行移到第一个 [[" + header + "]] 的前面", EN: "move it before the first [[" + header + "]]"},
		})
	}
}

// foot reads what the foot of every page says of the site.
func foot(t *tomlfile.Table, coded bool, log *finding.List) report.Foot {
	f := report.Foot{
		Host: line(t, "host"), RunBy: line(t, "run_by"), Support: line(t, "support"),
		Postal: line(t, "postal"), Phone: line(t, "phone"), Email: line(t, "email"),
		Postcode: number(t, "postcode", log), ICP: number(t, "icp", log), Police: number(t, "police", log),
		Badge: webAddress(t, "badge"), BadgeScript: webAddress(t, "badge_script"), FindErrors: coded,
	}
	if on := t.Bool("find_errors"); t.Has("find_errors") {
		f.FindErrors = on
	}
	switch {
	case f.FindErrors && !coded:
		t.Fail("find_errors", finding.Finding{
			ID:       "key-missing",
			Message:  finding.Text{ZH: "“我为政府网站找错”的链接要用网站标识码，这里没有写", EN: "the link to 我为政府网站找错 needs the site's code, which is not given"},
			Expected: finding.Text{ZH: "id_code = \"网站标识码\"", EN: "id_code with the site's code"},
			Cure:     finding.Text{ZH: "写上 id_code，或者删去 find_errors 一行", EN: "give id_code, or delete this line"},
		})
	case f.BadgeScript != "" && f.Badge == "":
		t.Fail("badge_script", finding.Finding{
			ID:       "key-missing",
			Message:  finding.Text{ZH: "党政机关标识只写了脚本地址，没有写标识所通往的网址：脚本不运行时什么都不显示", EN: "only the script of the badge is given; where it does not run nothing would show"},
			Expected: finding.Text{ZH: "badge = \"https://bszs.conac.cn/sitename?method=show&id=…\"", EN: "badge with the address of the badge's page"},
			Cure:     finding.Text{ZH: "补上 badge，地址在发给单位的标识代码里", EN: "add badge; the address stands in the code that was issued"},
		})
	case f.BadgeScript != "" && !strings.HasPrefix(f.BadgeScript, badgeHost):
		t.Fail("badge_script", finding.Finding{
			ID:       "wrong-value",
			Message:  finding.Text{ZH: "这不是党政机关标识的脚本地址", EN: "this is not where the badge's script stands"},
			Expected: finding.Text{ZH: "以 " + badgeHost + " 开头的地址，在发给单位的标识代码里", EN: "an address that begins with " + badgeHost},
		})
		f.BadgeScript = ""
	}
	return f
}

// badgeHost is the only host that the badge's script may come from.
const badgeHost = "https://dcs.conac.cn/"

// line reads a text of one line, without blanks around it.
func line(t *tomlfile.Table, key string) string {
	return strings.Join(strings.Fields(t.String(key)), " ")
}

// numberForm is how a number of a site is written. The forms are derived from
// numbers that were seen, so one that does not fit is a warning and no more.
type numberForm struct {
	label   finding.Text
	pattern string
	example finding.Text
	mend    func(string) string // what people get wrong
}

func numberForms() map[string]numberForm {
	return map[string]numberForm{
		"id_code": {
			finding.Text{ZH: "网站标识码", EN: "the site's code"}, `^(bm\d{8}|\d{10})$`,
			finding.Text{ZH: "十位数字，或者 bm 加八位数字", EN: "ten digits, or bm and eight digits"}, strings.ToLower,
		},
		"postcode": {
			finding.Text{ZH: "邮政编码", EN: "the postcode"}, `^\d{6}$`,
			finding.Text{ZH: "六位数字", EN: "six digits"}, func(s string) string { return s },
		},
		"icp": {
			finding.Text{ZH: "ICP备案号", EN: "the ICP number"}, `^\p{Han}ICP备\d{6,10}号(-\d+)?$`,
			finding.Text{ZH: "省的简称、ICP备、数字、号，后面可以有 -1，如“蜀ICP备09004036号-1”的样子", EN: "the province, ICP备, digits, 号, perhaps -1"}, mendICP,
		},
		"police": {
			finding.Text{ZH: "公安备案号", EN: "the number of the police"}, `^\p{Han}公网安备\s?\d{14}号$`,
			finding.Text{ZH: "省的简称、公网安备、十四位数字、号", EN: "the province, 公网安备, fourteen digits, 号"},
			func(s string) string { return withEnd(strings.Replace(s, "公安备", "公网安备", 1)) },
		},
	}
}

// mendICP writes a number as it is issued: ICP in capitals, 备 behind it, 号 before
// the number of the site.
func mendICP(s string) string {
	s = strings.ToUpper(s)
	if !strings.Contains(s, "备") {
		s = strings.Replace(s, "ICP", "ICP备", 1)
	}
	base, site, several := strings.Cut(strings.ReplaceAll(s, "号", ""), "-")
	if base += "号"; several {
		base += "-" + site
	}
	return base
}

func withEnd(s string) string { return strings.TrimSuffix(s, "号") + "号" }

// demonstration is what the foot of a demonstration says in the place of numbers.
const demonstration = "（示例）"

// number reads a number that others issued. It is printed as it is written: whether
// it is right only those who issued it know.
func number(t *tomlfile.Table, key string, log *finding.List) string {
	s := line(t, key)
	form := numberForms()[key]
	pattern := regexp.MustCompile(form.pattern)
	if s == "" || s == demonstration || pattern.MatchString(s) {
		return s
	}
	bad := finding.Finding{
		ID: "site-number", Severity: finding.Warning, Pos: t.Pos(key),
		Message:  finding.Text{ZH: "“" + s + "”不像" + form.label.ZH, EN: s + " does not look like " + form.label.EN},
		Expected: form.example,
		Cure:     finding.Text{ZH: "与批复或者备案系统里的对照；确实是这样写的，不用改", EN: "compare it with what was issued; if it is so, leave it"},
	}
	// full-width digits and letters, blanks
	if mended := form.mend(strings.Join(strings.Fields(width.Fold.String(s)), "")); pattern.MatchString(mended) {
		bad.Cure = finding.Text{ZH: "是否应为 " + key + " = \"" + mended + "\"？", EN: "did you mean " + key + " = \"" + mended + "\"?"}
	}
	log.Add(bad)
	return s
}

// hostPattern is the name of a host, or of all below a domain.
const hostPattern = `^(\*\.)?([\p{L}\p{N}]([-\p{L}\p{N}]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]+$`

// domain reads 网站域名, which otherwise is the host of the address.
func domain(t *tomlfile.Table, ofAddress string) string {
	s := strings.ToLower(line(t, "domain"))
	switch {
	case s == "":
		return ofAddress
	case !regexp.MustCompile(hostPattern).MatchString(s) || strings.HasPrefix(s, "*"):
		t.Fail("domain", finding.Finding{
			ID:       "wrong-value",
			Message:  finding.Text{ZH: "“" + s + "”不是域名", EN: s + " is no name of a host"},
			Expected: finding.Text{ZH: "只写域名，不写 https:// 和后面的路径，如 www.example.gov.cn", EN: "the name alone, like www.example.gov.cn"},
		})
		return ofAddress
	case ofAddress != "" && s != ofAddress:
		t.Fail("domain", finding.Finding{
			ID:       "wrong-value",
			Message:  finding.Text{ZH: "域名“" + s + "”与 address 里的“" + ofAddress + "”不一致", EN: "the domain " + s + " is not that of the address, " + ofAddress},
			Expected: finding.Text{ZH: "两处相同；写了 address 的，domain 可以不写", EN: "the same in both, or no domain"},
		})
	}
	return s
}

// hosts reads the hosts that links may lead to: those of government sites unless
// the site names its own.
func hosts(t *tomlfile.Table) []string {
	all := t.Strings("link_hosts")
	if !t.Has("link_hosts") {
		return []string{"*.gov.cn"}
	}
	known := regexp.MustCompile(hostPattern)
	var out []string
	for _, s := range all {
		s = strings.ToLower(strings.TrimSpace(s))
		if known.MatchString(s) {
			out = append(out, s)
			continue
		}
		t.Fail("link_hosts", finding.Finding{
			ID:       "wrong-value",
			Message:  finding.Text{ZH: "“" + s + "”不是域名", EN: s + " is no name of a host"},
			Expected: finding.Text{ZH: "域名，如 www.npc.gov.cn；一个域名下的全部网站写成 *.gov.cn", EN: "a host like www.npc.gov.cn, or *.gov.cn for all below a domain"},
		})
	}
	return out
}
