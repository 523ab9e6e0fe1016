package page

// Report is one year's report: the head, key figures, the narrative and the
// full table of figures.
type Report struct {
	Frame
	Year  int
	Facts Facts
	Seal  Seal
	Notes []Note

	Keys     []KeyFigure
	Contents []Heading
	Sections []Section
	Tables   []Table
	Record   Record

	Corrections []Correction // of this revision and those before it, newest first
	Reviews     []Review
	Attachments []File // published with the report
	Downloads   []File // made by the build
	Terms       Terms  // of the data

	Earlier Link // the report before this one
	Later   Link // the report after it
	Compare Link // this year beside another
}

func (Report) pageType() string { return "report" }

// Facts are the formal particulars of a document. An empty one is left out,
// but for the dates of an imported report: 原文未注明.
type Facts struct {
	Issuer    string // 发文机关
	Number    string // 文号
	Index     string // 索引号
	Signed    Date   // 成文日期
	Submitted Date   // 报送日期
	Published Date   // 发布日期
	Period    string // 统计期限
	Span      string // the same for machines: 2023-01-01/2023-12-31
}

// Seal says what proves the page unaltered. It is left out without a Text.
type Seal struct {
	Text string // 已封存 第1版
	Date Date
	Code string // the first digits of the hash
	Href string // how to verify
}

// KeyFigure is one of the numbers under the title.
type KeyFigure struct {
	Label  string
	Number string // 近8万: the wording up to the unit
	Unit   string // 件
	Absent bool   // Number is the word for an absence
	Change Change
	Note   string // beside or instead of a change: 上年未公布
	Href   string // its row: #f-approval.handled
}

// Heading is an entry of the table of contents; Items go one level deeper.
type Heading struct {
	Label string
	Href  string
	Items []Heading
}

// Section is a part of the narrative. HTML holds the heading too (h2, with ID
// as its id) and comes from the narrative's renderer, which drops raw HTML.
type Section struct {
	ID   string // id of the heading inside HTML; empty for text before the first heading
	Role string // the legal role's label, where the heading does not say it itself
	HTML HTML
}

// Table is a table of figures, in groups.
type Table struct {
	ID      string // for the table of contents
	Caption string
	Note    string // one line under the caption
	Year    int
	Before  int // the year compared with; 0 when there is none
	Groups  []Group
}

// Group is a run of rows under one heading.
type Group struct {
	Title string
	Rows  []Row
}

// Row is one figure of a report.
type Row struct {
	ID     string // f-approval.handled: the target of links in the narrative
	Label  string
	Href   string // the indicator's page
	Value  Value
	Before Before
	Change Change

	Definition string // 口径
	Note       string
	Sources    []Link // 出处: where the figure was taken from
	Quotes     []Link // back to the sentences that quote it: 正文①

	Line int // where the data give it; only for those who draft
}

// Before is the value of the year before and where it is stated.
type Before struct {
	Value
	Source string // 上年报告, 本报告所述
}

// Review is a check that the document went through before it was published.
type Review struct {
	Kind string // 保密审查
	By   string
	Date Date
	Note string
}
