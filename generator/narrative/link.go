package narrative

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"fazhi/generator/finding"
)

// Link is a link or image that leads to a file beside the narrative. Which file
// it is, whoever knows the files finds with Resolve.
type Link struct {
	Destination string // as meant: entities and escapes resolved, \ read as /
	Image       bool
	Pos         finding.Pos

	node *[]byte // the address that the page writes
}

// Web is a link to a whole address.
type Web struct {
	Address string
	Pos     finding.Pos
}

// Address gives the address that the page writes, once the file is resolved.
func (l Link) Address() string { return string(*l.node) }

// Href turns the path of a file into an address: ?, # and % in a name are
// characters of the name, and a colon makes no scheme.
func Href(path string) string { return (&url.URL{Path: path}).String() }

// Resolve finds the file that a link leads to, relative to the narrative's
// folder: the name as it is written, else without a #place behind it, else with
// %20 and the like read as in an address. The page leads there. Where no such
// file exists it gives the name that is most likely meant.
func (l Link) Resolve(exists func(name string) bool) (name string, ok bool) {
	file, place, found := strings.Cut(l.Destination, "#")
	if found && exists(l.Destination) {
		l.lead(l.Destination, "")
		return l.Destination, true
	}
	plain := unescapeURL(file)
	if exists(file) {
		plain, ok = file, true
	} else {
		ok = plain != file && exists(plain)
	}
	l.lead(plain, place)
	return plain, ok
}

// lead sets the address that the page writes.
func (l Link) lead(file, place string) {
	*l.node = []byte((&url.URL{Path: file, Fragment: unescapeURL(place)}).String())
}

func unescapeURL(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s // 50%.pdf is a name, and no address
}

// addLink judges where a link or image leads. From here on its destination is
// an address that a page can write as it is; it is empty where none is allowed.
func (d *Doc) addLink(n ast.Node, destination *[]byte, image bool, log *finding.List) {
	pos := d.Pos(span(n))
	// Nobody escapes a point behind two others; people write ..\ on Windows.
	to := meant(unescape([]byte(strings.ReplaceAll(string(*destination), `..\`, "../"))))
	*destination = nil
	if scheme, ok := schemeOf(to); ok {
		*destination = d.webAddress(scheme, to, image, pos, log)
		return
	}
	if strings.Trim(to, "#") == "" {
		log.Add(badAddress(finding.Text{ZH: "这个链接或图片没有写地址", EN: "this link or image has no address"}, pos))
		return
	}
	file := strings.ReplaceAll(to, `\`, "/")
	if strings.HasPrefix(file, "//") { // another host, by the scheme of the page
		log.Add(notAllowed(to, pos))
		return
	}
	l := Link{Destination: file, Image: image, Pos: pos, node: destination}
	l.Resolve(func(string) bool { return false }) // until the files are known
	if strings.HasPrefix(to, "#") {
		d.Places = append(d.Places, l)
	} else {
		d.Links = append(d.Links, l)
	}
}

// replaceAutoLinks makes links of <https://…>, so that there is one kind only.
// What stands in the angle brackets is no Markdown: nothing in it is resolved.
func (d *Doc) replaceAutoLinks(all []*ast.AutoLink, log *finding.List) {
	for _, n := range all {
		to := meant(string(n.URL(d.Source)))
		if n.AutoLinkType == ast.AutoLinkEmail {
			if _, ok := schemeOf(to); !ok {
				to = "mailto:" + to
			}
		}
		link := ast.NewLink()
		scheme, _ := schemeOf(to)
		link.Destination = d.webAddress(scheme, to, false, d.Pos(span(n)), log)
		label := ast.NewString(n.Label(d.Source))
		label.SetRaw(true)
		link.AppendChild(link, label)
		n.Parent().ReplaceChild(n.Parent(), n, link)
	}
}

// webAddress gives the address of a link that names a scheme, none for one that
// is not allowed.
func (d *Doc) webAddress(scheme, to string, image bool, pos finding.Pos, log *finding.List) []byte {
	web := scheme == "http" || scheme == "https"
	if image || !web && scheme != "mailto" && scheme != "tel" {
		log.Add(notAllowed(to, pos))
		return nil
	}
	if u, err := url.Parse(to); err != nil || u.Scheme != scheme || web && u.Host == "" {
		log.Add(badAddress(finding.Text{ZH: "地址写法不对：" + to, EN: "this is not how an address is written: " + to}, pos))
		return nil
	}
	if web {
		d.Web = append(d.Web, Web{to, pos})
	}
	return util.URLEscape([]byte(to), false)
}

func notAllowed(to string, pos finding.Pos) finding.Finding {
	return badAddress(finding.Text{ZH: "这个链接或图片的地址不允许使用：" + to, EN: "this address is not allowed in a link or image: " + to}, pos)
}

func badAddress(message finding.Text, pos finding.Pos) finding.Finding {
	return finding.Finding{
		ID: "link-unsafe", Severity: finding.Error, Pos: pos, Message: message,
		Expected: finding.Text{ZH: "http、https、mailto、tel 链接，或正文旁边的文件；图片只能用正文旁边的文件", EN: "an http, https, mailto or tel link, or a file beside the narrative; images only from files"},
	}
}

// meant takes out of an address what browsers take out before they read it, and
// what else cannot be seen.
func meant(to string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, to))
}

// schemeOf gives what stands before the colon of an address, in small letters
// and without blanks; ok is false for the name of a file.
func schemeOf(to string) (scheme string, ok bool) {
	scheme, _, ok = strings.Cut(to, ":")
	if !ok || strings.ContainsAny(scheme, `/\?#.`) {
		return "", false
	}
	return strings.ToLower(strings.Join(strings.Fields(scheme), "")), true
}
