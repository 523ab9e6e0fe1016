package page

import "slices"

// Home is the portal: all agencies and what each has published.
type Home struct {
	Frame
	Coverages
	Intro   HTML
	Count   int          // of all agencies, where they stand on pages of their own
	Lists   []AgencyList // those pages
	Newest  []Publication
	Across  []Link // one year of a form in several agencies
	Sources Link   // of a portal whose agencies stand on other sites: where each was found
}

func (Home) pageType() string { return "home" }

// HasSealed reports whether a day among the news is that of a seal.
func (h Home) HasSealed() bool {
	return slices.ContainsFunc(h.Newest, func(p Publication) bool { return p.Sealed })
}

// HomeAgency is a row of the portal's list and of its coverage table.
type HomeAgency struct {
	Name   string
	Href   string
	Away   bool   // Href leads to another site
	Note   string // level and region: 区级 · 示例市示例区
	Newest Link   // its newest report
	Cells  []Coverage
}

// Coverage says what an agency has for a year. Cells stand in the order of
// Home.Years.
type Coverage struct {
	Status Status
	Href   string
	Away   bool // Href leads to another site
}

// Publication is an entry of the newest publications.
type Publication struct {
	Title  string
	Href   string
	Away   bool // Href leads to another site
	Agency string
	Date   Date
	Sealed bool   // Date is that of the first seal: no other is stated
	Demo   bool   // of a demonstration, which has no date
	Note   string // 更正, 撤回
}

// Agency is an agency's own front page.
type Agency struct {
	Frame
	Name    string // full name
	Short   []string
	Region  string
	Level   string
	Former  []FormerName
	Intro   HTML
	Columns []AgencyColumn
	Pages   []Link // text pages

	DataTitle string      // what they are together: 历年数据
	Downloads []FileGroup // data of all years
	Terms     Terms       // of the data
}

func (Agency) pageType() string { return "agency" }

// FormerName is a name that the agency had before.
type FormerName struct {
	Name  string
	Until Date
}

// AgencyColumn is a form that the agency publishes.
type AgencyColumn struct {
	Label  string
	Href   string
	Note   string // what the form is, in a sentence
	Newest Link
	Date   Date // when the newest was published
	Keys   []KeyFigure
	Years  []YearMark
	Links  []Link // all figures, the comparison, where definitions changed
}

// YearMark is a year and what there is of it.
type YearMark struct {
	Year   int
	Status Status
	Href   string
}

// Column is one form of an agency: its years, newest first.
type Column struct {
	Frame
	Intro HTML
	Years []YearEntry
	Links []Link // to the indicators, a comparison, a feed
}

func (Column) pageType() string { return "column" }

// YearEntry is a year of a column. A missing year is an entry too.
type YearEntry struct {
	Year      int
	Status    Status
	Title     string
	Href      string
	Signed    Date
	Published Date
	Figures   int
	Note      string // why it is missing, where that is known
	Links     []Link // downloads, the comparison with the year before
}

// Indicators is the list of all indicators of a form with their values by
// year.
type Indicators struct {
	Frame
	Intro   HTML
	Caption string
	Years   []int // newest first
	Groups  []IndicatorGroup
}

func (Indicators) pageType() string { return "indicators" }

// IndicatorGroup is a run of indicators under one heading.
type IndicatorGroup struct {
	Title string
	Rows  []IndicatorRow
}

// IndicatorRow is an indicator and its values in the order of
// Indicators.Years. A cell without text is a year without data.
type IndicatorRow struct {
	Label string
	Href  string
	Unit  string
	Cells []Value
}

// Indicator is the page of one indicator: what it means and each year's value.
type Indicator struct {
	Frame
	Key        string // as figures are quoted: approval.handled
	Aliases    []string
	Unit       string
	Kind       string // 数量 or 比率, in words
	Definition string
	Direction  string // 越少越好, or that it says nothing about better and worse
	Basis      Link   // the source of the definition
	Identities []Identity
	Chart      HTML   // inline SVG of the table's values; may be empty
	Formula    []Link // how it is computed, in words; none for one that is given
	Breaks     []Break
	Years      []IndicatorYear
	Notes      []Note
}

func (Indicator) pageType() string { return "indicator" }

// Approximate reports whether the chart shows a range, which needs explaining.
func (i Indicator) Approximate() bool {
	for _, y := range i.Years {
		if y.Plot != nil && !y.Plot.exact() {
			return true
		}
	}
	return false
}

// Identity is a tie that the figure must keep with others.
type Identity struct {
	Text  []Link // 进驻办理项合计 = 无差别 + 分领域, the names with links
	Grade Link   // how binding it is, in words, and the check that holds it
	Note  string
}

// IndicatorYear is a row of an indicator's table.
type IndicatorYear struct {
	Year   int
	Href   string // its row in the report; empty for a year without one
	Value  Value
	Plot   *Plot // for the chart; nil for a year without a number
	Change Change
	Break  string // 口径调整: the series breaks before this year
	Note   string
	Quotes []Link
}

// Text is a page of text: about, notes on method.
type Text struct {
	Frame
	Updated  Date
	Contents []Heading
	HTML     HTML // without the title, which is the Frame's
}

func (Text) pageType() string { return "text" }

// NotFound is the page for a broken address. It is readable at any depth of
// one, so it refers to no file: only Title, Site, Demo and Home of its Frame
// are used, and Home must lead home from anywhere or be empty.
type NotFound struct {
	Frame
}

func (NotFound) pageType() string { return "notfound" }
