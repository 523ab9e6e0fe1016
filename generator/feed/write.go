package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
)

// address gives a whole address where the site has one, base, which ends with a
// slash; else one that is relative to the feed. What stands on another site has its
// own.
func (f *Feed) address(base, path string) string {
	if Elsewhere(path) {
		return path
	}
	if base != "" {
		return base + path
	}
	if rest, ok := strings.CutPrefix(path, f.Path); ok {
		return rest
	}
	return strings.Repeat("../", strings.Count(f.Path, "/")) + path
}

// Elsewhere tells the address of a page of another site from a path of this one.
func Elsewhere(path string) bool {
	return strings.HasPrefix(path, "https://") || strings.HasPrefix(path, "http://")
}

// updated is the day of the newest entry.
func (f *Feed) updated() string { return f.Entries[0].Updated }

type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang      string      `xml:"xml:lang,attr"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Subtitle  string      `xml:"subtitle"`
	Updated   string      `xml:"updated"`
	Author    atomPerson  `xml:"author"`
	Links     []atomLink  `xml:"link"`
	Generator string      `xml:"generator"`
	Entries   []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Published string       `xml:"published,omitempty"`
	Updated   string       `xml:"updated"`
	Author    atomPerson   `xml:"author"`
	Link      atomLink     `xml:"link"`
	Category  atomCategory `xml:"category"`
	Summary   string       `xml:"summary"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// Atom gives feed.xml. base is the site's whole address with a slash at its end;
// without one, addresses are relative to the file, as RFC 4287 allows, and it does
// not name its own. There is none of a feed without entries: the day that it must
// bear would be made up.
func (f *Feed) Atom(base string) ([]byte, error) {
	out := atomFeed{
		Lang: f.Language, ID: f.ID, Title: f.Title, Subtitle: f.About, Updated: f.updated(), Author: atomPerson{f.Author},
		Links: []atomLink{{"alternate", "text/html", f.address(base, f.Path+"index.html")}}, Generator: "fazhi",
	}
	if base != "" {
		out.Links = append(out.Links, atomLink{"self", "application/atom+xml", base + f.Path + AtomName})
	}
	for _, e := range f.Entries {
		out.Entries = append(out.Entries, atomEntry{
			ID: e.ID, Title: e.Title, Published: e.Published, Updated: e.Updated, Author: atomPerson{e.Agency},
			Link: atomLink{"alternate", "text/html", f.address(base, e.Path)}, Category: atomCategory{string(e.Kind), e.Label}, Summary: e.Summary,
		})
	}
	data, err := xml.MarshalIndent(out, "", " ")
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}

type jsonFeed struct {
	Version  string       `json:"version"`
	Title    string       `json:"title"`
	Home     string       `json:"home_page_url,omitempty"`
	URL      string       `json:"feed_url,omitempty"`
	About    string       `json:"description"`
	Authors  []jsonAuthor `json:"authors"`
	Language string       `json:"language"`
	Items    []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url,omitempty"`
	Title     string       `json:"title"`
	Text      string       `json:"content_text"`
	Published string       `json:"date_published,omitempty"`
	Modified  string       `json:"date_modified"`
	Authors   []jsonAuthor `json:"authors"`
	Tags      []string     `json:"tags"`
	Own       jsonOwn      `json:"_fazhi"`
}

// jsonOwn is what JSON Feed has no place for.
type jsonOwn struct {
	Kind     Kind   `json:"kind"`
	Form     string `json:"form"`
	Year     int    `json:"year"`
	Revision int    `json:"revision,omitempty"` // of a sealed report
	Path     string `json:"path"`               // relative to the feed
}

// JSON gives feed.json. Its addresses must be whole: without base there are none
// but the path of each entry, relative to the file.
func (f *Feed) JSON(base string) ([]byte, error) {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, About: f.About,
		Authors: []jsonAuthor{{f.Author}}, Language: f.Language, Items: []jsonItem{},
	}
	if base != "" {
		out.Home, out.URL = base+f.Path+"index.html", base+f.Path+JSONName
	}
	for _, e := range f.Entries {
		item := jsonItem{
			ID: e.ID, Title: e.Title, Text: e.Summary, Published: e.Published, Modified: e.Updated,
			Authors: []jsonAuthor{{e.Agency}}, Tags: []string{e.Label},
			Own: jsonOwn{e.Kind, e.form, e.year, e.revision, f.address("", e.Path)},
		}
		if base != "" || Elsewhere(e.Path) {
			item.URL = f.address(base, e.Path)
		}
		out.Items = append(out.Items, item)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
