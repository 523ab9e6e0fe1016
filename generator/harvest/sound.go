package harvest

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/finding"
	"fazhi/generator/workspace"
)

// What an agency.json may hold at most, far beyond what any agency publishes.
const (
	mostForms  = 100
	mostRows   = 5000 // indicators of a form, figures of a year
	firstYear  = 1900 // as in a workspace
	longest    = 2000 // characters of a name or title
	mostFaults = 6    // that are told of one file
)

// sounding looks through an agency.json.
type sounding struct{ faults []finding.Text }

func (s *sounding) fault(zh, en string, args ...any) {
	if text := textf(zh, en, args...); len(s.faults) < mostFaults && !slices.Contains(s.faults, text) {
		s.faults = append(s.faults, text)
	}
}

// unsound tells what a portal cannot be made of: ids become file names, paths become
// links, and years columns of a table.
func unsound(a *v1.Agency, id string, asOf civil.Date) []finding.Text {
	s := &sounding{}
	if a.ID != id {
		s.fault("单位代码是“%s”，与所在的文件夹 %s 不同", "has the id %q, and stands in folder %s", readable(a.ID), id)
	}
	s.title(a.Name, "name")
	for _, short := range a.Short {
		s.title(short, "short")
	}
	if len(a.Forms) > mostForms {
		s.fault("报告种类有%d种，太多了", "has %d forms, too many", len(a.Forms))
		return s.faults
	}
	seen := map[string]bool{}
	for i := range a.Forms {
		f := &a.Forms[i]
		if !workspace.AgencyID(f.ID) || seen[f.ID] {
			s.fault("报告种类的代码不对，或者写了两次：%s", "a form has an id that is none or stands twice: %s", readable(f.ID))
		}
		seen[f.ID] = true
		s.form(f, asOf)
	}
	s.log(a.Log, asOf)
	return s.faults
}

func (s *sounding) title(text, key string) {
	if strings.TrimSpace(text) == "" || len([]rune(text)) > longest {
		s.fault("%s 是空的，或者太长", "%s is empty or too long", key)
	}
}

func (s *sounding) form(f *v1.Form, asOf civil.Date) {
	s.path(f.Path)
	s.title(f.Title, f.ID+" title")
	if len(f.Indicators) > mostRows {
		s.fault("%s 的指标有%d个，太多了", "%s has %d indicators, too many", f.ID, len(f.Indicators))
		return
	}
	for i := range f.Indicators {
		s.path(f.Indicators[i].Path)
	}
	seen := map[int]bool{}
	for i := range f.Years {
		y := &f.Years[i]
		s.year(y.Year, asOf)
		if seen[y.Year] {
			s.fault("%s 的%d年写了两次", "%s has %d twice", f.ID, y.Year)
		}
		seen[y.Year] = true
		if !slices.Contains([]string{"published", "imported", "data"}, y.Status) {
			s.fault("%s/%d 的状态不是已经公开的：%s", "%s/%d has a status that is not public: %s", f.ID, y.Year, readable(y.Status))
		}
		if y.Path != "" {
			s.path(y.Path)
			s.title(y.Title, "title")
		}
		if len(y.Figures) > mostRows {
			s.fault("%s/%d 的数据有%d个，太多了", "%s/%d has %d figures, too many", f.ID, y.Year, len(y.Figures))
		}
	}
}

func (s *sounding) log(l *v1.Log, asOf civil.Date) {
	if l == nil {
		return
	}
	for _, r := range l.Reports {
		s.year(r.Year, asOf)
		s.path(r.Path)
		s.path(r.Record)
	}
	for _, c := range l.Corrections {
		s.year(c.Year, asOf)
		s.path(c.Path)
	}
}

// year allows that of the day and those before it: a column stands for each year
// between the first and the last.
func (s *sounding) year(year int, asOf civil.Date) {
	if year < firstYear || year > asOf.Year {
		s.fault("年度%d不在%d年和采集的%d年之间", "the year %d is not between %d and that of the harvest, %d", year, firstYear, asOf.Year)
	}
}

// path allows a path below the agency's folder, with a place in the page behind it.
func (s *sounding) path(name string) {
	file, _, _ := strings.Cut(name, "#")
	odd := func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || strings.ContainsRune(`\:?"<>%`, r)
	}
	if !fs.ValidPath(file) || file == "." || strings.ContainsFunc(name, odd) {
		s.fault("地址不在本单位的文件夹里，或者写法不对：%s", "this address is not in the agency's folder, or none: %s", readable(name))
	}
}
