package hosting

import (
	"encoding/json"
	"fmt"
	"regexp"
)

// WebManifestName is the file that says how a site shows on the screen of a phone.
const WebManifestName = "site.webmanifest"

// Icon is a picture that stands for the site.
type Icon struct {
	Src   string `json:"src"` // relative to the manifest
	Sizes string `json:"sizes"`
	Type  string `json:"type"`
}

// Colors of a site, as its style sheet has them for a light ground.
type Colors struct{ Main, Paper string }

// colors finds a colour in the rules of :root that hold always, not only in a
// medium or a state. %s is its name.
const colors = `(?:^|[};])\s*:root\s*\{[^{}]*--light-%s:\s*(#[0-9a-fA-F]{3,8})`

// ColorsOf reads the colours from a style sheet, "" where it does not say them as
// the program's own does. The last one holds, as in CSS.
func ColorsOf(css []byte) Colors {
	last := func(name string) string {
		all := regexp.MustCompile(fmt.Sprintf(colors, name)).FindAllSubmatch(css, -1)
		if len(all) == 0 {
			return ""
		}
		return string(all[len(all)-1][1])
	}
	return Colors{last("main"), last("paper")}
}

// WebManifest gives site.webmanifest. All its addresses are relative, so that it
// works below any path.
func WebManifest(name, lang string, c Colors, icons []Icon) ([]byte, error) {
	data, err := json.MarshalIndent(struct {
		Name       string `json:"name"`
		Short      string `json:"short_name"`
		Lang       string `json:"lang"`
		Dir        string `json:"dir"`
		Start      string `json:"start_url"`
		Scope      string `json:"scope"`
		Display    string `json:"display"`
		Theme      string `json:"theme_color,omitempty"`
		Background string `json:"background_color,omitempty"`
		Icons      []Icon `json:"icons"`
	}{name, name, lang, "ltr", "index.html", "./", "minimal-ui", c.Main, c.Paper, icons}, "", " ")
	if err != nil {
		return nil, err
	}
	return append(data, '\n'), nil
}
