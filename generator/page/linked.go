package page

import "net/url"

// What pages say of themselves to machines, in the terms of schema.org, as JSON
// in the page. All of it stands on the page too: the same view gives both. A
// demonstration or a draft says nothing, since machines do not read its mark.

type linkedReport struct {
	Context   string          `json:"@context"`
	Type      string          `json:"@type"`
	ID        string          `json:"@id,omitempty"`
	URL       string          `json:"url,omitempty"`
	Name      string          `json:"name"`
	Abstract  string          `json:"abstract,omitempty"`
	Language  string          `json:"inLanguage"`
	Number    string          `json:"reportNumber,omitempty"`
	Index     string          `json:"identifier,omitempty"`
	Created   string          `json:"dateCreated,omitempty"`
	Published string          `json:"datePublished,omitempty"`
	Span      string          `json:"temporalCoverage,omitempty"`
	Author    *linkedAgency   `json:"author"`
	Publisher *linkedAgency   `json:"publisher"`
	License   string          `json:"license,omitempty"`
	Encoding  []linkedFile    `json:"encoding,omitempty"`
	Parts     []linkedDataset `json:"hasPart,omitempty"`
	Page      *linkedPage     `json:"mainEntityOfPage,omitempty"`
}

// linkedPage is a page as such, and where it stands on the site.
type linkedPage struct {
	Context  string        `json:"@context,omitempty"`
	Type     string        `json:"@type"`
	ID       string        `json:"@id,omitempty"`
	URL      string        `json:"url,omitempty"`
	Name     string        `json:"name,omitempty"`
	Language string        `json:"inLanguage,omitempty"`
	Crumbs   *linkedCrumbs `json:"breadcrumb,omitempty"`
}

type linkedCrumbs struct {
	Type  string        `json:"@type"`
	Items []linkedCrumb `json:"itemListElement"`
}

type linkedCrumb struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item,omitempty"`
}

type linkedAgency struct {
	Context string         `json:"@context,omitempty"`
	Type    string         `json:"@type"`
	ID      string         `json:"@id,omitempty"`
	URL     string         `json:"url,omitempty"`
	Name    string         `json:"name"`
	Other   []string       `json:"alternateName,omitempty"`
	Area    string         `json:"areaServed,omitempty"`
	Subject *linkedDataset `json:"subjectOf,omitempty"`
	Page    *linkedPage    `json:"mainEntityOfPage,omitempty"`
}

type linkedDataset struct {
	Type        string        `json:"@type"`
	Name        string        `json:"name"`
	Description string        `json:"description"`
	Language    string        `json:"inLanguage"`
	Span        string        `json:"temporalCoverage,omitempty"`
	Creator     *linkedAgency `json:"creator,omitempty"`
	Publisher   *linkedAgency `json:"publisher,omitempty"`
	License     string        `json:"license,omitempty"`
	Files       []linkedFile  `json:"distribution"`
}

type linkedFile struct {
	Type   string `json:"@type"`
	Name   string `json:"name"`
	Media  string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
	Remark string `json:"description,omitempty"`
}

const (
	schemaOrg = "https://schema.org"
	chinese   = "zh-CN"
)

// LinkedData is what the page says of itself to machines, nil where it must not.
func (r Report) LinkedData() any {
	if r.Demo || r.Draft || r.NoIndex || r.Title == "" || r.Facts.Issuer == "" {
		return nil
	}
	agency := &linkedAgency{Type: "GovernmentOrganization", Name: r.Facts.Issuer}
	out := linkedReport{
		Context: schemaOrg, Type: "Report", ID: r.Address, URL: r.Address, Page: r.linkedPage("WebPage"), Name: r.Title, Abstract: r.Meta.Description,
		Language: chinese, Number: r.Facts.Number, Index: r.Facts.Index,
		Created: r.Facts.Signed.ISO, Published: r.Facts.Published.ISO, Span: r.Facts.Span,
		Author: agency, Publisher: agency, License: r.Terms.License.Href,
	}
	data, text := linkedFiles(r.Address, r.Downloads)
	out.Encoding = text
	if len(data) > 0 && len(r.Tables) > 0 {
		out.Parts = []linkedDataset{{
			Type: "Dataset", Name: r.Facts.Issuer + r.Tables[0].Caption, Description: r.Title + " " + r.Tables[0].Caption,
			Language: chinese, Span: r.Facts.Span, Creator: agency, Publisher: agency, License: r.Terms.License.Href, Files: data,
		}}
	}
	return out
}

// LinkedData is what the page says of itself to machines, nil where it must not.
func (a Agency) LinkedData() any {
	if a.Demo || a.Draft || a.Name == "" {
		return nil
	}
	out := linkedAgency{
		Context: schemaOrg, Type: "GovernmentOrganization", ID: a.Address, URL: a.Address, Page: a.linkedPage("WebPage"),
		Name: a.Name, Other: a.Short, Area: a.Region,
	}
	agency := &linkedAgency{Type: out.Type, Name: a.Name}
	var files []File
	for _, g := range a.Downloads {
		files = append(files, g.Files...)
	}
	if data, _ := linkedFiles(a.Address, files); len(data) > 0 && len(a.Columns) > 0 {
		out.Subject = &linkedDataset{
			Type: "Dataset", Name: a.Name + a.DataTitle, Description: a.Name + a.DataTitle + "：" + a.columnNames(),
			Language: chinese, Creator: agency, Publisher: agency, License: a.Terms.License.Href, Files: data,
		}
	}
	return out
}

// linkedPage says where a page stands, nil where it has no place on the site.
func (f Frame) linkedPage(kind string) *linkedPage {
	if len(f.Crumbs) == 0 {
		return nil
	}
	crumbs := &linkedCrumbs{Type: "BreadcrumbList"}
	for i, c := range f.Crumbs {
		item := linkedCrumb{Type: "ListItem", Position: i + 1, Name: c.Label}
		if c.Href != "" {
			item.Item = absolute(f.Address, c.Href)
		}
		crumbs.Items = append(crumbs.Items, item)
	}
	return &linkedPage{Type: kind, URL: f.Address, Crumbs: crumbs}
}

// linkedPlace is what a page that is neither a report nor an agency's says of
// itself, nil where it must not.
func (f Frame) linkedPlace(kind string) any {
	if f.Demo || f.Draft || f.NoIndex || f.Title == "" {
		return nil
	}
	p := f.linkedPage(kind)
	if p == nil {
		p = &linkedPage{Type: kind}
	}
	p.Context, p.ID, p.URL, p.Name, p.Language = schemaOrg, f.Address, f.Address, f.Title, chinese
	return p
}

// LinkedData is what the page says of itself to machines, nil where it must not.
func (h Home) LinkedData() any { return h.linkedPlace("WebSite") }

// LinkedData is what the page says of itself to machines, nil where it must not.
func (c Column) LinkedData() any { return c.linkedPlace("CollectionPage") }

// LinkedData is what the page says of itself to machines, nil where it must not.
func (i Indicator) LinkedData() any { return i.linkedPlace("WebPage") }

func (a Agency) columnNames() string {
	names := ""
	for i, c := range a.Columns {
		if i > 0 {
			names += "、"
		}
		names += c.Label
	}
	return names
}

// linkedFiles parts files of data from those of text. base is the page's whole
// address; without one the addresses stay relative to the page.
func linkedFiles(base string, files []File) (data, text []linkedFile) {
	for _, f := range files {
		l := linkedFile{Name: f.Label, Media: f.Media, URL: absolute(base, f.Href), Remark: f.Note}
		switch f.Media {
		case "":
		case "text/plain":
			l.Type = "MediaObject"
			text = append(text, l)
		default:
			l.Type = "DataDownload"
			data = append(data, l)
		}
	}
	return data, text
}

func absolute(base, href string) string {
	from, err := url.Parse(base)
	if base == "" || err != nil {
		return href
	}
	to, err := from.Parse(href)
	if err != nil {
		return href
	}
	return to.String()
}
