package page

// Sources is the page of a portal over agencies of other sites: where each was found,
// and whether what it says was verified.
type Sources struct {
	Frame
	Agencies []SourceAgency
	Lists    []AgencyList // where there are too many for one page: each stands there with its source
}

func (Sources) pageType() string { return "sources" }

// SourceAgency is an agency and where it was found.
type SourceAgency struct {
	Agency Link
	Note   string // such as a mark
	Site   Link   // its host
	Proof  string // given, own, none: see v1.Harvested
	Sealed int    // reports that were proved
	Key    string // that the log is signed with; none where nothing is sealed
}
