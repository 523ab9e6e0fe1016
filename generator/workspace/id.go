package workspace

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// maxID is the most characters of an id: it is part of file names, with others.
const maxID = 64

var idPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`) })

// AgencyID reports whether an id can name an agency's folder and be part of an
// address: small letters, digits and hyphens, no name that Windows keeps for
// devices, since a workspace must open there too, and not the folder of the
// site's own assets.
func AgencyID(id string) bool {
	if len(id) > maxID || !idPattern().MatchString(id) || slices.Contains([]string{"con", "prn", "aux", "nul", "assets"}, id) {
		return false
	}
	number, ok := strings.CutPrefix(id, "com")
	if !ok {
		number, ok = strings.CutPrefix(id, "lpt")
	}
	return !ok || len(number) != 1 || number[0] > '9'
}
