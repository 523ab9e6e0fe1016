package site

import (
	"strings"

	"fazhi/generator/report"
)

// find gives the address of a search's page, "" where the site has no search.
func (b *Builder) find(name, search string) string {
	if !b.site.Has(report.SearchPart) {
		return ""
	}
	return rel(name, search)
}

// offersData reports whether the agency has files of data to download. What is
// sealed was published with them, and is verified with them.
func (g *agencyBuild) offersData() bool {
	return g.site.Has(report.DataPart) || g.archive != nil
}

// bare reports whether a series does without a page for each indicator. Figures
// that would then stand nowhere keep theirs.
func (b *Builder) bare(v *seriesView) bool {
	return !b.site.Has(report.IndicatorPart) && (v.comparisons() || len(v.reports) > 0 && v.reports[0].HasPage())
}

// indicators is where all indicators stand with all their years: the page of their
// own, or the table of all years, or the only report.
func (v *seriesView) indicators() string {
	switch {
	case !v.bare:
		return v.dir() + "/indicators/index.html"
	case v.comparisons():
		return v.matrix()
	}
	return v.report(v.reports[0].Year) + "#data"
}

// indicator is where an indicator stands with all its years: its own page, or its
// row in the table of all years, or in that of the only report.
func (v *seriesView) indicator(key string) string {
	if !v.bare {
		return v.dir() + "/indicators/" + key + ".html"
	}
	page, _, _ := strings.Cut(v.indicators(), "#")
	return page + "#" + row(key)
}

// indicatorFrom is the link of an indicator's name in a table, "" where the table
// itself is what it would lead to.
func (v *seriesView) indicatorFrom(name, key string) string {
	href := rel(name, v.indicator(key))
	if strings.HasPrefix(href, "#") {
		return ""
	}
	return href
}
