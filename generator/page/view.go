package page

import "html/template"

// View is the data of one page: one of the view types in All. Each embeds a
// Frame; nothing outside this package implements it.
type View interface {
	pageType() string
}

// Frame is what every page shows around its own content. A view's zero Frame
// renders, if poorly: every field but Title is optional.
type Frame struct {
	Title  string // the page's own title: its h1, and the first part of <title>
	Site   string // the site's name (网站名称): the last part of <title>
	Agency string // who speaks, in the masthead; Site stands there when empty
	Column string // the column's name beside it, such as 法治政府建设
	Home   string // href of the masthead's name

	Nav    []NavItem
	Crumbs []Link // from the home page down; the last one is this page and needs no Href

	First []Asset // scripts that run before anything is shown
	CSS   []Asset
	JS    []Asset // of every page, then those of this type
	Find  string  // where the masthead's search leads; empty on a page that has it itself
	Icon  string  // href of the site's icon

	Touch    string // href of the icon for the screen of a phone
	Manifest string // href of the web manifest; only where the site has an address, browsers refuse it from disk
	Address  string // the whole address, where the site has one; of a superseded page that of the current one
	Picture  string // whole address of the picture that stands for the site

	Demo     bool   // a demonstration: a standing notice and noindex
	DemoNote string // what the notice says; a general sentence when empty
	Draft    bool   // 草稿: a mark and noindex
	NoIndex  bool   // superseded: to be read, not to be found
	Imported bool   // 历史文档: a mark

	Feed Feed // of what is new: of the agency, or of all

	AsOf   Date // the as-of date, on pages that depend on it
	Footer []FooterItem
	Badge  string // address of the script of 党政机关标识, where the site asks for it
	Meta   Meta
}

// Feed is where readers subscribe to what is new.
type Feed struct {
	Title string
	Atom  string // hrefs
	JSON  string
}

// NavItem is one entry of the masthead's navigation.
type NavItem struct {
	Label   string
	Href    string
	Current bool // the page itself, or the column that it stands in
}

// Link is a label that leads somewhere; without Href it is plain text.
type Link struct {
	Label string
	Href  string
	Away  bool // to another site: marked, in words for those who hear it
}

// Asset is a stylesheet or script. Integrity is set only when the site is
// built for a server: browsers refuse such a file from disk.
type Asset struct {
	Href      string
	Integrity string // "sha384-…" or empty
}

// FooterItem is one item of the foot: 主办单位, 网站标识码, 备案号 and so on.
// Label, Text or both; Href makes the whole item a link.
type FooterItem struct {
	Label string
	Text  string
	Href  string
	Away  bool // Href leads to another site
	Badge bool // 党政机关标识: a plain link, which the script of Frame.Badge may draw anew
	Real  bool // has no business on a demonstration
}

// Date is a date as it is printed and as machines read it (2024-01-12, or
// RFC 3339 with a time). The zero Date is an unknown one.
type Date struct {
	Text string
	ISO  string
}

// Meta holds the values of the <meta> names that government pages carry
// (政府网站发展指引, annex 网页设计规范). Empty ones are left out: the caller
// sets the site's on every page, the column's on a column's pages, and the
// article's on articles.
type Meta struct {
	SiteName, SiteDomain, SiteIDCode                          string
	ColumnName, ColumnDescription, ColumnKeywords, ColumnType string
	ArticleTitle                                              string
	PubDate                                                   string // 2024-01-26 09:30, as authored
	ContentSource, Keywords, Author, Description, Image, Url  string
}

// Status is what a year of a form is for its readers.
type Status string

// The states of a year.
const (
	Published Status = "published" // a report
	Imported  Status = "imported"  // 历史文档
	Draft     Status = "draft"     // 草稿, in builds with drafts only
	DataOnly  Status = "data"      // figures without a narrative: no report page
	Withdrawn Status = "withdrawn" // a page that says why
	Missing   Status = "missing"   // nothing was published
)

// Value is a figure as a cell shows it.
type Value struct {
	Text   string // the wording, or the word for the absence
	Exact  string // the exact value or interval in words, where the wording is not it
	Absent bool   // Text says which absence: 未统计, 不适用, 未公布 …
	Href   string // where the figure stands, or empty
}

// Change is a comparison with the year before, in words.
type Change struct {
	Text   string // 增长12.3%, 缩短33个工作日以上; empty when there is none
	Better bool   // the indicator has a better direction and this is it
	Absent bool   // Text says why there is none: 不可比
}

// File is something to download.
type File struct {
	Label string
	Href  string
	Note  string // kind, size, what it is for
	Media string // media type of a file that holds the page's data
}

// FileGroup is files under one heading, or under none.
type FileGroup struct {
	Title string
	Files []File
}

// Terms says on what terms data may be used and where they come from, as far as
// that is stated.
type Terms struct {
	License Link
	Sources []Link
}

// Note is a short statement at the head of a page.
type Note struct {
	Label  string // 更正, 撤回, 说明
	Text   string
	Href   string // where to read more
	Next   Link   // what to read instead
	Answer bool   // it needs the reader's attention: set in the accent
}

// HTML is markup that was made and is trusted by the caller.
type HTML = template.HTML
