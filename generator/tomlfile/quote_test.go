package tomlfile

import "testing"

func TestQuote(t *testing.T) {
	for _, s := range []string{"", "近8万件", `所谓"问题"`, `a\b`, "一\n二\t\r\x00\x7f\u0085", "“好”"} {
		tab, log := parse("v = " + Quote(s) + "\n")
		if got := tab.String("v"); got != s || len(*log) > 0 {
			t.Errorf("%q is read back as %q %v", s, got, *log)
		}
	}
}
