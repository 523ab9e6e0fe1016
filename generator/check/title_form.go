package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/form"
	"fazhi/generator/report"
)

// titleForm looks whether the title is a name in use for the report, of the
// right year and of this agency.
func titleForm() Check {
	years := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:19|20)\d\d`) })
	return Check{ID: "title-form", Group: Law, Severity: finding.Warning, Waivable: true, Run: func(s *Subject) {
		r := s.Report
		if r.Narrative == nil || r.Title == "" {
			return
		}
		title := arabicYears(strings.ReplaceAll(r.Title, " ", ""))
		pos := r.Place("title")
		found := years().FindAllString(title, -1)
		switch want := fmt.Sprint(r.Year); {
		case len(found) > 0 && !slices.Contains(found, want) && s.demands():
			s.tell("year", pos, "found", found[0], "year", r.Year)
		case len(found) == 0 && s.demands():
			s.tell("no-year", pos, "year", r.Year)
		}
		if !r.Form.IsTitle(title) {
			s.tell("form", pos, "title", r.Title, "form", finding.Text{ZH: r.Form.Title, EN: r.Form.TitleEN})
		}
		if s.demands() && !slices.ContainsFunc(s.names(), func(n string) bool { return n != "" && strings.Contains(title, strings.ReplaceAll(n, " ", "")) }) {
			s.tell("agency", pos, "name", s.Agency.Name)
		}
	}}
}

// arabicYears writes 二〇二三年 as 2023年.
func arabicYears(title string) string {
	digits := map[rune]byte{'〇': '0', '○': '0', 'O': '0', '零': '0', '一': '1', '二': '2', '三': '3', '四': '4', '五': '5', '六': '6', '七': '7', '八': '8', '九': '9'}
	runes := []rune(title)
	for i := 4; i < len(runes); i++ {
		if runes[i] != '年' {
			continue
		}
		year := ""
		for _, c := range runes[i-4 : i] {
			if d := digits[c]; d != 0 {
				year += string(d)
			}
		}
		if len(year) == 4 {
			copy(runes[i-4:], []rune(year))
		}
	}
	return string(runes)
}

// demands reports whether the form asks anything of the report: forms that do
// not are for documents of any kind, whose year may be that of the coming plan.
func (s *Subject) demands() bool {
	return slices.ContainsFunc(s.Report.Form.Roles, func(r form.Role) bool { return r.RequiredIn(s.Report.Year) }) || len(s.Report.Form.Tables) > 0
}

// names are the names that the agency may sign with in a report of the year:
// full and short ones, its region, and what it was called when.
func (s *Subject) names() []string {
	a := s.Agency
	names := append([]string{a.Name, a.Region}, a.Short...)
	for _, place := range []string{"省", "市"} { // 四川省绵阳市涪城区 signs as 涪城区
		if i := strings.LastIndex(a.Region, place); i >= 0 {
			names = append(names, a.Region[i+len(place):])
		}
	}
	from, to := s.Report.Form.PeriodOf(s.Report.Year)
	if !s.Report.Signed.IsZero() {
		to = s.Report.Signed
	}
	for _, n := range a.Names {
		if overlaps(n, from, to) {
			names = append(names, n.Name)
		}
	}
	return names
}

func overlaps(n report.Name, from, to civil.Date) bool {
	return (n.From.IsZero() || !to.Before(n.From)) && (n.To.IsZero() || !n.To.Before(from))
}
