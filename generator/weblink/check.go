package weblink

import (
	"fmt"
	"strings"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
)

// Check tells the links that lead where they may not, and those that were dead when
// the hosts were last asked. day is the one that it counts for.
func Check(links []Link, hosts []string, last *Status, day civil.AsOf) finding.List {
	var log finding.List
	for _, l := range links {
		if f, bad := outside(l, hosts); bad {
			log.Add(f)
		}
		if strings.HasPrefix(l.Address, "http:") {
			log.Add(finding.Finding{
				ID: "link-http", Severity: finding.Info, Pos: l.Pos,
				Message:  finding.Text{ZH: "链接用的是没有加密的 http：" + l.Address, EN: "the link is not encrypted: " + l.Address},
				Expected: finding.Text{ZH: "对方支持时写 https://", EN: "https:// where the host has it"},
				Cure:     finding.Text{ZH: "把 http 改为 https，在浏览器里试一下能不能打开；打不开的不用改", EN: "try https in a browser; where it does not open leave it"},
			})
		}
		if s := last.Of(l.Address); s != nil {
			log.Add(s.findings(l, hosts, last.Asked, day)...)
		}
	}
	return log
}

func outside(l Link, hosts []string) (finding.Finding, bool) {
	if Allowed(l.Address, hosts) {
		return finding.Finding{}, false
	}
	host := hostOf(l.Address)
	list := `link_hosts = ["` + strings.Join(append(append([]string{}, hosts...), host), `", "`) + `"]`
	return finding.Finding{
		ID: "link-outside", Severity: finding.Warning, Pos: l.Pos,
		Message:  finding.Text{ZH: "链接通到允许范围以外的网站：" + host, EN: "the link leads to a host that is not among those allowed: " + host},
		Expected: finding.Text{ZH: "只链接到 " + strings.Join(hosts, "、") + "：别的域名到期以后常被他人注册，变成不良网站", EN: "links to " + strings.Join(hosts, ", ") + ": other names expire and are taken over"},
		Cure:     finding.Text{ZH: "不需要链接的，只写文字；确认可以链接的，在 data/site.toml 里写 " + list, EN: "leave the words alone, or allow the host in data/site.toml: " + list},
	}, true
}

// findings are what is to be said of a link whose host was asked.
func (s *State) findings(l Link, hosts []string, asked civil.Date, day civil.AsOf) finding.List {
	since := finding.Text{
		ZH: fmt.Sprintf("（%s起，最近一次查询%s）", s.Since.Chinese(), asked.Chinese()),
		EN: fmt.Sprintf(" (since %s, last asked %s)", s.Since, asked),
	}
	var log finding.List
	told := func(id string, severity finding.Severity, message, cure finding.Text) {
		log.Add(finding.Finding{
			ID: id, Severity: severity, Pos: l.Pos, Cure: cure,
			Message: finding.Text{ZH: message.ZH + since.ZH + "：" + l.Address, EN: message.EN + since.EN + ": " + l.Address},
		})
	}
	again := finding.Text{ZH: "换成新的地址，或者只写文字；改好以后运行 fazhi links --external 再查一次", EN: "find the new address or leave the words alone, then run fazhi links --external"}
	label := s.Result.Label()
	switch {
	case s.To != "" && hostOf(s.To) != hostOf(l.Address) && !Allowed(s.To, hosts):
		told("link-dead", finding.Warning, finding.Text{ZH: "链接转到了别的网站 " + hostOf(s.To), EN: "the link is sent on to another host, " + hostOf(s.To)}, again)
	case s.Result == Gone:
		told("link-dead", finding.Warning, finding.Text{ZH: "链接的网页已经不在", EN: "what the link leads to is gone"}, again)
	case s.Result == Unreachable:
		told("link-dead", finding.Warning, finding.Text{ZH: "链接打不开：" + s.Why.ZH(), EN: "the link does not open: " + string(s.Why)}, again)
	case s.Result == Refused || s.Result == Failing:
		told("link-unsure", finding.Info, finding.Text{ZH: "链接查不清：" + label.ZH, EN: "the link is unsure: " + label.EN}, finding.Text{ZH: "在浏览器里打开看一看", EN: "open it in a browser"})
	case s.Result == Moved:
		told("link-unsure", finding.Info, finding.Text{ZH: "链接的网页换了地址，现在是 " + s.To, EN: "the page moved to " + s.To}, finding.Text{ZH: "改为新的地址", EN: "write the new address"})
	}
	if !s.Until.IsZero() {
		told("link-unsure", finding.Info, certificate(s.Until, day), finding.Text{ZH: "告诉对方的管理单位；到期后读者会看到安全警告", EN: "tell those who run it; readers will be warned"})
	}
	return log
}

func certificate(until civil.Date, day civil.AsOf) finding.Text {
	if day.After(until) {
		return finding.Text{ZH: "对方网站的安全证书已于" + until.Chinese() + "到期", EN: "the certificate of the host expired on " + until.String()}
	}
	return finding.Text{ZH: "对方网站的安全证书" + until.Chinese() + "到期", EN: "the certificate of the host expires on " + until.String()}
}
