package record

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// linkedType is the type of a script that holds no program but what the page says
// to machines.
const linkedType = "application/ld+json"

// Head is what a page says of itself to browsers and machines.
type Head struct {
	Title  string
	Meta   map[string][]string // by name
	Linked []any               // schema.org, as JSON has it
	Share  map[string]string   // <meta property>
	Whole  []string            // whole addresses of the page itself
	Odd    []string            // what no head has
	Demo   bool                // the page says that it is a demonstration
}

func (p *Page) readHead(root *html.Node) {
	h := &p.Head
	h.Meta, h.Share = map[string][]string{}, map[string]string{}
	for n := range root.Descendants() {
		switch {
		case n.DataAtom == atom.Title && n.Parent != nil && n.Parent.DataAtom == atom.Head:
			h.Title += text(n)
		case n.DataAtom == atom.Meta:
			h.meta(n)
		case n.DataAtom == atom.Link && attr(n, "rel") == "canonical":
			h.Whole = append(h.Whole, attr(n, "href"))
		case n.DataAtom == atom.Link && !ownAddress(attr(n, "href")):
			h.Odd = append(h.Odd, "link "+attr(n, "href"))
		case n.DataAtom == atom.Script && attr(n, "type") == linkedType:
			var v any
			if n.FirstChild == nil || json.Unmarshal([]byte(n.FirstChild.Data), &v) != nil {
				h.Odd = append(h.Odd, linkedType)
			}
			h.Linked = append(h.Linked, v)
		case n.DataAtom == atom.P && has(n, "band") && has(n, "demo"):
			h.Demo = true
		}
	}
}

func (h *Head) meta(n *html.Node) {
	name, content := attr(n, "name"), tidy(attr(n, "content"))
	switch {
	case name != "":
		h.Meta[name] = append(h.Meta[name], content)
		if name == "Url" {
			h.Whole = append(h.Whole, content)
		}
	case attr(n, "property") != "" && h.Share[attr(n, "property")] == "":
		h.Share[attr(n, "property")] = content
		if attr(n, "property") == "og:url" {
			h.Whole = append(h.Whole, content)
		}
	case attr(n, "charset") != "" && len(n.Attr) == 1, strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy"):
	default:
		h.Odd = append(h.Odd, "meta "+attr(n, "http-equiv")+attr(n, "property")+" "+content)
	}
}

// holdsHead lists where a page says otherwise to machines than its record. What
// the site says of itself (its name, the column) is not the report's.
func (r *Report) holdsHead(h *Head) []Mismatch {
	var out []Mismatch
	wrong := func(name, page, sealed string) { out = append(out, Mismatch{"head", name, page, sealed}) }
	title := tidy(r.Title)
	if h.Title != title && !strings.HasPrefix(h.Title, title+" ") {
		wrong("title", h.Title, title)
	}
	for _, odd := range h.Odd {
		wrong("", odd, "")
	}
	if demo := len(r.Figures) > 0 && r.Figures[0].Demo; len(r.Figures) > 0 && demo != h.Demo {
		wrong("demo", "", r.AgencyName)
	}
	for name, values := range h.Meta {
		for _, v := range values {
			if sealed, ok := r.meta(name, v); !ok {
				wrong(name, v, sealed)
			}
		}
	}
	for name, v := range h.Share {
		if sealed, ok := r.share(name, v); !ok {
			wrong(name, v, sealed)
		}
	}
	for _, address := range h.Whole {
		if address != h.Whole[0] || !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
			wrong("url", address, h.Whole[0])
		}
	}
	slices.SortFunc(out, func(a, b Mismatch) int { return strings.Compare(a.Name+a.Page, b.Name+b.Page) })
	for _, v := range h.Linked {
		r.linked("", v, wrong)
	}
	return out
}

// meta tells whether a <meta> may say what it says.
func (r *Report) meta(name, value string) (sealed string, ok bool) {
	switch name {
	case "ArticleTitle":
		return tidy(r.Title), value == tidy(r.Title)
	case "PubDate":
		sealed = r.Fact("published")
		return sealed, sameNumbers(value, sealed)
	case "ContentSource":
		return r.Fact("issuer"), value == tidy(r.Fact("issuer")) || value == tidy(r.AgencyName)
	case "Description":
		return "", r.Sourced(value) || r.begins(value)
	case "Keywords":
		return "", !slices.ContainsFunc(strings.Split(value, ","), func(s string) bool { return !r.Sourced(s) })
	case "Author":
		return "", r.Sourced(value)
	case "Image":
		return "", slices.ContainsFunc(r.Attachments, func(a Attachment) bool { return strings.HasSuffix(unescaped(value), "/"+a.Path) })
	case "viewport", "robots", "color-scheme", "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType", "Url", "generator":
		return "", true
	}
	return "", false
}

// begins tells whether a paragraph begins with a text, which may be cut off.
func (r *Report) begins(s string) bool {
	s = strings.TrimSuffix(s, "…")
	return s != "" && slices.ContainsFunc(r.Paragraphs, func(p string) bool { return strings.HasPrefix(tidy(p), s) })
}

func unescaped(address string) string {
	if s, err := url.PathUnescape(address); err == nil {
		return s
	}
	return address
}

// share does so for <meta property>.
func (r *Report) share(name, value string) (sealed string, ok bool) {
	switch name {
	case "og:title":
		return tidy(r.Title), value == tidy(r.Title)
	case "og:description":
		return r.meta("Description", value)
	case "article:published_time":
		sealed = r.Fact("published")
		return sealed, sameNumbers(value, sealed)
	case "og:type", "og:site_name", "og:locale", "og:url", "og:image":
		return "", true
	}
	return "", false
}

// Fact gives a particular of the report by its name, "" where it is not given.
func (r *Report) Fact(name string) string {
	for _, f := range r.Facts {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// KeyFigures gives the keys of the figures that the page shows first.
func (r *Report) KeyFigures() []string {
	var out []string
	for _, k := range r.Keys {
		out = append(out, k.Key)
	}
	return out
}

// Sourced tells whether a text stands in the sources.
func (r *Report) Sourced(s string) bool {
	s = tidy(s)
	return slices.ContainsFunc(r.Sources, func(t Source) bool {
		return strings.Contains(tidy(t.Text), s) || slices.ContainsFunc(stringsOf(t), func(u string) bool { return strings.Contains(tidy(u), s) })
	})
}

// linked walks through what a page says in the terms of schema.org.
func (r *Report) linked(key string, v any, wrong func(name, page, sealed string)) {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range sortedKeys(v) {
			if k == "name" && v["@type"] == "Report" {
				if s, _ := v[k].(string); tidy(s) != tidy(r.Title) {
					wrong(k, s, r.Title)
				}
				continue
			}
			r.linked(k, v[k], wrong)
		}
	case []any:
		for _, one := range v {
			r.linked(key, one, wrong)
		}
	case string:
		if sealed, ok := r.linkedValue(key, v); !ok {
			wrong(key, v, sealed)
		}
	case float64:
		if key != "position" {
			wrong(key, "", "")
		}
	default:
		wrong(key, "", "")
	}
}

func (r *Report) linkedValue(key, v string) (sealed string, ok bool) {
	switch key {
	case "abstract":
		return r.meta("Description", tidy(v))
	case "reportNumber":
		return r.Fact("number"), v == r.Fact("number")
	case "identifier":
		return r.Fact("index"), v == r.Fact("index")
	case "dateCreated":
		return r.Fact("signed"), sameNumbers(v, r.Fact("signed"))
	case "datePublished":
		return r.Fact("published"), sameNumbers(v, r.Fact("published"))
	case "temporalCoverage":
		return r.Fact("period"), samePeriod(v, r.Fact("period"))
	case "@context", "@type", "@id", "url", "item", "contentUrl", "encodingFormat", "inLanguage", "license", "name", "description":
		return "", true // names are judged as words of the page
	}
	return "", false
}

// linkedWords takes up the names that a page tells machines as pieces of it.
func (p *Page) linkedWords(key string, v any) {
	switch v := v.(type) {
	case map[string]any:
		if v["@type"] == "ListItem" {
			return // navigation
		}
		for _, k := range sortedKeys(v) {
			p.linkedWords(k, v[k])
		}
	case []any:
		for _, one := range v {
			p.linkedWords(key, one)
		}
	case string:
		if key != "name" && key != "description" {
			return
		}
		v = tidy(v)
		if rest := strings.TrimPrefix(v, p.Title+" "); rest != v {
			v = rest // a table's caption behind the title
		} else if len(p.Facts) > 0 && v != p.Title {
			v = strings.TrimPrefix(v, p.Facts[0]) // and behind the agency's name
		}
		p.Rest = append(p.Rest, Piece{Text: v, Place: Label})
	}
}

// sameNumbers tells whether a date for machines and one for people are the same
// as far as both say it: 2024-01-26T09:30:00+08:00, 2024年1月26日 09:30.
func sameNumbers(iso, said string) bool {
	a, b := numbers(iso), numbers(said)
	n := min(len(a), len(b))
	return len(b) >= 3 && n >= 3 && slices.Equal(a[:n], b[:n])
}

// samePeriod does so for 2023-01-01/2023-12-31 and 2023年1月1日至12月31日.
func samePeriod(iso, said string) bool {
	a, b := numbers(iso), numbers(said)
	if len(a) == 6 && len(b) == 5 {
		b = slices.Insert(b, 3, b[0])
	}
	return slices.Equal(a, b)
}

func numbers(s string) []int {
	var out []int
	in := false
	for _, c := range s {
		digit := c >= '0' && c <= '9'
		switch {
		case digit && !in:
			out = append(out, int(c-'0'))
		case digit:
			out[len(out)-1] = out[len(out)-1]*10 + int(c-'0')
		}
		in = digit
	}
	return out
}

// SameDate tells whether a date of agency.json and one of a page are the same; no
// date is the same as none.
func SameDate(iso, said string) bool { return iso == "" && said == "" || sameNumbers(iso, said) }
