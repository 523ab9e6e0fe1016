package pack

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Single makes one file of a page: its styles within it, no scripts, images within
// it. link gives the address that a relative link gets, "" for one that would lead
// nowhere and becomes plain text; image gives the bytes of an image, nil where it
// is not known.
func Single(page, css []byte, link func(string) string, image func(string) []byte) ([]byte, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	var drop []*html.Node
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Script:
			if attr(n, "src") != "" {
				drop = append(drop, n)
			}
		case atom.Link:
			drop = append(drop, n)
		case atom.Meta:
			if attr(n, "http-equiv") == "Content-Security-Policy" {
				set(n, "content", policy(css))
			}
		case atom.A:
			if href := attr(n, "href"); href != "" && !strings.HasPrefix(href, "#") && !strings.Contains(href, ":") {
				relink(n, link(href))
			}
		case atom.Img:
			if data := image(attr(n, "src")); data != nil {
				set(n, "src", "data:"+kindOf(attr(n, "src"))+";base64,"+base64.StdEncoding.EncodeToString(data))
			}
		case atom.Details:
			if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "class" && a.Val == "settings" }) {
				drop = append(drop, n) // nothing is remembered in a file
			}
		case atom.Form:
			drop = append(drop, n) // there is nothing to search
		case atom.Head:
			style := &html.Node{Type: html.ElementNode, Data: "style", DataAtom: atom.Style}
			style.AppendChild(&html.Node{Type: html.TextNode, Data: string(css)})
			n.AppendChild(style)
		}
	}
	for _, n := range drop {
		n.Parent.RemoveChild(n)
	}
	var out bytes.Buffer
	err = html.Render(&out, root)
	return out.Bytes(), err
}

// policy allows the file its own styles and images, and nothing else.
func policy(css []byte) string {
	sum := sha256.Sum256(css)
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'"
}

func kindOf(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".svg":
		return "image/svg+xml"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	}
	return "image/png"
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func set(n *html.Node, name, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
		}
	}
}

// relink gives a link another address, or makes it plain text.
func relink(n *html.Node, href string) {
	if href != "" {
		set(n, "href", href)
		return
	}
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" })
}
