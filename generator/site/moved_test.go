package site_test

import (
	"strings"
	"testing"

	"fazhi/generator/site"
)

// Addresses under a folder name that an agency had before lead to its pages.
func TestFormerAddresses(t *testing.T) {
	ws := workspace()
	ws["data/a/agency.toml"].Data = []byte("name = \"示例区虚构局\"\nformer = [\"alt\"]\n")
	out := build(t, ws, site.Options{})
	checkLinks(t, out)
	pages := 0
	for _, name := range out.Names() {
		rest, ok := strings.CutPrefix(name, "a/")
		if !ok || !strings.HasSuffix(name, ".html") {
			continue
		}
		pages++
		up := strings.Repeat("../", strings.Count(name, "/"))
		stub := string(out.Get("alt/" + rest))
		if !strings.Contains(stub, `http-equiv="refresh" content="0; url=`+up+name) && !strings.Contains(stub, `content="0; url=`+up+"a/") {
			t.Errorf("alt/%s does not lead to %s:\n%s", rest, name, stub)
		}
	}
	if pages < 5 {
		t.Errorf("only %d pages", pages)
	}
}
