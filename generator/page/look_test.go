package page

import (
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fazhi/templates"
)

// Every colour of text keeps 4.5:1 on every ground that it stands on, light and
// dark, in the standard and the high contrast.
func TestContrast(t *testing.T) {
	light, dark := tokens(t, "10-tokens.css")
	high, highDark := tokens(t, "80-modes.css")
	for name, tok := range map[string]map[string]string{"light": light, "dark": dark, "high": high, "high dark": highDark} {
		for _, pair := range []struct{ text, ground string }{
			{"ink", "paper"}, {"soft", "paper"}, {"faint", "paper"}, {"main", "paper"}, {"accent", "paper"}, {"good", "paper"},
			{"ink", "panel"}, {"soft", "panel"}, {"faint", "panel"},
			{"ink", "main-soft"}, {"soft", "main-soft"}, {"faint", "main-soft"}, {"main", "main-soft"}, {"good", "main-soft"},
			{"ink", "accent-soft"}, {"accent", "accent-soft"},
		} {
			got := contrast(t, tok[pair.text], tok[pair.ground])
			if got < 4.5 {
				t.Errorf("%s: %s %s on %s %s: %.2f:1", name, pair.text, tok[pair.text], pair.ground, tok[pair.ground], got)
			}
		}
	}
}

// tokens are the colours that a stylesheet sets, before and in its part for
// dark screens.
func tokens(t *testing.T, name string) (light, dark map[string]string) {
	t.Helper()
	src, err := fs.ReadFile(templates.FS, "assets/css/"+name)
	if err != nil {
		t.Fatal(err)
	}
	first, second, ok := strings.Cut(string(src), "(prefers-color-scheme: dark)")
	if !ok {
		t.Fatalf("%s: nothing for dark screens", name)
	}
	set := regexp.MustCompile(`--([a-z-]+): *(#[0-9a-f]{3,6});`)
	read := func(s string) map[string]string {
		colours := make(map[string]string)
		for _, m := range set.FindAllStringSubmatch(s, -1) {
			colours[m[1]] = m[2]
		}
		return colours
	}
	return read(first), read(second)
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
