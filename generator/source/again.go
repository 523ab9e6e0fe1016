package source

import (
	"path"
	"slices"
	"strings"

	"fazhi/generator/finding"
	"fazhi/generator/narrative"
	"fazhi/generator/report"
)

// Again reads an agency of which nothing but the files of some years was saved
// since old was read. It gives what Agency would give; the years that depend on
// none of those are copied from old, with which they share the narrative, and
// old stays as it is.
func (l *Loader) Again(old *report.Agency, changed func(formID string, year int) bool) (*report.Agency, finding.List) {
	return l.agency(old.ID, func(formID string, year int) *report.Report {
		i := slices.IndexFunc(old.Series, func(s *report.Series) bool { return s.Form.ID == formID })
		if i < 0 {
			return nil
		}
		if r := old.Series[i].Year(year); r != nil && !depends(r, func(y int) bool { return changed(formID, y) }) {
			return r
		}
		return nil
	})
}

// depends reports whether what was read of a report could be otherwise now that
// some years changed: itself, the year before, years that it quotes and the ones
// before them. What it links to may be of any year.
func depends(r *report.Report, changed func(year int) bool) bool {
	far := reach(r)
	since := func(year int) bool {
		for y := year; y >= year-far; y-- {
			if changed(y) {
				return true
			}
		}
		return false
	}
	if since(r.Year) {
		return true
	}
	if r.Narrative == nil {
		return false
	}
	return slices.ContainsFunc(r.Narrative.References, func(ref *narrative.Reference) bool {
		return ref.Year != 0 && since(ref.Year)
	}) || slices.ContainsFunc(r.Narrative.Links, func(link narrative.Link) bool {
		target, _, _ := strings.Cut(link.Destination, "#")
		return path.Ext(target) == ".md"
	})
}

// quote lets every figure know where a report that was kept quotes it.
func quote(r *report.Report) {
	if r.Narrative == nil {
		return
	}
	for _, ref := range r.Narrative.References {
		from := r
		if ref.Year != 0 && ref.Year != r.Year {
			from = r.Series.Year(ref.Year)
		}
		if ref.Target == "" || from == nil {
			continue
		}
		if f := from.Figure(ref.Target); f != nil {
			f.Quotes = append(f.Quotes, report.Quote{Report: r, Ref: ref})
		}
	}
}
