package site_test

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/site"
)

// someAgencies are n agencies that have much in common and differ in what is told of
// it: units, titles of forms, days of publication.
func someAgencies(n int) []*v1.Agency {
	var out []*v1.Agency
	for i := range n {
		names := []string{"示例区虚构局", "示例区想象局", "重庆路街道", "Office", "示例区虚构局"}
		a := &v1.Agency{Schema: v1.Schema, ID: fmt.Sprintf("a%02d", i), Name: names[i%len(names)], Demo: i%3 == 0, Sitemaps: []v1.Sitemap{{Path: "sitemap.xml"}}}
		f := v1.Form{ID: "fzzf", Title: fmt.Sprintf("报告%d", i%4), Path: "fzzf/index.html", Indicators: []v1.Indicator{{Key: "a.b", Label: "受办", Unit: []string{"件", "个", "万件"}[i%3], Group: "审批"}}}
		for year := 2020; year < 2023; year++ {
			f.Years = append(f.Years, v1.Year{
				Year: year, Status: "published", Title: fmt.Sprintf("%s%d年报告", a.Name, year), Path: fmt.Sprintf("fzzf/%d.html", year),
				Published: []string{"", fmt.Sprintf("%d-01-%02d", year+1, 1+i%5)}[i%2], Figures: []v1.Figure{{Key: "a.b", Text: fmt.Sprint(i), Unit: "件"}},
			})
		}
		a.Forms = []v1.Form{f}
		if i%7 == 0 {
			a.Log = &v1.Log{Key: "k", Size: 1, Reports: []v1.Sealed{{Form: "fzzf", Year: 2019, Withdrawn: true, Path: "fzzf/2019.html", Record: "r", Date: "2021-01-01"}}}
		}
		out = append(out, a)
	}
	return out
}

// The pages over all agencies are the same in whatever order agencies are taken in.
func TestPortalOrder(t *testing.T) {
	b := builder(t, workspace(), site.Options{BaseURL: "https://www.example.gov.cn/"})
	all := someAgencies(23)
	want, err := b.Portal(all)
	must(t, err)
	r := rand.New(rand.NewSource(1))
	for range 5 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		got, err := b.Portal(all)
		must(t, err)
		if !slices.Equal(got.Names(), want.Names()) {
			t.Fatalf("%v, want %v", got.Names(), want.Names())
		}
		for _, name := range want.Names() {
			if string(got.Get(name)) != string(want.Get(name)) {
				t.Errorf("%s depends on the order", name)
			}
		}
	}
}

// Agencies are compared on one page as long as a table of them can be read.
func TestMostAcross(t *testing.T) {
	b := builder(t, workspace(), site.Options{})
	const page = "compare/fzzf-2021.html"
	for n, want := range map[int]bool{1: false, 2: true, 60: true, 61: false} {
		files, err := b.Portal(someAgencies(n))
		must(t, err)
		if got := files.Get(page) != nil; got != want {
			t.Errorf("%d agencies: compared %v", n, got)
		}
	}
	all := someAgencies(61)
	all[60].Forms[0].Years = all[60].Forms[0].Years[1:] // of 2020 only 60 have figures
	files, err := b.Portal(all)
	must(t, err)
	if files.Get(page) != nil || files.Get("compare/fzzf-2020.html") == nil {
		t.Error("a year is dropped for the sake of another")
	}
}
