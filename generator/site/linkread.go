package site

import (
	"cmp"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// PageLinks is what one page or style sheet says of links. It follows from the
// file's bytes alone, so whoever keeps the file may keep it.
type PageLinks struct {
	IDs      []string // places in it that links may lead to, in order
	Headings []Place  // those that have a heading
	Targets  []Target // in order, each address once
}

// Place is a place of a page that has a heading.
type Place struct{ ID, Text string }

// Target is an address that a page names.
type Target struct {
	Address string
	Loads   bool // the browser asks for it by itself: a style sheet, a script, an image
}

// ReadLinks reads a page or a style sheet; other files say nothing of links.
func ReadLinks(name string, data []byte) *PageLinks {
	var r linkReader
	switch path.Ext(name) {
	case ".html":
		r.page(data)
	case ".css":
		r.style(string(data))
	}
	return &r.PageLinks
}

type linkReader struct {
	PageLinks
	seen    [2]map[string]bool // addresses that are there to be followed, and that are loaded
	heading string             // the element whose text is read, "" for none
}

func (r *linkReader) add(address string, loads bool) {
	t := Target{strings.TrimSpace(address), loads}
	seen := &r.seen[0]
	if loads {
		seen = &r.seen[1]
	}
	if *seen == nil {
		*seen = make(map[string]bool, 100) // as most pages have
	}
	if !(*seen)[t.Address] {
		(*seen)[t.Address] = true
		r.Targets = append(r.Targets, t)
	}
}

func (r *linkReader) page(data []byte) {
	if rest := r.scan(string(data)); rest != "" { // what is kept are parts of this one string
		r.tokens(rest)
	}
}

// tokens reads a page, or the rest of one, whatever stands in it.
func (r *linkReader) tokens(data string) {
	z := html.NewTokenizer(strings.NewReader(data))
	inStyle := false // the text is of a style sheet
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			if text := z.Text(); inStyle {
				r.style(string(text))
			} else if r.heading != "" {
				r.Headings[len(r.Headings)-1].Text += string(text)
			}
		case html.EndTagToken:
			inStyle = false
			if name, _ := z.TagName(); string(name) == r.heading {
				r.heading = ""
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if !more && (len(name) != 5 || string(name) != "style") {
				continue
			}
			tag := string(name)
			inStyle = tag == "style"
			var e element
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				if key := string(key); leads(key) {
					e.take(key, string(value))
				}
			}
			r.start(tag, &e)
		}
	}
}

// start takes what a start tag says.
func (r *linkReader) start(tag string, e *element) {
	r.element(tag, e)
	if e.id != "" && len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' {
		r.heading = tag
		r.Headings = append(r.Headings, Place{ID: e.id})
	}
}

// element is what is of interest in the attributes of one.
type element struct {
	id, name, rel, style, content, equiv string

	href       string
	linked     bool     // there is an href, if an empty one
	loads      []string // src, poster and the like
	sets       []string // srcset
	forms      []string // where forms go
	data, xref string
}

// leads tells the attributes that are of interest.
func leads(key string) bool {
	switch key {
	case "id", "name", "rel", "style", "content", "http-equiv", "href", "xlink:href", "src", "poster", "data", "srcset", "imagesrcset", "action", "formaction":
		return true
	}
	return false
}

func (e *element) take(key, value string) {
	switch key {
	case "id":
		e.id = value
	case "name":
		e.name = value
	case "rel":
		e.rel = value
	case "style":
		e.style = value
	case "content":
		e.content = value
	case "http-equiv":
		e.equiv = value
	case "href":
		e.href, e.linked = value, true
	case "xlink:href":
		e.xref = value
	case "src", "poster":
		e.loads = append(e.loads, value)
	case "data":
		e.data = value
	case "srcset", "imagesrcset":
		e.sets = append(e.sets, value)
	case "action", "formaction":
		e.forms = append(e.forms, value)
	}
}

// loading are the relations of a <link> whose file a browser asks for by itself.
var loading = regexp.MustCompile(`(?i)\b(stylesheet|icon|apple-touch-icon|manifest|preload|modulepreload|prefetch)\b`)

func (r *linkReader) element(tag string, e *element) {
	if e.id != "" {
		r.IDs = append(r.IDs, e.id)
	}
	switch tag {
	case "a", "area":
		if e.name != "" && tag == "a" {
			r.IDs = append(r.IDs, e.name)
		}
		if e.linked {
			r.add(e.href, false)
		}
		if e.xref != "" {
			r.add(e.xref, false)
		}
	case "link":
		if e.linked {
			r.add(e.href, loading.MatchString(e.rel))
		}
	case "use", "image":
		if to := cmp.Or(e.href, e.xref); to != "" {
			r.add(to, true)
		}
	case "object":
		if e.data != "" {
			r.add(e.data, true)
		}
	case "meta":
		if _, to, ok := strings.Cut(e.content, "="); ok && strings.EqualFold(e.equiv, "refresh") {
			r.add(strings.Trim(to, ` '"`), false)
		}
	}
	for _, to := range e.loads {
		r.add(to, true)
	}
	for _, set := range e.sets {
		for one := range strings.SplitSeq(set, ",") {
			if to, _, _ := strings.Cut(strings.TrimSpace(one), " "); to != "" {
				r.add(to, true)
			}
		}
	}
	for _, to := range e.forms {
		r.add(to, false)
	}
	if e.style != "" {
		r.style(e.style)
	}
}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssURL     = regexp.MustCompile(`(?i)url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')`)
)

func (r *linkReader) style(text string) {
	for _, m := range cssURL.FindAllStringSubmatch(cssComment.ReplaceAllString(text, ""), -1) {
		r.add(m[1]+m[2]+m[3]+m[4]+m[5], true)
	}
}
