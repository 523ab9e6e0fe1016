package site

import (
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"
)

// CrossLinks gathers the links of a site's parts that lead out of their folders.
// They can be judged only when all parts are there; until then a part's pages need
// not be kept: each target is, once for all parts that lead there.
type CrossLinks struct {
	parts []crossPart
	known map[string]string // targets, each with itself
}

// crossPart is what is known of a part's links.
type crossPart struct {
	Leads
	bad bool // it has one that is wrong wherever it may lead
}

// Leads is what leads out of the folder of a part.
type Leads struct {
	folder string   // with a slash; "" for none
	inside bool     // links within the folder are not judged yet either
	pages  []string // that stand elsewhere
	to     []string // files, with a slash behind those written like folders, and places
	bad    bool
}

// Leads gives what leads out of an agency's folder, once that which stays within was
// judged by BrokenLinks. With inside both are given, as of pages that no build of now
// has made.
func (b *Builder) Leads(f *Files, folder string, inside bool) Leads {
	g := f.gate(b.opts.BaseURL, b.site.Foot.BadgeScript)
	out := Leads{folder: folder, inside: inside}
	seen := map[string]bool{}
	for name, t := range f.targets() {
		if !inside && staysBelow(t.Address) && strings.HasPrefix(name, folder) || g.settled(name, t) {
			continue
		}
		g.settle(t)
		to, open, ok := g.meant(name, t)
		if !open {
			out.bad = out.bad || !ok && inside
			continue
		}
		if !inside && strings.HasPrefix(to.File, folder) {
			continue
		}
		if key := to.key(); !seen[key] {
			seen[key] = true
			out.to = append(out.to, key)
		}
	}
	for _, name := range f.Names() {
		if hasLinks(name) && (folder == "" || !strings.HasPrefix(name, folder)) {
			out.pages = append(out.pages, name)
		}
	}
	return out
}

// staysBelow reports whether an address can mean nothing but what stands in or below
// the folder of its page, as can be told at once of most.
func staysBelow(address string) bool {
	to, _, plain := plainAddress(address)
	return plain && !strings.Contains(to, "..")
}

// savedLeads is how Leads are kept between builds.
type savedLeads struct {
	Folder string
	Inside bool     `json:",omitempty"`
	Pages  []string `json:",omitempty"`
	To     []string `json:",omitempty"`
	Bad    bool     `json:",omitempty"`
}

// MarshalJSON implements json.Marshaler.
func (l Leads) MarshalJSON() ([]byte, error) {
	return json.Marshal(savedLeads{l.folder, l.inside, l.pages, l.to, l.bad})
}

// UnmarshalJSON implements json.Unmarshaler.
func (l *Leads) UnmarshalJSON(data []byte) error {
	var s savedLeads
	err := json.Unmarshal(data, &s)
	*l = Leads{s.Folder, s.Inside, s.Pages, s.To, s.Bad}
	return err
}

// key is what a link means, as a text.
func (b *Broken) key() string {
	key := b.File
	if b.slash {
		key += "/"
	}
	if !b.wantsPlace() {
		return key
	}
	return placeIn(key, b.Place)
}

// placeIn is a place in a file, "" for the file, as a text that no other has.
func placeIn(file, place string) string {
	if place == "" {
		return file
	}
	return file + "\x00" + place
}

// Add takes in a part.
func (c *CrossLinks) Add(l Leads) {
	if c.known == nil {
		c.known = map[string]string{}
	}
	for i, to := range l.to {
		if _, ok := c.known[to]; !ok {
			to = strings.Clone(to)
			c.known[to] = to
		}
		l.to[i] = c.known[to]
	}
	c.parts = append(c.parts, crossPart{l, l.bad})
}

// Broken judges all links that were gathered, now that the site is whole. Only where
// one is broken are pages read again, to tell which have it.
func (c *CrossLinks) Broken(b *Builder, tree *Built) ([]Broken, error) {
	lost, err := c.lost(tree)
	if err != nil {
		return nil, err
	}
	g := &linkGate{base: b.opts.BaseURL, allowed: b.site.Foot.BadgeScript}
	var out []Broken
	var open []bool
	for _, p := range c.parts {
		if !p.bad && !slices.ContainsFunc(p.to, func(to string) bool { return lost[to] }) {
			continue
		}
		pages, err := p.all(tree)
		if err != nil {
			return nil, err
		}
		for _, name := range pages {
			data, err := tree.read(name)
			if err != nil {
				return nil, err
			}
			for _, t := range ReadLinks(name, data).Targets {
				one, isOpen, ok := g.meant(name, t)
				own := !p.inside && strings.HasPrefix(one.File, p.folder)
				if isOpen && !own && lost[one.key()] || !isOpen && !ok && p.inside {
					out, open = append(out, one), append(open, isOpen)
				}
			}
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	if err := g.know(tree, out); err != nil {
		return nil, err
	}
	for i := range out {
		if open[i] {
			g.judge(&out[i])
		}
		g.suggest(&out[i])
	}
	slices.SortStableFunc(out, func(a, b Broken) int { return strings.Compare(a.Page, b.Page) })
	return out, nil
}

// all gives the pages of a part.
func (p *crossPart) all(tree *Built) ([]string, error) {
	pages := slices.Clone(p.pages)
	if p.folder == "" {
		return pages, nil
	}
	below, err := tree.in(strings.TrimSuffix(p.folder, "/"))
	for _, f := range below {
		if hasLinks(f.Path) {
			pages = append(pages, f.Path)
		}
	}
	return pages, err
}

// lost gives the targets that lead nowhere: both they and the files of the tree are
// gone through in the order of their names.
func (c *CrossLinks) lost(tree *Built) (map[string]bool, error) {
	lost := map[string]bool{}
	wanted := map[string][]string{} // places by file
	for to := range c.known {
		file, place, _ := strings.Cut(to, "\x00")
		wanted[file] = append(wanted[file], place)
	}
	files := slices.Sorted(maps.Keys(wanted))
	miss := func(file string) {
		for _, place := range wanted[file] {
			lost[placeIn(file, place)] = true
		}
	}
	i := 0
	var found []string
	for f, err := range tree.all() {
		if err != nil {
			return nil, err
		}
		for ; i < len(files) && files[i] < f.Path; i++ {
			miss(files[i])
		}
		if i < len(files) && files[i] == f.Path {
			found = append(found, files[i])
			i++
		}
	}
	for ; i < len(files); i++ {
		miss(files[i])
	}
	for _, file := range found {
		places := slices.DeleteFunc(wanted[file], func(place string) bool { return place == "" })
		if len(places) == 0 {
			continue
		}
		data, err := tree.read(file)
		if err != nil {
			return nil, err
		}
		there := map[string]bool{}
		for _, id := range ReadLinks(file, data).IDs {
			there[id] = true
		}
		for _, place := range places {
			if !there[place] {
				lost[placeIn(file, place)] = true
			}
		}
	}
	return lost, nil
}

// know lets a gate judge and suggest for broken links: of all names it gets those
// that may have to do with them.
func (g *linkGate) know(tree *Built, broken []Broken) error {
	files, folders, bases, small := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, b := range broken {
		files[b.File], folders[path.Dir(b.File)], bases[path.Base(b.File)], small[strings.ToLower(b.File)] = true, true, true, true
	}
	near := map[string]bool{}
	var names []string
	for f, err := range tree.all() {
		if err != nil {
			return err
		}
		name := f.Path
		keep := folders[path.Dir(name)] || bases[path.Base(name)] || small[strings.ToLower(name)]
		for dir := path.Dir(name); !keep && dir != "."; dir = path.Dir(dir) {
			keep = files[dir] // a folder was meant
		}
		if keep {
			near[name] = true
			names = append(names, name)
		}
	}
	pages := map[string]*PageLinks{}
	g.has, g.names = func(name string) bool { return near[name] }, func() []string { return names }
	g.links = func(name string) *PageLinks {
		if pages[name] == nil {
			data, err := tree.read(name)
			if err != nil {
				data = nil // it was there a moment ago
			}
			pages[name] = ReadLinks(name, data)
		}
		return pages[name]
	}
	return nil
}
