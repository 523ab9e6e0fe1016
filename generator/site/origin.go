package site

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/feed"
	"fazhi/generator/page"
)

// sourcesPath is the page that says where the agencies of a portal were found that has
// none of its own; harvestName says it to programs. Both addresses are promises.
const (
	sourcesPath = "sources/index.html"
	harvestName = "harvest.json"
)

// Origin says where an agency was found whose pages stand on another site.
type Origin struct {
	v1.Harvested
	Sealed int // reports that were proved
}

// Harvest takes in an agency of another site: whatever leads to it leads there.
func (p *Portal) Harvest(a *v1.Agency, from Origin) {
	p.take(&portalRow{at: from.Site + a.ID + "/", from: &from}, a)
}

// LeaveOut notes an agency that an earlier harvest took, so that its log is still known
// when it is taken again. The portal says nothing else of it.
func (p *Portal) LeaveOut(earlier v1.Harvested) { p.leftOut = append(p.leftOut, earlier) }

// others gives the addresses of the sites whose agencies the portal has.
func (p *Portal) others() []string {
	seen := map[string]bool{}
	for _, r := range p.rows {
		if r.from != nil {
			seen[r.from.Site] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// entries has what is new lead to where it stands.
func (r *portalRow) entries(all []feed.Entry) []feed.Entry {
	if r.from != nil {
		for i := range all {
			all[i].Path = r.from.Site + all[i].Path
		}
	}
	return all
}

// originNote says beside the name of an agency where it was found, in short.
func (b *Builder) originNote(o *Origin) string {
	return b.word("origin.note_"+o.Proof, host(o.Site))
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}

// addSources adds the page of sources and the list of them.
func (p *Portal) addSources(files *Files, d *directory, demo bool) error {
	if !p.opts.Harvest {
		return nil
	}
	b := p.Builder
	f := b.base(sourcesPath, b.word("origin.title"))
	f.Demo, f.AsOf = demo, day(b.opts.AsOf)
	f.Crumbs = []page.Link{{Label: b.word("site.home"), Href: rel(sourcesPath, "index.html")}, {Label: f.Title}}
	b.column(&f.Meta, f.Title, b.word("origin.about"), "portal")
	out := page.Sources{Frame: f, Lists: d.lists(sourcesPath, -1)}
	list := v1.Harvest{Schema: v1.HarvestSchema, AsOf: b.opts.AsOf.String(), Agencies: []v1.Harvested{}}
	for _, r := range p.rows {
		one := page.SourceAgency{
			Agency: page.Link{Label: r.name, Href: r.at + "index.html", Away: true},
			Site:   page.Link{Label: host(r.from.Site), Href: r.from.Site + "index.html", Away: true},
			Proof:  r.from.Proof, Sealed: r.from.Sealed, Key: r.from.Key,
		}
		if r.demo {
			one.Note = b.word("mark.demo")
		}
		if out.Lists == nil {
			out.Agencies = append(out.Agencies, one)
		}
		list.Agencies = append(list.Agencies, r.from.Harvested)
	}
	if err := p.addTo(files, sourcesPath, out); err != nil {
		return err
	}
	list.Seen = slices.Clone(p.leftOut)
	byID := func(x, y v1.Harvested) int { return strings.Compare(x.ID, y.ID) }
	slices.SortFunc(list.Agencies, byID)
	slices.SortFunc(list.Seen, byID)
	data, err := list.Encode()
	if err != nil {
		return err
	}
	return files.Add(harvestName, data)
}

// Harvested gives where the agencies of a portal were found, nil of a tree that is no
// such portal. The error is a *ChangedError where the list was changed.
func (b *Built) Harvested() (*v1.Harvest, error) {
	there, err := b.list().get(harvestName)
	if there == nil || err != nil {
		return nil, err
	}
	data, err := b.read(harvestName)
	if err != nil {
		return nil, err
	}
	h, err := v1.DecodeHarvest(data)
	if err != nil {
		return nil, &ChangedError{harvestName}
	}
	return h, nil
}
