package site

import (
	"iter"
	"net/url"
	"path"
	"slices"
	"strings"

	"fazhi/generator/finding"
)

// Fault is what is wrong with a link.
type Fault int

// The faults.
const (
	NoFile    Fault = iota // no file of the site is there
	NoPlace                // the file has no such place
	OtherCase              // a file is there whose name is written with other letters, small or large
	Folder                 // it is a folder; from disk that opens no page
	Rooted                 // it begins at the root of the host, which is not that of the site
	Outside                // it leads out of the site's folder
	Malformed              // it cannot be read as an address
	Foreign                // the browser would ask another host for it
)

// Broken is a link of a build that leads nowhere, or where it must not.
type Broken struct {
	Page    string // that has it
	Address string // as it stands there
	Fault   Fault
	File    string   // what it means, from the root of the site
	Place   string   // the place in it, "" for none
	Near    []string // addresses that are most likely meant, as the page would write them
	There   []Place  // of a file that lacks the place: the headings that it has

	slash bool // the address ends like that of a folder
}

// Links gives what a page of the files says of links, nil where there is no such
// file.
func (f *Files) Links(name string) *PageLinks {
	if l := f.links[name]; l != nil || !f.has(name) {
		return l
	}
	if f.links == nil {
		f.links = map[string]*PageLinks{}
	}
	l := ReadLinks(name, f.data[name])
	f.links[name] = l
	return l
}

// BrokenLinks follows every link of every page and style sheet whose target lies
// below a folder, "" for all. The files of one agency are judged among themselves;
// what leads out of its folder can be judged only when the site is whole. A whole
// address of the site itself, below base, is followed too; those of other hosts are
// nobody's to follow here, unless a browser would load them: that must not be,
// but for the file at allowed.
func (f *Files) BrokenLinks(folder, base, allowed string) []Broken {
	g := f.gate(base, allowed)
	var out []Broken
	for name, t := range f.targets() {
		if g.settled(name, t) {
			continue
		}
		b, open, ok := g.meant(name, t)
		if open {
			ok = !strings.HasPrefix(b.File, folder) || g.judge(&b)
		}
		if !ok {
			g.suggest(&b)
			out = append(out, b)
			continue
		}
		g.settle(t)
	}
	return out
}

// targets gives the links of all pages and style sheets, by page.
func (f *Files) targets() iter.Seq2[string, Target] {
	return func(yield func(string, Target) bool) {
		for _, name := range f.Names() {
			if !hasLinks(name) {
				continue
			}
			for _, t := range f.Links(name).Targets {
				if !yield(name, t) {
					return
				}
			}
		}
	}
}

// hasLinks tells the files whose links are followed.
func hasLinks(name string) bool {
	ext := path.Ext(name)
	return ext == ".html" || ext == ".css"
}

func (f *Files) gate(base, allowed string) *linkGate {
	return &linkGate{has: f.has, names: f.Names, links: f.Links, base: base, away: f.away, allowed: allowed}
}

// BrokenLinks follows the links of files of this site, see [Files.BrokenLinks].
func (b *Builder) BrokenLinks(f *Files, folder string) []Broken {
	return f.BrokenLinks(folder, b.opts.BaseURL, b.site.Foot.BadgeScript)
}

// linkGate judges the links of a set of files.
type linkGate struct {
	has           func(name string) bool
	names         func() []string // sorted
	links         func(name string) *PageLinks
	base, allowed string
	away          []string                   // other sites, whose pages are nobody's to follow here
	ids           map[string]map[string]bool // of files that links lead into
	lower         map[string]string          // names in small letters
	folders       map[string]bool

	page string            // whose links were followed last
	dir  string            // of it
	from map[string]string // files that addresses mean there
	done map[Target]bool   // those there that need no second look
}

// enter turns to a page.
func (g *linkGate) enter(page string) {
	if page == g.page && g.from != nil {
		return
	}
	g.page = page
	if dir := path.Dir(page); g.from == nil || dir != g.dir {
		g.dir, g.from, g.done = dir, map[string]string{}, map[Target]bool{}
	}
}

// settled reports whether an address needs no second look in the folder of a page.
func (g *linkGate) settled(page string, t Target) bool {
	g.enter(page)
	return g.done[t]
}

// settle notes that an address of the page needs no second look in its folder. One
// without a file means another place in each page.
func (g *linkGate) settle(t Target) {
	if t.Address != "" && t.Address[0] != '#' && t.Address[0] != '?' {
		g.done[t] = true
	}
}

// meant gives what a link means. Where it is open, it depends on the files whether it
// leads anywhere; else ok tells.
func (g *linkGate) meant(page string, t Target) (b Broken, open, ok bool) {
	b = Broken{Page: page, Address: t.Address}
	if to, place, ok := plainAddress(t.Address); ok {
		b.Place, b.slash = place, strings.HasSuffix(to, "/")
		if b.File = g.join(page, to); outside(b.File) {
			b.Fault = Outside
			return b, false, false
		}
		return b, true, false
	}
	u, err := url.Parse(t.Address)
	if err != nil {
		b.Fault = Malformed
		return b, false, false
	}
	to := u.EscapedPath()
	switch {
	case g.base != "" && strings.HasPrefix(t.Address, g.base) && !g.leadsAway(t.Address):
		page, to = "", strings.TrimPrefix(u.EscapedPath(), g.root())
		if to == "" || strings.HasSuffix(to, "/") {
			to += "index.html" // an address of a server, which has its own way with folders
		}
	case u.Scheme == "data", u.Scheme != "" && u.Host == "" && !t.Loads, t.Address == g.allowed:
		return b, false, true
	case u.Scheme != "" || u.Host != "":
		b.Fault = Foreign
		return b, false, !t.Loads
	case strings.HasPrefix(to, "/") || strings.HasPrefix(to, `\`):
		b.Fault, b.File = Rooted, strings.TrimLeft(u.Path, `/\`)
		return b, false, false
	case to == "":
		b.File, b.Place = page, u.Fragment
		return b, true, false
	}
	plain, err := url.PathUnescape(to)
	if err != nil {
		b.Fault = Malformed
		return b, false, false
	}
	b.File, b.Place, b.slash = path.Join(path.Dir(page), plain), u.Fragment, strings.HasSuffix(plain, "/")
	if outside(b.File) {
		b.Fault = Outside
		return b, false, false
	}
	return b, true, false
}

func outside(file string) bool { return file == ".." || strings.HasPrefix(file, "../") }

// plainAddress splits an address that is relative and of characters that stand for
// themselves, as nearly all are.
func plainAddress(address string) (to, place string, ok bool) {
	hash := len(address)
	for i := range len(address) {
		switch c := address[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c == '.', c == '-', c == '_':
		case c == '/' && i > 0:
		case c == '#' && hash == len(address):
			hash = i
		default:
			return "", "", false
		}
	}
	return address[:hash], address[min(hash+1, len(address)):], address != ""
}

// join gives the file that a relative address means in a page.
func (g *linkGate) join(page, to string) string {
	if to == "" {
		return page
	}
	g.enter(page)
	file, ok := g.from[to]
	if !ok {
		file = path.Join(g.dir, to)
		g.from[to] = file
	}
	return file
}

// leadsAway tells the pages of other sites that stand below the address of this one.
func (g *linkGate) leadsAway(address string) bool {
	return slices.ContainsFunc(g.away, func(site string) bool { return strings.HasPrefix(address, site) })
}

// judge reports whether a link that is open leads to a file and a place in it.
func (g *linkGate) judge(b *Broken) bool {
	switch {
	case g.has(b.File) && !b.slash:
		return g.placed(b)
	case g.isFolder(b.File):
		b.Fault = Folder
	default:
		b.Fault = NoFile
		if other, ok := g.lower[strings.ToLower(b.File)]; ok {
			b.Fault, b.Near = OtherCase, []string{other}
		}
	}
	return false
}

// root is the path of the site on its host.
func (g *linkGate) root() string {
	u, err := url.Parse(g.base)
	if err != nil {
		return ""
	}
	return u.EscapedPath()
}

// placed reports whether a file has the place that a link names. The top of a page
// is one without a name.
func (g *linkGate) placed(b *Broken) bool {
	if !b.wantsPlace() {
		return true
	}
	if g.ids == nil {
		g.ids = map[string]map[string]bool{}
	}
	ids := g.ids[b.File]
	if ids == nil {
		all := g.links(b.File).IDs
		ids = make(map[string]bool, len(all))
		for _, id := range all {
			ids[id] = true
		}
		g.ids[b.File] = ids
	}
	b.Fault = NoPlace
	return ids[b.Place]
}

func (b *Broken) wantsPlace() bool {
	return b.Place != "" && b.Place != "top" && path.Ext(b.File) == ".html"
}

// isFolder reports whether files stand below a path, and knows all names from then
// on.
func (g *linkGate) isFolder(name string) bool {
	if g.folders == nil {
		g.folders, g.lower = map[string]bool{".": true}, map[string]string{}
		for _, file := range g.names() {
			if old, ok := g.lower[strings.ToLower(file)]; !ok || file < old {
				g.lower[strings.ToLower(file)] = file
			}
			for dir := path.Dir(file); dir != "." && !g.folders[dir]; dir = path.Dir(dir) {
				g.folders[dir] = true
			}
		}
	}
	return g.folders[path.Clean(name)]
}

// maxNear is how many other addresses are offered.
const maxNear = 3

// suggest finds what is there instead, as the page would write it.
func (g *linkGate) suggest(b *Broken) {
	var names []string
	switch b.Fault {
	case NoPlace:
		g.suggestPlace(b)
		return
	case OtherCase:
		names = b.Near
	case Folder:
		if index := path.Join(b.File, "index.html"); g.has(index) {
			names = []string{index}
		}
	case Rooted:
		if g.has(b.File) {
			names = []string{b.File}
		}
	case NoFile:
		names = g.nearFiles(b.File)
	}
	b.Near = nil
	for _, name := range names[:min(len(names), maxNear)] {
		b.Near = append(b.Near, addressFrom(b.Page, name, b.Place))
	}
}

// suggestPlace finds the place whose heading was written in the place of its name,
// else names that are like it.
func (g *linkGate) suggestPlace(b *Broken) {
	in := g.links(b.File)
	b.There = in.Headings
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	for _, h := range in.Headings {
		if squeeze(h.Text) == squeeze(b.Place) {
			b.Near = []string{addressFrom(b.Page, b.File, h.ID)}
			return
		}
	}
	for _, id := range finding.Similar(b.Place, in.IDs) {
		b.Near = append(b.Near, addressFrom(b.Page, b.File, id))
	}
}

// addressFrom is the address of a place in a file as a page writes it.
func addressFrom(page, file, place string) string {
	if file == page && place != "" {
		return (&url.URL{Fragment: place}).String()
	}
	return (&url.URL{Path: rel(page, file), Fragment: place}).String()
}

// nearFiles finds files whose names are like one that is not there: in its folder,
// else of the same name elsewhere.
func (g *linkGate) nearFiles(name string) []string {
	var beside, bases, same []string
	for _, file := range g.names() {
		if path.Dir(file) == path.Dir(name) {
			beside, bases = append(beside, file), append(bases, path.Base(file))
		} else if path.Base(file) == path.Base(name) {
			same = append(same, file)
		}
	}
	var out []string
	for _, base := range finding.Similar(path.Base(name), bases) {
		out = append(out, beside[slices.Index(bases, base)])
	}
	if len(out) == 0 {
		out = same
	}
	return out
}
