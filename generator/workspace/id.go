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

// Reserved reports whether a name at the top of the published site is taken by
// the site itself: the folders of its assets and of pages over all agencies.
func Reserved(name string) bool {
	return slices.Contains([]string{"agencies", "assets", "checks", "compare", "search", "sources", "verify"}, name)
}

// AgencyID reports whether an id can name an agency's folder and be part of an
// address: small letters, digits and hyphens, no name that Windows keeps for
// devices, since a workspace must open there too, and none that the site keeps
// for itself.
func AgencyID(id string) bool {
	if len(id) > maxID || !idPattern().MatchString(id) || Reserved(id) || slices.Contains([]string{"con", "prn", "aux", "nul"}, id) {
		return false
	}
	number, ok := strings.CutPrefix(id, "com")
	if !ok {
		number, ok = strings.CutPrefix(id, "lpt")
	}
	return !ok || len(number) != 1 || number[0] > '9'
}
