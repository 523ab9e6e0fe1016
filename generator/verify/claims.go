package verify

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/record"
)

// claims proves the figures of sealed reports that other pages state, such as
// those of indicators and comparisons: each leads to the row where it stands.
func (r *run) claims(list *v1.Manifest) {
	if len(r.held) == 0 {
		return
	}
	names := r.target.names()
	if list != nil {
		for _, f := range list.Files {
			names = append(names, f.Path)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if path.Ext(name) != ".html" || r.held[name] != nil {
			continue // the page of a report is proved whole
		}
		data, err := r.target.ReadFile(name)
		if err != nil {
			continue // told where it is held against the list
		}
		for _, c := range record.ParseClaims(data) {
			href, err := url.PathUnescape(c.Href)
			if err != nil {
				continue
			}
			to, key, _ := strings.Cut(href, "#f-")
			rec := r.held[path.Join(path.Dir(name), to)]
			if rec == nil {
				continue
			}
			f := rec.Report.Figure(key)
			switch {
			case f == nil:
				r.signed(name, "指向"+fmt.Sprint(rec.Year)+"年没有的数据："+key, "leads to a figure that the report of "+fmt.Sprint(rec.Year)+" does not have: "+key)
			case !c.States(f.Text):
				said := c.Text
				if c.Cell != "" {
					said = c.Cell
				}
				r.signed(name, fmt.Sprintf("%d年“%s”封存的是%s，这里是%s", rec.Year, f.Label, quoted(f.Text, "没有"), quoted(said, "没有")),
					fmt.Sprintf("%s of %d is sealed as %s, here %s", key, rec.Year, quoted(f.Text, "nothing"), quoted(said, "nothing")))
			}
		}
	}
}
