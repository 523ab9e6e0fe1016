package check

import (
	"fazhi/generator/finding"
)

// waiverIdle finds waivers that waive nothing. They are told by waive, which
// alone knows.
func waiverIdle() Check {
	return Check{ID: "waiver-idle", Group: Waivers, Severity: finding.Warning, Always: true}
}
