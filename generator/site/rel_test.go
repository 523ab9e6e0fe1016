package site

import (
	"path"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRel follows addresses from page to page: whatever the two are, the link leads from
// the one to the other, and goes up no further than it must.
func TestRel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "ab", "c.html"}), 1, 4).Draw(t, "parts"), "/")
		})
		from, to := name.Draw(t, "from"), name.Draw(t, "to")
		place := rapid.SampledFrom([]string{"", "#p"}).Draw(t, "place")
		file, fragment, _ := strings.Cut(rel(from, to+place), "#")
		if from == to && place != "" {
			if file != "" || fragment != "p" {
				t.Fatalf("a place of %s itself is %q", from, file)
			}
			return
		}
		if got := path.Join(path.Dir(from), file); got != to || fragment != strings.TrimPrefix(place, "#") {
			t.Fatalf("from %s to %s: %q leads to %s", from, to, file, got)
		}
		if dir := path.Dir(from); strings.HasPrefix(file, "../") && strings.HasPrefix(to, dir+"/") {
			t.Fatalf("from %s to %s: %q goes up for nothing", from, to, file)
		}
	})
}
