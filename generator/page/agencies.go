package page

import "slices"

// Agencies is a page of the list of agencies, of a portal that has more of them than its
// home page can name.
type Agencies struct {
	Frame
	Coverages
	Lists         []AgencyList // all groups of the list
	Parts         []Link       // the pages of this group, without an address the one at hand; none where it is the only one
	Before, After Link         // the pages beside it, whatever their group
}

func (Agencies) pageType() string { return "agencies" }

// AgencyList is a group of the list of agencies.
type AgencyList struct {
	Link
	Count int
	Here  bool // the page is of this group
}

// Coverages is a table of what agencies have for each year.
type Coverages struct {
	Years    []int // the columns, newest first
	Agencies []HomeAgency
}

// HasDataOnly reports whether a year is marked 仅数据, which needs explaining.
func (c Coverages) HasDataOnly() bool {
	return slices.ContainsFunc(c.Agencies, func(a HomeAgency) bool {
		return slices.ContainsFunc(a.Cells, func(one Coverage) bool { return one.Status == DataOnly })
	})
}
