package preview

import "testing"

// A file goes out as what it is, by its ending alone; what is not known is
// something to save and never a page.
func TestTypeOf(t *testing.T) {
	for name, want := range map[string]string{
		"figures.csv": "text/csv; charset=utf-8", "附表.CSV": "text/csv; charset=utf-8", "text.txt": "text/plain; charset=utf-8",
		"a.md": "text/markdown; charset=utf-8", "a.toml": "application/toml", "agency.json": "application/json; charset=utf-8",
		"index.html": "text/html; charset=utf-8", "附件.xlsx": "application/octet-stream", "附件": "application/octet-stream",
	} {
		if got := typeOf(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
