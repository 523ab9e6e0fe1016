// Package weblink is the links of a workspace to other sites: where they stand, to
// which hosts they may lead, and how the hosts answered when they were last asked.
//
// A build never asks: it reads data/links.toml, which only `fazhi links --external`
// writes. A link that died since then is told when somebody asks again.
package weblink

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/report"
)

// Link is one link to another site, where it is written.
type Link struct {
	Address string // without the place in the page
	Pos     finding.Pos
	Every   bool // stands on every page
}

// OfSite gives the links of data/site.toml and of the pages in content/.
func OfSite(s *report.Site) []Link {
	c := collector{own: s.Domain}
	for _, item := range s.Footer {
		c.add(item.Href, item.Pos, true)
	}
	c.terms(s.License, s.Sources)
	for _, p := range s.Pages {
		c.text(p.Narrative)
	}
	return c.links
}

// OfAgency gives the links of an agency's own files: its terms, its pages, what shows
// that promises were kept. own is the domain of the site itself.
func OfAgency(a *report.Agency, own string) []Link {
	c := collector{own: own}
	c.terms(a.License, a.Sources)
	for _, p := range a.Pages {
		c.text(p.Narrative)
	}
	for _, y := range a.Commitments {
		for _, one := range y.All {
			for _, p := range one.Progress {
				c.evidence(p.Evidence)
			}
			if one.Outcome != nil {
				c.evidence(one.Outcome.Evidence)
			}
		}
	}
	return c.links
}

// OfReport gives the links of a report's narrative.
func OfReport(r *report.Report, own string) []Link {
	c := collector{own: own}
	c.text(r.Narrative)
	return c.links
}

type collector struct {
	own   string
	links []Link
}

func (c *collector) add(address string, pos finding.Pos, every bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || c.own != "" && strings.EqualFold(u.Hostname(), c.own) {
		return
	}
	u.Fragment, u.RawFragment = "", ""
	c.links = append(c.links, Link{u.String(), pos, every})
}

func (c *collector) text(doc *narrative.Doc) {
	if doc == nil {
		return
	}
	for _, w := range doc.Web {
		c.add(w.Address, w.Pos, false)
	}
}

func (c *collector) terms(l report.License, sources []report.Source) {
	c.add(l.Address, l.Pos, false)
	for _, s := range sources {
		c.add(s.Address, s.Pos, false)
	}
}

func (c *collector) evidence(all []report.Evidence) {
	for _, e := range all {
		c.add(e.URL, e.Pos, false)
	}
}

// Target is an address with all places where it is written.
type Target struct {
	Address string
	Links   []Link
}

// Targets gathers links by address, sorted.
func Targets(all []Link) []Target {
	var out []Target
	at := map[string]int{}
	for _, l := range all {
		i, ok := at[l.Address]
		if !ok {
			i = len(out)
			at[l.Address] = i
			out = append(out, Target{Address: l.Address})
		}
		out[i].Links = append(out[i].Links, l)
	}
	slices.SortFunc(out, func(a, b Target) int { return strings.Compare(a.Address, b.Address) })
	for _, t := range out {
		slices.SortStableFunc(t.Links, func(a, b Link) int {
			return cmp.Or(strings.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column))
		})
	}
	return out
}

// Files counts the files that an address is written in.
func (t Target) Files() int {
	n := 0
	for i, l := range t.Links {
		if i == 0 || t.Links[i-1].Pos.File != l.Pos.File {
			n++
		}
	}
	return n
}

// Every reports whether a link stands on every page.
func (t Target) Every() bool {
	return slices.ContainsFunc(t.Links, func(l Link) bool { return l.Every })
}

// Allowed reports whether an address leads to one of some hosts: a name, or *.gov.cn
// for all below a domain.
func Allowed(address string, hosts []string) bool {
	host := hostOf(address)
	return slices.ContainsFunc(hosts, func(h string) bool {
		if domain, ok := strings.CutPrefix(h, "*"); ok {
			return strings.HasSuffix(host, domain)
		}
		return host == h
	})
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
