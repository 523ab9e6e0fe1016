package page

import "strings"

// Property is what a page says of itself to programs that show links to it, in the
// terms of Open Graph (ogp.me).
type Property struct{ Name, Content string }

// Share lists the page's properties. A demonstration, a draft and a page that is
// not to be found have none: a link that is passed on does not show their mark.
func (f Frame) Share() []Property {
	if f.Demo || f.Draft || f.NoIndex || f.Title == "" {
		return nil
	}
	kind, said := "website", f.Meta.ColumnDescription
	if f.Meta.ArticleTitle != "" {
		kind, said = "article", f.Meta.Description
	}
	all := []Property{
		{"og:title", f.Title}, {"og:type", kind}, {"og:site_name", f.Site}, {"og:description", said},
		{"og:url", f.Address}, {"og:image", f.Picture}, {"article:published_time", moment(f.Meta.PubDate)},
	}
	var out []Property
	for _, p := range all {
		if p.Content != "" {
			out = append(out, p)
		}
	}
	return out
}

// Said is what a search engine shows of a page that is no article: an article has
// its Description.
func (f Frame) Said() string {
	switch d := f.Meta.ColumnDescription; {
	case f.Meta.Description != "", f.Meta.ArticleTitle != "", d == "":
		return ""
	case f.Title == "" || strings.Contains(d, f.Title):
		return d
	default:
		return f.Title + " · " + d
	}
}

// moment gives a PubDate, which is of Beijing, as ISO 8601.
func moment(date string) string {
	if day, clock, ok := strings.Cut(date, " "); ok {
		return day + "T" + clock + ":00+08:00"
	}
	return date
}
