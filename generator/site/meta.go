package site

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/narrative"
	"fazhi/generator/page"
	"fazhi/generator/report"
	"fazhi/generator/tomlfile"
)

// The <meta> names of government pages (政府网站发展指引, annex 网页设计规范) come in
// three sets: the site's on every page, the column's on every page but those that
// stand in for another, the article's on what was published on a day. A page that
// is compiled from data, such as a table of all years, is a part of its column and
// no article: it has no day of publication of its own, and one is never invented.

// siteMeta is the set of the site.
func (b *Builder) siteMeta() page.Meta {
	return page.Meta{SiteName: b.site.Title, SiteDomain: b.site.Domain, SiteIDCode: b.idCode()}
}

// idCode is the site's code for machines: a remark in its place, as a
// demonstration has, is none.
func (b *Builder) idCode() string {
	if digits(b.site.IDCode) == "" {
		return ""
	}
	return b.site.IDCode
}

// column is the set of a column of the portal: of a page that no agency has.
func (b *Builder) column(m *page.Meta, title, description, kind string) {
	m.ColumnName, m.ColumnKeywords, m.ColumnType = title, title, b.columns.Pages[kind]
	m.ColumnDescription = cmp.Or(description, title)
}

// column is the set of the pages of a form, or of the agency's others where v is
// nil.
func (g *agencyBuild) column(m *page.Meta, v *seriesView) {
	if v == nil {
		m.ColumnName, m.ColumnDescription, m.ColumnKeywords = g.agency.Name, g.agency.Name, g.agency.ShortName()
		m.ColumnType = g.columns.Pages["agency"]
		return
	}
	g.columnOf(m, v.Form.Title, v.Form.ColumnType)
}

func (g *agencyBuild) columnOf(m *page.Meta, title, kind string) {
	m.ColumnName, m.ColumnType = title, kind
	m.ColumnDescription, m.ColumnKeywords = g.agency.Name+title, g.agency.ShortName()+","+title
}

// article is the set of an article: what is published, when, by whom.
func (b *Builder) article(m *page.Meta, name, title, source, published string) {
	m.ArticleTitle, m.ContentSource, m.PubDate = title, source, published
	if b.opts.BaseURL != "" {
		m.Url = b.opts.BaseURL + name
	}
}

// articleMeta is the set of a report.
func (g *agencyBuild) articleMeta(m *page.Meta, r *report.Report, name string) {
	g.article(m, name, r.Title, g.agency.Name, pubDate(r.Published, r.Clock))
	m.Keywords, m.Description, m.Author = strings.Join(r.Keywords, ","), cmp.Or(r.Summary, opening(r.Narrative)), r.Author
	m.Image = g.firstImage(name, r.Narrative)
}

// longestOpening is how many characters of a text stand for a summary: search
// engines show no more.
const longestOpening = 110

// opening is how a text begins, for one without a summary: its first paragraph, as
// far as whole sentences of it are short enough.
func opening(doc *narrative.Doc) string {
	if doc == nil {
		return ""
	}
	for _, p := range doc.Pieces() {
		if p.Heading != nil && p.Text == doc.BlockText(p.Heading.Node) {
			continue
		}
		runes := []rune(strings.TrimSpace(p.Text))
		if len(runes) <= longestOpening {
			return string(runes)
		}
		start := string(runes[:longestOpening])
		if i := strings.LastIndex(start, "。"); i > 0 {
			return start[:i+len("。")]
		}
		return start + "…"
	}
	return ""
}

// pubDate is 发布时间 as it was authored: with the time of day only where one was
// given. 00:00 in its place would be a time that nobody stated.
func pubDate(at time.Time, clock bool) string {
	switch {
	case at.IsZero():
		return ""
	case clock:
		return at.In(tomlfile.Beijing()).Format("2006-01-02 15:04")
	}
	return at.Format(time.DateOnly)
}

// pubDay is pubDate for a day, "" for none.
func pubDay(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// firstImage is the whole address of the first image of a text, where the site's
// own is known.
func (b *Builder) firstImage(name string, doc *narrative.Doc) string {
	base, err := url.Parse(b.opts.BaseURL + name)
	if b.opts.BaseURL == "" || doc == nil || err != nil {
		return ""
	}
	for _, l := range doc.Links {
		if l.Image {
			if u, err := base.Parse(l.Address()); err == nil {
				return u.String()
			}
		}
	}
	return ""
}

// pubFact is the day and time that a record states, as pubDate writes it.
func pubFact(fact string) string {
	var year, month, day, hour, minute int
	switch n, _ := fmt.Sscanf(fact, "%d年%d月%d日 %d:%d", &year, &month, &day, &hour, &minute); n {
	case 5:
		return fmt.Sprintf("%04d-%02d-%02d %02d:%02d", year, month, day, hour, minute)
	case 3:
		return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	}
	return ""
}
