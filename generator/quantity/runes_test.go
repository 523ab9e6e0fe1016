package quantity

import (
	"testing"
	"unicode/utf8"
)

func FuzzRunesAreThoseOfPackageUTF8(f *testing.F) {
	for _, s := range []string{"近8万件", "a\u0300é", "\xe0\x80\x80", "\xed\xa0\x80", "\xef\xbf\xbd", "\xf0\x9f\x98\x80", "件\xe4\xbb", "\x80\x80\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for i := range len(s) + 1 {
			got, size := runeAt(s, i)
			if want, n := utf8.DecodeRuneInString(s[i:]); got != want || size != n {
				t.Errorf("runeAt(%q, %d) = %U, %d, want %U, %d", s, i, got, size, want, n)
			}
			got, size = runeBefore(s, i)
			if want, n := utf8.DecodeLastRuneInString(s[:i]); got != want || size != n {
				t.Errorf("runeBefore(%q, %d) = %U, %d, want %U, %d", s, i, got, size, want, n)
			}
		}
	})
}
