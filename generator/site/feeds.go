package site

import (
	"fazhi/generator/feed"
	"fazhi/generator/page"
	"fazhi/generator/report"
)

// content is the language of what agencies write, whatever that of the interface.
const content = "zh-CN"

func (b *Builder) feedWords() feed.Words { return b.Words("feed") }

// readNews makes the feed of the agency. One with drafts has no entries: readers
// keep what they once read.
func (g *agencyBuild) readNews() *feed.Feed {
	if g.opts.Draft || !g.site.Has(report.FeedPart) {
		return &feed.Feed{}
	}
	a := *g.figures()
	a.Log = g.exportLog()
	return feed.Of(&a, content, g.feedWords())
}

// planFeed plans the two files of the agency's feed, where there is anything to
// tell.
func (g *agencyBuild) planFeed() {
	f := g.news()
	if len(f.Entries) == 0 {
		return
	}
	// Readers who subscribed under a former folder name go on reading there.
	for _, dir := range append([]string{g.agency.ID}, g.agency.Former...) {
		at := *f
		at.Path = dir + "/"
		g.entries = append(g.entries,
			entry{at.Path + feed.AtomName, func() ([]byte, error) { return at.Atom(g.opts.BaseURL) }},
			entry{at.Path + feed.JSONName, func() ([]byte, error) { return at.JSON(g.opts.BaseURL) }})
	}
}

// portalFeed is what is new among all agencies, still without entries. Its id follows
// from the site's title.
func (b *Builder) portalFeed() *feed.Feed {
	return &feed.Feed{ID: feed.ID("", b.site.Title), Title: b.word("feed.title", b.site.Title), About: b.word("feed.about"), Author: b.site.Title, Language: content}
}

// addFeed adds the two files of the portal's feed.
func (b *Builder) addFeed(files *Files, f *feed.Feed) error {
	if len(f.Entries) == 0 {
		return nil
	}
	for _, one := range []struct {
		name string
		make func(string) ([]byte, error)
	}{{feed.AtomName, f.Atom}, {feed.JSONName, f.JSON}} {
		data, err := one.make(b.opts.BaseURL)
		if err != nil {
			return err
		}
		if err := files.Add(one.name, data); err != nil {
			return err
		}
	}
	return nil
}

// subscribe says on a page where a feed is.
func subscribe(name string, f *feed.Feed) page.Feed {
	if len(f.Entries) == 0 {
		return page.Feed{}
	}
	return page.Feed{Title: f.Title, Atom: rel(name, f.Path+feed.AtomName), JSON: rel(name, f.Path+feed.JSONName)}
}
