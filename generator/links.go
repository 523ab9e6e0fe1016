package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/weblink"
)

type linksCommand struct {
	External bool   `help:"逐个访问站外链接，把结果写入 data/links.toml；要有网络 (ask every host, and keep the answers)"`
	Timeout  int    `default:"20" placeholder:"SECONDS" help:"每个链接最多等几秒 (seconds to wait for one link)"`
	Inner    bool   `help:"内网地址也访问；默认不访问，公开的网页不应链接到内网 (ask addresses of inner networks too)"`
	Format   string `default:"text" enum:"text,json" placeholder:"text|json" help:"列表的格式 (format of the list)"`
}

// Help tells what does not fit in a line.
func (c *linksCommand) Help() string {
	return "列出正文、说明页、承诺的佐证、页脚和许可里通到别的网站的链接，写在哪里、最近一次查询的结果。生成网站时从不访问别的网站；不通的链接由 check 和 build 按最近一次的结果提示。 (Lists the links to other sites with their places and how the hosts answered last. A build never asks; check and build tell what was dead.)"
}

// Run lists the links to other sites, and asks their hosts where that is wanted.
// Exit 1 where one of them is dead or leads where it may not.
func (c *linksCommand) Run(e *environment) error {
	l, err := e.load(e.today)
	if err != nil {
		return err
	}
	defer l.Close()
	targets := weblink.Targets(l.webLinks())
	status := l.status
	if c.External {
		if status, err = c.ask(e, l, targets); err != nil {
			return err
		}
	}
	for _, t := range targets {
		if err := c.print(e, t, status); err != nil {
			return err
		}
	}
	bad := 0
	for _, t := range targets {
		if weblink.Check(t.Links, l.site.Hosts, status, civil.On(e.today)).Count(finding.Warning) > 0 {
			bad++
		}
	}
	if c.Format == "text" {
		fmt.Fprintln(e.stdout, sayLinks(len(targets), bad, status).In(e.Lang))
	}
	if bad > 0 {
		return errFindings
	}
	return nil
}

// webLinks gives every link of the workspace to another site, also those of drafts.
func (l *loaded) webLinks() []weblink.Link {
	all := weblink.OfSite(l.site)
	for _, id := range l.agencies {
		a, _ := l.Agency(id)
		all = append(all, weblink.OfAgency(a, l.site.Domain)...)
		for _, s := range a.Series {
			for _, r := range s.Reports {
				all = append(all, weblink.OfReport(r, l.site.Domain)...)
			}
		}
	}
	return all
}

// ask asks the hosts and keeps what they answer.
func (c *linksCommand) ask(e *environment, l *loaded, targets []weblink.Target) (*weblink.Status, error) {
	addresses := make([]string, len(targets))
	for i, t := range targets {
		addresses[i] = t.Address
	}
	done := 0
	asker := weblink.Asker{Day: e.today, Timeout: time.Duration(c.Timeout) * time.Second, Inner: c.Inner, Told: func(s weblink.State) {
		done++
		fmt.Fprintf(e.stderr, "%d/%d %s %s\n", done, len(addresses), sayState(&s).In(e.Lang), s.Address)
	}}
	next := l.status.Next(e.today, asker.Ask(context.Background(), addresses))
	return next, next.Save(l.Dir)
}

// print prints one address with its places.
func (c *linksCommand) print(e *environment, t weblink.Target, status *weblink.Status) error {
	s := status.Of(t.Address)
	if c.Format == "json" {
		type place struct {
			File   string `json:"file"`
			Line   int    `json:"line"`
			Column int    `json:"column"`
		}
		out := struct {
			Address string  `json:"address"`
			Files   int     `json:"files"`
			Every   bool    `json:"every_page,omitempty"`
			Places  []place `json:"places"`
			Result  string  `json:"result,omitempty"`
			Code    int     `json:"code,omitempty"`
			Why     string  `json:"why,omitempty"`
			To      string  `json:"to,omitempty"`
			Since   string  `json:"since,omitempty"`
			Until   string  `json:"until,omitempty"`
		}{Address: t.Address, Files: t.Files(), Every: t.Every()}
		for _, l := range t.Links {
			out.Places = append(out.Places, place{l.Pos.File, l.Pos.Line, l.Pos.Column})
		}
		if s != nil {
			out.Result, out.Code, out.Why, out.To, out.Since, out.Until = string(s.Result), s.Code, string(s.Why), s.To, s.Since.String(), s.Until.String()
		}
		return json.NewEncoder(e.stdout).Encode(out)
	}
	fmt.Fprintf(e.stdout, "%s\n  %s", t.Address, sayState(s).In(e.Lang))
	if t.Every() {
		fmt.Fprint(e.stdout, finding.Text{ZH: "，在每一页", EN: ", on every page"}.In(e.Lang))
	}
	fmt.Fprintln(e.stdout)
	for _, l := range t.Links {
		fmt.Fprintf(e.stdout, "  %s:%d:%d\n", l.Pos.File, l.Pos.Line, l.Pos.Column)
	}
	return nil
}

// sayState says how a host answered.
func sayState(s *weblink.State) finding.Text {
	if s == nil {
		return finding.Text{ZH: "没有查过", EN: "never asked"}
	}
	text := s.Result.Label()
	if s.Why != "" {
		text.ZH += "（" + s.Why.ZH() + "）"
		text.EN += " (" + string(s.Why) + ")"
	} else if s.Code != 0 && s.Result != weblink.OK {
		text.ZH += fmt.Sprintf("（%d）", s.Code)
		text.EN += fmt.Sprintf(" (%d)", s.Code)
	}
	if s.To != "" {
		text.ZH += " → " + s.To
		text.EN += " → " + s.To
	}
	if !s.Until.IsZero() {
		text.ZH += "，证书" + s.Until.Chinese() + "到期"
		text.EN += ", certificate until " + s.Until.String()
	}
	if !s.Since.IsZero() {
		text.ZH += "，" + s.Since.Chinese() + "起"
		text.EN += ", since " + s.Since.String()
	}
	return text
}

// sayLinks sums up.
func sayLinks(all, bad int, status *weblink.Status) finding.Text {
	text := finding.Text{
		ZH: fmt.Sprintf("共%d个站外链接，其中%d个要改", all, bad),
		EN: fmt.Sprintf("%s to other sites, %d to be mended", finding.Plural(all, "link"), bad),
	}
	if status == nil {
		text.ZH += "；没有查过能不能打开，联网后运行 fazhi links --external"
		text.EN += "; never asked whether they open: run fazhi links --external"
		return text
	}
	text.ZH += "；最近一次查询：" + status.Asked.Chinese()
	text.EN += "; last asked on " + status.Asked.String()
	return text
}
