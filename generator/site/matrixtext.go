package site

import (
	"encoding/json"
	"fmt"

	"fazhi/generator/compare"
	"fazhi/generator/report"
)

// textBlock is a paragraph as the script reads it that compares any two years.
type textBlock struct {
	Text    string   `json:"t"`
	Heading int      `json:"h,omitempty"` // its level
	Under   string   `json:"u,omitempty"` // the heading that it stands under
	Roles   []string `json:"r,omitempty"`
}

// planTexts adds the text of each year beside the matrix, for the years that
// have no page together. A page opened from disk can load nothing but scripts.
func (g *agencyBuild) planTexts(v *seriesView) {
	if len(v.reports) < 3 || !g.site.Has(report.WordPart) {
		return
	}
	for _, r := range v.reports {
		g.entries = append(g.entries, entry{fmt.Sprintf("%s/compare/%d.js", v.dir(), r.Year), func() ([]byte, error) { return yearText(v.reading(r)) }})
	}
}

// yearText writes the paragraphs of a year; null where it has only figures.
func yearText(read *compare.Reading) ([]byte, error) {
	var blocks []textBlock
	r := read.Report
	if r.HasPage() && r.Narrative != nil {
		blocks = []textBlock{}
		for _, b := range read.Text {
			blocks = append(blocks, textBlock{b.Text, b.Heading, b.Under, b.Roles})
		}
	}
	data, err := json.Marshal(blocks)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "(window.fazhiTexts=window.fazhiTexts||{})[%d]=%s;\n", r.Year, data), nil
}
