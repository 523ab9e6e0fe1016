package workspace

import (
	"strings"
	"testing"
)

func TestAgencyID(t *testing.T) {
	for id, want := range map[string]bool{
		"qsfj": true, "fucheng-xzspj": true, "2023": true, "con-a": true, "com": true, "com10": true, "coma": true, "company": true, "lpt": true, "checks-a": true,
		"": false, "-a": false, "a--b": false, "A": false, "司法局": false, "a/b": false, "..": false, "a.b": false,
		"con": false, "nul": false, "aux": false, "prn": false, "com1": false, "com0": false, "lpt9": false,
		"assets": false, "checks": false,
		strings.Repeat("a", 65): false,
	} {
		if got := AgencyID(id); got != want {
			t.Errorf("AgencyID(%q) = %v", id, got)
		}
	}
}
