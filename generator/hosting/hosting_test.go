package hosting

import (
	"strings"
	"testing"
	"testing/fstest"

	"fazhi/templates"
)

// What servers send is never stricter than what pages say themselves, but where a
// header must say more: a page that works from disk works served.
func TestPolicies(t *testing.T) {
	r, err := Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	parts := func(policy string) map[string]string {
		out := map[string]string{}
		for _, d := range strings.Split(policy, "; ") {
			name, sources, _ := strings.Cut(d, " ")
			out[name] = sources
		}
		return out
	}
	page, header := parts(r.Page), parts(r.Policy)
	for name, sources := range page {
		if got, ok := header[name]; !ok || got != sources && sources != "'none'" {
			t.Errorf("pages say %s %s, servers %q", name, sources, got)
		}
	}
	if header["frame-ancestors"] == "" || !strings.Contains(header["style-src"], "'sha256-") || strings.Contains(r.Page+r.Policy, "unsafe") {
		t.Errorf("the policy of servers: %s", r.Policy)
	}
}

func TestHeadersFile(t *testing.T) {
	r, err := Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	seen, at := map[string]string{}, ""
	for _, line := range strings.Split(strings.TrimSpace(string(r.File())), "\n") {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case strings.HasPrefix(line, "/"):
			at = line
		case !ok || value == "" || len(line) > 2000:
			t.Errorf("line %q", line)
		case name != "Content-Type" && seen[name] != "":
			t.Errorf("%s stands under %s and %s; hosts join them", name, seen[name], at)
		}
		seen[name] = at
	}
	if seen["Content-Security-Policy"] != "/*" || seen["Cache-Control"] != "/assets/*" {
		t.Errorf("%v", seen)
	}
}

// Whoever edits the rules cannot break out of a line or a quotation.
func TestLoadErrors(t *testing.T) {
	good, err := templates.FS.ReadFile("hosting/rules.toml")
	if err != nil {
		t.Fatal(err)
	}
	for old, bad := range map[string]string{
		"nosniff":      `no\"sniff`,
		"SAMEORIGIN":   `SAME\nORIGIN`,
		"no-cache":     "$uri",
		"text/csv":     "text/csv; } x {",
		"[cache]":      "[cash]",
		"value = \"no": "valu = \"no",
		"same-origin":  "",
	} {
		fsys := fstest.MapFS{
			"hosting/rules.toml":  {Data: []byte(strings.Replace(string(good), old, bad, 1))},
			"assets/notfound.css": {Data: []byte("/* x */\nbody { margin: 0 }")},
		}
		if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), "hosting/rules.toml") {
			t.Errorf("%s for %s: %v", bad, old, err)
		}
	}
}
