package importer

import (
	"regexp"
	"sync"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
)

// publishedLine finds the day of publication in a line that a page puts around
// a report. Other days stand there too: of the document, of an update.
var publishedLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:(?:发布|发表|公开)(?:时间|日期)|(?:^|[\s|丨])(?:时间|日期))\s*[:：]\s*(\S.*)|^(\d{4}-\d.*)`)
})

var dayAtStart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\D|$)`)
})

// readPublished settles the day of publication: as the page states it of
// itself, else as one of the lines says that were taken away.
func (j *job) readPublished(taken []string) {
	for _, line := range taken {
		if at := publishedLine().FindStringSubmatch(line); at != nil && j.published == "" {
			j.published = at[1] + at[2]
		}
	}
	at := dayAtStart().FindStringSubmatch(j.published)
	if at == nil {
		return
	}
	if j.publishedDay = day(at[1], at[2], at[3]); j.publishedDay.Year < j.Year {
		j.publishedDay = civil.Date{} // before the year was over: not of this report
		return
	}
	d := j.publishedDay.String()
	j.tell(finding.Info, "import-published", -1, finding.Text{
		ZH: "发布日期 " + d + " 取自网页上的发布时间，已写入 published",
		EN: "the day of publication, " + d + ", is the one that the page states; it was written to published"},
		finding.Text{ZH: "转载的网页写的可能是转载的日期，请对照原件", EN: "a page that copied the report may state its own day; compare it with the original"})
}
