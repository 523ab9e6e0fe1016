// Package hosting is what hosts and crawlers read of a site besides its pages:
// the headers that servers should send, as data; the file _headers and the
// configurations of nginx and Caddy made from them; sitemaps, robots.txt and the
// web manifest.
//
// The headers stand once, in templates/hosting/rules.toml: the policy in every
// page is taken from there too. Nothing here reads a clock, a network or a file but
// those of templates.
package hosting

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"github.com/BurntSushi/toml"
)

// Rules say how a server should give a site out.
type Rules struct {
	Page    string   // Content-Security-Policy that every page carries itself
	Badge   string   // what a page adds to it that has the script of 党政机关标识
	Policy  string   // the one for servers to send
	Headers []Header // the other headers, for every file
	Cache   Cache
	Types   []Header // media types by extension, sorted; servers may not know them
	Files   []Header // media types of files by name, sorted

	fsys fs.FS
}

// Header is a name with its value.
type Header struct{ Name, Value string }

// Cache is the values of Cache-Control.
type Cache struct {
	Assets string // for files whose names change with their bytes
	Other  string
}

// notFoundStyle is the style in 404.html, which a policy must name by its hash.
const notFoundStyle = "assets/notfound.css"

// comments are left out of a style in a page by html/template.
var comments = regexp.MustCompile(`(?s)/\*.*?\*/\s*`)

// Style gives the text of a style that stands in a page, and its hash for a policy.
func Style(src []byte) (text, hash string) {
	text = comments.ReplaceAllString(string(src), "")
	sum := sha256.Sum256([]byte(text))
	return text, "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Load reads the rules from fsys, the templates/ tree. Its errors name the file.
func Load(fsys fs.FS) (*Rules, error) {
	const name = "hosting/rules.toml"
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("hosting: %w", err)
	}
	var f struct {
		Policy struct{ Page, Header, Badge []string }
		Header []Header
		Cache  Cache
		Types  map[string]string
		Files  map[string]string
	}
	meta, err := toml.Decode(string(src), &f)
	if err != nil {
		return nil, fmt.Errorf("hosting: templates/%s: %w", name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("hosting: templates/%s: unknown key %s", name, unknown[0])
	}
	style, err := fs.ReadFile(fsys, notFoundStyle)
	if err != nil {
		return nil, fmt.Errorf("hosting: %w", err)
	}
	_, hash := Style(style)
	r := &Rules{
		Page: strings.Join(f.Policy.Page, "; "), Badge: strings.Join(f.Policy.Badge, "; "), Policy: strings.ReplaceAll(strings.Join(f.Policy.Header, "; "), "{404}", "'"+hash+"'"),
		Headers: f.Header, Cache: f.Cache, Types: sorted(f.Types), Files: sorted(f.Files), fsys: fsys,
	}
	return r, r.check(name)
}

// check finds what would break a configuration: whoever edits the file must not be
// able to close a quotation or a line.
func (r *Rules) check(name string) error {
	all := slices.Concat(r.Headers, r.Types, r.Files, []Header{{"page", r.Page}, {"header", r.Policy}, {"badge", r.Badge}, {"assets", r.Cache.Assets}, {"other", r.Cache.Other}})
	for _, h := range all {
		if h.Name == "" || h.Value == "" || strings.ContainsAny(h.Name+h.Value, "\"\\\r\n{}$") || strings.ContainsAny(h.Name, " :;") {
			return fmt.Errorf("hosting: templates/%s: %q: %q cannot be a header", name, h.Name, h.Value)
		}
	}
	return nil
}

// WithBadge gives the rules of a site that has the script of 党政机关标识.
func (r *Rules) WithBadge() *Rules {
	wide := *r
	wide.Policy += "; " + r.Badge
	return &wide
}

func sorted(m map[string]string) []Header {
	var out []Header
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Header{name, m[name]})
	}
	return out
}

// HeadersName is the file of a site that some hosts read their headers from.
const HeadersName = "_headers"

// File gives _headers: every header for every file, and what is otherwise for some.
// Hosts join what several of its paths say, so no header stands twice.
func (r *Rules) File() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "/*\n  Content-Security-Policy: %s\n", r.Policy)
	for _, h := range r.Headers {
		fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
	}
	fmt.Fprintf(&b, "/assets/*\n  Cache-Control: %s\n", r.Cache.Assets)
	for _, f := range r.Files {
		fmt.Fprintf(&b, "/%s\n  Content-Type: %s; charset=utf-8\n/*/%[1]s\n  Content-Type: %[2]s; charset=utf-8\n", f.Name, f.Value)
	}
	return b.Bytes()
}

// Place is where a server has a site.
type Place struct {
	Host string // www.example.gov.cn
	Root string // folder of the site on the server, without a slash at its end
	Path string // where the site stands on the host, / or /a/b/
}

// Servers lists the servers that there is a configuration for.
func Servers() []string { return []string{"nginx", "caddy"} }

// Config gives the configuration of a server.
func (r *Rules) Config(server string, at Place) ([]byte, error) {
	name := map[string]string{"nginx": "nginx.conf", "caddy": "Caddyfile"}[server]
	t, err := template.New(name).Funcs(template.FuncMap{
		"trim":  func(s string) string { return strings.TrimSuffix(s, "/") },
		"quote": regexp.QuoteMeta,
	}).ParseFS(r.fsys, "hosting/"+name)
	if err != nil {
		return nil, fmt.Errorf("hosting: templates/hosting/%w", err)
	}
	var b bytes.Buffer
	err = t.Execute(&b, struct {
		*Rules
		Place
		Assets       string // a regular expression of their paths
		CharsetTypes string
	}{r, at, `/assets/[^/]+[.][0-9a-f]+[.][a-z0-9]+$`, r.charsetTypes()})
	if err != nil {
		return nil, fmt.Errorf("hosting: templates/hosting/%w", err)
	}
	return b.Bytes(), nil
}

// charsetTypes are the types that are text in UTF-8, but text/html, which servers
// know to be.
func (r *Rules) charsetTypes() string {
	all := []string{"text/plain", "text/css", "text/xml", "text/javascript", "application/javascript", "application/json", "application/xml", "image/svg+xml"}
	for _, h := range slices.Concat(r.Types, r.Files) {
		all = append(all, h.Value)
	}
	return strings.Join(all, " ")
}
