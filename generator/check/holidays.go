package check

import (
	"fmt"
	"strings"

	"fazhi/generator/civil"
	"fazhi/generator/finding"
	"fazhi/generator/tomlfile"
)

// readHolidays reads checks/holidays.toml: a [[year]] with the days off and the
// weekend days that are worked, as "02-10/02-17" or "02-04".
func readHolidays(t *tomlfile.Table) holidays {
	out := holidays{}
	for _, y := range t.Tables("year") {
		year := y.Int("year")
		out[year] = &calendar{off: readDays(y, "off", year), work: readDays(y, "work", year), sure: y.OneOf("evidence", "found", "gk") == "found"}
		y.Close()
	}
	t.Close()
	return out
}

func readDays(t *tomlfile.Table, key string, year int) map[civil.Date]bool {
	days := map[civil.Date]bool{}
	for _, item := range t.Strings(key) {
		first, last, span := strings.Cut(item, "/")
		if !span {
			last = first
		}
		from, err := civil.Parse(fmt.Sprintf("%04d-%s", year, first))
		to, err2 := civil.Parse(fmt.Sprintf("%04d-%s", year, last))
		if err != nil || err2 != nil || to.Before(from) {
			t.Fail(key, finding.Finding{
				ID:       "check-data",
				Message:  finding.Text{ZH: "“" + item + "”不是日期或起止日期", EN: item + " is no day or span of days"},
				Expected: finding.Text{ZH: "\"02-04\" 或 \"02-10/02-17\"", EN: "\"02-04\" or \"02-10/02-17\""},
			})
			continue
		}
		for d := from; !to.Before(d); d = next(d) {
			days[d] = true
		}
	}
	return days
}
