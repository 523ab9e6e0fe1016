package page

import (
	"io/fs"
	"math"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fazhi/templates"
)

// Every colour of text keeps 4.5:1 on every ground that it stands on, light and
// dark, in the standard and the high contrast; what marks something, 3:1.
func TestContrast(t *testing.T) {
	for _, name := range []string{"10-tokens.css", "80-modes.css"} {
		for _, ground := range []string{"light", "dark"} {
			tok := tokens(t, name, ground)
			for _, pair := range []struct{ text, ground string }{
				{"ink", "paper"}, {"soft", "paper"}, {"faint", "paper"}, {"main", "paper"}, {"accent", "paper"}, {"good", "paper"},
				{"ink", "panel"}, {"soft", "panel"}, {"faint", "panel"}, {"main", "panel"},
				{"ink", "main-soft"}, {"soft", "main-soft"}, {"faint", "main-soft"}, {"main", "main-soft"}, {"good", "main-soft"},
				{"ink", "accent-soft"}, {"accent", "accent-soft"},
			} {
				got := contrast(t, tok[pair.text], tok[pair.ground])
				if got < 4.5 {
					t.Errorf("%s, %s: %s %s on %s %s: %.2f:1", name, ground, pair.text, tok[pair.text], pair.ground, tok[pair.ground], got)
				}
			}
		}
	}
}

// tokens are the colours that a stylesheet sets for a light or a dark ground.
func tokens(t *testing.T, name, ground string) map[string]string {
	t.Helper()
	src, err := fs.ReadFile(templates.FS, "assets/css/"+name)
	if err != nil {
		t.Fatal(err)
	}
	colours := make(map[string]string)
	for _, m := range regexp.MustCompile(`--`+ground+`-([a-z-]+): *(#[0-9a-f]{3,6});`).FindAllStringSubmatch(string(src), -1) {
		colours[m[1]] = m[2]
	}
	return colours
}

// Numbers and colours of the system stand in its tokens: no other file for the
// screen has a colour, a size of type or a space of its own.
func TestTokens(t *testing.T) {
	names, err := fs.Glob(templates.FS, "assets/css/*.css")
	if err != nil || len(names) < 5 {
		t.Fatal(names, err)
	}
	own := regexp.MustCompile(`:[^;{}]*(?:#[0-9a-f]{3,8}\b|rgba?\(|hsla?\()[^;{}]*[;}]|(?:font(?:-size)?|margin[a-z-]*|padding[a-z-]*|gap): [^;}]*[0-9]rem`)
	comment := regexp.MustCompile(`(?s)/\*.*?\*/`)
	for _, name := range names {
		src, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		text, _, _ := strings.Cut(comment.ReplaceAllString(string(src), ""), "@media print")
		if n := path.Base(name); n == "10-tokens.css" || n == "80-modes.css" || n == "90-print.css" {
			continue
		}
		for _, found := range own.FindAllString(text, -1) {
			t.Errorf("%s: %s: a number of the system stands in 10-tokens.css, and is used as var(--…)", name, found)
		}
	}
}

// contrast is the contrast ratio of WCAG 2.
func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	hex := strings.TrimPrefix(colour, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatalf("colour %q: %v", colour, err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
