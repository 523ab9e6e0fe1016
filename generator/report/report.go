// Package report is the model: an agency, its yearly reports, their figures and
// narrative. It does no I/O and knows no HTML.
//
// An Agency is the unit of loading, checking, building and publishing; nothing
// in it refers to another agency. Source fills it; after that it is not
// changed.
package report

import (
	"slices"
	"time"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/narrative"
)

// Site is what all pages share, from data/site.toml.
type Site struct {
	Title    string
	Intro    string
	Address  string // where it is published, such as https://www.example.gov.cn/fazhi/; may be empty
	Domain   string // 网站域名: the address's host unless given
	IDCode   string // 网站标识码
	Language string // of the interface: zh or en
	Foot     Foot
	Footer   []FooterItem // further items, behind Foot
	Pages    []*Page
	License  License  // of the data of agencies that state none of their own
	Sources  []Source // likewise
	Hosts    []string // hosts that links may lead to: www.npc.gov.cn, *.gov.cn
	LeaveOut []Part   // what this site does without
}

// License says on what terms data may be used; the zero one says nothing.
type License struct {
	Name, Title, Address string
	Pos                  finding.Pos // of Address
}

// Source says where data come from.
type Source struct {
	Title, Address string
	Pos            finding.Pos // of Address
}

// Foot is what the foot of every page says of the site (底部功能区), as far as it
// is stated.
type Foot struct {
	Host, RunBy, Support           string // 主办单位, 承办单位, 技术支持
	Postal, Postcode, Phone, Email string
	ICP, Police                    string // ICP备案号, 公安备案号, as issued
	Badge                          string // address behind 党政机关标识
	BadgeScript                    string // of its script, where the site asks for it
	FindErrors                     bool   // a link to 我为政府网站找错
}

// FooterItem is one more item at the foot of every page.
type FooterItem struct {
	Label, Text, Href string
	Pos               finding.Pos // of Href
}

// Agency is the body that reports.
type Agency struct {
	ID       string // folder name, part of addresses
	Name     string // full name
	Short    []string
	Region   string
	Level    string
	Reporter string   // kind of reporter, for deadlines that differ by it
	Demo     bool     // a demonstration, not a publication of that body
	DemoNote string   // what its pages say of that
	Names    []Name   // former and later names with the days they held
	Former   []string // folder names that it had before; addresses under them lead here
	License  License
	Sources  []Source
	Series   []*Series
	Pages    []*Page

	Commitments []*Commitments // by year, oldest first
}

// Name is a name of an agency and when it held; a zero day is open.
type Name struct {
	Name     string
	From, To civil.Date
}

// ShortName gives the first short name, or the full one.
func (a *Agency) ShortName() string {
	if len(a.Short) > 0 {
		return a.Short[0]
	}
	return a.Name
}

// Series is all years of one form.
type Series struct {
	Agency  *Agency
	Form    *form.Form // of the newest year
	Reports []*Report  // by year, oldest first
}

// Year gives the report of a year, nil where there is none.
func (s *Series) Year(year int) *Report {
	i, ok := slices.BinarySearchFunc(s.Reports, year, func(r *Report, y int) int { return r.Year - y })
	if !ok {
		return nil
	}
	return s.Reports[i]
}

// Status says where a report stands between draft and publication.
type Status string

// The states, in the words of the front matter. A year of data without a
// narrative has none.
const (
	DataOnly  Status = ""
	Draft     Status = "draft"
	Imported  Status = "imported"
	Approved  Status = "approved"
	Published Status = "published"
	Unknown   Status = "unknown" // the front matter cannot be read; never shown, and its errors count
)

// Statuses lists what the front matter may say.
func Statuses() []string {
	return []string{string(Draft), string(Imported), string(Approved), string(Published)}
}

// Public reports whether a build shows the year to everybody.
func (s Status) Public() bool { return s == DataOnly || s == Imported || s == Published }

// Waiting reports whether the year is written but not yet for everybody.
func (s Status) Waiting() bool { return s == Draft || s == Approved }

// Report is one year of one form: figures, and a narrative if there is one.
type Report struct {
	Series *Series
	Form   *form.Form // the version for this year, with the agency's own additions
	Year   int
	Status Status
	Path   string // of the narrative in the workspace, of the data for a year of data only
	Data   string // path of the data file, whether there is one or not

	Title     string
	Number    string     // 文号
	Index     string     // 索引号
	Signed    civil.Date // 成文日期
	Submitted civil.Date // 报送日期
	Published time.Time  // 发布日期, authored
	Clock     bool       // Published has a time of day
	Summary   string
	Keywords  []string
	Author    string // or 责任编辑
	Reviews   []Review
	Files     []File // attachments and files that the narrative links to

	Figures    []*Figure // in the order of the data
	Misfits    []Misfit  // figures that were given in a unit that is not their indicator's
	Highlights []*Figure // the few shown first, as the data names them
	Note       string    // what is to be said of all figures: 统计口径
	Waivers    []Waiver
	NoData     bool // there is no data file, or it cannot be read at all
	Torn       bool // the data file is not TOML, so that figures may be missing that were given

	// Listed has the places in the data file where indicators stand in remarks,
	// by key: lines that a new file is made with, waiting to be filled in.
	Listed map[string]finding.Pos

	Narrative *narrative.Doc // nil for a year of data only

	Findings finding.List // what was found wrong with this year's files

	// Place names the place of a key of the front matter, such as "published",
	// or where the front matter starts, for a key that is not there.
	Place func(key string) finding.Pos

	byKey  map[string]*Figure
	broken map[string]bool
}

// Misfit is a figure that was given in a unit that is not its indicator's. It
// is no figure of the report: nothing can be computed with it.
type Misfit struct {
	Indicator *form.Indicator
	Text      string // the wording
	Unit      string // its unit, canonical
	Pos       finding.Pos
}

// Review is a check that the report went through before it was published.
type Review struct {
	Kind string // 保密审查
	By   string
	Date civil.Date
	Pos  finding.Pos
}

// File is a file that is published beside a report.
type File struct {
	Path       string // in the workspace
	Link       string // from the report's page
	Title      string
	Attachment bool // listed as one; otherwise the narrative links to it
	Pos        finding.Pos
	Read       func() ([]byte, error) // its bytes
}

// Waiver is a finding of a check that was accepted with a reason.
type Waiver struct {
	Check   string
	Figures []string
	Text    string
	Reason  string
	By      string
	Until   civil.Date
	Pos     finding.Pos
}

// Page is a page of the site or an agency beside the reports.
type Page struct {
	Slug      string // file name without its ending
	Title     string
	Summary   string
	Keywords  []string
	Published time.Time // authored; zero for a page that is no article
	Clock     bool      // Published has a time of day
	Narrative *narrative.Doc
	Files     []File
}

// HasPage reports whether the year has a page of its own.
func (r *Report) HasPage() bool { return r.Narrative != nil }

// Figure gives a figure by its key, nil where this year has none.
func (r *Report) Figure(key string) *Figure { return r.byKey[key] }

// Add puts a figure into the report; ok is false where its key is there.
func (r *Report) Add(f *Figure) (ok bool) {
	if r.byKey == nil {
		r.byKey = map[string]*Figure{}
	}
	if r.byKey[f.Indicator.Key] != nil {
		return false
	}
	f.Report = r
	r.byKey[f.Indicator.Key] = f
	r.Figures = append(r.Figures, f)
	return true
}

// MarkBroken notes that a figure was given but could not be read, so that what
// depends on it is not told as a second problem.
func (r *Report) MarkBroken(key string) {
	if r.broken == nil {
		r.broken = map[string]bool{}
	}
	r.broken[key] = true
}

// Broken reports whether a figure was given but could not be read.
func (r *Report) Broken(key string) bool { return r.broken[key] }

// Before gives what is known of a figure's value in the year before: last
// year's own figure where that year is public, else what this report states.
// stated tells the latter. The value is nil where neither is known.
func (f *Figure) Before() (v *Value, stated bool) {
	if last := f.Report.Series.Year(f.Report.Year - 1); last != nil && (last.Status.Public() || !f.Report.Status.Public()) {
		if own := last.Figure(f.Indicator.Key); own != nil {
			return &own.Value, false
		}
	}
	if f.Stated != nil {
		return f.Stated, true
	}
	return nil, false
}
