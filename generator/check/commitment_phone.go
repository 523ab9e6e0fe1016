package check

import (
	"regexp"
	"strings"
	"sync"

	"fazhi/generator/finding"
)

// commitmentPhone asks for a telephone number by which the public can see to a
// promise: a fixed line or a hotline. A mobile number is told by personal-mobile.
func commitmentPhone() Check {
	return Check{ID: "commitment-phone", Group: Pledges, Severity: finding.Warning, Waivable: true, Pledged: func(s *Subject) {
		for _, c := range s.own() {
			plain := strings.Map(plainPhone, c.Phone)
			switch {
			case plain == "" && !s.Pledges.Torn:
				s.tell("missing", c.Pos, "matter", c.Matter)
			case plain != "" && !officeLine().MatchString(plain) && !isMobile(plain):
				s.tell("form", c.Place("phone"), "phone", c.Phone)
			}
		}
	}}
}

// plainPhone writes the marks between the parts of a number one way, and blanks not at all.
func plainPhone(r rune) rune {
	switch r {
	case ' ', '(', '（':
		return -1
	case '—', '－', ')', '）':
		return '-'
	}
	return r
}

// officeLine knows a fixed line with its area code, or a hotline such as 12345; several
// may be parted by 、.
var officeLine = sync.OnceValue(func() *regexp.Regexp {
	const one = `(0[0-9]{2,3}-?[1-9][0-9]{6,7}(-[0-9]{1,5})?|1[0-9]{4}|9[0-9]{4,5}|[48]00-?[0-9]{3}-?[0-9]{4})`
	return regexp.MustCompile(`^` + one + `([、,，;；/]` + one + `)*$`)
})
